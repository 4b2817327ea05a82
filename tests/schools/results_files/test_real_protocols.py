"""Protocols as regions really print them: spread columns, a school above the table, two dates of a foreign language."""

import pytest

from schools.results_files import Expected, Layout, Procedure, guess_layout, read_results
from tests.schools.results_files.make_books import Sheet, briefly, delimited, xls, xlsx
from tests.schools.results_files.make_exams import protocol_sheet

PERSON = ("Вяземцева", "Аделаида", "Кирилловна")
MINIMUMS = Expected(minimums={"русский": 24, "английский": 22, "физика": 36})


def spread(sheet):
    """Every second column is empty, as merged cells come out of the printing programme."""
    return Sheet(sheet.name, [[part for cell in row for part in (cell, "")] for row in sheet.rows])


@pytest.mark.parametrize("make", [xlsx, xls, delimited])
def test_spread_columns_are_read(make):
    sheet = spread(protocol_sheet([(220123, 30, 64), (220123, 6, 23)], "01 - Русский язык 2026.06.04", "Балл"))
    row = read_results(make(sheet), Layout.EXAM_PROTOCOL, MINIMUMS).results[0]
    assert (row.procedure.kind, row.participants, row.failed, row.score_sum) == ("ЕГЭ", 2, 1, 87)


def test_base_mathematics_is_an_exam_of_grade_11_also_with_a_mark():
    sheet = protocol_sheet([(220123, 13, 4), (220123, 6, 2)], "22 - Математика базовая 2026.06.09")
    row = read_results(xlsx(sheet), Layout.EXAM_PROTOCOL).results[0]
    assert (row.procedure, row.marks) == (Procedure("ЕГЭ", "математика", 11, "база", "", 2026, 11), (1, 0, 1, 0))


@pytest.mark.parametrize(
    "title", ["Английский язык п:2026.06.14; у:2026.06.16", "Английский язык п.: 2026.06.18, у.: 2026.06.21"]
)
def test_foreign_language_of_two_days_is_recognised(title):
    sheet = protocol_sheet([(220123, 20, 21), (220123, 56, 56)], title, "Тестовый балл")
    row = read_results(xlsx(sheet), Layout.EXAM_PROTOCOL, MINIMUMS).results[0]
    assert (row.procedure.subject, row.procedure.year, row.failed) == ("английский", 2026, 1)


def school_protocol(code="Код ОО: 022005"):
    """One school: its code above the table, a header of two storeys."""
    rows = [["Протокол ЕГЭ"], ["Предмет:", "03 - Физика"], ["Дата экзамена:", "08.06.2026"], [code], []]
    rows += [
        ["№", "Класс", "ФИО", "Документ", "Задания", "", "Результат", ""],
        ["", "", "", "", "с кратким ответом", "с развёрнутым ответом", "Первичный балл", "Балл"],
        [1, "11А", " ".join(PERSON), "4417 938204", "+-+", "1(2)", 40, 62],
        [2, "11А", "Громобоев Елисей Тихонович", "4417 938205", "+--", "0(2)", 12, 30],
        [3, "11А", "Сухоручкин Пантелеймон Кириллович", "4417 938206", "", "", "", "Не явился"],
    ]
    merged = [(6, 1, 7, 1), (6, 2, 7, 2), (6, 3, 7, 3), (6, 4, 7, 4), (6, 5, 6, 6), (6, 7, 6, 8)]
    return Sheet("Протокол", rows, merged)


@pytest.mark.parametrize("make", [xlsx, xls])
@pytest.mark.parametrize(("code", "value"), [("Код ОО: 022005", "022005"), ("МБОУ СОШ (edu220123)", "edu220123")])
def test_school_above_the_table_is_enough(make, code, value):
    data = make(school_protocol(code))
    assert guess_layout(data) == Layout.EXAM_PROTOCOL
    (row,) = read_results(data, Layout.EXAM_PROTOCOL, MINIMUMS).results
    assert (row.unit.value, row.participants, row.failed) == (value, 2, 1)


def test_protocol_of_nobody_is_an_error():
    reading = read_results(xlsx(school_protocol("Район")), Layout.EXAM_PROTOCOL, MINIMUMS)
    assert [(error.row, error.message[:31]) for error in reading.errors] == [(7, "Не сказано, чей это протокол. Д")]


def test_protocol_of_appeals_is_not_taken():
    sheet = protocol_sheet()
    sheet.rows[1] = [*sheet.rows[1][:11], "Тип апелляции / перепроверки", "Балл до изменения", *sheet.rows[1][13:]]
    assert guess_layout(xlsx(sheet)) is None


def test_pupil_written_twice_is_an_error():
    sheet = protocol_sheet()
    sheet.rows.insert(3, [9, *sheet.rows[2][1:]])
    assert briefly(read_results(xlsx(sheet), Layout.EXAM_PROTOCOL)) == [
        "4: Такая строка уже есть: участник записан дважды. Уберите лишнюю строку.",
        "3: Школа 220123: строк с ошибками — 1, результаты школы не посчитаны.",
    ]


def test_score_without_a_mark_is_an_error():
    sheet = protocol_sheet([(220123, 31, ""), (220123, 12, 2)])
    assert briefly(read_results(xlsx(sheet), Layout.EXAM_PROTOCOL))[0] == (
        "3O: «Оценка»: первичный балл есть, а итога нет.…"
    )


def test_fields_of_the_checking_station_are_understood():
    head = ["SchoolCode", "ClassCode", "SurnameCell", "NameCell", "SecondNameCell", "PrimaryMark", "Mark5"]
    sheet = Sheet("csv", [head, ["022005", "9А", *PERSON, 14, 3], ["022005", "9А", "Громобоев", "Елисей", "", 5, 2]])
    data = delimited(sheet, encoding="utf-8-sig")
    expected = Expected(kind="ОГЭ", subject="математика", year=2026)
    assert guess_layout(data) == Layout.EXAM_PROTOCOL
    (row,) = read_results(data, Layout.EXAM_PROTOCOL, expected).results
    assert (row.unit.value, row.procedure.grade, row.marks) == ("022005", 9, (1, 1, 0, 0))
