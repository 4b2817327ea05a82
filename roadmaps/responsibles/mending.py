"""Words that a narrow column has broken are put together: «руководи- тели», «педагог- психолог», «Замести тель»."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from . import vocabulary
from .tokens import Kind, Token, keeps_hyphen, lookup_form
from .words import Sort, is_listed, read_word

_FIELDS = frozenset(vocabulary.FIELDS.split())
_LONGEST_ENDING = 4
_ADJECTIVE_ENDINGS = ("го", "му", "й", "е", "х", "м", "ми", "ю", "я")
_SHORTEST_GLUED, _LONGEST_GLUED, _SHORTEST_HALF = 12, 40, 5
_LETTERS = re.compile(r"[а-яё]+(?:-[а-яё]+)?", re.IGNORECASE)


def mend(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with broken words joined, inside brackets and quotations too; a joined token spans all its pieces."""
    mended: list[Token] = []
    for token in _split_glued(tokens):
        token = replace(token, inner=tuple(mend(token.inner))) if token.inner else token
        hyphen = len(mended) > 1 and mended[-1].kind is Kind.DASH and not mended[-1].spaced and token.spaced
        left = mended[-2] if hyphen else mended[-1] if mended else None
        text = _joined(left, token, hyphen=hyphen) if left else ""
        if left and text:
            del mended[-1 - hyphen :]
            token = replace(left, text=text, low=lookup_form(text), end=token.end)
        mended.append(token)
    return mended


def _split_glued(tokens: Sequence[Token]) -> Iterator[Token]:
    """«Управлениеобразования»: two known words that have lost their space."""
    for token in tokens:
        cut = _seam(token.low) if token.kind is Kind.WORD and len(token.low) >= _SHORTEST_GLUED else 0
        if not cut or not _is_strange(token) or len(token.text) != token.end - token.start:
            yield token
            continue
        middle = token.start + cut
        yield replace(token, text=token.text[:cut], low=token.low[:cut], end=middle)
        yield replace(token, text=token.text[cut:], low=token.low[cut:], start=middle, spaced=True, broken=False)


@lru_cache(maxsize=5_000)
def _seam(low: str) -> int:
    """Where the second word begins; 0 where the word is not made of two."""
    cuts = range(_SHORTEST_HALF, len(low) - _SHORTEST_HALF + 1) if len(low) <= _LONGEST_GLUED else ()
    return next((cut for cut in cuts if _is_known(low[:cut]) and _is_known(low[cut:])), 0)


def _is_known(low: str) -> bool:
    return is_listed(low) or low in _FIELDS


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
        compound = keeps_hyphen(left.text) and right.text not in _ADJECTIVE_ENDINGS  # «дополнительно- го» is none
        return not (is_listed(left.low) or compound or left.shouted)
    return all(strange) and len(right.text) <= _LONGEST_ENDING


def _is_strange(token: Token) -> bool:
    """No word of the vocabulary and no adjective either."""
    return read_word(token.low, token.shouted, token.capital).sort is Sort.OTHER and token.low not in _FIELDS
