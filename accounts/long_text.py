"""Text of several lines that is never cut: who pastes too much sees it whole, with how much of it is too much."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.russian import counted


class LongTextField(forms.CharField):
    """Up to `limit` characters. There is no `maxlength` in the page: a browser would cut a long paste without a word.

    Browsers send line ends as CR LF, the database keeps LF: the same words compare equal.
    """

    widget = forms.Textarea

    def __init__(self, *, limit: int, **kwargs: Any) -> None:
        self.limit = limit
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text

    def validate(self, value: Any) -> None:
        """Raises ValidationError for an empty text that is required and for one that is too long."""
        super().validate(value)
        if len(value) > self.limit:
            raise forms.ValidationError(too_long(len(value), self.limit), code="max_length")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """`data-limit` is read by long-text.js, which says the same while one types."""
        return {**super().widget_attrs(widget), "data-limit": str(self.limit)}


def too_long(length: int, limit: int) -> str:
    """«Текст длиннее 4000 знаков на 312. Сократите его — пока не сохранено.»"""
    signs = counted(limit, "знака", "знаков", "знаков")
    return f"Текст длиннее {signs} на {length - limit}. Сократите его — пока не сохранено."
