"""Subjects, kinds and levels as files spell them, and the codes of РИС ГИА. Canonical names agree with the identification engine."""

from __future__ import annotations

import re

from schools.identification.names import canonical_level, canonical_subject
from schools.tables.values import key

_ALIASES: dict[str, tuple[str, ...]] = {
    "русский": ("русский язык", "русскому языку", "русский яз", "русский", "рус яз", "рус", "ру", "ря"),
    "математика": ("математика", "математике", "матем", "мат", "ма"),
    "окружающий мир": ("окружающий мир", "окружающему миру", "окр мир", "ом"),
    "литературное чтение": ("литературное чтение", "литературному чтению", "лит чтение"),
    "литература": ("литература", "литературе", "лит"),
    "история": ("история", "истории", "ист", "ис"),
    "обществознание": ("обществознание", "обществознанию", "общество", "общ", "об"),
    "география": ("география", "географии", "геогр", "гео", "гг"),
    "биология": ("биология", "биологии", "био", "би"),
    "физика": ("физика", "физике", "физ", "фи"),
    "химия": ("химия", "химии", "хим", "хи"),
    "информатика": ("информатика и икт", "информатика икт", "информатика кегэ", "информатика", "информатике", "инф"),
    "английский": ("английский язык", "английскому языку", "английский", "англ яз", "англ", "ая"),
    "немецкий": ("немецкий язык", "немецкому языку", "немецкий", "нем яз", "нем", "ня"),
    "французский": ("французский язык", "французскому языку", "французский", "франц яз", "фя"),
    "испанский": ("испанский язык", "испанский"),
    "китайский": ("китайский язык", "китайский"),
    "иностранный": ("иностранный язык", "иностранному языку", "иностранный", "ин яз"),
}
_CODES = {  # код предмета в РИС ГИА -> предмет, уровень
    1: ("русский", ""), 2: ("математика", "профиль"), 3: ("физика", ""), 4: ("химия", ""), 5: ("информатика", ""),
    6: ("биология", ""), 7: ("история", ""), 8: ("география", ""), 9: ("английский", ""), 10: ("немецкий", ""),
    11: ("французский", ""), 12: ("обществознание", ""), 13: ("испанский", ""), 14: ("китайский", ""),
    18: ("литература", ""), 22: ("математика", "база"), 24: ("окружающий мир", ""), 25: ("информатика", ""),
    29: ("английский", ""), 30: ("немецкий", ""), 31: ("французский", ""), 33: ("испанский", ""), 34: ("китайский", ""),
}  # fmt: skip
GVE_CODES = frozenset({51, 52})  # ГВЭ русский, математика: marks of another exam, never mixed with ОГЭ and ЕГЭ
SUBJECTS = tuple(_ALIASES)
KINDS = ("ВПР", "ОГЭ", "ЕГЭ", "РПР", "РТ", "НИКО")
LEVELS = ("", "база", "профиль", "углублённый")
EXAM_GRADES = {"ОГЭ": 9, "ЕГЭ": 11}

_BY_ALIAS = {alias: name for name, aliases in _ALIASES.items() for alias in aliases}
_LONG = sorted((alias for alias in _BY_ALIAS if len(alias) > 3), key=len, reverse=True)
_INSIDE = re.compile(rf"(?<![а-я])(?:{'|'.join(map(re.escape, _LONG))})(?![а-я])")
_LEVEL = re.compile(r"(?<![а-я])(баз[а-я]*|проф[а-я]*|угл[а-я]*)(?![а-я])")
_KIND = re.compile(r"(?<![а-я])(впр|огэ|егэ|гвэ|рпр|нико|всероссийск[а-я]+ проверочн[а-я]+|рт)(?![а-я])")


def subject_in(words: str) -> str:
    """The subject named in a line of text, or an empty string: «Математика (базовый уровень)» -> «математика»."""
    found = _INSIDE.search(key(words).replace(".", " "))
    return _BY_ALIAS[found[0]] if found else ""


def subject_of(words: str) -> str:
    """The subject a cell names, short forms included («РУ», «мат.»), or an empty string."""
    folded = " ".join(key(words).replace(".", " ").split())
    return _BY_ALIAS.get(folded) or subject_in(words) or _canonical(folded)


def _canonical(folded: str) -> str:
    name = canonical_subject(folded)
    return name if name in _ALIASES else ""


def subject_by_code(code: int, kind: str) -> tuple[str, str] | None:
    """Subject and level of a РИС ГИА code. Levels of mathematics exist in the ЕГЭ only."""
    found = _CODES.get(code)
    if found is None or kind == "ЕГЭ":
        return found
    return found[0], ""


def level_in(words: str) -> str:
    found = _LEVEL.search(key(words))
    if not found:
        return ""
    return {"б": "база", "п": "профиль", "у": canonical_level("углублённая")}[found[1][0]]


def kind_in(words: str) -> str:
    """The procedure named in a line of text, or an empty string."""
    found = _KIND.search(key(words))
    if not found:
        return ""
    return "ВПР" if found[1].startswith("всеросс") else found[1].upper()
