"""Where a line of an official paper may not break, and how dates, numbers and their blanks are written."""

import re
from datetime import date

from orders.rendering.document import DateStyle

NBSP = "\u00a0"
MONTHS = (  # genitive
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip

# The spaces of each match become no-break ones.
_TOGETHER = [
    re.compile(pattern)
    for pattern in (
        r"№ +(?=\w)",
        r"\b(?:г|с|пос|обл|ул|д|п|пп|ч|ст|абз)\. +(?=[«\dА-ЯЁ])",  # г. Энск, ул. Мира, д. 5, ст. 28
        r"\d +(?=(?:гг?|руб|тыс|млн)\.|[%₽])",  # 2026 г., 15 %
        rf"\d»? +(?=(?:{'|'.join(MONTHS)})\b)",  # 25 мая
        r"\b[А-ЯЁ]\. +(?=[А-ЯЁ](?:\.|[а-яё]))",  # Н. А. Озерова
        rf"\b[А-ЯЁ][а-яё]+ +(?=[А-ЯЁ]\.[ {NBSP}]?[А-ЯЁ]\.)",  # Озерова Н. А.
        r" +(?=[–—] )",  # a dash stays with the word before it
    )
]


# What no paper may hold: control characters (Word refuses such a file) and marks that turn the direction of writing.
_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def bind(text: str) -> str:
    """The text with no-break spaces where office rules want them and without unprintable characters; \\n stays."""
    text = _UNPRINTABLE.sub(" ", text.replace("\r\n", "\n"))
    for pattern in _TOGETHER:
        text = pattern.sub(lambda found: found.group().replace(" ", NBSP), text)
    return text


def date_text(day: date | None, style: DateStyle, year: int) -> str:
    """The date in the office's style, or the blank «___» __________ with the year for a paper not signed yet."""
    if day is None:
        return f"«___»{NBSP}__________{NBSP}{year}{NBSP}г."
    month = MONTHS[day.month - 1]
    return {
        DateStyle.NUMERIC: f"{day:%d.%m.%Y}",
        DateStyle.WORDS: f"{day.day}{NBSP}{month}{NBSP}{day.year}{NBSP}г.",
        DateStyle.QUOTED: f"«{day:%d}»{NBSP}{month}{NBSP}{day.year}{NBSP}года",
    }[style]


def number_text(number: str | None) -> str:
    """«№ 613», or a blank for a paper not registered yet."""
    return bind(f"№ {number or '______'}")
