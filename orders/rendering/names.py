"""People's names as orders need them: «Контроль … возложить на Дубравина С.Л.», signed «С.Л. Дубравин».

A guess of the library: whoever shows it to a user leaves it editable.
"""

from functools import cache

from pytrovich.detector import PetrovichGenderDetector
from pytrovich.enums import Case, Gender, NamePart
from pytrovich.maker import PetrovichDeclinationMaker

from orders.rendering.typography import NBSP


def in_accusative(full_name: str) -> str:
    """«Белая Светлана Анатольевна» -> «Белую С.А.».

    Takes surname, name and patronymic in this order; anything but three words is returned as given, and a surname is
    not declined where the patronymic does not tell the gender.
    """
    words = full_name.split()
    if len(words) != 3:
        return full_name
    gender = _detector().detect(middlename=words[2])  # type: ignore[no-untyped-call]  # no types in this library
    surname = (
        words[0]
        if gender is Gender.ANDROGYNOUS
        else _maker().make(NamePart.LASTNAME, gender, Case.ACCUSATIVE, words[0])
    )
    return f"{surname}{NBSP}{_initials(words[1:])}"


def signature_name(full_name: str) -> str:
    """«Озерова Нина Андреевна» -> «Н.А. Озерова», as it stands under an order; other forms are returned as given."""
    words = full_name.split()
    return f"{_initials(words[1:])}{NBSP}{words[0]}" if len(words) == 3 else full_name


def _initials(words: list[str]) -> str:
    return "".join(f"{word[0]}." for word in words)


@cache
def _detector() -> PetrovichGenderDetector:
    return PetrovichGenderDetector()


@cache
def _maker() -> PetrovichDeclinationMaker:
    return PetrovichDeclinationMaker()
