"""Columns of a table without a header, told from what stands in them. A last resort: the reader says that it guessed."""

from __future__ import annotations

import re
from collections.abc import Callable

from roadmaps.imports.document import Column
from roadmaps.imports.headers import Header, HeaderColumn
from roadmaps.imports.numbers import is_number
from roadmaps.imports.wordxml import Grid, distinct

_DEADLINE = re.compile(
    r"январ|феврал|март|апрел|ма[йя]\b|июн|июл|август|сентябр|октябр|ноябр|декабр|ежегодн|ежемесячн|ежеквартальн|"
    r"постоянно|в течение|по графику|по плану|квартал|полугоди|весь период|учебн\w+ год|\d{2}\.\d{2}\.\d{2}|20\d\d",
    re.IGNORECASE,
)
_RESPONSIBLE = re.compile(
    r"управлени|комитет|отдел|департамент|директор|руководител|начальник|специалист|методист|администраци|учител|"
    r"педагог|школ|центр|\bО[ОУ]\b|\bМ[БАК]?О?У\b|[А-ЯЁ][а-яё]+ [А-ЯЁ]\.\s?[А-ЯЁ]\.",
    re.IGNORECASE,
)
_MIN_ROWS, _MIN_COLUMNS, _MAX_DEADLINE_WORDS = 3, 3, 10

Columns = dict[int, list[str]]
Test = Callable[[str], object]


def guess_header(grid: Grid) -> Header | None:
    """Columns of a table of activities by content, or None if it does not look like one. Header rows: none (last = -1)."""
    length = len(grid.rows[0])
    rows = [[cell.text for cell in row] for row in grid.rows if len(distinct(row)) == length]
    if len(rows) < _MIN_ROWS or length < _MIN_COLUMNS:
        return None
    free = {place: [row[place] for row in rows if row[place]] for place in range(length)}
    found: dict[int, Column] = {}
    if _share(free[0], is_number) > 1 / 2:
        found[0] = Column.NUMBER
        del free[0]
    for column, test in (
        (Column.DEADLINE, _is_deadline),
        (Column.ACTIVITY, len),
        (Column.RESPONSIBLE, _RESPONSIBLE.search),
    ):
        place = _longest(free) if column is Column.ACTIVITY else _best(free, test)
        if place is None:
            return None
        found[place] = column
        del free[place]
    found |= {place: Column.RESULT for place, texts in free.items() if texts}
    return Header(0, -1, tuple(HeaderColumn(place, place + 1, "", found.get(place)) for place in range(length)))


def _best(free: Columns, test: Test) -> int | None:
    """The column where the test holds most often, if it does in more than half of the cells."""
    place = max(free, key=lambda place: _share(free[place], test), default=None)
    return place if place is not None and _share(free[place], test) > 1 / 2 else None


def _longest(free: Columns) -> int | None:
    """Activities stand left of what comes of them: of the first two columns the wordier one."""
    return max(list(free)[:2], key=lambda place: sum(map(len, free[place])), default=None)


def _share(texts: list[str], test: Test) -> float:
    return sum(1 for text in texts if test(text)) / max(len(texts), 1)


def _is_deadline(text: str) -> bool:
    return len(text.split()) <= _MAX_DEADLINE_WORDS and _DEADLINE.search(text) is not None
