"""Which rows of a sheet are the header of its table and what each column holds, whatever the order and the wording."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from schools.tables.book import Range, Row, Sheet
from schools.tables.values import key, text

SEARCHED_ROWS = 40
_MAX_DEPTH = 3
_LONGEST_TITLE = 160


@dataclass(frozen=True, slots=True)
class Field:
    """A column a reader looks for. `title`: how messages call it; `pattern` has to match the whole `key` of a header."""

    code: str
    title: str
    pattern: re.Pattern[str]
    required: bool = True


def field(code: str, title: str, pattern: str = "", *, required: bool = True) -> Field:
    """A field whose own title is always one of its spellings."""
    spellings = f"{re.escape(key(title))}|{pattern}" if pattern else re.escape(key(title))
    return Field(code, title, re.compile(spellings), required)


@dataclass(frozen=True, slots=True)
class Title:
    """The header of one column from the top down: «Отметки, %» / «2»."""

    parts: tuple[str, ...]

    @property
    def leaf(self) -> str:
        return self.parts[-1] if self.parts else ""

    @property
    def whole(self) -> str:
        return " / ".join(self.parts)


@dataclass(frozen=True, slots=True)
class Header:
    """Rows `first` to `last` of the sheet, counted from 1. `columns`: field code -> place in the row, from 0."""

    first: int
    last: int
    columns: dict[str, int]
    titles: tuple[Title, ...]
    missing: tuple[Field, ...]

    def lowered(self, rows: int) -> Header:
        """The same header so many rows further down."""
        return replace(self, first=self.first + rows, last=self.last + rows)

    def series(self, pattern: re.Pattern[str]) -> list[tuple[int, re.Match[str]]]:
        """Columns whose own title matches, with the match: tasks, scores, «4 РУ»."""
        taken = set(self.columns.values())
        found = [(place, pattern.fullmatch(key(title.leaf))) for place, title in enumerate(self.titles)]
        return [(place, match) for place, match in found if match and place not in taken]


def find_header(
    sheet: Sheet, fields: Sequence[Field], head: Sequence[Row] | None = None, series: re.Pattern[str] | None = None
) -> Header | None:
    """The header that has most of the fields; None when not even two are there. Required ones it lacks are in `missing`.

    `series`: columns that repeat, such as scores: of two headers with the same fields the one that has them is meant.
    """
    rows = [[text(cell) for cell in row] for row in (sheet.head(SEARCHED_ROWS) if head is None else head)]
    best: Header | None = None
    for first in range(len(rows)):
        if sum(1 for cell in rows[first] if cell) < 2:
            continue
        for depth in range(1, min(_MAX_DEPTH, len(rows) - first) + 1):
            if depth > 1 and not _divides(rows, first + depth - 1, sheet):
                break
            found = _header(rows, first, depth, sheet, fields)
            if not found.columns:
                break  # not even its first row names a column
            if best is None or _worth(found, fields, series) > _worth(best, fields, series):
                best = found
    if best is None or len(best.columns) < min(2, len(fields)):
        return None
    return best


def _divides(rows: list[list[str]], lower: int, sheet: Sheet) -> bool:
    """Whether a row only divides the columns of the row above: under a blank, a merged cell or one with blanks beside it.

    A row of data does not; taken for a header it would bring what it holds, names included, into titles.
    """
    above = rows[lower - 1]
    wide = _wide(sheet, lower - 1)
    for place, cell in enumerate(rows[lower]):
        upper = above[place] if place < len(above) else ""
        beside = above[place + 1] if place + 1 < len(above) else "edge"
        if cell and upper and beside and place not in wide:
            return False
    return True


def _wide(sheet: Sheet, row: int) -> set[int]:
    """Places in the row that lie in a cell merged over several columns."""
    areas = [area for area in _merged_over(sheet.merged, row) if area[1][1] > area[0][1]]
    return {place - sheet.first_column for (_, left), (_, right) in areas for place in range(left, right + 1)}


def _worth(header: Header, fields: Sequence[Field], series: re.Pattern[str] | None) -> tuple[int, int, int]:
    needed = sum(1 for item in fields if item.required and item.code in header.columns)
    return needed, len(header.columns), len(header.series(series)) if series else 0


def _header(rows: list[list[str]], first: int, depth: int, sheet: Sheet, fields: Sequence[Field]) -> Header:
    titles = tuple(_titles(rows, first, depth, sheet))
    columns = _assign(titles, fields)
    last = first + depth
    while last < len(rows) and _numbers_columns(rows[last]):
        last += 1
    missing = tuple(item for item in fields if item.required and item.code not in columns)
    return Header(first + 1, last, columns, titles, missing)


def _titles(rows: list[list[str]], first: int, depth: int, sheet: Sheet) -> list[Title]:
    """Texts over each column. A cell merged over several columns counts for each of them."""
    above = [_spread(rows[row], row, sheet) for row in range(first, first + depth)]
    width = max(len(row) for row in above)
    titles = []
    for place in range(width):
        parts = [row[place] for row in above if place < len(row) and row[place]]
        titles.append(Title(tuple(dict.fromkeys(part[:_LONGEST_TITLE] for part in parts))))
    return titles


def _spread(row: list[str], number: int, sheet: Sheet) -> list[str]:
    spread = list(row)
    for (top, left), (bottom, right) in _merged_over(sheet.merged, number):
        begin = left - sheet.first_column
        if top == number == bottom and 0 <= begin < len(row):
            for place in range(begin, min(right - sheet.first_column + 1, len(row))):
                spread[place] = row[begin]
    return spread


def _merged_over(merged: Sequence[Range], number: int) -> list[Range]:
    return [area for area in merged if area[0][0] <= number <= area[1][0]]


def _numbers_columns(row: list[str]) -> bool:
    """A row that only numbers the columns: 1, 2, 3, …"""
    filled = [cell for cell in row if cell]
    return len(filled) > 2 and filled == [str(number) for number in range(1, len(filled) + 1)]


def _assign(titles: Sequence[Title], fields: Sequence[Field]) -> dict[str, int]:
    """Each field gets the column whose own title names it, else whose whole title does, else the one below its name."""
    views = [
        [key(title.leaf) for title in titles],
        [key(" ".join(title.parts)) for title in titles],
        [key(title.parts[0]) if title.parts else "" for title in titles],
    ]
    columns: dict[str, int] = {}
    for view in views:
        for item in fields:
            if item.code in columns:
                continue
            taken = set(columns.values())
            for place, name in enumerate(view):
                if name and place not in taken and item.pattern.fullmatch(name):
                    columns[item.code] = place
                    break
    return columns
