"""Phrases -> parties: who answers for an activity."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from . import vocabulary
from .binding import bind
from .cell import Cell, read_cell
from .naming import institution_name, post_text, slice_of, whole_post
from .phrases import read_phrases
from .posts_of_people import assign_posts, is_plural
from .structure import Gap, Part, Phrase
from .tokens import Kind
from .words import Sort

PartyType = Literal["person", "role", "organisation", "group", "schools"]

_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
_SOLE_POSTS = frozenset(vocabulary.SOLE_POSTS.split())
_SCHOOLS = (Sort.SCHOOL, Sort.SCHOOLS)


@dataclass(frozen=True, slots=True)
class Party:
    """One who answers for an activity.

    `name`: a person's name, or the body, group or schools in the nominative; empty for a post whose institution the cell
    does not name. `position`: the post, as written. `school_numbers`: in the order of the text, «15а» stays a string.
    `text`: the piece of the cell it was read from, verbatim.
    """

    type: PartyType
    name: str
    position: str = ""
    school_numbers: tuple[int | str, ...] = ()
    text: str = ""


def parse(text: str) -> list[Party]:
    """The parties of an «Ответственные» cell in the order of the text; never raises, linear in the length of the text."""
    if text.strip(" \t\r\n\u00a0.,;-–—_").lower() in vocabulary.EMPTY:
        return []
    cell = read_cell(text)
    phrases = bind(cell, read_phrases(cell))
    posts = assign_posts(cell, phrases)
    more = _second_posts(cell, phrases, posts)
    taken = {*posts.values(), *more.values(), *_affiliations(phrases)}
    parties = []
    for at, phrase in enumerate(phrases):
        if phrase.person:
            parties.append(_person(cell, phrases, at, posts, more))
        elif at not in taken:
            parties.append(_party(cell, phrase))
    return [party for party in parties if _says_something(party)]


def _says_something(party: Party) -> bool:
    """Stray numbers, telephones, dates and classes («5а») are no parties."""
    return bool(party.school_numbers) or _TWO_LETTERS.search(f"{party.name} {party.position}") is not None


def _affiliations(phrases: list[Phrase]) -> dict[int, int]:
    """«Ветрова О.П. (ИМЦ)»: the body in brackets is where the person works; body -> person."""
    return {
        at: at - 1
        for at, phrase in enumerate(phrases)
        if at and phrase.gap is Gap.BRACKET and phrases[at - 1].person and not phrase.person and not phrase.is_post
    }


def _second_posts(cell: Cell, phrases: list[Phrase], posts: dict[int, int]) -> dict[int, int]:
    """«Ветрова О.П., доцент ИРО, независимый эксперт.»: post -> second post of the same person."""
    found: dict[int, int] = {}
    serving = set(posts.values())
    for person, post in posts.items():
        at = post + 1
        if post < person or at >= len(phrases) or at in serving or not _is_single_post(cell, phrases[at]):
            continue
        followed = (
            at + 1 < len(phrases) and phrases[at + 1].gap is not Gap.STRONG and _is_single_post(cell, phrases[at + 1])
        )
        if not followed and not is_plural(cell, phrases[post]) and phrases[at].gap is Gap.COMMA:
            found[post] = at
    return found


def _is_single_post(cell: Cell, phrase: Phrase) -> bool:
    """A post in the singular of which an office has several."""
    if not phrase.is_post or is_plural(cell, phrase) or not cell.word(phrase.first.head).forms:
        return False
    halves = {cell.word(phrase.first.head).lemma, *cell.low(phrase.first.head).split("-")}
    return not halves & _SOLE_POSTS


def _person(cell: Cell, phrases: list[Phrase], at: int, posts: dict[int, int], more: dict[int, int]) -> Party:
    phrase, post = phrases[at], posts.get(at)
    name = phrase.person.name if phrase.person else ""
    office = next((body for body, person in _affiliations(phrases[at : at + 2]).items() if person == 0), None)
    position, places = "", [phrase]
    if post is not None:
        shared = sum(other == post for other in posts.values()) > 1
        places.append(phrases[post])
        position = whole_post(cell, phrases[post], singular=shared or is_plural(cell, phrases[post]))
        if post in more:
            places.append(phrases[more[post]])
            position = f"{position}, {slice_of(cell, phrases[more[post]].start, phrases[more[post]].end)}"
        if shared:
            places = places[:1]
    elif office is not None:
        places.append(phrases[at + office])
        position = slice_of(cell, places[1].start, places[1].end)
    return Party("person", name, position, text=_verbatim(cell, places))


def _verbatim(cell: Cell, places: list[Phrase]) -> str:
    start, end = min(place.start for place in places), max(place.end for place in places)
    opened = any(cell.kind(at) is Kind.OPEN_BRACKET for at in range(start, end))
    end += opened and cell.kind(end) is Kind.CLOSE_BRACKET
    return cell.text[cell.tokens[start].start : cell.tokens[end - 1].end] if end > start else ""


def _party(cell: Cell, phrase: Phrase) -> Party:
    text, numbers = _verbatim(cell, [phrase]), tuple(dict.fromkeys(phrase.numbers))
    schools = next((part for part in phrase.parts if part.sort in _SCHOOLS), None)
    if schools and (numbers or phrase.among_schools):
        return Party(
            "schools",
            institution_name(cell, schools, governed=len(phrase.parts) > 1),
            _head_post(cell, phrase, schools),
            numbers,
            text,
        )
    if phrase.is_post:
        return _role(cell, phrase, text)
    sort = phrase.first.sort
    if sort is Sort.GROUP:
        whole = replace(phrase.first, start=phrase.start, end=phrase.last.end)
        return Party("group", institution_name(cell, whole, governed=phrase.oblique), text=text)
    name = institution_name(cell, phrase.first, governed=phrase.oblique)
    return Party("schools" if sort in _SCHOOLS else "organisation", name, text=text)


def _head_post(cell: Cell, phrase: Phrase, schools: Part) -> str:
    """«Руководители», «Управленческая команда»: who of the schools."""
    if phrase.is_post:
        return post_text(cell, phrase)
    before = [part for part in phrase.parts if part.start < schools.start]
    return slice_of(cell, before[0].start, before[-1].end) if before else ""


def _role(cell: Cell, phrase: Phrase, text: str) -> Party:
    institutions = phrase.institutions
    if not institutions:
        return Party("role", "", post_text(cell, phrase), text=text)
    inner, employer = institutions[:-1], institutions[-1]
    post = post_text(cell, phrase)
    if inner:
        post = f"{post} {slice_of(cell, inner[0].start, inner[-1].end)}"
    return Party("role", institution_name(cell, employer, governed=True), post, text=text)
