"""Several tables in a file: what each is, how it is called, which of them are parts of one."""

import docx
import pytest

from roadmaps.imports.document import PassportItem, TableKind
from roadmaps.imports.reader import read_docx
from tests.roadmaps.docx_files import add_table, saved, table_docx
from tests.roadmaps.imports.word import file, paragraph, run, table
from tests.roadmaps.imports.word import row as xml_row

HEADER = ("№", "Мероприятие", "Срок", "Ответственный")
FIRST, SECOND = ("1.", "Семинар", "май", "ОО"), ("2.", "Игра", "июнь", "ОО")


def read(*blocks):
    """Paragraphs are strings, tables lists of rows."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        else:
            add_table(document, max(len(row) for row in block), block)
    return read_docx(saved(document)).tables


def shape(tables):
    return [(found.title, [(row.section, row.activity) for row in found.rows]) for found in tables]


@pytest.mark.parametrize("between", ["", "12", "Продолжение таблицы 1", "¹ По решению школы."])
def test_table_with_the_same_header_goes_on(between):
    assert shape(read("План", [HEADER, FIRST], between, [HEADER, SECOND])) == [
        ("План", [("", "Семинар"), ("", "Игра")])
    ]


def test_table_without_header_goes_on():
    assert shape(read("План", [HEADER, FIRST], [SECOND])) == [("План", [("", "Семинар"), ("", "Игра")])]


def test_table_cut_in_the_middle_of_a_row_goes_on():
    (found,) = read("План", [HEADER, ("1.", "Семинар для", "май", "Директора")], [("", "учителей", "", "и завучи")])
    assert [(row.activity, row.responsible) for row in found.rows] == [("Семинар для учителей", "Директора и завучи")]


def test_heading_that_fell_out_between_the_parts_is_a_section():
    tables = read("План", [HEADER, FIRST], "2. Ученики города", [SECOND])
    assert shape(tables) == [("План", [("", "Семинар"), ("2. Ученики города", "Игра")])]


def test_tables_under_their_own_headings_stay_apart():
    tables = read("План для учителей", [HEADER, FIRST], "План для учеников", [HEADER, SECOND])
    assert shape(tables) == [("План для учителей", [("", "Семинар")]), ("План для учеников", [("", "Игра")])]


def test_table_of_another_width_does_not_go_on():
    tables = read("План", [HEADER, FIRST], [("Начальник", "А.А. Берёзкина")])
    assert [found.kind for found in tables] == [TableKind.ACTIVITIES, TableKind.PEOPLE]


def test_part_divided_more_finely_is_put_under_the_same_columns():
    wide = '<w:gridSpan w:val="3"/>'
    first = table(xml_row(*HEADER), xml_row(*FIRST))
    second = table(xml_row("2.", f"<w:tc><w:tcPr>{wide}</w:tcPr>{paragraph(run('Игра'))}</w:tc>", "июнь", "ОО"))
    (found,) = read_docx(file(first + second)).tables
    assert [(row.activity, row.deadline, row.responsible) for row in found.rows] == [
        ("Семинар", "май", "ОО"),
        ("Игра", "июнь", "ОО"),
    ]


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([("Показатель", "2022", "2023"), ("Доля школ", "10", "20")], TableKind.INDICATORS),
        ([("Этап", "Риск", "Мероприятия"), ("Начало", "Усталость", "Отдых")], TableKind.RISKS),
        ([("ФИО", "Должность"), ("Осинкина Р.Т.", "методист")], TableKind.PEOPLE),
        ([("Осинкина Раиса Тимофеевна", "методист"), ("Клёнов Пётр Ильич", "директор")], TableKind.PEOPLE),
        ([("Цель", "Учить"), ("Задачи", "Помочь"), ("Сроки реализации", "2023")], TableKind.PASSPORT),
        ([("Школа", "Учеников"), ("№ 7", "300")], TableKind.OTHER),
    ],
)
def test_kind_of_another_table(rows, kind):
    tables = read("План", [HEADER, FIRST], "Ещё одна таблица", rows)
    assert tables[1].kind is kind


def test_passport_with_a_name_merged_over_rows():
    rows = [
        ("Цель", "Учить", ""),
        ("Сроки", "2023", ""),
        ("Исполнители", "Школы", "Директора"),
        ("", "Кружки", "Педагоги"),
    ]
    tables = read("Паспорт", rows, "План", [HEADER, FIRST])
    assert tables[0].passport[2] == PassportItem("Исполнители", "Школы — Директора Кружки — Педагоги")


@pytest.mark.parametrize(
    ("above", "title"),
    [
        (["Приложение 2", "к приказу от 01.02.2023 № 5", "План работы", "на 2023 год"], "План работы на 2023 год"),
        (["Школам было трудно.", "Дорожная карта", ""], "Дорожная карта"),
        (["II. Как помочь школам", "- искать причины;", "- учить учителей;"], "II. Как помочь школам"),
        (["1.2. План помощи школам (далее – План) (Приложение 2).", "Приложение 2"], "План помощи школам"),
        (["Утвердить План помощи школам согласно приложению 1;"], "План помощи школам"),
        ([], ""),
    ],
)
def test_title_is_found_above(above, title):
    assert read(*above, [HEADER, FIRST])[0].title == title


def test_styled_heading_ends_the_title():
    document = docx.Document()
    document.add_paragraph("Город Верхнеозёрск")
    document.add_heading("Помощь школам")
    add_table(document, 4, [HEADER, FIRST])
    assert read_docx(saved(document)).tables[0].title == "Помощь школам"


def test_table_without_header_is_told_from_its_content():
    rows = [
        ("1.", "Семинар для молодых учителей", "ежегодно, май", "Методический центр", "справка"),
        ("2.", "Игра для старших классов города", "октябрь 2023", "директора школ", "отзывы"),
        ("3.", "Опрос о том, чего не хватает", "в течение года", "управление образования", ""),
    ]
    document = read_docx(table_docx(5, rows))
    (found,) = document.activities
    first = found.rows[0]
    assert (first.number, first.deadline, first.responsible) == ("1.", "ежегодно, май", "Методический центр")
    assert [row.result for row in found.rows] == ["справка", "отзывы", ""]
    assert document.warnings == ("У таблицы нет строки заголовков, столбцы определены по содержанию. Проверьте их.",)
