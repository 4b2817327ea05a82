from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.spreadsheets import (
    LONGEST_TEXT,
    Column,
    Figure,
    Toned,
    clean_text,
    new_workbook,
    print_header,
    workbook_bytes,
    write_heading,
    write_table,
)

PAYLOADS = [
    "=1+1",
    '=HYPERLINK("http://x","y")',
    "=cmd|' /C calc'!A0",
    "+7 (999) 123-45-67",
    "-5",
    "@SUM(A1)",
    "\t=1+1",
    "#N/A",
    "#REF!",
    "{=1+1}",
    "2026-09-01",
    "12.50",
    "TRUE",
    " =1",
    "'=1",
]


COLUMNS = (Column("А", 10), Column("Б", 20))


def saved(*rows, header_row=1):
    """What a reader finds after the table was written and the file opened again."""
    workbook = new_workbook("Проба")
    write_table(workbook.create_sheet("Лист"), COLUMNS, rows, header_row=header_row)
    return openpyxl.load_workbook(BytesIO(workbook_bytes(workbook)))["Лист"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_is_never_a_formula(payload):
    cell = saved([payload, None]).cell(2, 1)
    assert (cell.data_type, cell.value) == ("s", payload)


@pytest.mark.parametrize(("payload", "quoted"), [("=1+1", True), ("+7", True), ("обычный текст", False)])
def test_text_like_a_formula_stays_text_when_edited(payload, quoted):
    assert bool(saved([payload, None]).cell(2, 1).quotePrefix) is quoted


@pytest.mark.parametrize("row", [[Toned("=1", "A3262A"), None]])
def test_toned_text_is_guarded_too(row):
    cell = saved(row).cell(2, 1)
    assert (cell.data_type, cell.value, cell.font.color.rgb) == ("s", "=1", "00A3262A")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30))
def test_any_text_comes_back_as_it_was(text):
    assert saved([text, None]).cell(2, 1).value == (clean_text(text) or None)


def test_control_characters_and_broken_pairs_are_dropped():
    assert saved(["а\x00б\x0bв\ud800г\r\nд", None]).cell(2, 1).value == "абвг\nд"


def test_longest_text_is_cut_to_what_a_cell_holds():
    assert len(saved(["ё" * (LONGEST_TEXT + 5), None]).cell(2, 1).value) == LONGEST_TEXT


def test_numbers_stay_exact_numbers_with_their_format():
    sheet = saved([Figure(Decimal("10.75"), 1), Figure(Decimal("80"), 0, "не менее ")], [7, date(2026, 10, 5)])
    cells = [(sheet.cell(*at).value, sheet.cell(*at).number_format) for at in ((2, 1), (2, 2), (3, 1))]
    assert cells == [(10.75, "#,##0.0"), (80, '"не менее "#,##0'), (7, "#,##0")]
    assert (sheet.cell(3, 2).value.date(), sheet.cell(3, 2).number_format) == (date(2026, 10, 5), "DD.MM.YYYY")


def test_words_of_a_number_format_cannot_end_it():
    assert Figure(1, 0, suffix=' "шт";[Red]0').number_format == '#,##0" шт;[Red]0"'


def test_nothing_is_an_empty_cell():
    assert saved([None, 0]).cell(2, 1).value is None


def test_table_keeps_its_header_in_sight_and_filters():
    sheet = saved(["а", "б"], ["в", "г"], header_row=5)
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.column_dimensions["B"].width) == ("A6", "A5:B7", 20)


def test_table_prints_on_a4_landscape_one_page_wide():
    sheet = saved(["а", "б"])
    setup = sheet.page_setup
    assert (setup.orientation, int(setup.paperSize), setup.fitToWidth, setup.fitToHeight) == ("landscape", 9, 1, 0)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.print_title_rows) == (True, "$1:$1")


def test_heading_gives_the_row_of_the_table():
    workbook = new_workbook("Проба")
    sheet = workbook.create_sheet("Лист")
    assert (write_heading(sheet, ["=Заголовок", "Строка"]), sheet["A1"].data_type, sheet["A2"].value) == (
        4,
        "s",
        "Строка",
    )


def test_print_header_cannot_give_commands():
    workbook = new_workbook("Проба")
    sheet = workbook.create_sheet("Лист")
    print_header(sheet, "Школа & Ко &D\nвторая строка")
    assert sheet.oddHeader.left.text == "Школа && Ко &&D вторая строка"
