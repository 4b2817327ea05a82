"""Russian endings: the forms of a noun from its dictionary form, the cases of adjectives, and back to the nominative.

Only the regular patterns that words for posts, bodies and schools need; exceptions are marked in the vocabulary.
"""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from . import vocabulary

Case = Literal["nom", "gen", "dat", "acc", "ins", "loc"]
Number = Literal["sg", "pl"]
Gender = Literal["m", "f", "n"]


class Form(NamedTuple):
    """A grammatical reading of one word form."""

    case: Case
    number: Number


_CASES: tuple[Case, ...] = ("nom", "gen", "dat", "acc", "ins", "loc")
# Endings in the order nom gen dat acc ins loc, singular | plural. «0» is the bare stem, «-» no form of its own
# (an accusative that equals another case tells nothing), a comma separates variants, the usual one first.
_PATTERNS = {
    "hard": "0 а у - ом е | ы ов ам - ами ах",  # методист, отдел
    "hard-a": "0 а у - ом е | а,ы ов ам - ами ах",  # директор
    "velar": "0 а у - ом е | и ов ам - ами ах",  # педагог
    "hush": "0 а у - ем е | и ей ам - ами ах",  # завуч
    "tz": "0 а у - ом е | ы ов ам - ами ах",  # дворец
    "soft": "ь я ю - ем е | и ей ям - ями ях",  # руководитель
    "soft-a": "ь я ю - ем е | я,и ей ям - ями ях",  # учитель
    "short": "й я ю - ем е | и ев ям - ями ях",  # лицей
    "iya": "ия ии ии ию ией ии | ии ий иям - иями иях",  # гимназия
    "ie": "ие ия ию - ием ии | ия ий иям - иями иях",  # управление
    "a": "а ы е у ой,ою е | ы 0 ам - ами ах",  # школа
    "ka": "а и е у ой е | и 0 ам - ами ах",  # библиотека
    "o": "о а у - ом е | а 0 ам - ами ах",  # министерство
    "soft-f": "ь и и - ью и | и ей ям - ями ях",  # общественность
    "adj": "ый ого ому - ым ом | ые ых ым - ыми ых",  # вожатый
    "adj-soft": "ий его ему - им ем | ие их им - ими их",  # заведующий
    "adj-f": "ая ой,ей ой,ей ую ой,ей ой,ей | ие,ые их,ых им,ым - ими,ыми их,ых",  # заведующая
}
_BY_ENDING = (
    ("ия", "iya"),
    ("ие", "ie"),
    ("ая", "adj-f"),
    ("ый", "adj"),
    ("ий", "adj-soft"),
    ("й", "short"),
    ("о", "o"),
)


def pattern_of(lemma: str, gender: Gender = "m") -> str:
    """The declension that the last letters of a dictionary form show."""
    for ending, pattern in _BY_ENDING:
        if lemma.endswith(ending):
            return pattern
    if lemma.endswith("ь"):
        return "soft-f" if gender == "f" else "soft"
    if lemma.endswith("а"):
        return "ka" if lemma[-2] in "гкхжшчщ" else "a"
    return "velar" if lemma[-1] in "гкх" else "hush" if lemma[-1] in "жшчщ" else "hard"


def decline(lemma: str, pattern: str, stem: str = "", bare: str = "") -> dict[str, set[Form]]:
    """All forms of a noun. `stem` is that of the oblique cases where a vowel falls out («дворц»), `bare` the genitive
    plural without an ending where one comes in («площадок»)."""
    singular, plural = (row.split() for row in _PATTERNS[pattern].split("|"))
    stem = stem or (lemma if singular[0] == "0" else lemma.removesuffix(singular[0]))
    forms: dict[str, set[Form]] = {}
    rows: tuple[tuple[Number, list[str]], ...] = (("sg", singular), ("pl", plural))
    for number, row in rows:
        for case, endings in zip(_CASES, row, strict=True):
            for ending in endings.split(","):
                if ending == "-":
                    continue
                form = (bare or stem) if ending == "0" else stem + ending
                form = lemma if (number, case) == ("sg", "nom") else form
                forms.setdefault(form, set()).add(Form(case, number))
    return forms


