"""What a cell says: text without the dirt of office programs, whole numbers, decimals, and the marks of «no data»."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta  # an empty cell is ""

_SPACES = re.compile(r"[\s\u00a0\u2007\u202f\ufeff\u00ad]+")
_INVISIBLE = re.compile(r"[\u00ad\u200b\ufeff]")  # soft hyphens and such; other odd spaces are spaces to `split`
_NOT_KEY = re.compile(r"[^0-9a-zа-я%<>=.№]+")
_WHOLE = re.compile(r"\+?(\d{1,9})(?:[.,]0*)?")
_PLAIN_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_PLAIN = re.compile(r"\d{1,9}(?:[.,]\d{1,15})?", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,9}(?:[.,]\d{1,15})?")
_GRADE = re.compile(r"№?(\d{1,2})(?:[.,]0*)?(?:-?й)?(?:класс\w*|кл\.?)?", re.IGNORECASE)
_MISSING = frozenset(
    [
        "",
        "x",
        "х",
        "н",
        "-",
        "—",
        "–",
        "−",
        "н/д",
        "н.д.",
        "нд",
        "нет",
        "нет данных",
        "нет отметки",
        "n/a",
        "н/я",
        "н/у",
        "н.у.",
        "н/б",
        "не участвовал",
        "не участвовала",
        "не писал",
        "не писала",
        "#н/д",
    ]
)
_MOST = 2_000_000_000  # what a database integer holds

WHOLE = "нужно целое число"
NUMBER = "нужно число"


class CellError(ValueError):
    """What was expected of the cell, in Russian. It never holds the content of the cell, which may be a pupil's name."""


def text(value: Cell | None) -> str:
    """The cell as one line of text: «5» for 5.0, no-break spaces and line ends made plain spaces."""
    if type(value) is str:
        if "\u00ad" in value or "\u200b" in value or "\ufeff" in value:
            value = _INVISIBLE.sub("", value)
        return " ".join(value.split())
    if type(value) is float and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and not (value.hour or value.minute):
        value = value.date()
    return "" if value is None else str(value)


def key(value: Cell | None) -> str:
    """Text for comparison: lower case, «е» for «ё», words parted by single spaces, no punctuation."""
    return _NOT_KEY.sub(" ", text(value).lower().replace("ё", "е")).strip(" .")


def is_missing(value: Cell | None) -> bool:
    """Empty, or one of the marks for «no data»: «X», «Н», «-», «нет данных»."""
    return value is None or (type(value) is str and text(value).lower() in _MISSING)


def whole(value: Cell | None) -> int | None:
    """A count, also when kept as text («1 250», «30,0»); None where there is no data. Raises CellError."""
    if type(value) is float or type(value) is int:
        if not -_MOST < value < _MOST:  # False for nan as well
            raise CellError(WHOLE)
        number = int(value)
        if number != value:
            raise CellError("нужно целое число, без дробной части")
        if number < 0:
            raise CellError("число не может быть отрицательным")
        return number
    if type(value) is str and _PLAIN_WHOLE.fullmatch(value):
        return int(value)
    return None if is_missing(value) else _whole_text(value)


def _whole_text(value: Cell | None) -> int:
    packed = _SPACES.sub("", value) if isinstance(value, str) else ""
    found = _WHOLE.fullmatch(packed)
    if found:
        return int(found[1])
    if _NUMBER.fullmatch(packed):
        is_negative = packed.startswith("-")
        raise CellError("число не может быть отрицательным" if is_negative else "нужно целое число, без дробной части")
    raise CellError(WHOLE)


def decimal(value: Cell | None) -> float | None:
    """A number not below zero, with a comma or a point, also with «%»; None where there is no data. Raises CellError."""
    if type(value) is float or type(value) is int:
        if not -_MOST < value < _MOST:
            raise CellError(NUMBER)
        number = float(value)
    elif type(value) is str and _PLAIN.fullmatch(value):
        return float(value.replace(",", "."))
    elif is_missing(value):
        return None
    else:
        packed = _SPACES.sub("", value).removesuffix("%") if isinstance(value, str) else ""
        if not _NUMBER.fullmatch(packed):
            raise CellError(NUMBER)
        number = float(packed.replace(",", "."))
    if number < 0:
        raise CellError("число не может быть отрицательным")
    return number


def grade(value: Cell | None) -> int | None:
    """A school year from 1 to 12: «5», «5 класс», «№ 5»; None where there is no data. Raises CellError."""
    if is_missing(value):
        return None
    found = _GRADE.fullmatch(_SPACES.sub("", text(value)))
    if not found or not 1 <= int(found[1]) <= 12:
        raise CellError("нужен класс от 1 до 12")
    return int(found[1])


def shown(value: Cell | None) -> str:
    """The cell as a message may quote it, cut short."""
    quoted = str(value).replace(".", ",") if type(value) is float and not value.is_integer() else text(value)
    return f"«{quoted[:57]}…»" if len(quoted) > 60 else f"«{quoted}»"
