"""Fields of our own."""

from __future__ import annotations

from typing import Any

from django import forms


class LinesField(forms.CharField):
    """Text of several lines; browsers send them with CR LF, the database keeps LF: the same words compare equal."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text


def lines(rows: int, label: str, limit: int, required: bool = False) -> LinesField:
    return LinesField(
        label=label, max_length=limit, required=required, widget=forms.Textarea(attrs={"rows": rows, "cols": 20})
    )
