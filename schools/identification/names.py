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
_CONTEXT = {  # shares of the social passport: canonical name -> (words, other spellings)
    "оба_с_ВО": ("оба родителя с высшим образованием", "оба родителя с во", "оба с высшим образованием"),
    "неполные": ("дети из неполных семей", "неполные семьи"),
    "безработные": ("дети, у которых родители без работы", "безработные родители", "родители безработные"),
    "малообеспеченные": ("дети из малообеспеченных семей", "малообеспеченные семьи"),
    "учёт": ("дети, состоящие на учёте", "на учёте", "состоящие на учёте"),
    "неродной_русский": ("дети, для которых русский язык неродной", "русский неродной"),
    "ОВЗ": ("дети с ограниченными возможностями здоровья", "дети с овз"),
    "вакансии": ("незанятые ставки педагогов", "вакансии педагогов"),
}
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


def canonical_context(text: str) -> str:
    """«Оба с ВО» -> «оба_с_ВО»; an unknown share is kept as written."""
    return _CONTEXT_NAMES.get(_folded_context(text), "_".join(text.split()))


def context_words(name: str) -> str:
    return _CONTEXT[name][0] if name in _CONTEXT else name.replace("_", " ")


def _folded_context(text: str) -> str:
    return " ".join(text.replace("_", " ").lower().replace("ё", "е").split())


_CONTEXT_NAMES = {
    _folded_context(spelling): name for name, spellings in _CONTEXT.items() for spelling in (name, *spellings)
}


def _canonical(text: str, table: dict[str, tuple[str, ...]]) -> str:
    folded = " ".join(text.replace(".", " ").lower().split())
    return next((name for name, aliases in table.items() if folded in aliases), folded)


def subject_words(subject: str) -> str:
    return _SUBJECT_WORDS.get(subject, subject)


def level_words(level: str) -> str:
    return _LEVEL_WORDS.get(level, level)