class Adjective(NamedTuple):
    """An adjective or participle taken apart: «Функционирующих» = «функционирующ» + «их»."""

    stem: str
    ending: str
    reflexive: str

    @property
    def forms(self) -> frozenset[tuple[Form, str]]:
        """Possible cases and numbers, each with the genders it may go with."""
        forms = _ADJECTIVE_FORMS[self.ending]
        if self.ending == "ой" and not self.stem.endswith(_STRESSED):
            forms = frozenset(form for form in forms if form[0].case != "nom")
        return forms

    def nominative(self, number: Number, gender: Gender) -> str:
        """The nominative ending that goes with a noun of this number and gender."""
        if self.stem.endswith(_SOFT_STEMS):
            return {"pl": "ие", "m": "ий", "f": "яя", "n": "ее"}["pl" if number == "pl" else gender]
        hush, velar = self.stem[-1] in "жшщч", self.stem[-1] in "гкх"
        if number == "pl":
            return "ие" if hush or velar else "ые"
        if gender == "m":
            return "ой" if self.stem.endswith(_STRESSED) else "ий" if hush or velar else "ый"
        return "ая" if gender == "f" else "ее" if hush else "ое"


_SOFT_STEMS = tuple(vocabulary.SOFT_STEMS.split())
_STRESSED = tuple(vocabulary.STRESSED_STEMS.split())
_ANY, _MASCULINE_OR_NEUTER = "mfn", "mn"


def _case_table(rows: str) -> dict[str, frozenset[tuple[Form, str]]]:
    table: dict[str, set[tuple[Form, str]]] = {}
    for row in rows.split(";"):
        endings, case, number, genders = row.split()
        for ending in endings.split(","):
            table.setdefault(ending, set()).add((Form(case, number), genders))  # type: ignore[arg-type]
    return {ending: frozenset(forms) for ending, forms in table.items()}


_ADJECTIVE_FORMS = _case_table(
    "ый,ий,ой nom sg m; ая,яя nom sg f; ое,ее nom sg n; ые,ие nom pl mfn; ого,его gen sg mn; ому,ему dat sg mn; ым,им ins sg mn;"
    "ом,ем loc sg mn; ой,ей gen sg f; ой,ей dat sg f; ой,ей ins sg f; ой,ей loc sg f; ую,юю acc sg f; ых,их gen pl mfn;"
    "ых,их loc pl mfn; ым,им dat pl mfn; ыми,ими ins pl mfn"
)
_WEAK = re.compile(
    r".*(?:[^аеиоуыэюя]н|[сц]к|[оеё]в|жд|[жшщч]|молод|друг)"
)  # stems before «-ой», «-ом», where nouns abound
_ENDINGS = sorted(_ADJECTIVE_FORMS, key=len, reverse=True)
_NOUNS = frozenset(vocabulary.NOT_ADJECTIVES.split())


@lru_cache(maxsize=8_192)
def read_adjective(low: str) -> Adjective | None:
    """Take an adjective apart by its endings; None for everything that does not look like one."""
    reflexive = "ся" if low.endswith("ся") else ""
    word = low.removesuffix(reflexive)
    ending = next((ending for ending in _ENDINGS if word.endswith(ending)), "")
    stem = word.removesuffix(ending)
    if not ending or len(stem) < 2 or low in _NOUNS or stem[-1] in "аеиоуыэюяйьъ":
        return None
    if ending[0] in "иея" or ending == "юю":
        fits = stem[-1] in "жшщч" or (ending[0] == "и" and stem[-1] in "гкх") or stem.endswith(_SOFT_STEMS)
    else:
        fits = ending not in ("ой", "ом") or _WEAK.fullmatch(stem) is not None
    return Adjective(stem, ending, reflexive) if fits and (not reflexive or stem.endswith(("щ", "вш"))) else None
