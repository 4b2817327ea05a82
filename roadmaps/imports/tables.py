"""Tables of a document, each once: those that a page break cut are put together, those inside layout tables are taken out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from roadmaps.imports.document import TableKind
from roadmaps.imports.headers import Header, find_header
from roadmaps.imports.kinds import kind_of
from roadmaps.imports.text import key, one_line
from roadmaps.imports.titles import is_heading, plan_named_in, title_of
from roadmaps.imports.wordxml import Cell, Grid, Paragraph, distinct

# Between the parts of a table: page numbers, «Продолжение таблицы 1», footnotes.
_NOISE = re.compile(r"\d{1,3}$|продолжени|окончание таблицы|[¹²³⁴-⁹*]", re.IGNORECASE)

Ranges = list[tuple[int, int]]


@dataclass
class FoundTable:
    title: str
    grid: Grid
    header: Header | None

    @property
    def kind(self) -> TableKind:
        return kind_of(self.grid, self.header, self.title)


def find_tables(blocks: Iterable[Paragraph | Grid]) -> list[FoundTable]:
    tables: list[FoundTable] = []
    above: list[Paragraph] = []
    heading = plan = ""
    for block in _unwrapped(blocks):
        if isinstance(block, Paragraph):
            above.append(block)
            heading = one_line(block.text) if is_heading(block) else heading
            plan = plan or plan_named_in(block)
        elif block.text:
            header = find_header(block)
            found = FoundTable(title_of(above) or (header and plan) or heading, block, header)
            gap = [paragraph.text for paragraph in above if paragraph.text and not _NOISE.match(paragraph.text)]
            if tables and _continues(tables[-1], found, gap):
                _append(tables[-1], found, gap)
            else:
                tables.append(_with_caption(found))
            above = []
    return tables


def _unwrapped(blocks: Iterable[Paragraph | Grid]) -> Iterator[Paragraph | Grid]:
    """A table that only lays out the page and holds the real one is replaced by what is in its cells."""
    for block in blocks:
        if isinstance(block, Grid) and _is_layout(block):
            for row in block.rows:
                for cell in distinct(row):
                    yield from _unwrapped(cell.blocks)
        else:
            yield block


def _is_layout(grid: Grid) -> bool:
    if find_header(grid) is not None:
        return False
    inner = [table for row in grid.rows for cell in distinct(row) for table in cell.grids]
    return any(find_header(table) is not None or _is_layout(table) for table in inner)


def _with_caption(table: FoundTable) -> FoundTable:
    """Merged rows above the header are part of the title."""
    if table.header is None or table.header.last < 0:
        return table
    above = [distinct(row) for row in table.grid.rows[: table.header.first]]
    captions = [one_line(row[0].text) for row in above if len(row) == 1 and row[0].text]
    return FoundTable(" ".join(filter(None, [table.title, *captions])), table.grid, table.header)


def _continues(table: FoundTable, found: FoundTable, gap: list[str]) -> bool:
    if table.header is None:
        is_cut = not found.grid.rows[0][0].text or table.kind is found.kind is TableKind.PASSPORT
        return not gap and found.header is None and found.grid.width == table.grid.width and is_cut
    if found.header is not None:
        return not gap and _header_keys(table) == _header_keys(found)
    fits = len(found.grid.rows[0]) == len(table.grid.rows[0]) or abs(found.grid.width - table.grid.width) <= 1
    return fits and (not gap or (len(gap) == 1 and found.kind is TableKind.OTHER))


def _header_keys(table: FoundTable) -> list[str]:
    return [key(item.text) for item in table.header.columns if item.text] if table.header else []


def _append(table: FoundTable, found: FoundTable, gap: list[str]) -> None:
    """Add the rows of the next part; a line of text between the parts was a section heading that fell out of the table."""
    length = len(table.grid.rows[0])
    if gap:
        table.grid.rows.append([Cell([Paragraph(gap[0])])] * length)
    for row in found.grid.rows:
        table.grid.rows.append(_realigned(row, _ranges(found), _ranges(table), length))
    longest = max(len(row) for row in table.grid.rows)
    for row in table.grid.rows:
        row.extend(Cell() for _ in range(longest - len(row)))


def _ranges(table: FoundTable) -> Ranges:
    """Places of the columns: under the header, or those of the fullest row."""
    if table.header is not None:
        return [(item.start, item.end) for item in table.header.columns]
    fullest = max(table.grid.rows, key=lambda row: len(distinct(row)))
    return [(fullest.index(cell), fullest.index(cell) + fullest.count(cell)) for cell in distinct(fullest)]


def _realigned(row: list[Cell], source: Ranges, target: Ranges, length: int) -> list[Cell]:
    """The row in the columns of the table it goes on from: Word divides the parts of one table differently."""
    if source == target or len(source) != len(target):
        return list(row)
    aligned = [Cell() for _ in range(length)]
    for (start, _), (new_start, new_end) in zip(source, target, strict=True):
        aligned[new_start:new_end] = [row[start]] * (new_end - new_start)
    return aligned
