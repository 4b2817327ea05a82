"""The days a municipality counts by: which are working ones, where a term on a day off goes, when the school breaks are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from accounts.models import Municipality
from schools.models import AcademicPeriod, SpecialDay
from schools.workdays import Rule, WorkingDays

Breaks = Mapping[str, Sequence[tuple[date, date]]]


@dataclass(frozen=True)
class TermCalendar:
    """`breaks`: days of the school breaks by the name the deadline engine knows them by («осенние»)."""

    working: WorkingDays = field(default_factory=WorkingDays)
    rule: Rule = "stay"
    breaks: Breaks = field(default_factory=dict)

    def due_on(self, day: date) -> date:
        return self.working.moved(day, self.rule)


def calendar_of(municipality: Municipality) -> TermCalendar:
    """Two queries; ask once for many activities."""
    special = dict(SpecialDay.objects.filter(municipality=municipality).values_list("day", "is_working"))
    breaks: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for period in AcademicPeriod.objects.filter(municipality=municipality).breaks():
        breaks[AcademicPeriod.BREAK_NAMES[AcademicPeriod.Kind(period.kind)]].append(period.days)
    rules: dict[str, Rule] = {"stay": "stay", "before": "before", "after": "after"}
    return TermCalendar(WorkingDays(special), rules[municipality.day_off_rule], dict(breaks))
