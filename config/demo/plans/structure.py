"""Plans of the demo municipalities. {a} is last year, {b} this one, {c} the next; texts and names are invented."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """An activity: title, deadline phrase, responsibles, expected result, report form, planned value."""

    title: str
    deadline: str
    responsible: str
    result: str = ""
    form: str = ""
    planned: str = ""


@dataclass(frozen=True)
class Plan:
    programme: str
    roadmap: str
    first: int  # the programme's first and last year against the current one
    last: int
    passport: tuple[tuple[str, str], ...]
    sections: tuple[tuple[str, tuple[Row, ...]], ...]
