"""Phrases that belong together: a body and its workers, posts joined by «и», an institution governed by the post before."""

from dataclasses import replace
from itertools import pairwise

from . import vocabulary
from .cell import Cell, agree
from .declension import Form
from .sorts import settled_sort
from .structure import Gap, Part, Phrase
from .tokens import Kind
from .words import Sort, is_education_form, is_known_body

_LABELS = vocabulary.LABELS.split()
_KINDS = vocabulary.KINDS_OF_SCHOOL.split()
_OF_SCHOOL = ("площадка", "филиал", "музей", "библиотека", "лагерь")  # a school's own
_HEADS_OF_SCHOOLS = ("руководитель", "директор")
_SCHOOLS = (Sort.SCHOOL, Sort.SCHOOLS)


def bind(cell: Cell, phrases: list[Phrase]) -> list[Phrase]:
    """Settle what every part is, then join neighbours from left to right."""
    bound: list[Phrase] = []
    for phrase in phrases:
        for part in phrase.parts:
            part.sort = settled_sort(cell, part)
        if bound and phrase.gap is Gap.COLON and _is_label(cell, bound[-1]):
            bound.pop()
            phrase.gap = Gap.STRONG
        work = phrase.gap is Gap.DASH and phrase.parts and cell.word(phrase.first.head).sort is not Sort.POST
        if bound and work and _is_label(cell, phrase):  # «УО – контроль»
            continue
        last = bound[-1] if bound else None
        if last is None or last.person or phrase.person or not _join(cell, last, phrase):
            bound.append(phrase)
    _share_schools(cell, bound)
    return bound


def _share_schools(cell: Cell, phrases: list[Phrase]) -> None:
    """«Руководители, педагоги ОО»: the heads without an institution are those of the schools named next."""
    for last, phrase in pairwise(phrases):
        heads = last.is_bare_post and last.end == last.start + 1 and cell.word(last.start).lemma in _HEADS_OF_SCHOOLS
        schools = bool(phrase.institutions) and all(part.sort in _SCHOOLS for part in phrase.institutions)
        listed = phrase.is_post and phrase.gap is Gap.COMMA and not phrase.numbers
        if heads and schools and listed and _is_plural(cell, last.first) and _is_plural(cell, phrase.first):
            last.parts += [replace(part) for part in phrase.institutions]


def _is_label(cell: Cell, phrase: Phrase) -> bool:
    """«Исполнители:», «Ответственные:» head the list."""
    return (
        all((cell.word(at).lemma or cell.low(at)) in _LABELS for at in range(phrase.start, phrase.end))
        and phrase.person is None
    )


def _join(cell: Cell, last: Phrase, phrase: Phrase) -> bool:
    """Merge `phrase` into `last`, or give it the post of `last`; True if it is no phrase of its own any more."""
    if _numbers_of(last, phrase):
        last.numbers += phrase.numbers
        last.end = phrase.end
    elif _same_school(cell, last, phrase):
        last.parts, last.numbers, last.end = (
            last.parts if last.numbers else phrase.parts,
            last.numbers or phrase.numbers,
            phrase.end,
        )
    elif _workers_of(cell, last, phrase):
        last.parts, last.end = [*phrase.parts, *last.parts], phrase.end
    elif _joint_posts(cell, last, phrase) or _completes(last, phrase):
        tail = phrase.parts[1:] if phrase.is_post else phrase.parts
        if phrase.is_post:
            last.first.end = phrase.first.end
        last.parts, last.numbers, last.end = [*last.parts, *tail], phrase.numbers, phrase.end
    else:
        _inherit(cell, last, phrase)
        return False
    return True


def _numbers_of(last: Phrase, phrase: Phrase) -> bool:
    """«ШНОР (СОШ № 4, ООШ № 12)», «ОО: № 4, 6»: the numbers of the schools just named."""
    if not phrase.numbers or phrase.is_post or not last.has_school():
        return False
    opens = phrase.gap in (Gap.BRACKET, Gap.COLON, Gap.DASH) and not last.numbers
    last.listing = opens or (last.listing and phrase.gap in (Gap.COMMA, Gap.AND))
    return last.listing


def _same_school(cell: Cell, last: Phrase, phrase: Phrase) -> bool:
    """«школа-наставник МБОУ «СОШ № 2»», «МБОУ «СОШ № 2» – опорная школа», «Центр «Точка роста» МБОУ СОШ № 2»."""
    if phrase.gap not in (Gap.NONE, Gap.DASH) or last.is_post or bool(last.numbers) is bool(phrase.numbers):
        return False
    if last.numbers and cell.word(phrase.first.head).sort is Sort.ADJECTIVE:  # «СОШ № 2 – опорная»
        return phrase.end == phrase.first.head + 1
    if phrase.is_post:
        return False
    named, part = (last, phrase.first) if last.numbers else (phrase, last.first)
    one, lemma = Form("nom", "sg") in agree(cell, part.start, part.head), cell.word(part.head).lemma
    qualified = lemma == "школа" and (part.start < part.head or "-" in cell.tokens[part.head].text)
    growth = any(cell.low(at).strip("«»") == "точка роста" for at in range(part.head, part.head + 3))
    return named.has_school() and (growth or (one and (qualified or lemma in _OF_SCHOOL)))


