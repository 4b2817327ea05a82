"""What makes two parties the same question."""

from __future__ import annotations

import re

from roadmaps.responsibles import Party
from roadmaps.responsibles.tokens import lookup_form

_NOT_A_SIGN = re.compile(r"[\W_]+")
_LONGEST = 300


def party_key(party: Party) -> str:
    """Post, name and numbers without regard to capitals, «ё», quotation marks and dashes; up to 300 signs."""
    return text_key(" ".join((party.position, party.name, *map(str, party.school_numbers))))


def text_key(text: str) -> str:
    """The key of a name written by a person, such as an abbreviation."""
    return " ".join(lookup_form(word) for word in _NOT_A_SIGN.split(text) if word)[:_LONGEST]


def normal_number(number: str) -> str:
    """Of a school: «№ 15А» -> «15а»."""
    return number.lower().replace("№", "").strip()
