"""Which of the known people a name in a cell means: names in any grammatical case, order and fullness.

A name in a cell may stand in any case («под руководством Ветровой О.П.»), the names of the known people stand in the
nominative. So these are declined with `pytrovich`, and the words of the cell are looked for among the forms.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pytrovich.enums import Case, Gender, NamePart
from pytrovich.maker import PetrovichDeclinationMaker

from .cell import read_cell
from .tokens import lookup_form

_MAKER = PetrovichDeclinationMaker()
_OBLIQUE = tuple(case for case in Case if case is not Case.NOMINATIVE)
_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_SON_OR_DAUGHTER = {"оглы": Gender.MALE, "оглу": Gender.MALE, "кызы": Gender.FEMALE, "гызы": Gender.FEMALE}
_PARENT = re.compile(rf"(?<=.)(?:{'|'.join(_SON_OR_DAUGHTER)})$")
_FEMININE = re.compile(r".*(?:[оеё]ва|[иы]на|[сц]кая|ая)")
_MASCULINE = re.compile(r".*(?:[оеё]в|[иы]н|[сц]кий|ый)")
_MEN_IN_A = frozenset(("никита", "илья", "лука", "фома", "кузьма", "данила", "савва", "фока", "муса", "мустафа"))
_TWINS = (  # «Наталия» = «Наталья», «Геннадиевич» = «Геннадьевич»
    (re.compile(r"и(?=[яеию]й?$|ю$|евич|евн)"), "ь"),
    (re.compile(r"данил(?:о|а)?$"), "данил"),
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A known person, in the nominative. `first` and `patronymic` may be initials or empty."""

    last: str
    first: str = ""
    patronymic: str = ""


@dataclass(frozen=True, slots=True)
class _Said:
    """One way to read the words of a name."""

    last: str
    first: str = ""
    patronymic: str = ""


def match_people(text: str, people: Sequence[PersonName]) -> list[int]:
    """The indexes, ascending, of all `people` whom a name can mean; several are homonyms, and a human is to choose.

    `text` is `Party.name` or `Party.text` of a person: a post beside the name does no harm («директору Петрову И.И.»).
    Initials stand before or after the surname, with or without dots; a surname alone, or a given name with a patronymic,
    is enough. A name that is somebody's nominative is not read as another's genitive: «Петрова И.И.» means Ирина
    Петрова, and only where there is none such Иван Петров. A name without a surname or patronymic matches nobody.
    """
    readings = list(_readings(_words_of(text)))
    for oblique in (False, True):
        found = [at for at, one in enumerate(people) if any(_means(said, one, oblique=oblique) for said in readings)]
        if found:
            return found
    return []


def _words_of(text: str) -> list[str]:
    """The words of the first person in the text; all words where the grammar sees no person («ветрова т п»)."""
    found = next(iter(read_cell(text).people.values()), None)
    return _WORD.findall(found.name if found else text)


def _readings(words: list[str]) -> Iterator[_Said]:
    """«Ветрова Ольга Павловна», «Ольга Павловна Ветрова», «О. П. Ветрова», «Ветрова ОП», «Ольга Павловна»."""
    short = [word for word in words if len(word) == 1 or (len(word) == 2 and word.isupper() and len(words) == 2)]
    letters = [letter for word in short for letter in lookup_form(word)]
    full = [low for word in words if word not in short and (low := lookup_form(word)) not in _SON_OR_DAUGHTER]
    if len(letters) > 2 or len(full) > 3 or not full:
        return
    if len(full) == 3:
        yield _Said(full[0], full[1], full[2])
        yield _Said(full[2], full[0], full[1])
    elif len(full) == 2:
        initial = letters[0] if letters else ""
        yield _Said(full[0], full[1], initial)
        yield _Said(full[1], full[0], initial)
        if not letters:
            yield _Said("", full[0], full[1])
    else:
        yield _Said(full[0], *letters)


def _means(said: _Said, person: PersonName, *, oblique: bool) -> bool:
    last, first, patronymic = map(lookup_form, (person.last, person.first.strip(". "), person.patronymic.strip(". ")))
    if not last or (said.last and said.last[0] != last[0]):
        return False
    if not said.last and (len(first) < 2 or len(patronymic) < 2):
        return False
    pairs = (
        (said.last, last, NamePart.LASTNAME),
        (said.first, first, NamePart.FIRSTNAME),
        (said.patronymic, _PARENT.sub("", patronymic), NamePart.MIDDLENAME),
    )
    return any(
        all(_fits(word, name, part, gender, oblique=oblique) for word, name, part in pairs)
        for gender in _genders_of(last, first, patronymic)
    )


def _fits(word: str, name: str, part: NamePart, gender: Gender, *, oblique: bool) -> bool:
    """Nothing fits all, an initial fits its names, a word fits the name of which it is a form."""
    if not word or not name:
        return True
    if len(word) == 1 or len(name) == 1:
        return word[0] == name[0]
    twins = part is not NamePart.LASTNAME
    if not oblique:
        return word == name or (twins and _twin(word) == _twin(name))
    forms = _forms(name, part, gender)
    return word in forms or (twins and _twin(word) in {_twin(form) for form in forms})


def _twin(name: str) -> str:
    for pattern, usual in _TWINS:
        name = pattern.sub(usual, name)
    return name


def _genders_of(last: str, first: str, patronymic: str) -> tuple[Gender, ...]:
    """What the patronymic says, or the given name, or the surname; both where only initials are known."""
    if patronymic[-4:] in _SON_OR_DAUGHTER:
        return (_SON_OR_DAUGHTER[patronymic[-4:]],)
    if len(patronymic) > 1:
        return (Gender.FEMALE if patronymic.endswith("а") else Gender.MALE,)
    if len(first) > 1 and first[-1] != "ь":
        return (Gender.FEMALE if first[-1] in "аяи" and first not in _MEN_IN_A else Gender.MALE,)
    if _FEMININE.fullmatch(last):
        return (Gender.FEMALE,)
    return (Gender.MALE,) if _MASCULINE.fullmatch(last) else (Gender.MALE, Gender.FEMALE)


@lru_cache(maxsize=50_000)
def _forms(name: str, part: NamePart, gender: Gender) -> frozenset[str]:
    """The name in every case; of a double surname both halves or only the second decline."""
    first, hyphen, second = name.partition("-")
    if not hyphen:
        return frozenset((name, *_oblique_forms(name, part, gender)))
    halves = list(zip(_oblique_forms(first, part, gender), _oblique_forms(second, part, gender), strict=True))
    return frozenset((name, *(f"{one}-{other}" for one, other in halves), *(f"{first}-{other}" for _, other in halves)))


def _oblique_forms(name: str, part: NamePart, gender: Gender) -> list[str]:
    return [lookup_form(_MAKER.make(part, gender, case, name)) if len(name) > 1 else name for case in _OBLIQUE]
