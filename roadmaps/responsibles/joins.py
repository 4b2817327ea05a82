"""Commas, conjunctions and dashes that do not end a phrase. Each function gives the index to go on from, or None."""

import re

from . import vocabulary
from .cell import Cell, agree
from .declension import Form
from .sorts import head_sort
from .structure import Phrase
from .tokens import Kind
from .words import HEADS, Sort, is_known_body

_FIELD_ENDING = re.compile(r"(?<=...)(?:и[юяи]|[юяиыуаеь]|ов|ам|ям)$")
_FIELDS = frozenset(_FIELD_ENDING.sub("", field) for field in vocabulary.FIELDS.split())
_SETTLEMENTS = frozenset(vocabulary.SETTLEMENTS.split())
_RETRAINING = vocabulary.RETRAINING.split()
_APPOSITIONS = vocabulary.APPOSITIONS.split()
_PARTICIPLE = re.compile(r".{3,}(?:щ|[дс]ш)|.{2,}вш")
_PASSIVE = re.compile(r".{3,}(?:нн|т)")
_LABELS = vocabulary.LABELS.split()
_WHOSE = ("где", "чей", "чья", "чьи", "чьих", "кроме", "исключая")
_OF_WHOM = ("подведомственн", "подотчетн", "подчиненн")  # «учреждения, подведомственные комитету»
_IN_CHARGE = ("заместитель", "специалист", "методист", "учитель", "педагог", "сотрудник", "работник")
_NO_CLAUSES = ("ведущ", "участвующ", "действующ", "следующ", "заведующ", "управляющ", "соответствующ")
_AGENT = re.compile(r".{3,}(?:ист|лог|тель|арь|ник|ница|щик|исты|логи|тели|ари|ники|щики)")
_SCHOOLS = (Sort.SCHOOL, Sort.SCHOOLS)
_INSTITUTIONS = (Sort.BODY, Sort.SCHOOL, Sort.SCHOOLS, Sort.GROUP, Sort.ABBREVIATION, Sort.LEGAL)


def clause_after_comma(cell: Cell, phrase: Phrase, comma: int) -> bool:
    """«школ, функционирующих в сложных условиях», «учителя, работающие в 9 классах», «ОО, которые …»."""
    at = comma + 1 + (cell.low(comma + 1) == "не")
    ahead = range(at, at + 3 if cell.word(at).sort is Sort.PREPOSITION else at + 1)
    if any(cell.low(i).startswith("котор") for i in ahead) or cell.low(at) in _WHOSE:
        return True
    if cell.word(at).lemma == "ответственный" and cell.low(at + 1) == "за":  # «педагоги, ответственные за …»
        word = cell.word(phrase.first.head)
        shared = {form for form in cell.word(at).forms & word.forms if form.case == "nom"}
        return phrase.is_bare_post and (Form("nom", "pl") in shared or (bool(shared) and word.lemma in _IN_CHARGE))
    adjective = cell.word(at).adjective
    if adjective is None or at in cell.people:
        return False
    if adjective.stem.endswith(_OF_WHOM):
        return not cell.word(at).forms & cell.word(cell.head(at)).forms
    if not (_PARTICIPLE.fullmatch(adjective.stem) or adjective.reflexive):
        agent = cell.word(at + 1).sort is Sort.PREPOSITION or cell.low(at + 1).endswith(("ом", "ем"))
        return bool(_PASSIVE.fullmatch(adjective.stem)) and agent  # «включённые в список», «определённые приказом»
    head = cell.head(at)
    agrees = not cell.word(head).forms or bool(cell.word(at).forms & cell.word(head).forms)
    attribute = (agrees and cell.word(head).sort in HEADS) and (
        adjective.stem.endswith(_NO_CLAUSES) or head_sort(cell, at, head) in (Sort.POST, Sort.GROUP)
    )
    return not attribute


def list_goes_on(cell: Cell, phrase: Phrase, comma: int) -> int | None:
    """«Управление образования, культуры и спорта», «учителя физики, химии», «по УВР, ВР», «9, 11 классов»."""
    at, before = comma + 1, comma - 1
    head = cell.head(at)
    if cell.word(before).adjective and cell.word(at).adjective and at not in cell.people and head < len(cell.tokens):
        return head + 1  # «психолого-педагогической, медицинской и социальной помощи»
    if phrase.has_school() and cell.low(at) in _SETTLEMENTS and cell.low(before - 1) in _SETTLEMENTS:
        return at + 2 if cell.kind(at + 1) is Kind.WORD else None  # «школы с. Липовка, с. Осиново»
    if phrase.is_bare_post and cell.low(at) == "по" and any(cell.low(i) == "по" for i in range(phrase.start, comma)):
        return at
    if phrase.has_school() and cell.word(at).oblique and cell.word(at).lemma in _APPOSITIONS:
        return at + 1  # «организаций, участников проекта»
    if cell.word(at).sort is Sort.WORK and cell.word(before).sort is Sort.WORK:
        return at + 1
    if phrase.is_post and cell.kind(at) is cell.kind(before) is Kind.NUMBER:
        return at + 1
    field = _FIELD_ENDING.sub("", cell.low(head)) in _FIELDS and cell.word(head).sort is not Sort.ABBREVIATION
    noun = phrase.last.sort in (Sort.BODY, Sort.POST, Sort.GROUP) and phrase.end > phrase.last.head + 1
    return head + 1 if field and noun and all(_is_attribute(cell, i) for i in range(at, head)) else None


