"""What a noun is in its place: «школьная служба» is a group, «администрация города» a body, «детский сад» a school."""

import re

from . import vocabulary
from .cell import Cell
from .structure import Part
from .tokens import Kind
from .words import Sort, is_education_form, is_known_body

_GROUP_ADJECTIVES = tuple(vocabulary.GROUP_ADJECTIVES.split())
_SCHOOL_ADJECTIVES = tuple(vocabulary.SCHOOL_ADJECTIVES.split())
_WITH_GROUP = vocabulary.GROUP_WITH_ADJECTIVE.split()
_WITH_SCHOOL = vocabulary.SCHOOL_WITH_ADJECTIVE.split()
_BY_ADJECTIVE = frozenset((*_WITH_GROUP, *_WITH_SCHOOL))
_MOST_ADJECTIVES = 8
_UNITS = f"{vocabulary.UNITS} {vocabulary.UNIT_ABBREVIATIONS}".split()
_TERRITORIES = frozenset(f"{vocabulary.SETTLEMENTS} {vocabulary.DISTRICTS}".split())
_FURTHER = frozenset(vocabulary.AFTER_SCHOOL_FORMS.split())
_COLLECTIVES = vocabulary.COLLECTIVE_POSTS.split()
_CONSONANTS = frozenset("бвгджзклмнпрстфхцчшщ")
_OF_PLACE = ("районн", "городск", "сельск", "поселков", "окружн", "областн", "краев", "муниципальн")
_OF_MUNICIPALITY = ("глава", "специалист", "юрист", "юрисконсульт")  # their «администрация» is the town's, no school's
_MUNICIPALITIES = ("район", "округ", "город", "поселени")
_FURTHER_FORM = re.compile(r"[а-я]{1,3}о?уд(?:о|по|од)")  # «МБУДО», «МАОУДПО»
_GROUP_PURPOSES = ("медиации", "примирения", "сопровождения")
# «Школа молодого педагога» and «школа искусств» are no schools of general education.
_NO_PUPILS = ("молодого", "молодых", "начинающего", "начинающих", "искусств")
_SUPPLEMENTARY = ("музыкальн", "художественн", "спортивн", "хореографическ", "воскресн")
_AGENTS = tuple(vocabulary.AGENT_ENDINGS.split())
_INSTITUTIONS = tuple(vocabulary.INSTITUTION_ENDINGS.split())


def head_sort(cell: Cell, start: int, head: int) -> Sort:
    """The sort of the noun `head` with the adjectives [start, head) before it."""
    word = cell.word(head)
    told = _told_by_neighbours(cell, start, head)
    if told or word.lemma not in _BY_ADJECTIVE:
        return told or word.sort
    stems = [cell.low(at).strip('«»"') for at in range(max(start, head - _MOST_ADJECTIVES), head)]
    if word.lemma in _WITH_SCHOOL:
        return _school_or_body(cell, head, stems)
    if word.sort not in (Sort.BODY, Sort.GROUP):
        return word.sort
    purpose = cell.low(cell.head(head + 1)) in _GROUP_PURPOSES
    if purpose or any(stem.startswith(_GROUP_ADJECTIVES) for stem in stems):
        return Sort.GROUP
    return Sort.BODY if word.sort is Sort.BODY else Sort.OTHER


def _told_by_neighbours(cell: Cell, start: int, head: int) -> Sort | None:
    """«районная администрация», «группа риска», «состав комиссии», «Школа молодого педагога»."""
    lemma, before, after = cell.word(head).lemma, cell.low(head - 1) if head > start else "", cell.low(head + 1)
    if lemma in _COLLECTIVES:
        municipal = cell.word(head - 1).lemma in _OF_MUNICIPALITY
        body = municipal or before.startswith(_OF_PLACE) or _governs_place(cell, head)
        return Sort.BODY if body else None
    if lemma == "группа" and after == "риска":
        return Sort.OTHER
    if lemma == "состав" and cell.word(cell.head(head + 1)).sort is Sort.GROUP:
        return Sort.GROUP
    if lemma == "филиал" and is_education_form(after) and cell.kind(head + 2) is Kind.QUOTE:
        return Sort.SCHOOL
    no_school = lemma == "школа" and (after in _NO_PUPILS or before.startswith(_SUPPLEMENTARY))
    return Sort.BODY if no_school else None


