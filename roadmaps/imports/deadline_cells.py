"""One deadline phrase out of the several cells in which a table may spread it: years, quarters, beginning and end."""

from __future__ import annotations

from roadmaps.imports.headers import HeaderColumn
from roadmaps.imports.text import is_blank
from roadmaps.imports.wording import BEGINNING, END, YEAR

Cells = list[tuple[HeaderColumn, str]]

_CROSSES = {"х", "x"}
_TICKS = _CROSSES | {"+", "v", "*", "✓", "✔", "√", "да"}


def phrase(cells: Cells) -> str:
    """«2022 г.: август; 2023 г.: май», «I кв.; III кв.» where columns are ticked, «с 1 мая по 9 мая», or the plain text."""
    filled = _filled(cells)
    if any(column.label in (BEGINNING, END) for column, _ in filled):
        return " ".join(_bound(column, text) for column, text in filled)
    plain = [text for column, text in filled if not column.label]
    labelled = [f"{column.label}: {text}" if text else column.label for column, text in filled if column.label]
    return "\n".join([*plain, "; ".join(labelled)] if labelled else plain)


def by_year(cells: Cells) -> tuple[tuple[int, str], ...]:
    """(year, text) of every column that is headed by a year and holds something; the text is empty for a tick."""
    found = [(YEAR.search(column.label), text) for column, text in _filled(cells)]
    return tuple((int(year[0]), text) for year, text in found if year)


def _filled(cells: Cells) -> Cells:
    """What is planned: under a period a dash means «not then»; so does a cross, unless crosses and ticks are all there is."""
    labelled = [text for column, text in cells if column.label and (not is_blank(text) or _is_tick(text, _CROSSES))]
    if labelled and all(_is_tick(text, _TICKS) for text in labelled):
        return [(column, "") for column, text in cells if column.label and _is_tick(text, _TICKS)]
    return [(column, text) for column, text in cells if text and not (column.label and is_blank(text))]


def _is_tick(text: str, ticks: set[str]) -> bool:
    return text.strip().lower() in ticks


def _bound(column: HeaderColumn, text: str) -> str:
    word = "с" if column.label == BEGINNING else "по"
    return text if text.lower().startswith((f"{word} ", "до ")) else f"{word} {text}"
