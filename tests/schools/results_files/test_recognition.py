"""A file is told by its columns, and the wrong one is called by its name."""

import pytest

from schools.results_files import Layout, WrongFileError, guess_layout, read_results
from schools.tables.book import TableError
from tests.schools.results_files.make_books import Sheet, said, xlsx
from tests.schools.results_files.make_exams import protocol_sheet, table_sheet
from tests.schools.results_files.make_fis_oko import (
    individual_sheet,
    journal_sheet,
    markers_sheet,
    marks_sheet,
    scores_sheet,
)
from tests.schools.results_files.make_tables import olympiads_sheet, passports_sheet, results_sheet

SHEETS = {
    Layout.INDIVIDUAL: individual_sheet(),
    Layout.EXAM_PROTOCOL: protocol_sheet(),
    Layout.EXAM_TABLE: table_sheet(),
    Layout.JOURNAL: journal_sheet(),
    Layout.MARKERS: markers_sheet(),
    Layout.SCORES: scores_sheet(),
    Layout.MARKS: marks_sheet(),
    Layout.PASSPORTS: passports_sheet(),
    Layout.OLYMPIADS: olympiads_sheet(),
    Layout.TABLE: results_sheet(),
}


@pytest.mark.parametrize("layout", list(Layout))
def test_every_layout_is_recognised(layout):
    assert guess_layout(xlsx(SHEETS[layout])) is layout


PAIRS = [(given, wanted) for given in Layout for wanted in Layout if given is not wanted and wanted is not Layout.TABLE]


@pytest.mark.parametrize(("given", "wanted"), PAIRS)
def test_wrong_file_is_called_by_its_name(given, wanted):
    with pytest.raises(WrongFileError) as caught:
        read_results(xlsx(SHEETS[given]), wanted)
    assert str(caught.value) == (
        f"Это файл «{given.caption}», а ожидается «{wanted.caption}». Выберите другой файл или другой вид загрузки."
    )


FOREIGN = {
    "Выполнение заданий": ["Группы участников", "Кол-во ОО", "Кол-во участников", 1, 2, "3.1"],
    "Достижение планируемых результатов": ["№", "Блоки ПООП: обучающийся научится", "Макс балл", "Регион", "ОО"],
    "Реестр школ": ["Краткое наименование", "ИНН", "ОГРН", "Адрес"],
}


@pytest.mark.parametrize("title", FOREIGN)
def test_neighbour_of_the_right_file_is_called_by_its_name(title):
    with pytest.raises(WrongFileError) as caught:
        read_results(xlsx(Sheet("Лист1", [["ВПР 2026"], FOREIGN[title]])), Layout.JOURNAL)
    assert str(caught.value).startswith(f"Это файл «{title}», а ожидается")


def test_unknown_table_is_told_which_columns_are_missing():
    reading = read_results(xlsx(Sheet("Склад", [["Товар", "Цена"], ["Мел", 5]])), Layout.JOURNAL)
    assert said(reading) == [
        ": Не нашёлся столбец «Группы участников». Добавьте его или исправьте заголовок, как в образце.",
        ": Не нашёлся столбец «Кол-во участников». Добавьте его или исправьте заголовок, как в образце.",
    ]


@pytest.mark.parametrize("layout", list(Layout))
def test_empty_workbook_is_refused(layout):
    with pytest.raises(TableError) as caught:
        read_results(xlsx(Sheet("Лист1", []), Sheet("Черновик", [["а", "б"]], [], True)), layout)
    assert (
        str(caught.value) == "В файле нет ни одной заполненной ячейки на видимых листах. Проверьте, тот ли файл выбран."
    )


@pytest.mark.parametrize("layout", [layout for layout in Layout if layout is not Layout.JOURNAL])
def test_header_without_rows_is_an_error(layout):
    sheet = SHEETS[layout]
    header = next(number for number, row in enumerate(sheet.rows) if sum(1 for cell in row if cell) > 3)
    sheet = Sheet(sheet.name, sheet.rows[: header + (2 if layout is Layout.MARKS else 1)], sheet.merged)
    reading = read_results(xlsx(sheet), layout)
    assert said(reading)[-1].endswith("Под заголовком нет ни одной строки. Заполните таблицу и загрузите файл ещё раз.")
