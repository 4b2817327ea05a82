from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.workdays import WorkingDays, has_official_transfers

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        (date(2024, 11, 2), True),  # a Saturday worked for 30 April
        (date(2024, 4, 30), False),
        (date(2025, 5, 2), False),
        (date(2026, 12, 31), False),
        (date(2027, 2, 20), True),
        (date(2026, 11, 22), False),
        (date(2026, 11, 23), True),
    ],
)
def test_is_working_official_transfers(day: date, is_working: bool) -> None:
    assert WorkingDays().is_working(day) is is_working


@pytest.mark.parametrize(
    ("rule", "expected"), [("stay", date(2026, 11, 1)), ("before", date(2026, 10, 30)), ("after", date(2026, 11, 2))]
)
def test_moved_sunday_before_the_holiday(rule: str, expected: date) -> None:
    assert WorkingDays().moved(date(2026, 11, 1), rule) == expected


def test_moved_over_the_new_year() -> None:
    assert WorkingDays().moved(date(2027, 1, 1), "before") == date(2026, 12, 30)


def test_override_wins_over_the_official_calendar() -> None:
    days = WorkingDays({date(2026, 11, 23): False, date(2026, 11, 22): True})
    assert [days.is_working(date(2026, 11, 23)), days.is_working(date(2026, 11, 22))] == [False, True]


def test_moved_nowhere_when_no_day_is_a_working_one() -> None:
    always_off = WorkingDays({date(2026, month, day): False for month in range(1, 13) for day in range(1, 29)})
    assert always_off.moved(date(2026, 6, 15), "after") == date(2026, 6, 29)


def test_transfers_are_known_for_decided_years_only() -> None:
    assert [has_official_transfers(year) for year in (2024, 2026, 2040)] == [True, True, False]


@given(DAYS, st.sampled_from(["before", "after"]))
def test_moved_lands_on_a_working_day(day: date, rule: str) -> None:
    days = WorkingDays()
    assert days.is_working(days.moved(day, rule))


@given(DAYS)
def test_moved_keeps_its_side(day: date) -> None:
    days = WorkingDays()
    assert days.moved(day, "before") <= day <= days.moved(day, "after")
