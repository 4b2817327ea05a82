"""School numbers: «№№ 2, 7, 11-14», «№ 5, № 8 и № 11», «17. 20», «15а»."""

import re

from .cell import Cell
from .tokens import Kind

_JOINS = (Kind.COMMA, Kind.STOP, Kind.SEMICOLON, Kind.SLASH)
_NOT_SCHOOLS = re.compile(r"(?:класс|год|человек|параллел|час|дет|учащ|обучающ|балл|процент).*|кл|гг|уч|чел")
_LONGEST_RANGE = 60
_FIRST_YEAR = 1990


def read_numbers(cell: Cell, at: int) -> tuple[list[int | str], int]:
    """The list of numbers that begins at a «№» or a number, and the index after it; nothing if it is not one."""
    numbers: list[int | str] = []
    end = at
    while (first := _number_at(cell, at)) is not None:
        value, at = first
        if cell.kind(at) is Kind.DASH and (last := _number_at(cell, at + 1)) is not None:
            numbers += _span(value, last[0])
            at = last[1]
        else:
            numbers.append(value)
        end = at
        if cell.kind(at) in _JOINS or cell.low(at) in ("и", "или"):
            at += 1
        if cell.low(at) == "и":  # «№ 5, и № 7»
            at += 1
    return numbers, end


def _number_at(cell: Cell, at: int) -> tuple[int | str, int] | None:
    marked = cell.kind(at) is Kind.NUMERO
    at += marked
    if cell.kind(at) is not Kind.NUMBER or (not marked and not is_school_number(cell, at)):
        return None
    text = cell.low(at)
    return (int(text) if text.isdecimal() and len(text) < 7 else text), at + 1


def is_school_number(cell: Cell, at: int) -> bool:
    """A bare number is a school's unless a class, a year or an ordinal ending says otherwise: «9, 11 классы», «2023 год»."""
    text = cell.low(at)
    if not text[-1].isalnum() or "-" in text or (text.isdecimal() and int(text[:6]) >= _FIRST_YEAR):
        return False
    ahead = at + 1
    while cell.kind(ahead) in (Kind.COMMA, Kind.DASH, Kind.NUMBER) and ahead < at + 12:
        ahead += 1
    return _NOT_SCHOOLS.fullmatch(cell.low(ahead)) is None


def _span(first: int | str, last: int | str) -> list[int | str]:
    if isinstance(first, int) and isinstance(last, int) and first < last <= first + _LONGEST_RANGE:
        return list(range(first, last + 1))
    return [first, last]
