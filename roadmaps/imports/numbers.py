"""Numbers of activities and sections as people write them: «1.», «2.10.», «IV», «№ 3», «а)»."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"(?:№ ?)?(?:\d{1,3}|[IVXL]{1,6}|[ivx]{1,6}|[а-яёa-z])(?:[.-]\d{1,3}){0,4}[.)]{0,2}")
_LEADING = re.compile(
    r"(?:(?:Раздел|Блок|Этап|Направление|Модуль) )?((?:\d{1,3}|[IVX]{1,6})(?:\.\d{1,3}){0,4}[.)]{0,2}) (?=[«\"(]?[^\W\d_])"
)
_SECTION = re.compile(
    r"(?:раздел|блок|этап|направление|модуль|задача|цель|часть|глава)\b|[IVX]{1,6} ?[.)]", re.IGNORECASE
)


def is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text.strip()) is not None


def split_number(text: str) -> tuple[str, str]:
    """(number, rest) of a heading or an activity that begins with its number: «1.2. Создание» -> («1.2.», «Создание»)."""
    found = _LEADING.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def names_section(text: str) -> bool:
    """Whether the text calls itself a part of the plan: «Раздел 2», «III. …», «Задача: …»."""
    return _SECTION.match(text) is not None


def parts(number: str) -> tuple[int, ...]:
    """«2.10.» -> (2, 10); empty for anything but Arabic figures."""
    figures = number.replace("№", "").strip(" .)").replace("-", ".").split(".")
    return tuple(int(figure) for figure in figures) if all(figure.isdecimal() for figure in figures) else ()