def _workers_of(cell: Cell, last: Phrase, phrase: Phrase) -> bool:
    """«МБУ ГМЦ методисты»: a body and, in lower case and without a separator, its workers."""
    lower = not cell.tokens[phrase.start].capital
    return (
        phrase.gap is Gap.NONE
        and lower
        and phrase.is_bare_post
        and not last.is_post
        and last.first.sort in (Sort.BODY, *_SCHOOLS)
    )


def _joint_posts(cell: Cell, last: Phrase, phrase: Phrase) -> bool:
    """«Руководители и заместители руководителей школ № 2, 7», «начальник и специалисты отдела»: one institution."""
    if phrase.gap is not Gap.AND or not last.is_bare_post or not phrase.is_post or not phrase.institutions:
        return False
    bare = len(last.parts) == 1 and last.end == last.first.head + 1
    alike = (
        _is_plural(cell, last.first) or cell.word(phrase.first.head).lemma not in vocabulary.COLLECTIVE_POSTS.split()
    )
    return bare and alike and _is_plural(cell, phrase.first)


def _is_plural(cell: Cell, part: Part) -> bool:
    forms = agree(cell, part.start, part.head)
    return (
        any(form == ("nom", "pl") for form in forms)
        or cell.word(part.head).lemma in vocabulary.COLLECTIVE_POSTS.split()
    )


def _completes(last: Phrase, phrase: Phrase) -> bool:
    """«заместитель директора по УВР, Основной школы № 27», «Директора: школы № 5, 7»."""
    return (
        last.is_bare_post
        and not phrase.is_post
        and (
            (phrase.oblique and phrase.gap in (Gap.COMMA, Gap.AND, Gap.NONE, Gap.BROKEN))
            or (phrase.gap is Gap.COLON and phrase.has_school())
        )
    )


def _inherit(cell: Cell, last: Phrase, phrase: Phrase) -> None:
    """«Руководители школ № 2, 7, лицея № 9, ЗУГ»: the post goes on, and what follows numbered schools is a school."""
    if phrase.is_post or phrase.gap not in (Gap.COMMA, Gap.AND, Gap.NONE, Gap.BROKEN):
        return
    listed = last.has_school() and (bool(last.numbers) or last.among_schools)
    if listed and not phrase.numbers and _is_named_school(cell, phrase):
        phrase.first.sort, phrase.among_schools = Sort.SCHOOL, True
    governed = (
        _are_alike(cell, last, phrase)
        or phrase.oblique
        or phrase.among_schools
        or (listed and bool(phrase.numbers) and phrase.has_school())
    )
    if governed and last.is_post and last.institutions:
        phrase.parts = [replace(part) for part in last.parts if part.sort is Sort.POST] + phrase.parts


def _are_alike(cell: Cell, last: Phrase, phrase: Phrase) -> bool:
    """«руководители ОУ, ДОУ», «… РМО, ШМО», «… МБОУ «Липовская СОШ», МБОУ «Осиновская СОШ»»: one post heads both."""
    places = ((last.last.start, last.end), (phrase.start, phrase.end))
    kinds = all(_are_kinds_of_school(cell, *place) for place in places) and cell.low(phrase.start) != "оо"
    unions = all(_is_methodical_union(cell, *place) for place in places)
    named = all(is_education_form(cell.low(start)) for start, _ in places) and phrase.has_school()
    return kinds or unions or (named and last.is_post and last.has_school() and _is_plural(cell, last.first))


def _is_methodical_union(cell: Cell, start: int, end: int) -> bool:
    """«РМО», «ШМО»."""
    return end == start + 1 and cell.word(start).sort is Sort.GROUP and cell.low(start).endswith("мо")


def _are_kinds_of_school(cell: Cell, start: int, end: int) -> bool:
    """«МБОУ», «МБОУ СОШ», «СОШ»: «руководители МБОУ, МАОУ» head both."""
    return all(
        cell.kind(at) is Kind.WORD
        and not cell.word(at).forms
        and (cell.word(at).sort is Sort.SCHOOL or is_education_form(cell.low(at)) or cell.low(at) in _KINDS)
        for at in range(start, end)
    )


def _is_named_school(cell: Cell, phrase: Phrase) -> bool:
    """«ЗУГ», known in the town only, or «ООШ с. Липовка»; not «ИМЦ» and not «ОО»."""
    part = phrase.first
    if cell.word(part.head).forms:
        return False
    if part.sort is Sort.BODY:
        alone = phrase.end == part.head + 1 and cell.tokens[part.head].shouted
        return alone and not is_known_body(cell.word(part.head))
    return part.sort is Sort.SCHOOL
