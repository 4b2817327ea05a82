"""One spelling for kinds, subjects and levels, whatever the file called them, and their words for the reader."""

from __future__ import annotations

_SUBJECTS = {
    "русский": ("русский язык", "рус", "рус яз", "русский яз", "ру"),
    "математика": ("мат", "матем", "ма", "математике"),
}
_LEVELS = {
    "база": ("базовый", "базовая", "баз"),
    "профиль": ("профильный", "профильная", "проф"),
    "углублённый": ("углублённая", "углубленный", "углубленная", "угл"),
}
_SUBJECT_WORDS = {"русский": "русский язык"}
_LEVEL_WORDS = {"база": "базовый уровень", "профиль": "профильный уровень", "углублённый": "углублённый уровень"}
EXAM_GRADES = {"ОГЭ": 9, "ЕГЭ": 11}  # the grade an exam belongs to when the source does not say


def canonical_kind(text: str) -> str:
    """«впр» -> «ВПР». Regions have kinds of their own, so an unknown one is kept."""
    return " ".join(text.split()).upper()


def canonical_subject(text: str) -> str:
    """«Русский язык» -> «русский»; an unknown subject is kept in lower case."""
    return _canonical(text, _SUBJECTS)


def canonical_level(text: str) -> str:
    """«Базовый» -> «база»; an unknown level is kept in lower case."""
    return _canonical(text, _LEVELS)


def _canonical(text: str, table: dict[str, tuple[str, ...]]) -> str:
    folded = " ".join(text.replace(".", " ").lower().split())
    return next((name for name, aliases in table.items() if folded in aliases), folded)


def subject_words(subject: str) -> str:
    return _SUBJECT_WORDS.get(subject, subject)


def level_words(level: str) -> str:
    return _LEVEL_WORDS.get(level, level)
