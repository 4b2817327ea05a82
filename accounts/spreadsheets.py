"""Every XLSX the portal writes goes through here: text stays text, numbers stay numbers, tables print on A4.

openpyxl makes a live formula of any string that begins with «=» and an error value of «#N/A»: a school's comment could
run in the head's Excel. `write_text` is the only way text gets into a cell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

LONGEST_TEXT = 32_767  # what an Excel cell holds
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_FORBIDDEN_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_A4 = 9

_INK, _RULE, _HEAD = "16202B", "D9DCD6", "EEF0EC"
_LINE = Side(style="thin", color=_RULE)
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its own way to be shown: decimals, words around it («не менее », « п.п.»), a plus before a gain."""

    value: Decimal | int
    decimals: int = 0
    prefix: str = ""
    suffix: str = ""
    signed: bool = False

    @property
    def number_format(self) -> str:
        digits = "#,##0" + ("." + "0" * self.decimals if self.decimals else "")
        shown = f"{_literal(self.prefix)}{digits}{_literal(self.suffix)}"
        return f"+{shown};-{shown};{shown}" if self.signed else shown


def _literal(words: str) -> str:
    """Words inside a number format; a quotation mark would end them."""
    plain = clean_text(words).replace('"', "")[:60]
    return f'"{plain}"' if plain else ""


@dataclass(frozen=True, slots=True)
class Toned:
    """A word with a colour of its own (RRGGBB); the word alone must say everything."""

    text: str
    colour: str


Value = str | int | Decimal | date | Figure | Toned | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; width in characters."""

    title: str
    width: int


def clean_text(text: str) -> str:
    """Text an XLSX cell can hold: no control characters, no broken pairs, Unix line ends, cut to the longest allowed."""
    whole = text.encode("utf-8", "ignore").decode().replace("\r\n", "\n").replace("\r", "\n")
    return _FORBIDDEN_IN_XML.sub("", whole)[:LONGEST_TEXT]


def write_text(cell: Cell, text: str) -> None:
    """Put text into the cell so that it is never a formula, neither now nor when somebody edits it."""
    text = clean_text(text)
    if not text:
        return
    cell.value = text
    cell.data_type = "s"
    if text.startswith(_FORMULA_STARTS):
        cell.quotePrefix = True


def write_value(cell: Cell, value: Value) -> None:
    """Text, a number with its format, a date as a date, nothing for None."""
    cell.border, cell.alignment = _BOX, Alignment(vertical="top", wrap_text=isinstance(value, str | Toned))
    if isinstance(value, Toned):
        cell.font = Font(color=value.colour)
        write_text(cell, value.text)
    elif isinstance(value, str):
        write_text(cell, value)
    elif isinstance(value, Figure):
        cell.value, cell.number_format = value.value, value.number_format
    elif isinstance(value, date):
        cell.value, cell.number_format = value, "DD.MM.YYYY"
    elif value is not None:
        cell.value, cell.number_format = value, Figure(value).number_format


def write_heading(sheet: Worksheet, lines: Sequence[str]) -> int:
    """Lines over a table, the first one large; returns the row for the table's header."""
    for place, line in enumerate(lines, 1):
        cell = sheet.cell(place, 1)
        write_text(cell, line)
        cell.font = Font(bold=place == 1, size=14 if place == 1 else 11, color=_INK)
    return len(lines) + 2


def write_table(
    sheet: Worksheet, columns: Sequence[Column], rows: Sequence[Sequence[Value]], *, header_row: int = 1
) -> None:
    """A table with a header that stays in sight, a filter, and a print layout: A4 landscape, one page wide, header repeated."""
    for place, column in enumerate(columns, 1):
        cell = sheet.cell(header_row, place)
        write_text(cell, column.title)
        cell.font, cell.fill = Font(bold=True, color=_INK), PatternFill("solid", fgColor=_HEAD)
        cell.border, cell.alignment = _BOX, Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    for number, row in enumerate(rows, header_row + 1):
        for place, value in enumerate(row, 1):
            write_value(sheet.cell(number, place), value)
    sheet.auto_filter.ref = f"A{header_row}:{get_column_letter(len(columns))}{header_row + len(rows)}"
    sheet.freeze_panes = sheet.cell(header_row + 1, 1)
    _set_print(sheet, header_row)


def _set_print(sheet: Worksheet, header_row: int) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{header_row}:{header_row}"
    margins: Any = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 0.6, 0.4, 0.7, 0.6  # inches
    sheet.oddFooter.right.text = "Стр. &P из &N"


def print_header(sheet: Worksheet, text: str) -> None:
    """A line at the top of each printed sheet; «&» is a command there and has to be doubled, 255 characters at most."""
    sheet.oddHeader.left.text = clean_text(text).replace("\n", " ")[:120].replace("&", "&&")


def new_workbook(title: str) -> Workbook:
    """A workbook without sheets."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    workbook.properties.title, workbook.properties.creator, workbook.properties.language = (
        clean_text(title),
        "Опора",
        "ru",
    )
    return workbook


def workbook_bytes(workbook: Workbook) -> bytes:
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()
