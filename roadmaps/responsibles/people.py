"""Names of people among the tokens of a cell: «Ветрова О.П.», «О.П. Ветрова», «Ветрова Ольга Павловна».

Every token gets a letter by its look, and the shapes of names are looked for in the string of letters: S a capitalised
word that no vocabulary knows, G a given name, P a patronymic, I initials, D and L initials without dots, «-» the rest.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from . import vocabulary
from .tokens import Kind, Token, is_shouted, lookup_form
from .words import NOUNS, Sort, is_known_body, is_listed, read_word


@dataclass(frozen=True, slots=True)
class Person:
    """A name and the tokens it takes, `end` exclusive."""

    name: str
    start: int
    end: int


PATRONYMIC = re.compile(
    r".{2,}(?:[ое]вич(?:а|у|ем|е)?|[ое]вн(?:а|ы|е|у|ой)|ичн(?:а|ы|е|у|ой))"
    r"|(?:ильи|кузьми|луки|фоми|ники|фо[кт]и)(?:ни)?ч(?:а|у|[ое]м|е)?"
)
_SURNAME = re.compile(
    r".{2,}(?:(?:[ое]в|[иы]н)(?:а|у|ым|ой)?|[сц]к(?:ий|ая|ого|ому|им|ой|ую)|[еч]нко|[чщш]ук|юк|[ия]ан|[^аеиоу]янц?|[а-я]ман|[йл]ко|швили|дзе|[ыи]х|[ое]вич|ейко)"
)
_NAME = re.compile(
    r"(?P<full>[SG][SG]P)|(?P<polite>[SG]P(?:[SG](?!I|P|[SG]P))?)|(?P<after>[SGP]I)|(?P<before>I[SG])"
    r"|(?P<given>GS|SG)|(?P<bare>SD|[SG]LL)|(?P<alone>S)"
)
_GIVEN = frozenset(vocabulary.GIVEN_NAMES.split())
_OF_PLACE = re.compile(r".{2,}[сц]к(?:ий|ого|ому|ом|ая|ой|ую)")  # «Липовского ГО» is a district, «Ветров ГО» a person
_DISTRICTS = ("го", "мо", "мр", "гп", "сп", "ао", "оо", "оу")
_MAYBE_INITIALS = (Sort.ABBREVIATION, Sort.WORK, Sort.SCHOOLS)  # «Ветрова ОО», «Ясенев ВР»
_SON_OR_DAUGHTER = ("оглы", "кызы", "гызы", "оглу")
_NAMED_AFTER = frozenset(("им", "имени", "памяти"))
_SETTLEMENTS = frozenset(vocabulary.SETTLEMENTS.split())
_SEPARATORS = frozenset(
    (Kind.COMMA, Kind.SEMICOLON, Kind.STOP, Kind.COLON, Kind.DASH, Kind.OPEN_BRACKET, Kind.CLOSE_BRACKET, Kind.SLASH)
)


def find_people(tokens: Sequence[Token], text: str) -> dict[int, Person]:
    """Every person by the index of the first token; a name a school bears («им. А.С. Ветрова») is not a party."""
    shapes = "".join([shape_of(token) for token in tokens])
    people: dict[int, Person] = {}
    last, honoured = 0, -1  # `honoured`: the names up to here belong to a school
    at = _next_letter(shapes, 0)
    while at < len(shapes):
        end = _name_end(tokens, shapes, at, after_name=0 < last == at - 1)
        if end > at and (honoured := max(honoured, _honoured_until(tokens, at))) < at:
            people[at] = Person(_spelling(text[tokens[at].start : tokens[end - 1].end]), at, end)
            last = end
        honoured = max(honoured, end - 1) if honoured >= at else honoured
        at = _next_letter(shapes, max(end, at + 1))
    _add_beside(tokens, shapes, people)
    return people


def _add_beside(tokens: Sequence[Token], shapes: str, people: dict[int, Person]) -> None:
    """«Литвин, Бойко, Гладких»: beside a bare surname a bare word without a known meaning is one too."""
    bare = [at for at, person in people.items() if person.end == at + 1 and _is_item(tokens, at)]
    for known in bare:
        for step in (-2, 2):
            at = known + step
            while 0 <= at < len(tokens) and at not in people and shapes[at] == "S" and _is_item(tokens, at):
                people[at] = Person(tokens[at].text, at, at + 1)
                at += step


def _is_item(tokens: Sequence[Token], at: int) -> bool:
    """Nothing but separators on both sides."""
    return all(_parts(tokens, place) or tokens[place].low == "и" for place in (at - 1, at + 1))


def _parts(tokens: Sequence[Token], at: int) -> bool:
    """A separator, or an end of the cell."""
    return not 0 <= at < len(tokens) or tokens[at].kind in _SEPARATORS


def _is_joined(tokens: Sequence[Token], conjunction: int) -> bool:
    """«Ветрова | и Ясенев», «Ветрова | и учителя», not «Липовская | и Ясеневская школы»: an item stands behind «и»."""
    if tokens[conjunction].low != "и" or conjunction + 1 >= len(tokens):
        return False
    word, follows = tokens[conjunction - 1], tokens[conjunction + 1]
    return not _OF_PLACE.fullmatch(word.low) and (_parts(tokens, conjunction + 2) or not follows.capital)


def ends_with_name(tokens: Sequence[Token]) -> bool:
    """The last token ends a name: initials, a patronymic, or a surname after either."""
    shapes = "".join([shape_of(token) for token in tokens[-3:]])
    return re.search(r"[SG]I$|I[SG]$|P$|[GS]PS$", shapes) is not None


def _next_letter(shapes: str, at: int) -> int:
    while at < len(shapes) and shapes[at] == "-":
        at += 1
    return at


def _honoured_until(tokens: Sequence[Token], at: int) -> int:
    """`at` if the name there follows «имени», with titles at most between; -1 otherwise."""
    back = at - 1
    while back >= max(0, at - 6) and tokens[back].kind not in _SEPARATORS:
        if tokens[back].low in _NAMED_AFTER:
            return at
        back -= 1
    return -1


def _spelling(name: str) -> str:
    """White space squeezed; the last dot of initials restored («Ветрова О.П» -> «Ветрова О.П.»)."""
    name = " ".join(name.split())
    return f"{name}." if re.search(r"\.[\s-]?[А-ЯЁ]$", name) else name


def _name_end(tokens: Sequence[Token], shapes: str, at: int, *, after_name: bool) -> int:
    """Where a name that begins here ends; `at` itself if none does."""
    match = _NAME.match(shapes, at)
    if match is None or (shapes[at] != "I" and at and tokens[at - 1].low in _SETTLEMENTS):
        return at
    if len(shapes) > at + 3 and "-" not in shapes[at : at + 3] and tokens[at + 3].low in _SON_OR_DAUGHTER:
        return at + 4
    shape = match.lastgroup
    surname = at + (match[0] == "GS")
    if shape in ("given", "bare") and match[0][1:] != "LL" and not _SURNAME.fullmatch(tokens[surname].low):
        shape = "alone" if shapes[at] == "S" else None
    if shape == "bare" and tokens[at + 1].low in _DISTRICTS and _OF_PLACE.fullmatch(tokens[at].low):
        return at
    if shape == "alone":
        return at + 1 if _stands_alone(tokens, at, after_name=after_name) else at
    return match.end() if shape else at


def shape_of(token: Token) -> str:
    """The letter of a token."""
    if token.kind is Kind.WORD:
        return _shape_of_word(token.text) if token.capital else "-"
    return "I" if token.kind is Kind.INITIALS else "-"


@lru_cache(maxsize=8_192)
def _shape_of_word(text: str) -> str:
    low, shouted = lookup_form(text), is_shouted(text)
    if len(text) == 1:
        return "L"
    if PATRONYMIC.fullmatch(low):
        return "P"
    if low in _GIVEN:
        return "G"
    word = read_word(low, shouted, True)
    if shouted and len(text) == 2:
        return "-" if word.sort not in _MAYBE_INITIALS or is_known_body(word) else "D"
    if shouted:
        return "S" if len(low) >= 5 and _SURNAME.fullmatch(low) and not is_listed(low) else "-"
    guessed = word.sort in NOUNS and "-" not in low and not is_listed(low)
    return "S" if word.sort is Sort.OTHER or guessed or word.adjective is not None else "-"


def _stands_alone(tokens: Sequence[Token], at: int, *, after_name: bool) -> bool:
    """A bare surname is a name only right after a post («директор Ветрова») or as an item of its own."""
    if not _SURNAME.fullmatch(tokens[at].low) or not (_parts(tokens, at + 1) or _is_joined(tokens, at + 1)):
        return False
    if _parts(tokens, at - 1) or (after_name and tokens[at - 1].low == "и"):
        return after_name or read_word(tokens[at].low, False, True).sort is not Sort.ADJECTIVE
    before = tokens[at - 1]
    word = read_word(before.low, before.shouted, before.capital)
    return word.sort is Sort.POST and word.nominative
