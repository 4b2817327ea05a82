from datetime import date
from decimal import Decimal

import pytest

from monitoring import wording
from tests.monitoring.test_sheet import value


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (date(2026, 10, 5), "осталось 4\u00a0дня"),
        (date(2026, 10, 2), "остался 1\u00a0день"),
        (date(2026, 10, 22), "остался 21\u00a0день"),
        (date(2026, 10, 12), "осталось 11\u00a0дней"),
        (date(2026, 10, 1), "срок сегодня"),
        (date(2026, 9, 29), "срок прошёл 2\u00a0дня назад"),
    ],
)
def test_term(due, expected):
    assert wording.term(due, date(2026, 10, 1)) == expected


@pytest.mark.parametrize(
    ("day", "expected"), [(5, ""), (6, "с опозданием на 1\u00a0день"), (7, "с опозданием на 2\u00a0дня")]
)
def test_lateness(day, expected):
    assert wording.lateness(date(2026, 10, 5), date(2026, 10, day)) == expected


def test_day_and_weekday():
    assert wording.day_and_weekday(date(2026, 11, 26)) == "26\u00a0ноября, четверг"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("1234.50", "1\u202f234,5"), ("12.00", "12"), ("0", "0"), ("100", "100"), ("0.25", "0,25")],
)
def test_number(typed, expected):
    assert wording.number(Decimal(typed)) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"numerator": Decimal(5), "denominator": Decimal(11)}, "45,5\u00a0%"),
        ({"numerator": Decimal(0), "denominator": Decimal(11)}, "0,0\u00a0%"),
        ({"state": "missing"}, "—"),
        ({"state": "not_applicable"}, "н/п"),
    ],
)
def test_figure_words_tell_zero_missing_and_not_applicable_apart(said, expected):
    assert wording.figure_words(value(**said)) == expected


def test_figure_words_never_round_onto_the_target():
    row = value(numerator=Decimal(2999), denominator=Decimal(10000), target=Decimal(30))
    assert wording.figure_words(row) == "29,99\u00a0%"


def test_previous_words_show_what_the_share_was_made_of():
    row = value(previous_state="entered", previous_numerator=Decimal(5), previous_denominator=Decimal(11))
    assert wording.previous_words(row) == "45,5\u00a0% (5 из 11)"


@pytest.mark.parametrize(("direction", "expected"), [("up", "не менее 80\u00a0%"), ("down", "не более 80\u00a0%")])
def test_target_words(direction, expected):
    assert wording.target_words(value(direction=direction, target=Decimal("80.00"))) == expected


@pytest.mark.parametrize(
    ("size", "expected"), [(13, "1\u00a0КБ"), (840 * 1024, "840\u00a0КБ"), (1258291, "1,2\u00a0МБ")]
)
def test_file_size(size, expected):
    assert wording.file_size(size) == expected
