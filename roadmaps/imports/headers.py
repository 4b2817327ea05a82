"""Headers of roadmap tables: which row is one, and what each column holds, whatever the order and the wording."""

from __future__ import annotations

from dataclasses import dataclass, replace

from roadmaps.imports.document import Column
from roadmaps.imports.numbers import is_number
from roadmaps.imports.text import key, one_line
from roadmaps.imports.wording import bound_label, classify, names_activities, period_label
from roadmaps.imports.wordxml import Cell, Grid, distinct

_SEARCHED_ROWS = 8
_MAX_WORDS = 14
_MAX_SUB_WORDS = 6


@dataclass(frozen=True)
class HeaderColumn:
    """Columns start..end-1 of the grid under one header. `label`: the period it names («2022 г.»), in a deadline column."""

    start: int
    end: int
    text: str
    column: Column | None
    label: str = ""


@dataclass(frozen=True)
class Header:
    """Rows first..last of the grid (last = -1: the table has none and `columns` were told from the content)."""

    first: int
    last: int
    columns: tuple[HeaderColumn, ...]

    def of(self, column: Column) -> list[HeaderColumn]:
        return [item for item in self.columns if item.column is column]

    def names(self) -> dict[Column, str]:
        """Recognised column -> its header as it stands in the document."""
        return {column: "; ".join(item.text for item in self.of(column)) for column in Column if self.of(column)}


def find_header(grid: Grid) -> Header | None:
    """The header of a table of activities or control points, or None if the table is of another kind."""
    for first in range(min(len(grid.rows), _SEARCHED_ROWS)):
        cells = [cell for cell in distinct(grid.rows[first]) if cell.text]
        if len(cells) < 2 or not all(_may_be_header(cell) for cell in cells):
            continue
        last = _last_header_row(grid, first)
        columns = _resolve(_leaf_columns(grid, first, last))
        if _is_complete(columns):
            return Header(first, last, columns)
    return None


def _may_be_header(cell: Cell) -> bool:
    return len(cell.text.split()) <= _MAX_WORDS and not is_number(cell.text)


def _last_header_row(grid: Grid, first: int) -> int:
    last = first
    while last + 1 < len(grid.rows) and _is_sub_header(grid.rows[last], grid.rows[last + 1]):
        last += 1
    return last


def _is_sub_header(upper: list[Cell], lower: list[Cell]) -> bool:
    """Whether the lower row only divides cells of the upper one: «Срок реализации, годы» into 2022, 2023, 2024."""
    own = [cell for cell in distinct(lower) if cell.text and cell not in upper]
    if len(own) < 2 or len(own) == len(distinct(lower)):
        return False
    return all(len(cell.text.split()) <= _MAX_SUB_WORDS and _divides(upper, lower, cell) for cell in own)


def _divides(upper: list[Cell], lower: list[Cell], cell: Cell) -> bool:
    place = lower.index(cell)
    above = upper[place]
    return (
        upper.count(above) > lower.count(cell)
        or not above.text
        or (place + 1 < len(upper) and not upper[place + 1].text)
    )


def _leaf_columns(grid: Grid, first: int, last: int) -> list[tuple[int, int, list[str]]]:
    """(start, end, texts from the top down) of every column of the header."""
    chains = [[grid.rows[row][place] for row in range(first, last + 1)] for place in range(len(grid.rows[first]))]
    leaves: list[tuple[int, int, list[str]]] = []
    for place, chain in enumerate(chains):
        if place and chain == chains[place - 1]:
            start, _, texts = leaves.pop()
            leaves.append((start, place + 1, texts))
            continue
        texts = list(dict.fromkeys(one_line(cell.text) for cell in chain if cell.text))
        if last > first and chain[-1].text and not chain[0].text and leaves:
            texts = [leaves[-1][2][0], *texts] if leaves[-1][2] else texts  # the upper cell was left unmerged
        leaves.append((place, place + 1, texts))
    return leaves


def _resolve(leaves: list[tuple[int, int, list[str]]]) -> tuple[HeaderColumn, ...]:
    columns = [_column(start, end, texts) for start, end, texts in leaves]
    return tuple(_with_planned(_with_one_activity(_without_stray_periods(columns))))


def _column(start: int, end: int, texts: list[str]) -> HeaderColumn:
    text = " / ".join(texts)
    if not texts:
        return HeaderColumn(start, end, "", None)
    leaf, upper = texts[-1], " ".join(texts[:-1])
    above, own = classify(upper), classify(leaf)
    period = period_label(leaf)
    if period and (above is Column.DEADLINE or not upper):
        return HeaderColumn(start, end, text, Column.DEADLINE, period)
    if above and own in (None, Column.ACTIVITY):  # «Результат / наименование»
        own = above
    return HeaderColumn(start, end, text, own, bound_label(leaf) if own is Column.DEADLINE else "")


def _without_stray_periods(columns: list[HeaderColumn]) -> list[HeaderColumn]:
    """Periods without «Сроки» above count as a series among real headers; in a table without header they are its cells."""
    stray = [item for item in columns if item.label and classify(item.text) is not Column.DEADLINE]
    is_series = len({item.label for item in stray}) == len(stray) > 1
    if is_series and any(item.column in (Column.NUMBER, Column.RESPONSIBLE, Column.RESULT) for item in columns):
        return columns
    return [replace(item, column=None, label="") if item in stray else item for item in columns]


def _with_one_activity(columns: list[HeaderColumn]) -> list[HeaderColumn]:
    """One column of activities: the one called so, else the first that might be; without any, a column of directions."""
    named = [item for item in columns if item.column is Column.ACTIVITY]
    strong = [item for item in named if names_activities(item.text)]
    directions = [item for item in columns if item.column is Column.SECTION]
    chosen = next(iter(strong or named or directions), None)
    others = [replace(item, column=None) if item in named else item for item in columns]
    return [replace(item, column=Column.ACTIVITY) if item is chosen else others[at] for at, item in enumerate(columns)]


def _with_planned(columns: list[HeaderColumn]) -> list[HeaderColumn]:
    """«Показатель» beside «Ожидаемый результат» is the planned value; alone it is the result."""
    results = [item for item in columns if item.column is Column.RESULT]
    indicators = [item for item in results if "показател" in key(item.text)]
    if len(results) < 2 or not indicators or any(item.column is Column.PLANNED for item in columns):
        return columns
    return [replace(item, column=Column.PLANNED) if item is indicators[-1] else item for item in columns]


def _is_complete(columns: tuple[HeaderColumn, ...]) -> bool:
    """Activities with a deadline or a responsible; with only a result the activities must be called so."""
    found = [item.column for item in columns]
    if Column.ACTIVITY not in found:
        return False
    place = found.index(Column.ACTIVITY)
    risks = [at for at, item in enumerate(columns) if "риск" in key(item.text)]
    if risks and (risks[0] < place or not names_activities(columns[place].text)):
        return False  # a table of risks: «Этап», «Риск», «Мероприятия»
    if Column.DEADLINE in found or Column.RESPONSIBLE in found:
        return True
    return names_activities(columns[place].text) and (Column.RESULT in found or Column.REPORT_FORM in found)
