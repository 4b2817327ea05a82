"""Which of the known organisations a name means: quotation marks, legal forms, cases, places and abbreviations aside."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from .folding import tokenize
from .tokens import Kind, Token
from .vocabulary import AFTER_SCHOOL_FORMS, DISTRICTS, PREPOSITIONS, SETTLEMENTS
from .words import Sort, read_word

Key = TypeVar("Key")

_ENDING = re.compile(
    r"(?:[иы]?ями|[иы]?ами|ого|его|ому|ему|ыми|ими|и?ях|и?ах|[иы]ми|ую|юю|ая|яя|ое|ее|ые|ие|ых|их|ым|им|ый|ий|ой|ою|ей|ею"
    r"|и?ем|и?ом|и?ям|и?ам|ия|ию|ии|ов|ев|ью|[аяоеуюыиьй])$"
)
_SHORTEST_STEM = 3
_FURTHER = frozenset(AFTER_SCHOOL_FORMS.split())
_PLACES = frozenset(f"{SETTLEMENTS} {DISTRICTS}".split())
_WORDLESS = (frozenset(PREPOSITIONS.split()) | {"и"}) - _FURTHER
# «муниципальное бюджетное учреждение дополнительного профессионального образования …»
_OWNERSHIP = ("муниципальн", "государственн", "бюджетн", "казенн", "автономн", "областн", "краев", "республиканск")
_KINDS = ("дополнительн", "профессиональн", "образован", "общеобразовательн", "образовательн", "высш")


@dataclass(frozen=True, slots=True)
class _Name:
    """Stems of the words. `core`: without the legal form and the place; `initials`: of the core, «ЦРО»."""

    whole: tuple[str, ...]
    own: tuple[str, ...]
    core: tuple[str, ...]
    initials: str
    placed: bool


def match_organisation(name: str, aliases: Mapping[str, Key]) -> Key | None:
    """The key of the only organisation that a name means; None for strangers and where several fit equally well.

    `aliases` maps every name an organisation goes by to its key. Tried in this order: the same words in any case; the
    same without the legal form («МКУ «ИМЦ»» = «ИМЦ»); the same but for a place that only one of the two names («комитет
    образования администрации города …» = «Комитет образования»); an abbreviation of the words («ЦРО»).
    """
    said, known = _read(name), [(_read(alias), key) for alias, key in aliases.items()]
    for same in (_same_words, _same_but_form, _same_but_place, _same_initials):
        found = [key for other, key in known if same(said, other)]
        if found:
            return found[0] if all(key == found[0] for key in found) else None
    return None


def _same_words(one: _Name, other: _Name) -> bool:
    return bool(one.whole) and one.whole == other.whole


def _same_but_form(one: _Name, other: _Name) -> bool:
    return bool(one.own) and one.own == other.own


def _same_but_place(one: _Name, other: _Name) -> bool:
    return bool(one.core) and one.core == other.core and not (one.placed and other.placed)


def _same_initials(one: _Name, other: _Name) -> bool:
    """One of the two is an abbreviation of the other."""
    short, full = (one, other) if len(one.core) == 1 else (other, one)
    return len(short.core) == 1 and len(full.core) > 1 and short.core[0] == full.initials


@lru_cache(maxsize=20_000)
def _read(name: str) -> _Name:
    tokens = list(_words(tokenize(name)))
    own = tokens[_after_legal_form(tokens) :] or tokens
    quote = next((token for token in tokenize(name) if token.kind is Kind.QUOTE), None)
    if quote and own and own[0].start < quote.start and own[0] is not tokens[0]:
        own = [token for token in own if token.start > quote.start]  # «ГАОУ ДПО СО «ИРО»»
    place = _place_from(own)
    core = own[:place]
    initials = "".join(half[0] for token in core for half in token.low.split("-") if half)
    return _Name(_stems(tokens), _stems(own), _stems(core), _stem(initials), placed=place < len(own))


def _words(tokens: list[Token]) -> Iterator[Token]:
    """Words and numbers, those inside quotations among them; prepositions and «и» say nothing."""
    for token in tokens:
        if token.kind is Kind.QUOTE:
            yield from _words(list(token.inner))
        elif token.kind is Kind.NUMBER or (token.kind is Kind.WORD and token.low not in _WORDLESS):
            yield token


def _stems(tokens: list[Token]) -> tuple[str, ...]:
    return tuple(_stem(half) for token in tokens for half in token.low.split("-"))


@lru_cache(maxsize=20_000)
def _stem(low: str) -> str:
    stem = _ENDING.sub("", low) if len(low) > _SHORTEST_STEM else low
    stem = stem if len(stem) >= _SHORTEST_STEM else low
    return f"{stem[:-2]}ц" if stem.endswith("ец") else stem  # «дворец», «дворца»


def _after_legal_form(tokens: list[Token]) -> int:
    """The index after «МБУ ДПО» or «муниципальное учреждение дополнительного образования»."""
    at = 0
    while at < len(tokens) and tokens[at].shouted and (_is_legal(tokens[at]) or (at and tokens[at].low in _FURTHER)):
        at += 1
    if at:
        return at
    while at < len(tokens) and tokens[at].low.startswith((*_OWNERSHIP, *_KINDS)):
        at += 1
    if at == len(tokens) or not tokens[at].low.startswith("учрежден"):
        return 0
    at += 1
    while at < len(tokens) and tokens[at].low.startswith(_KINDS):
        at += 1
    return at


def _is_legal(token: Token) -> bool:
    return read_word(token.low, token.shouted, token.capital).sort is Sort.LEGAL


def _place_from(tokens: list[Token]) -> int:
    """Where «администрации города …», «г. Липовск», «Липовского района» begin; never at the first word."""
    for at in range(1, len(tokens)):
        low, follows = tokens[at].low, tokens[at + 1].low if at + 1 < len(tokens) else ""
        if low.startswith("администрац") or low in _PLACES or (follows in _PLACES and low.endswith(("ого", "ой"))):
            return at
    return len(tokens)
