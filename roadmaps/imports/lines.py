"""Rows of a grid under its header: which cell stands under which column, header repeats and column numbers left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from roadmaps.imports.document import Column
from roadmaps.imports.headers import Header, HeaderColumn
from roadmaps.imports.text import key, one_line
from roadmaps.imports.wordxml import Cell, Grid, distinct


@dataclass(frozen=True)
class Line:
    """A row with text in it. Columns are meant by their index in the header."""

    place: int  # row of the grid, from 1
    header: Header
    cells: list[tuple[Cell, list[int]]]  # from left to right, each with the columns that it covers
    at: dict[int, Cell]  # column -> the cell that is its value
    is_one_cell: bool  # nothing but one cell merged over the whole row
    is_after_break: bool  # first row of a page: below a repeated header

    @property
    def number(self) -> str:
        return one_line(" ".join(cell.text for cell, columns in self.cells if self._is_number(columns)))

    @property
    def beside_number(self) -> list[tuple[Cell, list[int]]]:
        return [(cell, columns) for cell, columns in self.cells if not self._is_number(columns)]

    @property
    def activity(self) -> Cell | None:
        return next((self.at[at] for at in self._of(Column.ACTIVITY)), None)

    @property
    def section(self) -> str:
        """What a column of directions or tasks says, where there is one."""
        return one_line(" ".join(self.at[at].text for at in self._of(Column.SECTION)))

    def has(self, column: Column) -> bool:
        return bool(self._of(column))

    def has_new(self, column: Column, above: Line | None) -> bool:
        """Whether the column holds a cell of this row, not one merged with the row above."""
        return any(above is None or self.at[at] is not above.at.get(at) for at in self._of(column))

    def covers_activity(self, columns: list[int]) -> bool:
        return any(self.header.columns[at].column is Column.ACTIVITY for at in columns)

    def _of(self, column: Column) -> list[int]:
        return [at for at in self.at if self.header.columns[at].column is column]

    def _is_number(self, columns: list[int]) -> bool:
        return len(columns) == 1 and self.header.columns[columns[0]].column is Column.NUMBER


def read_lines(grid: Grid, header: Header) -> list[Line]:
    return list(_lines(grid, header))


def _lines(grid: Grid, header: Header) -> Iterator[Line]:
    repeated = [_keys(row) for row in grid.rows[header.first : header.last + 1]]
    is_after_break = False
    for place, row in enumerate(grid.rows[header.last + 1 :], header.last + 2):
        keys = _keys(row)
        if any(_repeats(keys, names) for names in repeated):
            is_after_break = True
        elif keys and not _are_column_numbers(keys):
            yield _line(place, row, header, is_after_break)
            is_after_break = False


def _line(place: int, row: list[Cell], header: Header, is_after_break: bool) -> Line:
    cells: list[tuple[Cell, list[int]]] = []
    at: dict[int, Cell] = {}
    for cell in distinct(row):
        if cell.text:
            columns, own = _under(row.index(cell), row.count(cell), header)
            cells.append((cell, columns))
            at |= dict.fromkeys(own, cell)
    return Line(place, header, cells, at, len(distinct(row)) == 1, is_after_break)


def _under(start: int, width: int, header: Header) -> tuple[list[int], list[int]]:
    """(all columns that a cell covers, those of them whose value it is).

    A cell merged over several columns is the value of the one that it covers most, and of others that hold the same thing
    (a deadline merged over its years). A cell beyond the last header belongs to the last column.
    """
    covered = [at for at, column in enumerate(header.columns) if _overlap(start, width, column) > 0]
    if not covered:
        return [len(header.columns) - 1], [len(header.columns) - 1]
    best = max(covered, key=lambda at: _overlap(start, width, header.columns[at]))
    named = header.columns[best].column
    return covered, [at for at in covered if at == best or (named and header.columns[at].column is named)]


def _overlap(start: int, width: int, column: HeaderColumn) -> int:
    return min(start + width, column.end) - max(start, column.start)


def _keys(row: list[Cell]) -> list[str]:
    return [key(cell.text) or cell.text for cell in distinct(row) if cell.text]


def _repeats(keys: list[str], names: list[str]) -> bool:
    return len(keys) == len(names) > 1 and all(_alike(left, right) for left, right in zip(keys, names, strict=True))


def _alike(left: str, right: str) -> bool:
    """People shorten headers and change their endings when they copy them: «Мероприятие», «Мероприятия»."""
    shorter = min(len(left), len(right))
    stem = shorter if shorter < 6 else shorter - 2
    return left[:stem] == right[:stem]


def _are_column_numbers(keys: list[str]) -> bool:
    """The row «1 2 3 4» under a header."""
    numbers = [int(text) if text.isdecimal() and len(text) < 3 else -1 for text in keys]
    return len(numbers) > 2 and numbers[0] in (1, 2) and all(right == left + 1 for left, right in pairwise(numbers))
