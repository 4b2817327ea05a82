"""The time a plan covers."""

from datetime import date

import pytest

from roadmaps.deadlines import Period


@pytest.mark.parametrize(
    ("text", "kind", "bounds"),
    [
        ("2020-2021", "school", (date(2020, 9, 1), date(2021, 8, 31))),
        ("2020/2021 учебный год", "school", (date(2020, 9, 1), date(2021, 8, 31))),
        ("2020", "school", (date(2020, 9, 1), date(2021, 8, 31))),
        ("2021-2024", "school", (date(2021, 9, 1), date(2024, 8, 31))),
        ("2023", "calendar", (date(2023, 1, 1), date(2023, 12, 31))),
        ("2021 – 2025 годы", "calendar", (date(2021, 1, 1), date(2025, 12, 31))),
    ],
)
def test_period_parse_years(text, kind, bounds):
    period = Period.parse(text, kind)
    assert (period.start, period.end, period.kind) == (*bounds, kind)


@pytest.mark.parametrize("text", ["", "без срока", "12345", "2025-2021"])
def test_period_parse_no_years(text):
    assert Period.parse(text, "calendar") is None


def test_period_years_of_school_plan():
    assert Period.parse("2021-2023", "school").years == (
        (date(2021, 9, 1), date(2022, 8, 31)),
        (date(2022, 9, 1), date(2023, 8, 31)),
    )


def test_period_years_cut_to_bounds():
    period = Period(date(2021, 3, 1), date(2022, 6, 30), "calendar")
    assert period.years == ((date(2021, 3, 1), date(2021, 12, 31)), (date(2022, 1, 1), date(2022, 6, 30)))
