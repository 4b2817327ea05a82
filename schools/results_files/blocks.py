"""Several tables one under another on one sheet: where the next one begins."""

from __future__ import annotations

from collections.abc import Sequence

from schools.results_files.records import Expected
from schools.results_files.source import lines_of
from schools.results_files.titles import Facts, facts_of
from schools.tables.book import Row
from schools.tables.values import is_missing

_TITLE_CELLS = 3  # «Максимальный первичный балл: | 45»; a row of data has more


def another_begins(current: Facts, expected: Expected, held: Sequence[tuple[int, Row]]) -> int | None:
    """How many rows of the sheet lie above the next table; None when the header under these rows belongs to the same one.

    `held`: the last rows before the header that came again. It is another table when its title contradicts the first one, or what
    the user said of the file.
    """
    title: list[tuple[int, Row]] = []
    for number, row in reversed(held):
        if sum(not is_missing(cell) for cell in row) > _TITLE_CELLS:
            break
        title.insert(0, (number, row))
    lines = list(lines_of(title))
    if not _differs(facts_of(lines), current, expected):
        return None
    return next(number - 1 for number, line in lines if _says(facts_of([(number, line)])))


def _differs(said: Facts, current: Facts, expected: Expected) -> bool:
    if said.names_unknown_subject or (said.subject and said.subject == current.subject and said.level != current.level):
        return True
    names = ("subject", "grade", "kind", "year")
    pairs = [(getattr(said, name), getattr(current, name) or getattr(expected, name)) for name in names]
    return any(new and old and new != old for new, old in pairs)


def _says(facts: Facts) -> bool:
    return bool(facts.subject or facts.kind or facts.grade or facts.year or facts.names_unknown_subject)
