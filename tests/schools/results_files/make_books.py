"""Writes tables as the file kinds the departments have: .xlsx, .xls, .ods, .csv."""

import csv
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO, StringIO
from xml.sax.saxutils import escape
from zipfile import ZipFile

import xlwt
from openpyxl import Workbook


@dataclass
class Sheet:
    """`merged`: (first row, first column, last row, last column) from 1, as written in the top left cell."""

    name: str
    rows: list
    merged: list = field(default_factory=list)
    hidden: bool = False


def xlsx(*sheets):
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        for row, cells in enumerate(sheet.rows, 1):
            for column, cell in enumerate(cells, 1):
                if cell not in ("", None):
                    page.cell(row, column, cell)
        for top, left, bottom, right in sheet.merged:
            page.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        page.sheet_state = "hidden" if sheet.hidden else "visible"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def xls(*sheets):
    """The old binary format that ФИС ОКО gave until 2021."""
    book = xlwt.Workbook(encoding="utf-8")
    for sheet in sheets:
        page = book.add_sheet(sheet.name)
        page.visibility = int(sheet.hidden)
        covered = {}
        for top, left, bottom, right in sheet.merged:
            page.merge(top - 1, bottom - 1, left - 1, right - 1)
            covered.update({(row, column): True for row in range(top, bottom + 1) for column in range(left, right + 1)})
            covered.pop((top, left))
        for row, cells in enumerate(sheet.rows, 1):
            for column, cell in enumerate(cells, 1):
                if cell not in ("", None) and (row, column) not in covered:
                    page.write(row - 1, column - 1, cell)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def delimited(sheet, *, delimiter=";", encoding="cp1251"):
    file = StringIO()
    csv.writer(file, delimiter=delimiter).writerows([_comma(cell) for cell in row] for row in sheet.rows)
    return file.getvalue().encode(encoding)


def _comma(cell):
    return str(cell).replace(".", ",") if isinstance(cell, float) else cell


def ods(sheet):
    """An OpenDocument table with the tail of a million repeated empty rows that LibreOffice writes."""
    rows = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in sheet.rows)
    empty = '<table:table-cell table:number-columns-repeated="1024"/>'
    tail = f'<table:table-row table:number-rows-repeated="1048000">{empty}</table:table-row>'
    spaces = {name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "table", "text")}
    declared = " ".join(f'xmlns:{name}="{address}"' for name, address in spaces.items())
    body = f'<table:table table:name="{escape(sheet.name)}">{rows}{tail}</table:table>'
    body = f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
    content = f"<office:document-content {declared}>{body}</office:document-content>"
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml", '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        )
    return file.getvalue()


def changed(sheet, *, cells=None, without_row=None, without_column=None, extra=None, merged=None):
    """A copy with cells replaced ({(row, column): value}, from 1), then a column or a row taken out, or rows added."""
    rows = [list(row) for row in sheet.rows]
    for (row, column), value in (cells or {}).items():
        rows[row - 1] += [""] * (column - len(rows[row - 1]))
        rows[row - 1][column - 1] = value
    if without_column:
        rows = [row[: without_column - 1] + row[without_column:] for row in rows]
    if without_row:
        del rows[without_row - 1]
    merged = sheet.merged if merged is None else merged
    return Sheet(sheet.name, rows + (extra or []), [] if without_column else merged, sheet.hidden)


def said(reading):
    """Errors as «row column: message», the way a person looks them up."""
    return [f"{error.row or ''}{error.column}: {error.message}" for error in reading.errors]


_ADVICE = (
    " Исправьте ячейку и загрузите файл ещё раз.",
    " Добавьте его или исправьте заголовок, как в образце.",
    " Выберите нужный файл или исправьте форму загрузки.",
    " Сверьте строку с исходной выгрузкой.",
)


def briefly(reading):
    """The same with the four commonest pieces of advice cut to «…»."""
    lines = said(reading)
    for advice in _ADVICE:
        lines = [line.replace(advice, "…") for line in lines]
    return lines


def _ods_cell(cell):
    if cell in ("", None):
        return "<table:table-cell/>"
    if isinstance(cell, date):
        kind = f'office:value-type="date" office:date-value="{cell}"'
        return f"<table:table-cell {kind}><text:p>{cell}</text:p></table:table-cell>"
    if isinstance(cell, int | float):
        kind = f'office:value-type="float" office:value="{cell}"'
        return f"<table:table-cell {kind}><text:p>{cell}</text:p></table:table-cell>"
    return f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
