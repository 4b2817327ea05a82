"""Does the next noun depend on the phrase that is being read, or does it begin the next party?

The cases decide: after «методисты» the genitive «школы» depends, the nominative «руководители» does not. A form that can
be both («школы», «учителя») is read by what stands before it; abbreviations, which have no cases, by their sort.
"""

import re

from . import vocabulary
from .cell import Cell, agree
from .sorts import head_sort, is_unit
from .structure import Part, Phrase, Verdict
from .tokens import Kind
from .words import Sort, is_education_form, is_known_body

_DEPUTIES = vocabulary.DEPUTIES.split()
_COLLECTIVES = vocabulary.COLLECTIVE_POSTS.split()
_TERRITORIES = frozenset(f"{vocabulary.SETTLEMENTS} {vocabulary.DISTRICTS}".split())
_UNITS = vocabulary.UNIT_ABBREVIATIONS.split()
_FOR_SCHOOLS = ("поддержки", "сопровождения", "развития", "помощи", "деятельности")
_HEADS_OF_BODIES = ("начальник", "глава", "заведующий", "заведующая")
_BY_TRADE = ("педагог", "учитель", "преподаватель", "воспитатель")
_TRADES = ("психолог", "логопед", "дефектолог", "организатор", "предметник", "библиотекарь", "наставник")
_NO_INSTITUTIONS = ("библиотека", "общественность", "сообщество")
_PLACE = re.compile(r"а?[гм]?[ор]|а?(?:мо|мр|го|гп|сп|нр|мсо)|аг[а-я]?|зато|рф|рт|рб|рд|рк|рх|чр|кбр|кчр|рсо|рмэ")
_SCHOOLS = (Sort.SCHOOL, Sort.SCHOOLS)


def verdict_on(cell: Cell, phrase: Phrase, start: int, head: int, *, work: bool) -> Verdict:
    """The verdict on the noun `head` with its adjectives [start, head). `work`: the phrase has just named a kind of work,
    so that a school in the genitive is its object («методист по сопровождению школ»)."""
    sort = head_sort(cell, start, head)
    if not phrase.last.named and sort not in (Sort.POST, Sort.SCHOOLS, Sort.GROUP):
        return Verdict.ATTACH
    if sort is Sort.POST:
        return _on_post(cell, phrase, start, head)
    if work and sort in _SCHOOLS and not _is_nominative(cell, start, head):
        return Verdict.ATTACH
    if work and sort is Sort.ABBREVIATION and not is_known_body(cell.word(head)):  # «по проведению ДОТ»
        return Verdict.ATTACH
    if cell.word(head).forms:
        return _on_noun(cell, phrase, sort, start, head)
    return _on_abbreviation(cell, phrase, sort, head)


def _is_nominative(cell: Cell, start: int, head: int) -> bool:
    forms = agree(cell, start, head)
    return bool(forms) and all(form.case == "nom" for form in forms)


def _on_post(cell: Cell, phrase: Phrase, start: int, head: int) -> Verdict:
    forms, before = agree(cell, start, head), cell.word(phrase.end - 1)
    nominative, oblique = (any((form.case == "nom") is wanted for form in forms) for wanted in (True, False))
    after_deputy = before.sort is Sort.POST and (before.lemma in _DEPUTIES or before.lemma == "и.о")
    after_deputy = after_deputy or cell.low(phrase.end - 1) == "обязанности"  # «исполняющий обязанности директора»
    if not nominative and forms:
        return Verdict.ATTACH
    if after_deputy and (oblique or not forms):
        return Verdict.ATTACH
    word = cell.word(head)
    if before.lemma in _BY_TRADE and word.lemma in _TRADES and before.forms & word.forms:
        return Verdict.ATTACH
    if not forms and phrase.last.sort is Sort.GROUP:  # «МО уч. математики»
        return Verdict.ATTACH
    own = phrase.last.sort is Sort.BODY and phrase.end == phrase.last.head + 1 and cell.word(phrase.last.head).forms
    if own and oblique and not (cell.tokens[start].broken or cell.tokens[start].capital):  # «Дом учителя»
        return Verdict.ATTACH
    governed = oblique and word.lemma in _COLLECTIVES and not cell.tokens[start].broken
    return Verdict.ATTACH if governed else Verdict.STOP


def _on_noun(cell: Cell, phrase: Phrase, sort: Sort, start: int, head: int) -> Verdict:
    forms = agree(cell, start, head)
    nominative, oblique = (any((form.case == "nom") is wanted for form in forms) for wanted in (True, False))
    if not oblique:  # a slip of case is read as meant: «заместитель начальника Управление образования»
        awaited = phrase.is_bare_post and sort is Sort.BODY and cell.word(phrase.end - 1).lemma in _HEADS_OF_BODIES
        return Verdict.OPEN if awaited else Verdict.STOP
    if nominative and not _leans(cell, phrase, sort, start):
        return Verdict.STOP
    return _place(cell, phrase, sort, head)


