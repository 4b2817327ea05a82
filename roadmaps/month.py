"""A month as a grid of weeks, ranges drawn over their days. Pure: no Django, no words."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Generic, TypeVar

Item = TypeVar("Item")
LONG = timedelta(days=15)  # a longer range («ноябрь») is no bar: it would run through every week and hide the rest


@dataclass(frozen=True)
class Span(Generic[Item]):
    """Something from its first to its last day, both included."""

    first: date
    last: date
    item: Item

    @property
    def is_long(self) -> bool:
        return self.last - self.first > LONG


@dataclass(frozen=True)
class Cell(Generic[Item]):
    """So many days of a week: free, or of a span, which may have begun before the week or go on after it."""

    width: int
    span: Span[Item] | None = None
    goes_on: bool = False
    came_in: bool = False


@dataclass
class Week(Generic[Item]):
    """Seven days, and lanes of cells under them; the widths of a lane add up to seven."""

    days: list[date]
    lanes: list[list[Cell[Item]]] = field(default_factory=list)


def month_bounds(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def weeks_of(month: date, spans: Iterable[Span[Item]]) -> list[Week[Item]]:
    """Weeks from Monday to Sunday that hold a day of the month; a long range stands on its last day alone."""
    first, last = month_bounds(month)
    drawn = sorted((_drawn(span) for span in spans), key=lambda span: (span.first, -span.last.toordinal()))
    start = first - timedelta(days=first.weekday())
    weeks = []
    while start <= last:
        days = [start + timedelta(days=place) for place in range(7)]
        weeks.append(Week(days, _lanes(days, drawn)))
        start += timedelta(days=7)
    return weeks


def _drawn(span: Span[Item]) -> Span[Item]:
    return Span(span.last, span.last, span.item) if span.is_long else span


def _lanes(days: Sequence[date], spans: Iterable[Span[Item]]) -> list[list[Cell[Item]]]:
    """Each span in the first lane that is free on its days."""
    lanes: list[list[Span[Item]]] = []
    for span in spans:
        if span.last < days[0] or span.first > days[-1]:
            continue
        lane = next((lane for lane in lanes if lane[-1].last < span.first), None)
        if lane is None:
            lane = []
            lanes.append(lane)
        lane.append(span)
    return [_cells(days, lane) for lane in lanes]


def _cells(days: Sequence[date], lane: Iterable[Span[Item]]) -> list[Cell[Item]]:
    cells: list[Cell[Item]] = []
    free = 0  # the place of the first day of the week that is not taken yet
    for span in lane:
        begin, end = max((span.first - days[0]).days, 0), min((span.last - days[0]).days, 6)
        if begin > free:
            cells.append(Cell(begin - free))
        cells.append(Cell(end - begin + 1, span, goes_on=span.last > days[-1], came_in=span.first < days[0]))
        free = end + 1
    return [*cells, Cell(7 - free)] if free < 7 else cells
