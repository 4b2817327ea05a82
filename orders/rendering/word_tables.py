"""Tables of the DOCX twin: roadmaps, passports, lists of schools, working groups, the signature."""

from __future__ import annotations

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT as VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Length, Mm
from docx.table import Table as WordTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from orders.rendering.composition import Row, RowKind, Table
from orders.rendering.word_xml import keep_whole, repeat_on_pages, set_cell_margins, span_row

CELL = "Ячейка таблицы"
PAIR_GAP = Mm(3)  # under each person of a working group


def add_table(word: Document, table: Table, width: Length) -> None:
    """The table over the whole width: its header on every page, its rows whole unless they are tall."""
    made = _new_table(word, [width * percent // 100 for percent in table.percents], is_ruled=table.is_ruled)
    if table.has_header:
        row = _new_row(made)
        repeat_on_pages(row)
        keep_whole(row)
        for cell, column in zip(_cells(row), table.columns, strict=True):
            cell.vertical_alignment = VERTICAL.CENTER
            _fill(cell, column.title, CELL).alignment = ALIGN.CENTER
    for row_text in table.rows:
        _add_row(made, row_text, CELL if table.is_ruled else "Normal")


def add_ends(word: Document, left: str, right: str, left_width: Length, width: Length, *, keeps_next: bool) -> None:
    """`right` stands at the right margin, level with the last line of `left`; `keeps_next`: not parted from what follows."""
    first, second = _cells(_new_row(_new_table(word, [left_width, width - left_width], is_ruled=False)))
    second.vertical_alignment = VERTICAL.BOTTOM
    ends = (_fill(first, left, "Normal"), _fill(second, right, "Normal"))
    for paragraph, alignment in zip(ends, (ALIGN.LEFT, ALIGN.RIGHT), strict=True):
        paragraph.alignment = alignment
        paragraph.paragraph_format.keep_with_next = keeps_next
        paragraph.paragraph_format.keep_together = True  # LibreOffice ignores keep_with_next in a row marked cantSplit


def _new_table(word: Document, widths: list[int], *, is_ruled: bool) -> WordTable:
    table: WordTable = word.add_table(rows=0, cols=len(widths), style="Table Grid" if is_ruled else "Normal Table")
    table.autofit = False
    set_cell_margins(table, sides=85 if is_ruled else 0, ends=40 if is_ruled else 0)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Length(width)
    return table


def _new_row(table: WordTable) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx annotates only a part
    return row


def _add_row(table: WordTable, text: Row, style: str) -> None:
    row = _new_row(table)
    if text.kind is RowKind.SECTION:
        span_row(row)
    if text.kind is not RowKind.TALL:
        keep_whole(row)
    for cell, words in zip(_cells(row), text.cells, strict=True):
        paragraph = _fill(cell, words, style)
        if text.kind is RowKind.SECTION:
            paragraph.alignment = ALIGN.CENTER
            paragraph.runs[0].bold = True
            paragraph.paragraph_format.keep_with_next = True
        elif style == "Normal":
            paragraph.paragraph_format.space_after = PAIR_GAP


def _cells(row: _Row) -> list[_Cell]:
    """The row's cells without python-docx's search for merged ones, which takes seconds for a long table."""
    return [_Cell(tc, row.table) for tc in row._tr.tc_lst]


def _fill(cell: _Cell, text: str, style: str) -> Paragraph:
    paragraph: Paragraph = cell.paragraphs[0]
    paragraph.style = style
    paragraph.add_run(text)
    return paragraph
