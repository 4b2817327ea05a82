from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from monitoring.fields import NumberField

FIELD = NumberField(required=False)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1 234,5", Decimal("1234.5")),
        ("1\u00a0234,5", Decimal("1234.5")),
        ("1\u202f234.50", Decimal("1234.50")),
        ("12", Decimal(12)),
        ("0", Decimal(0)),
        (" 7 ", Decimal(7)),
        ("", None),
        ("  ", None),
        (None, None),
    ],
)
def test_number_as_people_type_it(typed, expected):
    assert FIELD.clean(typed) == expected


@pytest.mark.parametrize("typed", ["двенадцать", "1e9", "NaN", "1_000", "٣", "1.234,5", "5%"])
def test_number_that_is_none_is_refused(typed):
    with pytest.raises(ValidationError) as refusal:
        FIELD.clean(typed)
    assert refusal.value.messages == ["Впишите число, например 12 или 12,5."]


@pytest.mark.parametrize("typed", ["12,345", "12345678901"])
def test_number_too_long_is_told_so(typed):
    with pytest.raises(ValidationError) as refusal:
        FIELD.clean(typed)
    assert refusal.value.messages == ["Слишком длинное число: до 10 цифр и до двух знаков после запятой."]


def test_number_below_zero_is_refused():
    with pytest.raises(ValidationError) as refusal:
        FIELD.clean("-5")
    assert refusal.value.messages == ["Число не может быть меньше нуля."]


def test_number_is_shown_with_a_comma():
    assert FIELD.prepare_value(Decimal("1234.50")) == "1\u202f234,5"
