"""The calendar of a demo municipality: a usual school year with four terms, and where terms on days off go."""

from __future__ import annotations

from datetime import date

from accounts.models import Municipality, User
from roadmaps.services import save_academic_periods, set_day_off_rule
from schools.models import AcademicPeriod

Kind = AcademicPeriod.Kind
# kind: first and last day as (month, day); the year follows from the school year
USUAL_YEAR = {
    Kind.TERM_1: ((9, 1), (10, 25)),
    Kind.AUTUMN: ((10, 26), (11, 3)),
    Kind.TERM_2: ((11, 5), (12, 30)),
    Kind.WINTER: ((12, 31), (1, 10)),
    Kind.TERM_3: ((1, 11), (3, 26)),
    Kind.SPRING: ((3, 27), (4, 4)),
    Kind.TERM_4: ((4, 5), (5, 26)),
    Kind.SUMMER: ((5, 27), (8, 31)),
}


def add_calendar(municipality: Municipality, coordinator: User, today: date) -> None:
    """The last, the present and the next school year; a term on a day off moves to the working day before it."""
    present = today.year - (today.month < 9)
    for year in (present - 1, present, present + 1):
        days = {kind.value: (_day(year, *first), _day(year, *last)) for kind, (first, last) in USUAL_YEAR.items()}
        save_academic_periods(municipality, by=coordinator, school_year=year, days=days)
    set_day_off_rule(municipality, by=coordinator, rule=Municipality.DayOffRule.BEFORE)


def _day(school_year: int, month: int, day: int) -> date:
    return date(school_year + (month < 9), month, day)
