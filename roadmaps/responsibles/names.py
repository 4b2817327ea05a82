"""Is it the same human? Names in any grammatical case, order and fullness.

A name in a cell may stand in any case («под руководством Ветровой О.П.»), the name in the list of users stands in the
nominative. Two readings of a surname are compared by the forms that `pytrovich` declines from their common nominative.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from pytrovich.enums import Case, Gender, NamePart
from pytrovich.maker import PetrovichDeclinationMaker

from .people import PATRONYMIC
from .tokens import lookup_form
from .vocabulary import GIVEN_NAMES

_MAKER = PetrovichDeclinationMaker()
_GIVEN = frozenset(GIVEN_NAMES.split())
_GENDERS = (Gender.MALE, Gender.FEMALE)
# What an oblique ending may stand for in the nominative: «Ветровой» -> «Ветрова», «Ветровым» -> «Ветров».
_NOMINATIVES = {
    "": ("",), "а": ("", "а"), "я": ("ь", "й", "я"), "у": ("", "а"), "ю": ("ь", "й", "я"), "ы": ("а",), "и": ("а", "я", "ь"),
    "е": ("", "а", "я"), "ой": ("а", "ой", "ая"), "ей": ("я", "а"), "ым": ("", "ый"), "им": ("ий",), "ом": ("",), "ем": ("", "ь", "й"),
    "ого": ("ий", "ый", "ой"), "его": ("ий",), "ому": ("ий", "ый", "ой"), "ему": ("ий",), "ую": ("ая",), "ью": ("ь",),
    "ца": ("ец",), "цу": ("ец",), "цом": ("ец",), "цем": ("ец",), "це": ("ец",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Name:
    surname: str
    given: str = ""  # a name or its first letter
    patronymic: str = ""


def same_person(first: str, second: str) -> bool:
    """Whether two names can belong to one human: «Ветровой Т.П.», «Т.П. Ветрова» and «Ветрова Татьяна Павловна» can.

    Without given names a surname that can be a feminine nominative is read as one: «Ветрова Т.П.» is not «Ветров Т.П.».
    Names without any initial match by the surname alone; the caller asks when several people match.
    """
    one, other = _read_name(first), _read_name(second)
    if not one.surname or not other.surname:
        return False
    if not (
        _fits(one.given, other.given, NamePart.FIRSTNAME)
        and _fits(one.patronymic, other.patronymic, NamePart.MIDDLENAME)
    ):
        return False
    genders = _genders_of(one) & _genders_of(other)
    return any(_readings(one, gender) & _readings(other, gender) for gender in genders)


def _read_name(text: str) -> _Name:
    """Surname, given name, patronymic, by initials and endings; the order of the words tells the rest."""
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text)
    short = [word for word in words if len(word) == 1 or (len(word) == 2 and word.isupper())]  # «Т.П.», «ТП»
    letters = [lookup_form(letter) for word in short for letter in word]
    full = [lookup_form(word) for word in words if word not in short]
    if letters or len(full) < 2:
        given, patronymic = [*letters, "", ""][:2]
        return _Name(full[0] if full else "", given, patronymic)
    at = next((at for at, word in enumerate(full) if at and PATRONYMIC.fullmatch(word)), 0)
    if at:
        surname = full[at - 2] if at >= 2 else next(iter(full[at + 1 :]), "")
        return _Name(surname, full[at - 1], full[at])
    return _Name(full[1], full[0]) if _is_given(full[0]) and not _is_given(full[1]) else _Name(full[0], full[1])


def _is_given(word: str) -> bool:
    return any(_lemmas(word, NamePart.FIRSTNAME, gender) & _GIVEN for gender in _GENDERS)


def _fits(one: str, other: str, part: NamePart) -> bool:
    """An empty name fits all, an initial fits its names, full names must have a common nominative."""
    if not one or not other:
        return True
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return any(_lemmas(one, part, gender) & _lemmas(other, part, gender) for gender in _GENDERS)


def _genders_of(name: _Name) -> set[Gender]:
    """What the patronymic or the given name says; both where there are only initials."""
    if len(name.patronymic) > 1:
        return {Gender.FEMALE if re.search(r"н(?:а|ы|е|у|ой)$", name.patronymic) else Gender.MALE}
    return set(_GENDERS)


def _readings(name: _Name, gender: Gender) -> frozenset[str]:
    """The surname in the nominative, in every way it can be read for this gender."""
    lemmas = _lemmas(name.surname, NamePart.LASTNAME, gender)
    feminine = name.surname.endswith(("ова", "ева", "ина", "ына", "ская", "цкая"))
    if feminine and len(name.given) < 2 and gender is Gender.MALE:
        return frozenset()
    return lemmas


@lru_cache(maxsize=20_000)
def _lemmas(form: str, part: NamePart, gender: Gender) -> frozenset[str]:
    """Every nominative of which the word is a form: the guesses by the ending that decline back to the word."""
    if "-" in form:
        halves = [sorted(_lemmas(half, part, gender)) for half in form.split("-")[:3]]
        return frozenset("-".join(pair) for pair in product(*halves))
    endings = (ending for ending in _NOMINATIVES if form.endswith(ending))
    guesses = {form.removesuffix(ending) + nominative for ending in endings for nominative in _NOMINATIVES[ending]}
    return frozenset(guess for guess in guesses if len(guess) > 1 and form in _forms(guess, part, gender))


@lru_cache(maxsize=20_000)
def _forms(nominative: str, part: NamePart, gender: Gender) -> frozenset[str]:
    oblique = (_MAKER.make(part, gender, case, nominative) for case in Case if case is not Case.NOMINATIVE)
    return frozenset((nominative, *(lookup_form(form) for form in oblique)))
