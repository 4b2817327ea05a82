"""A word -> what it can be in a cell: a post, a body, a group, a school, an abbreviation, an adjective …"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum, auto
from functools import lru_cache

from . import vocabulary
from .declension import Adjective, Form, Gender, decline, pattern_of, read_adjective


class Sort(StrEnum):
    """The part a word plays in the grammar."""

    POST = auto()
    BODY = auto()
    GROUP = auto()
    SCHOOL = auto()  # «школа», «СОШ»: may have a number and a name
    SCHOOLS = auto()  # «ОО», «ШНОР»: schools as such
    LEGAL = auto()  # «МБУ», «ГАОУ»: a name follows
    WORK = auto()  # «УВР», «ВПР»
    ABBREVIATION = auto()  # a body that only the town knows
    ADJECTIVE = auto()
    PREPOSITION = auto()
    AND = auto()
    OTHER = auto()


HEADS = frozenset((Sort.POST, Sort.BODY, Sort.GROUP, Sort.SCHOOL, Sort.SCHOOLS, Sort.LEGAL, Sort.ABBREVIATION))
NOUNS = frozenset((Sort.POST, Sort.BODY, Sort.GROUP, Sort.SCHOOL))


@dataclass(frozen=True, slots=True)
class Word:
    """A reading. `forms` is empty for abbreviations, which have no cases. `nominatives`: singular and plural."""

    sort: Sort
    lemma: str
    forms: frozenset[Form] = frozenset()
    nominatives: tuple[str, str] = ("", "")
    adjective: Adjective | None = None

    @property
    def nominative(self) -> bool:
        return not self.forms or any(form.case == "nom" for form in self.forms)

    @property
    def oblique(self) -> bool:
        """Cannot be the subject: «школ», «директоров»."""
        return bool(self.forms) and not self.nominative

    @property
    def gender(self) -> Gender:
        pattern = pattern_of(self.lemma or "-")
        return "f" if pattern in ("iya", "a", "ka", "adj-f") else "n" if pattern in ("ie", "o") else "m"

    def has(self, case: str) -> bool:
        return any(form.case == case for form in self.forms)


def _read_entry(entry: str) -> tuple[str, dict[str, set[Form]]]:
    lemma, pattern, stem, bare = re.fullmatch(r"([\w-]+)(?::([\w-]+))?(?:~(\w+))?(?:\^(\w+))?", entry).groups("")  # type: ignore[union-attr]
    reflexive = "ся" if lemma.endswith("ся") else ""
    base = lemma.removesuffix(reflexive)
    gender: Gender = "f" if base.endswith("ость") else "m"
    forms = decline(base, pattern or pattern_of(base, gender), stem, bare)
    return lemma, {form + reflexive: readings for form, readings in forms.items()}


def _nouns(sort: Sort, entries: str) -> dict[str, Word]:
    words: dict[str, Word] = {}
    for entry in entries.split():
        lemma, forms = _read_entry(entry)
        plural = next((form for form, readings in forms.items() if Form("nom", "pl") in readings), lemma)
        for form, readings in forms.items():
            known = words.get(form)
            words[form] = Word(
                sort, lemma, frozenset(readings) | (known.forms if known else frozenset()), (lemma, plural)
            )
    return words


_LEXICON: dict[str, Word] = {
    **_nouns(Sort.BODY, vocabulary.BODIES),
    **_nouns(Sort.GROUP, f"{vocabulary.GROUPS} состав"),
    **_nouns(Sort.SCHOOL, f"{vocabulary.SCHOOLS} сад корпус"),
    **_nouns(Sort.POST, f"{vocabulary.POSTS} {vocabulary.COLLECTIVE_POSTS}"),
    **{low: Word(Sort.BODY, low, nominatives=(low, low)) for low in vocabulary.INDECLINABLE_BODIES.split()},
    **{low: Word(Sort.POST, low, nominatives=(low, low)) for low in vocabulary.INDECLINABLE_POSTS.split()},
    **{low: Word(Sort.GROUP, low, nominatives=(low, low)) for low in ("жюри",)},
}
for _short, _full in {**vocabulary.SHORT_POSTS, **vocabulary.SHORT_BODIES}.items():
    _LEXICON[_short] = replace(_LEXICON[_full], forms=frozenset(), nominatives=(_short, _short))

_PREPOSITIONS = frozenset(vocabulary.PREPOSITIONS.split())
_SHORT_ADJECTIVES = frozenset(vocabulary.SHORT_ADJECTIVES.split()) | frozenset(vocabulary.QUANTIFIERS.split())
_SETS, _GROUPS = frozenset(vocabulary.SCHOOL_SETS.split()), frozenset(vocabulary.GROUP_ABBREVIATIONS.split())
_WORK, _COMPANIES = frozenset(vocabulary.WORK.split()), frozenset(vocabulary.COMPANIES.split())
_POSTS = frozenset(vocabulary.POST_ABBREVIATIONS.split())
_SCHOOL_SET = re.compile(r"с?ш[нс]?[нср][а-я]{0,3}[рруо]|ш[а-я]?лидер")
_SCHOOL_NAME = re.compile(r"(?:м[обак]{0,2}оу)?(?:сош|оош|нош|сш)|нш-?дс|[мгокс]{0,2}[соныв]{1,3}ош|[снов]ш|бсш|всош")
_GROUP = re.compile(r"(?!амо|имо|цмо)[а-я]{0,3}мо|[а-я]{0,2}пмпк|[а-я]?ппк")
_LEGAL = re.compile(
    r"(?:фг|ког|кг|ог|сог|рг|ом|[фмгкончр])?о?[бакч]?(?:[дс]?о)?у(?:о|к|з|до|дпо|кц)?|[фгмокч]{1,3}[ба]?н?ууо?"
)
_EDUCATION = re.compile(r"(?:кг|ог|[мгкочн])?[бака]?с?[дк]?оу|м[бак]?о?ош")
# Abbreviations that are no words however they are written.
_WRITTEN_SMALL = frozenset(vocabulary.WRITTEN_SMALL.split())
_NOT_LEGAL = frozenset(vocabulary.NOT_LEGAL_FORMS.split())
_BODY = re.compile(r".*(?:имц|мц|ц?ро|цдо|цдт|ддт|мк|цоко|рцои|ипк|ппмсп?|мс|оуо|омсу|рои?в|уо|оо|црр|дюц|дюсш|ц)")


def is_education_form(low: str) -> bool:
    """«МБОУ», «МАОУ»: the legal form of a school unless «ДО» or «ДПО» follows."""
    return _EDUCATION.fullmatch(low) is not None


def is_known_body(word: Word) -> bool:
    """An abbreviation whose ending tells a body: «ГИМЦ», «ЦРО», «РУО»."""
    return word.sort is Sort.ABBREVIATION and _BODY.fullmatch(word.lemma) is not None


def is_listed(low: str) -> bool:
    """A form of a word of the vocabulary, not a guess."""
    return low in _LEXICON


@lru_cache(maxsize=8_192)
def read_word(low: str, shouted: bool, capital: bool) -> Word:
    """The reading of a word by its lower-case text; `shouted` = written as an abbreviation."""
    known = _LEXICON.get(low)
    if known:
        return known
    if (low in _PREPOSITIONS and not (shouted and len(low) > 1)) or low in ("и", "а", "или", "также", "либо"):
        return Word(Sort.PREPOSITION if low in _PREPOSITIONS else Sort.AND, low)
    if low in _SHORT_ADJECTIVES:
        return Word(Sort.ADJECTIVE, low)
    if (shouted and len(low) <= 12) or low in _WRITTEN_SMALL:
        return _abbreviation(low)
    if "-" in low:
        return _compound(low, capital)
    adjective = read_adjective(low)
    if adjective:
        return Word(Sort.ADJECTIVE, low, frozenset(form for form, _ in adjective.forms), adjective=adjective)
    return _prefixed(low) or _misspelt(low) or Word(Sort.OTHER, low)


def _prefixed(low: str) -> Word | None:
    """«фотостудия», «турклуб», «медиацентр»: a shortened word before a noun that tells what it is."""
    for length in _PREFIXES:
        known = _LEXICON.get(low[length:]) if len(low) >= length + _SHORTEST_PREFIXED else None
        if known and known.sort in (Sort.BODY, Sort.GROUP):
            prefix = low[:length]
            singular, plural = known.nominatives
            return replace(known, lemma=prefix + known.lemma, nominatives=(prefix + singular, prefix + plural))
    return None


def _abbreviation(low: str) -> Word:
    tail = low.rsplit("-", 1)[-1]
    tests = (
        (Sort.SCHOOLS, low.partition("-")[0] in _SETS or _SCHOOL_SET.fullmatch(low)),
        (Sort.SCHOOL, _SCHOOL_NAME.fullmatch(tail)),
        (Sort.LEGAL, low not in _NOT_LEGAL and (low in _COMPANIES or _LEGAL.fullmatch(low))),
        (Sort.GROUP, low in _GROUPS or _GROUP.fullmatch(low)),
        (Sort.WORK, low in _WORK or low.rstrip("-0123456789") in _WORK),
        (Sort.POST, low in _POSTS),
    )
    return Word(next((sort for sort, fits in tests if fits), Sort.ABBREVIATION), low)


def _compound(low: str, capital: bool) -> Word:
    """«учителя-предметники», «школ-лидеров», «соц-педагог», «информационно-методический», «ППМС-центр»."""
    first, _, rest = low.partition("-")
    if first in _SETS:  # «ОО-участники»
        return Word(Sort.SCHOOLS, low)
    head, tail = _LEXICON.get(first), _LEXICON.get(rest.rsplit("-", 1)[-1])
    adjective = read_adjective(low)
    if head and head.sort in NOUNS:
        forms = (head.forms & tail.forms) or head.forms if tail else head.forms
        return replace(head, forms=forms)
    if adjective:
        return Word(Sort.ADJECTIVE, low, frozenset(form for form, _ in adjective.forms), adjective=adjective)
    return tail or Word(Sort.OTHER, low)


def _deletions(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


_PREFIXES = range(3, 7)
_SHORTEST_PREFIXED = 4
_SHORTEST_MISSPELT = 8
_SUBJECTS = frozenset(vocabulary.FIELDS.split())  # «технологии» are no «технологи»
_NEIGHBOURS: dict[str, Word] = {}
for _form, _word in _LEXICON.items():
    if len(_form) >= _SHORTEST_MISSPELT - 1:
        for _near in _deletions(_form):
            _NEIGHBOURS.setdefault(_near, _word)


def _misspelt(low: str) -> Word | None:
    """One letter missing, added, wrong or two swapped in a long word: «рукводители», «библиотечарь»."""
    if not _SHORTEST_MISSPELT <= len(low) <= 30 or low in _SUBJECTS:
        return None
    return next((_NEIGHBOURS[near] for near in sorted(_deletions(low)) if near in _NEIGHBOURS), None)