def _leans(cell: Cell, phrase: Phrase, sort: Sort, start: int) -> bool:
    """Is «школы», «организации», «команды» a genitive here?"""
    token, last = cell.tokens[start], phrase.last.sort
    if token.broken and token.capital:
        return False
    own = phrase.end == phrase.last.head + 1 and not token.capital  # «центр школы», but «Управление образования школы»
    return own or last in (Sort.POST, Sort.GROUP, Sort.SCHOOL) or sort in (Sort.BODY, Sort.OTHER)


def _place(cell: Cell, phrase: Phrase, sort: Sort, head: int) -> Verdict:
    """A dependent noun opens a part where it can be the institution of a post or the school of a group."""
    last = phrase.last
    if last.sort is Sort.POST:
        own = cell.word(head).lemma in _NO_INSTITUTIONS or _is_of_children(cell, last, head)
        return Verdict.ATTACH if own else Verdict.OPEN
    school = sort in _SCHOOLS or (sort is Sort.LEGAL and is_education_form(cell.low(head)))
    if last.sort is Sort.GROUP and school and not phrase.is_post:
        return Verdict.OPEN
    activity = (
        cell.low(head) == "управления" and cell.word(last.head).lemma in ("кафедра", "орган") and head == last.head + 1
    )
    if phrase.is_post and sort in (Sort.BODY, Sort.LEGAL) and is_unit(cell, last) and not activity:
        return Verdict.OPEN
    return Verdict.ATTACH


def _is_of_children(cell: Cell, post: Part, head: int) -> bool:
    """«воспитатели группы продлённого дня»: the group is no body."""
    return cell.word(post.head).lemma == "воспитатель" and cell.word(head).lemma == "группа"


def _on_abbreviation(cell: Cell, phrase: Phrase, sort: Sort, head: int) -> Verdict:
    last, token = phrase.last, cell.tokens[head]
    if last.sort is Sort.POST:
        further = cell.word(last.head).lemma == "педагог" and token.low == "до"  # «педагоги ДО»
        return Verdict.ATTACH if further else Verdict.OPEN
    if token.broken:
        return Verdict.STOP
    if cell.word(last.head).lemma == "филиал" and last.sort is Sort.SCHOOL and sort is Sort.LEGAL:
        return Verdict.ATTACH
    noun = bool(cell.word(last.head).forms) or cell.low(last.head) in _UNITS
    if sort in _SCHOOLS:
        if last.sort is Sort.BODY and cell.low(phrase.end - 1) in _FOR_SCHOOLS and not phrase.is_post:
            return Verdict.ATTACH  # «центр поддержки ШНОР»
        return _on_school(phrase, last, sort, token.low, noun=noun)
    if sort is Sort.GROUP:
        place = token.low == "мо" and (
            cell.kind(head + 1) is Kind.QUOTE or cell.tokens[min(head + 1, len(cell.tokens) - 1)].capital
        )
        of_town = cell.low(head + 1) in _TERRITORIES or cell.word(phrase.end - 1).lemma == "администрация"
        place = place or (token.low == "мо" and of_town)  # «администрация Липовского МО»
        return Verdict.ATTACH if place else Verdict.STOP
    if cell.low(last.head) in ("шмо", "мо") and sort is Sort.LEGAL and is_education_form(token.low):
        return Verdict.OPEN  # «руководители ШМО МБОУ СОШ № 5»
    if last.sort is Sort.GROUP or is_unit(cell, last):
        return _place(cell, phrase, sort if sort is Sort.LEGAL else Sort.BODY, head) if noun else Verdict.STOP
    if token.low == "пк" and last.sort in (Sort.ABBREVIATION, Sort.LEGAL):
        return Verdict.ATTACH  # «ЛОИРО ПК и ПРО»
    if sort is Sort.LEGAL or is_known_body(cell.word(head)):
        return Verdict.STOP
    return Verdict.ATTACH if noun or last.sort is Sort.LEGAL or _PLACE.fullmatch(token.low) else Verdict.STOP


def _on_school(phrase: Phrase, last: Part, sort: Sort, low: str, *, noun: bool) -> Verdict:
    if last.sort is Sort.GROUP:
        return Verdict.ATTACH if phrase.is_post else Verdict.OPEN
    if last.sort is Sort.SCHOOLS and low.startswith("ш"):  # «ОО ШНОР»
        return Verdict.ATTACH
    fits = last.sort is Sort.SCHOOL and noun and sort is Sort.SCHOOLS and not phrase.numbers
    return Verdict.ATTACH if fits else Verdict.STOP
