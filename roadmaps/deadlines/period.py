"""The time a plan covers: one or several school years, or one or several calendar years."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

PeriodKind = Literal["school", "calendar"]
SCHOOL_YEAR_START = 9  # month; a school year is 1 September - 31 August


@dataclass(frozen=True, slots=True)
class Period:
    """Days `start` to `end`, both included. `kind` says in which years people of this plan count."""

    start: date
    end: date
    kind: PeriodKind

    @classmethod
    def parse(cls, text: str, kind: str) -> "Period | None":
        """«2021-2025» calendar = five years; «2020-2021» school = 1.09.2020 - 31.08.2021; «2020» school likewise.

        Returns None where no year can be read, or the years run backwards.
        """
        years = [int(found) for found in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)]
        if not years or years[-1] < years[0]:
            return None
        if kind == "school":
            last = years[-1] if years[-1] > years[0] else years[0] + 1
            return cls(date(years[0], 9, 1), date(last, 8, 31), "school")
        return cls(date(years[0], 1, 1), date(years[-1], 12, 31), "calendar")

    @property
    def years(self) -> tuple[tuple[date, date], ...]:
        """Bounds of each plan year, the first and the last cut to the period."""
        found, start = [], self.start
        while start <= self.end:
            end = min(year_end(start, self.kind), self.end)
            found.append((start, end))
            start = end + timedelta(days=1)
        return tuple(found)

    def year_of_month(self, month: int) -> int | None:
        """The only year in which the month touches the period; None where there are several or none."""
        first, last = self.start.year, self.end.year
        low, high = (self.start.year, self.start.month), (self.end.year, self.end.month)
        found = [year for year in range(first, last + 1) if low <= (year, month) <= high]
        return found[0] if len(found) == 1 else None


def year_end(day: date, kind: PeriodKind) -> date:
    """Last day of the school or calendar year that holds the day."""
    if kind == "calendar":
        return date(day.year, 12, 31)
    return date(day.year + (day.month >= SCHOOL_YEAR_START), 8, 31)
