"""Cleaning of cell texts. Only invisible things and remnants of other formats go; words stay as they are."""

from __future__ import annotations

import re
import unicodedata

# soft hyphen, zero-width space/joiners, direction marks, word joiner, byte order mark
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_BLOCK_TAG = re.compile(r"</?(?:p|ul|ol|li|br|div|h[1-6])(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
_INLINE_TAG = re.compile(r"</?(?:b|i|u|s|em|strong|span|sup|sub|font)(?:\s[^<>]{0,200})?>", re.IGNORECASE)
_DASH = re.compile(r"[-‐‑–—―_.…]*")
_NOT_WORD = re.compile(r"[^\w№#/]+")
# «Ответствен- ный»: a word cut by hand to fit a narrow header
_CUT_WORD = re.compile(r"(?<=[а-яё])-\s+(?=[а-яё])", re.IGNORECASE)


def clean(text: str) -> str:
    """Text of a cell: one space between words, one line feed between paragraphs, composed letters, no markup remnants."""
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    text = _INLINE_TAG.sub("", _BLOCK_TAG.sub("\n", text)).replace("**", "")
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    return " ".join(text.split())


def key(text: str) -> str:
    """Form for comparing headers: lower case, «ё» as «е», no punctuation, words cut by hand put together."""
    text = _CUT_WORD.sub("", one_line(text)).lower().replace("ё", "е").replace("\\", "/")
    return " ".join(_NOT_WORD.sub(" ", text).split())


def is_blank(text: str) -> bool:
    """Nothing, a dash, or a sign that says «nothing here»."""
    stripped = text.strip()
    return _DASH.fullmatch(stripped) is not None or stripped.lower() in {"х", "x", "н/д", "нет"}


def starts_lower(text: str) -> bool:
    """Whether the text goes on from somewhere: begins with a small letter or a closing sign."""
    return bool(text) and (text[0].islower() or text[0] in ",;.)»:")


def ends_sentence(text: str) -> bool:
    return text.rstrip('»")').endswith((".", "!", "?", ";", ":"))


def joined(text: str, more: str) -> str:
    """A text and what a page break cut off it: on one line if it goes on in mid-sentence, else as a paragraph of its own."""
    if not text or is_blank(more):
        return text or more
    if text.endswith("-") and starts_lower(more):
        return text + more
    return f"{text} {more}" if starts_lower(more) or not ends_sentence(text) else f"{text}\n{more}"
