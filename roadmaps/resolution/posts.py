"""Does a person hold the post that a cell names: «методисты» — «ведущий методист центра»."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from roadmaps.responsibles.folding import tokenize
from roadmaps.responsibles.tokens import Kind
from roadmaps.responsibles.words import Sort, read_word

_SAME_ENDINGS = 3  # an adjective in another case differs in its last letters: «муниципальный», «муниципальные»
_DEPUTY = "заместитель"
_ANYBODY = frozenset(("специалист", "сотрудник", "работник", "представитель", "член", "участник"))


@lru_cache(maxsize=5_000)
def holds(post: str, titles: tuple[str, ...]) -> bool:
    """Whether one of the titles says all that the post says. A deputy holds no post but a deputy's."""
    wanted = _words(post)
    return bool(wanted) and any(_covers(_words(title), wanted) for title in titles)


@lru_cache(maxsize=5_000)
def is_anybody(post: str) -> bool:
    """«специалисты», «члены»: whoever works there."""
    posts = [word for word, sort in _words(post) if sort is Sort.POST]
    others = [word for word, sort in _words(post) if sort not in (Sort.POST, Sort.ADJECTIVE)]
    return bool(posts) and not others and _ANYBODY.issuperset(posts)


def mentions(title: str, name: str) -> bool:
    """Whether the title names what `name` begins with: «Начальник управления», «Управление образования»."""
    first = _words(name)[:1]
    return bool(first) and _covers(_words(title), first)


def _covers(title: Iterable[tuple[str, Sort]], wanted: Iterable[tuple[str, Sort]]) -> bool:
    said = {word for word, _ in title}
    asked = {word for word, _ in wanted}
    if _DEPUTY in said and _DEPUTY not in asked:
        return False
    return all(any(_same(word, other) for other in said) for word in asked)


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    kept = max(4, min(len(one), len(other)) - _SAME_ENDINGS)
    return abs(len(one) - len(other)) <= _SAME_ENDINGS and one[:kept] == other[:kept]


@lru_cache(maxsize=5_000)
def _words(text: str) -> tuple[tuple[str, Sort], ...]:
    """Lemmas of the words, prepositions aside; words in brackets and quotation marks say nothing of the post."""
    words = (read_word(one.low, one.shouted, one.capital) for one in tokenize(text) if one.kind is Kind.WORD)
    return tuple((word.lemma, word.sort) for word in words if word.sort not in (Sort.PREPOSITION, Sort.AND))
