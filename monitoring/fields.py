"""A number as people type it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms

from monitoring.wording import number

_SPACES = re.compile(r"\s+")  # no-break and thin spaces are white space too
_NUMBER = re.compile(r"[0-9]{1,10}([.,][0-9]{1,2})?")
_TOO_LONG = re.compile(r"[0-9]+([.,][0-9]+)?")
_NEGATIVE = re.compile(r"[-−–][0-9.,]+")


class NumberField(forms.Field):
    """A number not below zero with up to two decimals: «1 234,5», «1234.5». Empty is None, which is not zero."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": 20})

    def to_python(self, value: Any) -> Decimal | None:
        """Raises ValidationError for what is not such a number."""
        text = _SPACES.sub("", "" if value is None else str(value))
        if not text:
            return None
        if _NEGATIVE.fullmatch(text):
            raise forms.ValidationError("Число не может быть меньше нуля.")
        if not _NUMBER.fullmatch(text) and _TOO_LONG.fullmatch(text):
            raise forms.ValidationError("Слишком длинное число: до 10 цифр и до двух знаков после запятой.")
        if not _NUMBER.fullmatch(text):
            raise forms.ValidationError("Впишите число, например 12 или 12,5.")
        return Decimal(text.replace(",", "."))

    def prepare_value(self, value: Any) -> Any:
        return number(value) if isinstance(value, Decimal) else value
