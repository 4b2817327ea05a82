"""One spelling for kinds, subjects and levels, whatever the file called them, and their words for the reader."""

from __future__ import annotations

import re

# A period in which only those sit who failed before («дополнительный период», «пересдача»); a pattern PostgreSQL reads, too.
RESIT_WAVE = "пересда|повторн|дополнит"
_SUBJECTS = {
    "русский": ("русский язык", "рус", "рус яз", "русский яз", "ру", "russian"),
    "математика": ("мат", "матем", "ма", "математике", "math", "maths", "mathematics"),
}
_LEVELS = {
    "база": ("базовый", "базовая", "баз", "base", "basic"),
    "профиль": ("профильный", "профильная", "проф", "profile"),
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
_KINDS = {"VPR": "ВПР", "OGE": "ОГЭ", "EGE": "ЕГЭ", "NIKO": "НИКО"}
# Kinds the domain knows; a region names its own in the methodology, so that a slip of the pen is not taken for one.
KNOWN_KINDS = frozenset({"ВПР", "ОГЭ", "ЕГЭ", "ГВЭ", "РПР", "РТ", "НИКО", "ВСОШ"})
EXAM_GRADES = {"ОГЭ": 9, "ЕГЭ": 11}  # the grade an exam belongs to when the source does not say


def canonical_kind(text: str) -> str:
    """«впр» -> «ВПР». Regions have kinds of their own, so an unknown one is kept."""
    folded = " ".join(text.split()).upper()
    return _KINDS.get(folded, folded)


def canonical_subject(text: str) -> str:
    """«Русский язык» -> «русский»; an unknown subject is kept in lower case."""
    return _canonical(text, _SUBJECTS)


def canonical_level(text: str) -> str:
    """«Базовый» -> «база»; an unknown level is kept in lower case."""
    return _canonical(text, _LEVELS)


def is_resit(wave: str) -> bool:
    """«Пересдача», «дополнительный период»."""
    return re.search(RESIT_WAVE, wave.lower()) is not None


def split_level(subject: str) -> tuple[str, str]:
    """«Математика (базовый уровень)» -> («Математика», «база»); no level where none is said."""
    words = subject.replace("(", " ").replace(")", " ").replace(",", " ").split()
    said = [canonical_level(word) for word in words[1:] if word.lower() != "уровень"]
    return (words[0], said[0]) if len(said) == 1 and said[0] in _LEVELS else (subject, "")


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
