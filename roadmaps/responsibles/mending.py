"""Words that a narrow column has broken are put together: «руководи- тели», «педагог- психолог», «Замести тель»."""

import re
from collections.abc import Sequence
from dataclasses import replace

from . import vocabulary
from .tokens import Kind, Token, keeps_hyphen, lookup_form
from .words import Sort, is_listed, read_word

_FIELDS = frozenset(vocabulary.FIELDS.split())
_LONGEST_ENDING = 4
_LETTERS = re.compile(r"[а-яё]+(?:-[а-яё]+)?", re.IGNORECASE)


def mend(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with broken words joined, inside brackets and quotations too; a joined token spans all its pieces."""
    mended: list[Token] = []
    for token in tokens:
        token = replace(token, inner=tuple(mend(token.inner))) if token.inner else token
        hyphen = len(mended) > 1 and mended[-1].kind is Kind.DASH and not mended[-1].spaced and token.spaced
        left = mended[-2] if hyphen else mended[-1] if mended else None
        text = _joined(left, token, hyphen=hyphen) if left else ""
        if left and text:
            del mended[-1 - hyphen :]
            token = replace(left, text=text, low=lookup_form(text), end=token.end)
        mended.append(token)
    return mended


def _joined(left: Token, right: Token, *, hyphen: bool) -> str:
    """The one word that the two pieces make; empty where they are two words."""
    pieces = left.kind is right.kind is Kind.WORD and right.spaced and right.text.islower()
    if not pieces or "-" in left.text or not all(_LETTERS.fullmatch(token.text) for token in (left, right)):
        return ""
    whole = left.text + right.text
    if _is_one_word(left, right, whole.lower(), hyphen=hyphen):
        return whole
    compound = hyphen and keeps_hyphen(left.text) and not _is_strange(right)
    return f"{left.text}-{right.text}" if compound else ""


def _is_one_word(left: Token, right: Token, whole: str, *, hyphen: bool) -> bool:
    strange = [_is_strange(token) for token in (left, right)]
    low = lookup_form(whole)
    if is_listed(low.partition("-")[0]) or low in _FIELDS:  # «учи- теля-предметники»
        return any(strange)
    if read_word(low, False, False).sort is not Sort.ADJECTIVE or not (left.text.islower() or left.start == 0):
        return False
    if hyphen:
        return not (is_listed(left.low) or keeps_hyphen(left.text) or left.shouted)
    return all(strange) and len(right.text) <= _LONGEST_ENDING


def _is_strange(token: Token) -> bool:
    """No word of the vocabulary and no adjective either."""
    return read_word(token.low, token.shouted, token.capital).sort is Sort.OTHER and token.low not in _FIELDS
