"""A person's decision about a phrase: what it makes of the meaning, how it is kept, what it refuses."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmaps.deadlines import Choice, decided, occurrences, parse, says

from .plans import SCHOOL, YEARS

DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))


def outcome(phrase, plan, choice):
    """Kind, due days and whether anybody has still to look."""
    meaning = decided(parse(phrase, plan), choice, plan)
    due = [(found.starts_on.isoformat(), found.due_on.isoformat()) for found in occurrences(meaning, plan)]
    return meaning.kind, due, meaning.is_unclear


def test_decided_without_choice_is_the_meaning_itself():
    meaning = parse("до 2025 года", YEARS)
    assert (decided(meaning, None, YEARS), meaning.is_unclear) == (meaning, True)


def test_decided_confirmed():
    assert outcome("до 2025 года", YEARS, Choice.confirm()) == ("date", [("2024-12-31", "2024-12-31")], False)


def test_decided_by_reading():
    choice = Choice.reading(parse("до 2025 года", YEARS), 1)
    assert outcome("до 2025 года", YEARS, choice) == ("date", [("2025-12-31", "2025-12-31")], False)


def test_decided_by_reading_keeps_the_phrase():
    meaning = parse("до 2025 года – 80%", YEARS)
    chosen = decided(meaning, Choice.reading(meaning, 1), YEARS)
    assert (chosen.text, chosen.values) == (meaning.text, meaning.values)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([(date(2021, 10, 5), date(2021, 10, 5))], ("date", [("2021-10-05", "2021-10-05")], False)),
        ([(None, date(2021, 11, 1))], ("date", [("2021-11-01", "2021-11-01")], False)),
        ([(date(2021, 10, 5), date(2021, 10, 9))], ("range", [("2021-10-05", "2021-10-09")], False)),
        (
            [(None, date(2022, 3, 1)), (date(2021, 10, 5), date(2021, 10, 9))],
            ("multi", [("2021-10-05", "2021-10-09"), ("2022-03-01", "2022-03-01")], False),
        ),
    ],
)
def test_decided_by_dates(items, expected):
    assert outcome("по графику центра", SCHOOL, Choice.dates(*items)) == expected


def test_decided_by_dates_is_said():
    chosen = decided(parse("по графику", SCHOOL), Choice.dates((None, date(2021, 11, 1))), SCHOOL)
    assert says(chosen, SCHOOL) == "до 1 ноября 2021 года включительно"


def test_decided_by_dates_outside_the_plan():
    chosen = decided(parse("по графику", SCHOOL), Choice.dates((None, date(2031, 11, 1))), SCHOOL)
    assert (chosen.needs_date, chosen.notes) == (True, ("Срок лежит вне периода плана",))


def test_decided_without_date():
    assert outcome("август", YEARS, Choice.no_date()) == ("external", [], False)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.lists(st.tuples(DAYS, DAYS, st.booleans()), min_size=1, max_size=5))
def test_choice_of_dates_survives_keeping(pairs):
    choice = Choice.dates(*((None if until else min(one, two), max(one, two)) for one, two, until in pairs))
    assert Choice.from_data(choice.as_data()) == choice


@pytest.mark.parametrize("choice", [Choice.confirm(), Choice.no_date(), Choice("reading", phrase="май 2022 года")])
def test_choice_survives_keeping(choice):
    assert Choice.from_data(choice.as_data()) == choice


@pytest.mark.parametrize(
    "data",
    [
        {}, [], {"way": "guess"}, {"way": "dates"}, {"way": "reading"}, {"way": "confirm", "phrase": "май"},
        {"way": "dates", "items": [["2022-05-02", "2022-05-01"]]}, {"way": "dates", "items": [["2022-05-02", None]]},
        {"way": "dates", "items": [["31.05.2022", "2022-06-01"]]}, {"way": "dates", "items": ["май"]},
        {"way": "dates", "items": [[None, "2022-05-01"]] * 101}, {"way": ["dates"]}, {"way": "dates", "items": 5},
    ],
)  # fmt: skip
def test_choice_that_does_not_fit_is_refused(data):
    with pytest.raises(ValueError, match=r"."):
        Choice.from_data(data)


def test_choice_of_missing_reading_is_refused():
    with pytest.raises(ValueError, match="Такого прочтения нет"):
        Choice.reading(parse("1 сентября", SCHOOL), 0)
