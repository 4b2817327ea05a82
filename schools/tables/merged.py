"""Cells merged over several rows below the header: a school's name written once for all its subjects."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from schools.tables.book import Row, Sheet
from schools.tables.values import Cell

Numbered = tuple[int, Row]  # number of the row in the sheet, from 1


def spread_down(
    rows: Iterator[Numbered], sheet: Sheet, header_last: int, places: Collection[int]
) -> Iterator[Numbered]:
    """The rows, with what a merged cell says repeated in every row it covers. `places`: columns where that is meant, from 0.

    A merged figure is left alone: it may be a sum over the rows, and to repeat it would count it twice.
    """
    starts = _starts(sheet, header_last, places)
    return _spread(rows, starts) if starts else rows


def _starts(sheet: Sheet, header_last: int, places: Collection[int]) -> dict[int, list[tuple[int, int]]]:
    """First row of an area -> its column and last row, numbered from 1."""
    found: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, _) in sheet.merged:
        place = left - sheet.first_column
        if bottom > top >= header_last and place in places:
            found.setdefault(top + 1, []).append((place, bottom + 1))
    return found


def _spread(rows: Iterator[Numbered], starts: dict[int, list[tuple[int, int]]]) -> Iterator[Numbered]:
    lasting: dict[int, tuple[int, Cell]] = {}
    for number, row in rows:
        covered = {place: value for place, (last, value) in lasting.items() if number <= last}
        if covered:
            row = [covered.get(place, cell) for place, cell in enumerate(row)]
        for place, last in starts.get(number, ()):
            lasting[place] = last, row[place]
        yield number, row