def _school_or_body(cell: Cell, head: int, stems: list[str]) -> Sort:
    lemma = cell.word(head).lemma
    if any(stem.startswith(_SCHOOL_ADJECTIVES) or "общеобразовательн" in stem for stem in stems):
        return Sort.SCHOOL
    low_results = cell.low(head + 1) in ("с", "со") and lemma in ("организация", "учреждение")
    return Sort.SCHOOL if low_results else Sort.OTHER if lemma in ("сад", "корпус") else Sort.BODY


def _governs_place(cell: Cell, head: int) -> bool:
    """«администрация города», «администрации Липовского муниципального района», «администрация МО …», not «администрация школы»."""
    place = cell.head(head + 1)
    if cell.kind(place) is not Kind.WORD:
        return False
    municipal = cell.low(place) == "образования" and cell.low(place - 1).startswith("муниципальн")
    return municipal or cell.low(place) in _TERRITORIES


def is_unit(cell: Cell, part: Part) -> bool:
    """A part of a larger body; «отдел образования» is the town's own."""
    own = cell.low(part.head + 1) in ("образования", "образованию") or cell.low(part.head + 2) == "образованию"
    return cell.word(part.head).lemma in _UNITS and not own


def guess_sort(cell: Cell, head: int) -> Sort:
    """For a phrase whose noun stands in no vocabulary: workers end like workers, bodies like bodies."""
    low = cell.low(head)
    if (
        cell.word(head).sort in (Sort.WORK, Sort.ABBREVIATION)
        or low.startswith(_MUNICIPALITIES)
        or low.endswith("надзор")
    ):
        return Sort.BODY
    if low.endswith(_AGENTS):
        return Sort.POST
    if low.endswith("совет"):
        return Sort.GROUP
    thing = low.endswith(_INSTITUTIONS) or (low[-1] in _CONSONANTS and cell.word(head).sort is Sort.OTHER)
    return Sort.BODY if thing or cell.kind(head) is Kind.QUOTE else Sort.POST


def settled_sort(cell: Cell, part: Part) -> Sort:
    """A legal form is a school or a body by the name that follows it: «МБОУ СОШ», «МБУ ДО «Центр …»», «МБОУ «Заря»»."""
    if part.sort is Sort.ABBREVIATION:
        return Sort.BODY
    if part.sort is not Sort.LEGAL:
        return part.sort
    inside = range(part.start, part.end)
    if any(cell.low(at) in _FURTHER or _FURTHER_FORM.fullmatch(cell.low(at)) for at in inside):
        return Sort.BODY
    if any(cell.word(at).sort is Sort.SCHOOL or head_sort(cell, part.start, at) is Sort.SCHOOL for at in inside):
        return Sort.SCHOOL
    bodies = any(_is_body(cell, at) for at in inside)
    return Sort.BODY if bodies or not is_education_form(cell.low(part.head)) else Sort.SCHOOL


def _is_body(cell: Cell, at: int) -> bool:
    """A noun or a quoted name that a school does not bear; «Центр образования» it does."""
    word = cell.word(at)
    if cell.kind(at) is Kind.QUOTE:
        inner = " ".join(token.low for token in cell.tokens[at].inner)
        named = any(
            inner.startswith(stem)
            for stem in ("центр", "дом ", "дворец", "институт", "управлен", "отдел", "информац", "методич")
        )
        return (named or "центр" in inner) and "центр образования" not in inner
    return is_known_body(word) or (word.sort is Sort.BODY and cell.low(at + 1) != "образования")