def _is_attribute(cell: Cell, at: int) -> bool:
    """An adjective that is not the nominative of a new party, or «и»."""
    word = cell.word(at)
    return word.sort is Sort.AND or (word.sort is Sort.ADJECTIVE and (not word.forms or not word.nominative))


def conjunction_goes_on(cell: Cell, phrase: Phrase, conjunction: int) -> tuple[int | None, bool]:
    """Where to go on after «и», and whether the phrase that begins there instead is governed by the post before."""
    at = conjunction + 1
    while cell.word(at).sort is Sort.AND:
        at += 1
    head = cell.head(at)
    word = cell.word(head)
    if cell.kind(at) is cell.kind(conjunction - 1) is Kind.NUMBER:
        return at + 1, False
    if at in cell.people or head in cell.people or cell.kind(head) not in (Kind.WORD, Kind.QUOTE):
        return (head if head > at else None), False
    if (cell.low(conjunction - 1), cell.low(at)) in (("кдн", "зп"), ("го", "чс")) or (
        cell.low(conjunction - 1).endswith("пк") and cell.low(at) in _RETRAINING
    ):
        return at + 1, False
    sort = head_sort(cell, at, head)
    if sort in (Sort.OTHER, Sort.WORK, Sort.PREPOSITION, Sort.ADJECTIVE):
        worker = phrase.is_post and sort is Sort.OTHER and _AGENT.fullmatch(word.lemma)
        return (None if worker else at if sort is Sort.PREPOSITION else head + 1), False
    if word.forms:
        return _noun_after_and(cell, phrase, at, head, sort)
    if phrase.first.sort is Sort.GROUP and phrase.last.sort in _SCHOOLS and sort is Sort.SCHOOLS:
        return head + 1, False  # «команды опорных школ и ШНОР»
    return None, _is_governed_abbreviation(cell, phrase, head, sort)


def _noun_after_and(cell: Cell, phrase: Phrase, at: int, head: int, sort: Sort) -> tuple[int | None, bool]:
    forms = agree(cell, at, head)
    if any(form.case == "nom" for form in forms):
        return None, False
    last = phrase.last
    if sort is Sort.POST:  # «МО классных руководителей и руководителей ММО»: a further role; «… и родителей»: not
        own = phrase.is_post and cell.word(cell.head(head + 1)).sort in _INSTITUTIONS
        bare = last.sort in (Sort.ABBREVIATION, Sort.LEGAL, *_SCHOOLS)
        return (None, True) if own or bare else (head + 1, False)
    if phrase.is_post and last.sort is not Sort.POST:
        same = cell.word(last.head).lemma == cell.word(head).lemma and not phrase.numbers
        return (head + 1, False) if same else (None, True)
    return (None, True) if phrase.numbers else (head + 1, False)


def _is_governed_abbreviation(cell: Cell, phrase: Phrase, head: int, sort: Sort) -> bool:
    if not phrase.is_post or phrase.last.sort is Sort.POST or cell.kind(head) is Kind.QUOTE or sort is Sort.POST:
        return False
    of_school = phrase.last.sort in (Sort.SCHOOL, Sort.SCHOOLS)
    return not (of_school and (sort is Sort.LEGAL or is_known_body(cell.word(head))))


def dash_goes_on(cell: Cell, phrase: Phrase, dash: int) -> int | None:
    """«Заместитель главы – начальник управления», «учителя - предметники», «школы – участники проекта»."""
    at = dash + 1
    if phrase.is_post and cell.kind(dash - 1) is cell.kind(at) is Kind.NUMBER:
        return at + 1
    head = cell.head(at)
    word = cell.word(head)
    if at in cell.people or head in cell.people or cell.kind(head) not in (Kind.WORD, Kind.QUOTE):
        return None
    if cell.low(at) in _LABELS and not phrase.is_post:  # «УО – контроль, ОО – исполнение»
        return None
    if phrase.is_post and word.sort is Sort.POST and word.nominative:
        return head + 1
    if word.sort is cell.word(dash - 1).sort is Sort.POST and word.forms & cell.word(dash - 1).forms:
        return head + 1  # «МО учителей - предметников»
    if phrase.last.sort in (Sort.SCHOOL, Sort.SCHOOLS):
        venue = word.lemma == "площадка" or cell.low(head) in ("место", "места", "база", "базы")
        return head + 1 if venue or (word.sort is Sort.POST and word.lemma in _APPOSITIONS) else None
    return head + 1 if word.sort in (Sort.OTHER, Sort.ADJECTIVE) and cell.kind(head) is Kind.WORD else None
