"""Working days of a municipality: the official calendar with its transfers, and the days the municipality has set itself. Pure.

The official days come from the `holidays` package (ТК РФ, ст. 112, and the yearly decrees on transfers); it knows the
transfers of the years the government has decided on. For later years a weekday is a working day unless it is a holiday.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

import holidays

Rule = Literal["stay", "before", "after"]
DAY = timedelta(days=1)
LONGEST_BREAK = 60  # days; an override table that leaves no working day must not hang the portal
TRANSFERRED = "перенесено"  # what the package writes on a day off that a decree moved


@dataclass(frozen=True)
class WorkingDays:
    """`overrides`: days of the municipality's own, True = working; they win over the official calendar."""

    overrides: Mapping[date, bool] = field(default_factory=dict)
    _official: holidays.HolidayBase = field(
        default_factory=lambda: holidays.country_holidays("RU", language="ru"), repr=False, compare=False
    )

    def is_working(self, day: date) -> bool:
        own = self.overrides.get(day)
        return self._official.is_working_day(day) if own is None else own

    def moved(self, day: date, rule: Rule) -> date:
        """The day itself when it is a working one or the rule is «stay», else the nearest working day before or after."""
        if rule == "stay" or self.is_working(day):
            return day
        step = DAY if rule == "after" else -DAY
        days = (day + step * distance for distance in range(1, LONGEST_BREAK))
        return next((other for other in days if self.is_working(other)), day)


def has_official_transfers(year: int) -> bool:
    """Whether the package holds the government's transfers of that year: without them the override table has to."""
    days = holidays.country_holidays("RU", language="ru", years=year)
    return any(TRANSFERRED in name for name in days.values())
