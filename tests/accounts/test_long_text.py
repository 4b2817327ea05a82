import pytest
from django.core.exceptions import ValidationError
from django.forms import TextInput

from accounts.long_text import LongTextField


@pytest.mark.parametrize(("text", "kept"), [("я" * 10, "я" * 10), ("а\r\nб", "а\nб"), ("", "")])
def test_text_within_its_limit_is_taken(text, kept):
    assert LongTextField(limit=10, required=False).clean(text) == kept


@pytest.mark.parametrize(
    ("limit", "length", "words"),
    [
        (4000, 4312, "Текст длиннее 4\u202f000\u00a0знаков на 312. Сократите его — пока не сохранено."),
        (21, 22, "Текст длиннее 21\u00a0знака на 1. Сократите его — пока не сохранено."),
    ],
)
def test_longer_text_is_refused_with_how_much_is_too_much(limit, length, words):
    with pytest.raises(ValidationError) as refusal:
        LongTextField(limit=limit).clean("я" * length)
    assert refusal.value.messages == [words]


@pytest.mark.parametrize("widget", [None, TextInput()])
def test_page_lets_a_long_paste_stay(widget):
    attrs = LongTextField(limit=10, widget=widget).widget.attrs
    assert (attrs["data-limit"], "maxlength" in attrs) == ("10", False)
