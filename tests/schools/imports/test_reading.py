from io import BytesIO

import pytest
from openpyxl import load_workbook

from schools.imports.reading import SchoolRow, kind_of, read_registry
from schools.imports.template import KINDS, build_template
from tests.schools.imports.files import line, xlsx


def said(reading):
    return [str(problem) for problem in reading.problems]


def test_row_with_everything():
    row = line("гимназия № 3", "Гимназия № 3", number="3", kind="Гимназия", address="ул. Речная, 1", pupils="1 250",
               director="Речная Ольга Игоревна", email="Rechnaya@example.org")  # fmt: skip
    reading = read_registry(xlsx(row))
    expected = SchoolRow(2, "Гимназия № 3", "гимназия № 3", "3", "advanced", "ул. Речная, 1", 1250,
                         "Речная Ольга Игоревна", "rechnaya@example.org")  # fmt: skip
    assert (reading.rows, said(reading)) == ([expected], [])


def test_columns_are_known_by_other_names_in_any_order_below_a_title():
    header = ("ИНН", "Школа", "Наименование организации (по уставу)", "ФИО директора")
    above = [("Список школ города",), ()]
    row = ("6600000000", "СОШ № 12", "Школа № 12", "Ветров И. П.")
    reading = read_registry(xlsx(row, header=header, above=above))
    assert reading.rows == [SchoolRow(4, "Школа № 12", "СОШ № 12", "12", director="Ветров И. П.")]
    assert (reading.ignored, said(reading)) == (["ИНН"], [])


def test_every_problem_has_its_place():
    rows = [
        line(),
        line(full=None, name="СОШ № 6"),
        line("СОШ №5", "Другая", pupils="много"),
        line("А", "Б", kind="завод"),
    ]
    place = "лист «Sheet», строка\xa0"
    assert said(read_registry(xlsx(*rows))) == [
        f"{place}3, столбец\xa0A: не заполнено: полное наименование",
        f"{place}4, столбец\xa0F: нужно целое число",
        f"{place}5, столбец\xa0D: тип «завод» не понят; бывают: общеобразовательная, гимназия, лицей, вечерняя, "
        "коррекционная, СУВУ",
        f"{place}4: краткое наименование такое же, как в строке 2",
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (xlsx(), "лист «Sheet», строка\xa01: под заголовком нет ни одной школы"),
        (
            xlsx(header=("Полное наименование", "Адрес")),
            "лист «Sheet», строка\xa01: нет столбца «Краткое наименование»",
        ),
        (
            xlsx(header=("что", "где")),
            "не найдена таблица со столбцами «Полное наименование» и «Краткое наименование». Возьмите наш образец",
        ),
    ],
    ids=["empty", "no short name", "no header"],
)
def test_table_without_schools_is_explained(data, message):
    assert said(read_registry(data)) == [message]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("МБОУ гимназия № 3", "advanced"),
        ("школа с углублённым изучением", "advanced"),
        ("вечерняя (сменная) школа", "evening"),
        ("Коррекционная школа-интернат", "correctional"),
        ("общеобразовательная организация", "general"),
        ("спецшкола закрытого типа", "special_closed"),
        ("колледж", ""),
    ],
)
def test_types_in_words(words, code):
    assert kind_of(words) == code


def test_template_filled_in_is_read_back():
    workbook = load_workbook(BytesIO(build_template()))
    workbook["Школы"].append(line(number="5", pupils=310, director="Речная Ольга", email="r@example.org"))
    file = BytesIO()
    workbook.save(file)
    row = SchoolRow(2, "Средняя школа № 5", "СОШ № 5", "5", pupils=310, director="Речная Ольга", email="r@example.org")
    reading = read_registry(file.getvalue())
    assert (reading.rows, said(reading), reading.ignored) == ([row], [], [])


def test_template_lets_no_wrong_type_and_number_in():
    sheet = load_workbook(BytesIO(build_template())).worksheets[0]
    rules = {str(one.sqref): (one.type, one.formula1) for one in sheet.data_validations.dataValidation}
    kinds = '"общеобразовательная,гимназия,лицей,вечерняя,коррекционная,СУВУ"'
    assert rules == {"D2:D1001": ("list", kinds), "F2:F1001": ("whole", "0")}


@pytest.mark.parametrize("kind", KINDS)
def test_types_of_the_template_are_understood(kind):
    assert kind_of(kind) != ""


HEADER = ("№ п/п", "Полное наименование ОО", "Краткое наименование", "Численность обучающихся", "Учредитель")


def test_total_and_signature_are_no_schools_and_a_strange_column_is_told():
    rows = [(1, "Тихая школа № 17", "СОШ № 17", "1\u00a0020", "город"), (None, "Итого", None, 1020), ("Исп. Лугова",)]
    reading = read_registry(xlsx(*rows, header=HEADER, above=[("Реестр школ",), ()]))
    assert [(row.short_name, row.pupils) for row in reading.rows] == [("СОШ № 17", 1020)]
    assert (reading.ignored, said(reading)) == (["Учредитель"], [])


def test_row_without_a_name_is_an_error_and_not_passed_over():
    reading = read_registry(xlsx((1, None, None, 310, "город"), header=HEADER))
    assert [(one.row, one.column, one.message) for one in reading.problems] == [
        (2, "B", "не заполнено: полное наименование"),
        (2, "C", "не заполнено: краткое наименование"),
    ]
