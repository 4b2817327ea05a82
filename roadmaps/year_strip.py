"""The year strip: where on a line of one school year a term stands, in percent of its width. Pure: no Django, no words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Year:
    """The school year from 1 September of `first` to 31 August."""

    first: int

    @classmethod
    def of(cls, day: date) -> Year:
        return cls(day.year if day.month >= 9 else day.year - 1)

    @property
    def starts_on(self) -> date:
        return date(self.first, 9, 1)

    @property
    def ends_on(self) -> date:
        return date(self.first + 1, 8, 31)

    @property
    def months(self) -> list[date]:
        """Their first days, from September to August."""
        return [date(self.first + (place > 11), (place % 12) + 1, 1) for place in range(8, 20)]

    @property
    def label(self) -> str:
        return f"{self.first}/{self.first + 1}"

    def percent(self, day: date) -> str:
        """Where the day begins, as an attribute of SVG wants it; days out of the year stand at its edges."""
        length = (self.ends_on - self.starts_on).days + 1
        days = min(max((day - self.starts_on).days, 0), length)
        return f"{100 * days / length:.3f}%"

    def mondays(self) -> Iterator[date]:
        day = self.starts_on + timedelta(days=-self.starts_on.weekday() % 7)
        while day <= self.ends_on:
            yield day
            day += timedelta(days=7)


@dataclass(frozen=True)
class Mark:
    """A term on the strip: a bar where it lasts more than a day, a sign on its last day where that lies in the year."""

    x: str
    width: str
    sign_x: str
    has_bar: bool
    has_sign: bool


def mark_of(year: Year, first: date, last: date) -> Mark:
    begin, end = max(first, year.starts_on), min(last, year.ends_on)
    x, after = year.percent(begin), year.percent(end + timedelta(days=1))
    width = f"{float(after[:-1]) - float(x[:-1]):.3f}%"
    middle = f"{(float(year.percent(end)[:-1]) + float(after[:-1])) / 2:.3f}%"
    return Mark(x, width, middle, has_bar=last > first, has_sign=last <= year.ends_on)
