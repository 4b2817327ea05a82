from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.russian import counted, decimal_comma, decimals_that_keep_side, joined, plural, round_half_up


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (0, "школ"),
        (1, "школа"),
        (2, "школы"),
        (4, "школы"),
        (5, "школ"),
        (11, "школ"),
        (14, "школ"),
        (21, "школа"),
        (112, "школ"),
    ],
)
def test_plural_takes_form_of_last_digits(number, word):
    assert plural(number, "школа", "школы", "школ") == word


def test_counted_joins_with_no_break_space():
    assert counted(1234, "школа", "школы", "школ") == "1\u202f234\u00a0школы"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (Decimal("10.75"), 1, "10,8"),
        (Fraction(1, 20), 1, "0,1"),
        (Fraction(-1, 20), 1, "\u22120,1"),
        (0, 1, "0,0"),
        (Fraction(-1, 1000), 1, "0,0"),
        (1234567, 0, "1\u202f234\u202f567"),
        (Decimal("999.95"), 1, "1\u202f000,0"),
    ],
)
def test_decimal_comma_rounds_half_up(value, decimals, text):
    assert decimal_comma(value, decimals) == text


@given(st.fractions(min_value=-1000, max_value=1000), st.integers(0, 4))
def test_round_half_up_is_within_half_a_unit(value, decimals):
    assert abs(Fraction(round_half_up(value, decimals)) - value) <= Fraction(1, 2 * 10**decimals)


@pytest.mark.parametrize(
    ("value", "decimals"),
    [
        (Fraction(2996, 100), 2),
        (Fraction(30), 1),
        (Fraction(299, 10), 1),
        (Fraction(3004, 100), 2),
        (Fraction(29996, 1000), 3),
    ],
)
def test_decimals_grow_until_the_border_is_kept(value, decimals):
    assert decimals_that_keep_side(value, 30, 1) == decimals


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["а"], "а"), (["а", "б"], "а и б"), (["а", "б", "в"], "а, б и в")]
)
def test_joined_puts_and_before_the_last(words, text):
    assert joined(words) == text
