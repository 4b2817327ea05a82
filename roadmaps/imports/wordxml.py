"""Body of a Word document as a flat list of paragraphs and grids, as the reader of the printed page sees it.

Deleted text and rows of tracked changes are left out, inserted ones are kept; merged cells are one `Cell` object that stands in
every place it covers; automatic list numbers are put into words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

from docx.oxml.ns import qn

from roadmaps.imports.numbering import BULLET, Numbering
from roadmaps.imports.text import clean

MAX_ROWS = 5000
MAX_COLUMNS = 64

_LEAVES = {qn("w:tab"): " ", qn("w:ptab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_DELETED = {qn("w:del"), qn("w:moveFrom")}
_WITHOUT_TEXT = _DELETED | {
    qn(tag)
    for tag in ("w:pPr", "w:rPr", "w:instrText", "w:delText", "w:txbxContent", "w:pict", "w:object", "w:drawing")
}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


class TooLargeError(Exception):
    """More text or rows than any roadmap has."""


@dataclass
class Paragraph:
    text: str
    is_heading: bool = False
    is_bold: bool = False
    is_right: bool = False
    is_listed: bool = False


@dataclass(eq=False)
class Cell:
    blocks: list[Paragraph | Grid] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        """All of it, tables inside included: a line per paragraph or inner row."""
        parts = [block.text for block in self.blocks]
        return "\n".join(part for part in parts if part)

    @property
    def is_bold(self) -> bool:
        paragraphs = [block for block in self.blocks if isinstance(block, Paragraph) and block.text]
        return bool(paragraphs) and all(paragraph.is_bold for paragraph in paragraphs)

    @property
    def grids(self) -> list[Grid]:
        return [block for block in self.blocks if isinstance(block, Grid)]


@dataclass(eq=False)
class Grid:
    """Rows of cells, a cell object in each column that it covers. All rows are equally long."""

    rows: list[list[Cell]]

    @property
    def text(self) -> str:
        lines = (" ".join(cell.text for cell in distinct(row) if cell.text) for row in self.rows)
        return "\n".join(line for line in lines if line)

    @cached_property
    def width(self) -> int:
        """Number of columns that a person would count: the most cells found side by side."""
        return max((len(distinct(row)) for row in self.rows), default=0)


def distinct(row: list[Cell]) -> list[Cell]:
    """Cells of a row from left to right, each once."""
    return row[:1] + [right for left, right in pairwise(row) if right is not left]


def read_blocks(document: Any) -> list[Paragraph | Grid]:
    """Paragraphs and tables of the body of a python-docx document. Raises TooLargeError."""
    return _Reader(document).read(document.element.body)


class _Reader:
    def __init__(self, document: Any) -> None:
        self._numbering = Numbering(document)
        self._headings = {
            style.style_id
            for style in document.styles
            if (style.name or "").lower().startswith(("heading", "title", "заголовок"))
        }
        self._rows_left = MAX_ROWS

    def read(self, parent: Any) -> list[Paragraph | Grid]:
        blocks: list[Paragraph | Grid] = []
        for child in _inside(parent, {qn("w:p"), qn("w:tbl")}):
            if child.tag == qn("w:tbl"):
                blocks.append(self._grid(child))
                continue
            blocks.append(self._paragraph(child))
            blocks.extend(self._grid(table) for table in _tables_in_text_boxes(child))
        return blocks

    def _paragraph(self, element: Any) -> Paragraph:
        properties = element.find(qn("w:pPr"))
        is_deleted = properties is not None and properties.find(f"{qn('w:rPr')}/{qn('w:del')}") is not None
        label = "" if is_deleted else self._numbering.label(element)
        alignment = "" if properties is None else _value(properties, "w:jc")
        text = clean("".join(_texts(element)))
        return Paragraph(
            f"{label} {text}".strip(),
            is_heading=properties is not None and _value(properties, "w:pStyle") in self._headings,
            is_bold=_is_bold(element),
            is_right=alignment in ("right", "end"),
            is_listed=bool(label),
        )

    def _grid(self, table: Any) -> Grid:
        rows: list[list[Cell]] = []
        for row in _inside(table, {qn("w:tr")}):
            properties = row.find(qn("w:trPr"))
            if properties is not None and properties.find(qn("w:del")) is not None:
                continue
            self._rows_left -= 1
            if self._rows_left < 0:
                raise TooLargeError
            rows.append(self._row(row, properties, rows[-1] if rows else []))
        length = max((len(row) for row in rows), default=0)
        return Grid([row + [Cell() for _ in range(length - len(row))] for row in rows])

    def _row(self, element: Any, properties: Any, above: list[Cell]) -> list[Cell]:
        before = 0 if properties is None else _count(_value(properties, "w:gridBefore"))
        row = [Cell() for _ in range(before)]
        for item in _inside(element, {qn("w:tc")}):
            cell_properties = item.find(qn("w:tcPr"))
            span, goes_on = 1, False
            if cell_properties is not None:
                span = max(_count(_value(cell_properties, "w:gridSpan")), 1)
                vertical, horizontal = cell_properties.find(qn("w:vMerge")), _value(cell_properties, "w:hMerge")
                goes_on = vertical is not None and vertical.get(qn("w:val"), "continue") == "continue"
                if horizontal == "continue" and row:
                    row.append(row[-1])
                    continue
            cell = self._cell(item)
            if goes_on and len(row) < len(above):
                cell = above[len(row)]
            row.extend([cell] * span)
        return row[:MAX_COLUMNS]

    def _cell(self, element: Any) -> Cell:
        blocks = self.read(element)
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph) and blocks[0].is_listed:
            blocks[0].text = blocks[0].text.removeprefix(f"{BULLET} ")  # a list of one is no list
        return Cell(blocks)


def _inside(parent: Any, tags: set[str]) -> Iterator[Any]:
    """Children with the given tags, seen through content controls and the like; deleted ones are not there."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag in (
            qn("w:sdt"),
            qn("w:sdtContent"),
            qn("w:customXml"),
            qn("w:ins"),
            qn("w:moveTo"),
            qn("w:smartTag"),
        ):
            yield from _inside(child, tags)


def _texts(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _LEAVES:
            yield _LEAVES[child.tag]
        elif child.tag not in _WITHOUT_TEXT and child.tag != _FALLBACK:
            yield from _texts(child)


def _tables_in_text_boxes(paragraph: Any) -> Iterator[Any]:
    """Converters put whole tables into text boxes; each box is stored twice, the second time for old programs."""
    for box in paragraph.iter(qn("w:txbxContent")):
        is_own = next(box.iterancestors(qn("w:p")), None) is paragraph
        if is_own and next(box.iterancestors(_FALLBACK), None) is None:
            yield from _inside(box, {qn("w:tbl")})


def _is_bold(paragraph: Any) -> bool:
    runs = [run for run in paragraph.iter(qn("w:r")) if "".join(_texts(run)).strip()]
    return bool(runs) and all(_has_bold(run) for run in runs)


def _has_bold(run: Any) -> bool:
    properties = run.find(qn("w:rPr"))
    bold = None if properties is None else properties.find(qn("w:b"))
    return bold is not None and bold.get(qn("w:val"), "1") not in ("0", "false", "off")


def _value(parent: Any, tag: str) -> str:
    child = parent.find(qn(tag))
    return "" if child is None else child.get(qn("w:val"), "")


def _count(text: str) -> int:
    return min(int(text), MAX_COLUMNS) if text.isascii() and text.isdigit() and len(text) < 9 else 0
