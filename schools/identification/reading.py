"""Readers of single JSON values that collect every problem instead of stopping at the first one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

_Choice = TypeVar("_Choice", bound=StrEnum)
_Item = TypeVar("_Item")
_PLACE = re.compile(r"\[[0-9]+\]")


class Problems:
    """Messages «field: what is wrong» in the order they were met, and remarks on what is merely odd."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._remarks: Counter[tuple[str, str]] = Counter()

    def add(self, field: str, message: str) -> None:
        self.found.append(f"{field}: {message}")

    def remark(self, field: str, message: str) -> None:
        """What the reader ought to know but is not wrong; the same of many places is said once."""
        self._remarks[_PLACE.sub("[]", field), message] += 1

    @property
    def remarks(self) -> list[str]:
        return [f"{field}: {message} (раз: {times})." for (field, message), times in sorted(self._remarks.items())]


def read_whole(value: Any, field: str, least: int, most: int, problems: Problems) -> int:
    """A whole number within bounds; on a problem the lower bound, so that reading can go on."""
    if isinstance(value, Decimal) and not _is_absurd(value) and value.is_finite() and value == int(value):
        value = int(value)  # 50.0 of a spreadsheet
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        problems.add(field, f"нужно целое число от {least} до {most}, а не {shown(value)}")
        return least
    return value


def read_rational(value: Any, field: str, most: int, problems: Problems, least: int = 0) -> Fraction:
    """A number within bounds, read as it is written: 29.9 is 299/10, not the nearest binary fraction."""
    if not isinstance(value, bool) and isinstance(value, int | float | Decimal) and not _is_absurd(value):
        try:
            exact = Fraction(str(value))
        except ValueError:  # nan, inf
            exact = Fraction(least - 1)
        if least <= exact <= most:
            return exact
    problems.add(field, f"нужно число от {least} до {most}, а не {shown(value)}")
    return Fraction(most)


def _is_absurd(value: int | float | Decimal) -> bool:
    """A number like 1e-999999999 would fill the memory as a fraction."""
    return isinstance(value, Decimal) and abs(value.adjusted()) > 30


def read_choice(value: Any, field: str, choices: Sequence[str], problems: Problems) -> str:
    if isinstance(value, str) and value in choices:
        return value
    problems.add(field, f"можно {', '.join(filter(None, choices))}, а не {shown(value)}")
    return str(choices[0])


def choice(choices: type[_Choice], value: Any, field: str, problems: Problems) -> _Choice:
    """A member of the enumeration; on a problem its first one."""
    return choices(read_choice(value, field, tuple(choices), problems))


def read_texts(value: Any, field: str, problems: Problems) -> tuple[str, ...]:
    if isinstance(value, str) or not isinstance(value, Sequence) or not all(isinstance(item, str) for item in value):
        problems.add(field, f"нужен список строк, а не {shown(value)}")
        return ()
    return tuple(sorted({item.strip() for item in value}))


def read_ids(value: Any, field: str, problems: Problems) -> tuple[int | str, ...]:
    """Distinct ids of schools in a fixed order."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        problems.add(field, f"нужен список школ, а не {shown(value)}")
        return ()
    return tuple(sorted({read_id(item, f"{field}[{place}]", problems) for place, item in enumerate(value)}, key=id_key))


def read_id(value: Any, field: str, problems: Problems) -> int | str:
    """A whole number or a text."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return read_text(value, field, problems)


def id_key(value: int | str) -> tuple[bool, int | str]:
    """Numbers before texts: an order for ids of both kinds."""
    return isinstance(value, str), value


def read_text(value: Any, field: str, problems: Problems) -> str:
    if not isinstance(value, str) or not value.strip():
        problems.add(field, f"нужна непустая строка, а не {shown(value)}")
        return ""
    return value.strip()


def read_optional_text(value: Any, field: str, problems: Problems) -> str:
    return "" if value is None or value == "" else read_text(value, field, problems)


def plain(value: Any) -> Any:
    """A parameter as a JSON value: exact fractions as whole or decimal numbers."""
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    return list(value) if isinstance(value, tuple) else str(value) if isinstance(value, StrEnum) else value


def shown(value: Any) -> str:
    """The value as a person may recognise it, cut short."""
    text = "пусто" if value is None else f"«{value}»"
    return text if len(text) <= 60 else f"{text[:57]}…»"


# What a file may carry beside the data without meaning anything to the engine.
_REMARKS = {"comment", "comments", "note", "notes", "expected", "case", "title", "description", "source"}


def refuse_unknown(value: Mapping[Any, Any], known: set[str], field: str, problems: Problems) -> None:
    """A misspelt field must not pass for an absent one; remarks («comment», «_anything») may stand anywhere."""
    for name in _unknown(value, known):
        problems.add(f"{field}.{name}" if field else name, "такого поля нет")


def pass_over_unknown(value: Mapping[Any, Any], known: set[str], field: str, problems: Problems) -> None:
    """A misspelt field is refused; one that resembles nothing is another's affair, and that it does not count is said."""
    for name in _unknown(value, known):
        place, near = f"{field}.{name}" if field else name, get_close_matches(name.lower(), sorted(known), 1, 0.75)
        if near:
            problems.add(place, f"такого поля нет; есть «{near[0]}»")
        else:
            problems.remark(place, "такого поля нет, оно не учтено")


def _unknown(value: Mapping[Any, Any], known: set[str]) -> list[str]:
    return sorted(name for name in set(map(str, value)) - known - _REMARKS if not name.startswith("_"))


def renamed(value: Mapping[Any, Any], aliases: Mapping[str, str], field: str, problems: Problems) -> dict[str, Any]:
    """The fields under their one name; the same thing said twice must be the same."""
    found: dict[str, Any] = {}
    for name, item in value.items():
        own = aliases.get(str(name), str(name))
        if found.get(own) is None:
            found[own] = item
        elif item is not None and item != found[own]:
            place = f"{field}.{name}" if field else str(name)
            problems.add(place, f"это же поле указано ещё раз, и значение другое: «{own}»")
    return found


def read_list(
    value: Any, field: str, read: Callable[[Any, str, Problems], _Item | None], problems: Problems
) -> list[_Item]:
    """Each item by its own reader, with its place; those that cannot be read are left out."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        problems.add(field, f"нужен список, а не {shown(value)}")
        return []
    items = [read(item, f"{field}[{place}]", problems) for place, item in enumerate(value)]
    return [item for item in items if item is not None]
