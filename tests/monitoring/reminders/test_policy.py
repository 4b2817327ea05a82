from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.reminders.policy import OVERDUE, Policy, is_letter_day, stage_day, stage_of
from schools.workdays import WorkingDays

WORKING = WorkingDays()
USUAL = Policy((7, 1))
FRIDAY = date(2026, 10, 30)  # the term of most tests
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
WORKDAYS = DAYS.filter(WORKING.is_working)
POLICIES = st.builds(Policy, st.sets(st.sampled_from([0, 1, 2, 3, 5, 7, 10, 14, 30]), min_size=1).map(tuple))


@pytest.mark.parametrize(
    ("today", "stage"),
    [
        (date(2026, 10, 22), None),
        (date(2026, 10, 23), 7),
        (date(2026, 10, 28), 7),
        (date(2026, 10, 29), 1),
        (date(2026, 10, 30), 1),
        (date(2026, 11, 2), OVERDUE),
    ],
)
def test_stage_of_a_term(today, stage):
    assert stage_of(FRIDAY, today, USUAL, WORKING) == stage


def test_stage_on_a_day_off_is_said_the_working_day_before():
    assert stage_day(date(2026, 11, 3), 1, WORKING) == date(2026, 11, 2)
    assert stage_day(date(2026, 11, 2), 1, WORKING) == date(2026, 10, 30)


def test_nothing_is_said_before_to_who_wants_no_days():
    assert [stage_of(FRIDAY, day, Policy(()), WORKING) for day in (FRIDAY, date(2026, 11, 2))] == [None, OVERDUE]


@pytest.mark.parametrize(
    ("due_on", "stage"),
    [(date(2026, 11, 1), 1), (date(2026, 11, 3), 7), (date(2026, 11, 10), None), (date(2026, 10, 27), 1)],
)
def test_weekly_letter_takes_in_all_until_the_next(due_on, stage):
    assert stage_of(due_on, date(2026, 10, 26), Policy((7, 1), weekday=0), WORKING) == stage


@pytest.mark.parametrize(
    ("today", "since", "is_due"),
    [
        (date(2026, 10, 26), date(2026, 10, 23), True),  # Monday
        (date(2026, 10, 27), date(2026, 10, 26), False),
        (date(2026, 10, 28), date(2026, 10, 23), True),  # Monday was missed
        (date(2026, 10, 28), None, False),  # the portal has only begun
        (date(2027, 1, 11), date(2026, 12, 30), True),  # the Monday of the holidays, and this one
    ],
)
def test_weekly_letter_day(today, since, is_due):
    assert is_letter_day(today, since, Policy((7,), weekday=0), WORKING) is is_due


@given(DAYS, WORKDAYS, POLICIES)
def test_stages_only_come_nearer(due_on, today, policy):
    tomorrow = WORKING.moved(today + timedelta(days=1), "after")
    now, then = (stage_of(due_on, day, policy, WORKING) for day in (today, tomorrow))
    assert now is None or (then is not None and then <= now)


@given(DAYS, POLICIES)
def test_every_stage_is_said_on_a_working_day_not_later_than_wished(due_on, policy):
    said = [(days, stage_day(due_on, days, WORKING)) for days in policy.days_before]
    assert all(WORKING.is_working(day) and day <= due_on - timedelta(days=days) for days, day in said)
