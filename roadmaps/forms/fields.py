"""Fields of our own."""

from __future__ import annotations

from django import forms

from accounts.long_text import LongTextField


def lines(rows: int, label: str, limit: int, required: bool = False) -> LongTextField:
    """Text of a cell of the table."""
    return LongTextField(
        label=label, limit=limit, required=required, widget=forms.Textarea(attrs={"rows": rows, "cols": 20})
    )
