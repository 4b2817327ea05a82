"""A formula that has failed is no empty cell."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from schools.results_files import Expected, Layout, read_results
from schools.tables.book import open_book
from tests.schools.results_files.make_books import briefly, changed, xlsx
from tests.schools.results_files.make_exams import protocol_sheet, table_sheet
from tests.schools.results_files.make_fis_oko import individual_sheet, markers_sheet, marks_sheet
from tests.schools.results_files.make_tables import passports_sheet


def book(cells, first="B2"):
    workbook = Workbook()
    workbook.active.title = "Пустой"
    sheet = workbook.create_sheet("Итоги 2026")
    sheet[first] = "Школа"
    for place, value in cells.items():
        sheet[place] = value
    file = BytesIO()
    workbook.save(file)
    return open_book(file.getvalue())


def test_failed_formula_is_shown_as_excel_shows_it():
    *_, sheet = book({"B3": "#REF!", "C3": 5, "C4": "#DIV/0!"}).visible()
    assert [list(row) for row in sheet.rows()] == [["", ""], ["Школа", ""], ["#REF!", 5.0], ["", "#DIV/0!"]]


def test_not_available_is_no_data():
    *_, sheet = book({"C3": "#N/A"}).visible()
    assert list(sheet.head(3)[2]) == ["", ""]


@pytest.mark.parametrize(
    ("sheet", "layout", "first"),
    [
        (
            changed(marks_sheet(), cells={(11, 4): "#REF!"}),
            Layout.MARKS,
            "11D: «Распределение отметок, % / 2»: нужно число, а здесь «#REF!».…",
        ),
        (changed(protocol_sheet(), cells={(3, 15): "#REF!"}), Layout.EXAM_PROTOCOL, "3O: «Оценка»: нужно целое число.…"),
        (changed(table_sheet(), cells={(2, 11): "#VALUE!"}), Layout.EXAM_TABLE, "2K: «Зачет»: нужно целое число.…"),
        (changed(markers_sheet(), cells={(3, 6): "#REF!"}), Layout.MARKERS, "3F: «4 МА»: нужно 1 (маркер есть) или 0, а здесь «#REF!».…"),
        (changed(individual_sheet(), cells={(8, 12): "#NAME?"}), Layout.INDIVIDUAL, "8L: «Отметка по журналу»: нужно целое число.…"),
        (
            changed(passports_sheet(), cells={(4, 8): "#REF!"}),
            Layout.PASSPORTS,
            "4H: «Неполные семьи»: нужно целое число (если данных нет — «нет данных»), а здесь «#REF!».…",
        ),
    ],
)  # fmt: skip
def test_failed_formula_is_an_error_of_its_cell(sheet, layout, first):
    assert (
        briefly(read_results(xlsx(sheet), layout, Expected(kind="ЕГЭ" if layout is Layout.EXAM_TABLE else "")))[0]
        == first
    )
