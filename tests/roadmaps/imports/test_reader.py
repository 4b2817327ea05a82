"""Whole files in the layouts of real programmes, and files that hold nothing to read."""

import pytest

from roadmaps.imports.document import Column, PassportItem, Row, TableKind
from roadmaps.imports.reader import MAX_XML, ReadError, read_docx
from tests.accounts.upload_files import repacked, word_file
from tests.roadmaps.docx_files import (
    page_headers_docx,
    programme_docx,
    report_forms_docx,
    table_docx,
    year_columns_docx,
)

WANTED = "Нужна таблица со столбцами «Мероприятие», «Срок», «Ответственный»"
DAMAGED = "Файл Word повреждён. Откройте его в Word, сохраните заново и загрузите ещё раз."
TOO_MUCH = "В файле слишком много текста или больше 5000 строк в таблицах. Оставьте в нём только дорожную карту."


def sections(rows: tuple[Row, ...]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for row in rows:
        counted[row.section] = counted.get(row.section, 0) + 1
    return counted


def test_programme_has_22_activities_in_4_sections():
    document = read_docx(programme_docx(), (2021, 2025))
    (table,) = document.activities
    assert sections(table.rows) == {
        "1. Документы программы": 4,
        "2. Отбор школ и запросы учителей": 5,
        "3. Методическая помощь": 11,
        "4. Проверка того, что вышло": 2,
    }
    assert table.title == "План реализации программы «Шаг вперёд» города Верхнеозёрска"
    assert document.warnings == ()


def test_programme_columns_and_row():
    (table,) = read_docx(programme_docx()).activities
    assert table.columns == {
        Column.NUMBER: "№",
        Column.ACTIVITY: "Мероприятие",
        Column.DEADLINE: "Сроки проведения",
        Column.RESPONSIBLE: "Ответственные",
    }
    assert table.rows[18] == Row(
        section="3. Методическая помощь",
        number="3.10.",
        activity="Участие учеников в олимпиадах и конкурсах",
        deadline="ежегодно",
        responsible="Руководители ОО",
        table=2,
        lines=(23,),
    )


def test_passport_cut_by_a_page_break_is_whole():
    passport = read_docx(programme_docx()).passport
    assert [item.name for item in passport][-2:] == ["Задачи", "Сроки реализации"]
    assert passport[4] == PassportItem(
        "Задачи", "- найти школы, которым трудно;\n- помочь учителям и директорам этих школ."
    )


def test_page_headers_are_dropped_and_cut_rows_joined():
    (table,) = read_docx(page_headers_docx()).activities
    assert sections(table.rows) == {"Поиск школ, которым нужна помощь. Документы.": 3, "Встречи и обмен опытом": 4}
    assert [(row.number, row.activity, row.responsible, row.lines) for row in table.rows] == [
        ("1.", "Отбор школ по итогам экзаменов.", "Специалисты группы оценки, Осинкина Р.Т., старший методист", (3, 5)),
        (
            "2.",
            "Разбор причин низких результатов и выбор путей к их преодолению",
            "Директора школ №№ 2, 7 и 14",
            (6, 8),
        ),
        ("3.", "Создание группы сопровождения", "Начальник управления", (9,)),
        ("4.", "Консультации по просьбам школ", "Школы-наставники", (11,)),
        ("", "Подготовка наставников для завучей", "Методический центр", (12,)),
        ("5.", "Круглый стол о проверочных работах в режиме Skype-связи", "Лицей № 9", (14, 15)),
        ("7.", "Дни открытых уроков", "Руководители ОО", (16,)),
    ]


def test_page_headers_document_warns_about_gaps():
    assert read_docx(page_headers_docx(), (2020, 2021)).warnings == (
        "Строка 9 (№\N{NO-BREAK SPACE}3): не указан срок.",
        "Строка 12: нет номера.",
        "Строка 16 (№\N{NO-BREAK SPACE}7): пропущен номер: перед этим был 5.",
    )


def test_report_forms_document_has_three_tables():
    document = read_docx(report_forms_docx())
    assert [(table.kind, table.title, sections(table.rows)) for table in document.tables] == [
        (TableKind.CONTROL_POINTS, "Контрольные точки дорожной карты", {"": 1}),
        (TableKind.ACTIVITIES, "План-график дорожной карты", {"I. Здания и книги": 1, "2. Люди": 3}),
        (TableKind.ACTIVITIES, "Механизмы реализации дорожной карты", {"": 1}),
    ]


def test_report_forms_document_maps_results_and_forms():
    _, plan, mechanisms = read_docx(report_forms_docx()).tables
    assert (plan.rows[0].result, plan.rows[0].report_form) == ("Книги есть у всех", "справка")
    assert mechanisms.rows[0].report_form == "справка на сайте"


def test_report_forms_document_warnings_name_the_table():
    assert read_docx(report_forms_docx(), (2023, 2025)).warnings == (
        "Таблица 2: Мероприятия не пронумерованы.",
        "Таблица 2, строка 7: не указан срок.",
        "Таблица 2, строка 7: не указаны ответственные.",
        "Таблица 2, строка 8: в сроке назван 2022 год, а период программы — 2023–2025.",
        "Таблица 3: Мероприятия не пронумерованы.",
    )


def test_year_columns_become_deadlines_that_name_the_year():
    (table,) = read_docx(year_columns_docx()).activities
    assert [(row.activity, row.deadline, row.planned) for row in table.rows] == [
        ("Отбор школ программы", "2022 г.: август; 2023 г.: август; 2024 г.: август", "ежегодно"),
        ("Опрос учителей, которые ведут трудные классы", "2022 г.: октябрь", "один раз"),
        ("Задание школам на год", "2022 г.: 2021; 2023 г.: 2022; 2024 г.: 2023", "ежегодно"),
        ("Новости программы на сайте", "2022 г.: постоянно; 2023 г.: постоянно; 2024 г.: постоянно", "постоянно"),
    ]
    assert table.rows[1].by_year == ((2022, "октябрь"),)


def test_year_columns_table_cut_by_pages_is_one():
    (table,) = read_docx(year_columns_docx()).tables
    assert sections(table.rows) == {"1. Отбор школ": 3, "2. Связь со школами и родителями города": 1}
    assert table.rows[1].responsible == "ОО, Методический центр"
    assert table.columns[Column.PLANNED] == "Результат мероприятия / плановое значение"


def test_year_columns_with_other_years_are_warned_about():
    warnings = read_docx(year_columns_docx(), (2022, 2024)).warnings
    shifted = "под 2022 — 2021, под 2023 — 2022, под 2024 — 2023"
    assert warnings == (
        "Мероприятия не пронумерованы.",
        f"Строка 8: годы в ячейках не те, что в заголовках столбцов: {shifted}.",
    )


def error(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        read_docx(data)
    return str(caught.value)


def test_file_without_tables_is_refused():
    assert error(word_file()) == (
        f"В файле нет ни одной таблицы. {WANTED}. Если таблица вставлена картинкой, её прочитать нельзя."
    )


def test_file_without_activities_is_refused():
    data = table_docx(2, [("Школа", "Учеников"), ("№ 1", "300")])
    assert error(data) == f"В файле не нашлось таблицы с мероприятиями. {WANTED}: проверьте строку заголовков."


def test_header_without_rows_is_refused():
    data = table_docx(3, [("Мероприятие", "Срок", "Ответственный")])
    assert error(data) == f"В файле не нашлось таблицы с мероприятиями. {WANTED}: проверьте строку заголовков."


@pytest.mark.parametrize("data", [b"", b"PK", word_file()[:-300], repacked(word_file(), {"word/document.xml": b"<a>"})])
def test_damaged_file_is_refused(data):
    assert error(data) == DAMAGED


def test_xml_nested_too_deeply_is_refused():
    deep = b"<a>" * 100_000
    assert error(repacked(word_file(), {"word/document.xml": deep})) == DAMAGED


def test_strict_open_xml_is_named():
    relationships = b'<Relationships xmlns="http://purl.oclc.org/ooxml/package/relationships"/>'
    assert error(repacked(word_file(), {"_rels/.rels": relationships})) == (
        "Файл сохранён в формате «Строгий Open XML». Сохраните его в Word как «Документ Word (.docx)» и загрузите ещё раз."
    )


def test_too_much_text_is_refused():
    data = repacked(word_file(), {"word/document.xml": b"<a>" + b" " * MAX_XML + b"</a>"})
    assert error(data) == TOO_MUCH


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr("roadmaps.imports.wordxml.MAX_ROWS", 2)
    assert error(table_docx(1, [("а",), ("б",), ("в",)])) == TOO_MUCH


def test_source_table_stands_beside_the_result():
    (table,) = read_docx(programme_docx()).activities
    assert [(cell.text, cell.span) for cell in table.source[1]] == [("1.", 1), ("Документы программы", 3)]
    assert len(table.source) == 27
