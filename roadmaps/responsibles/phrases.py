"""Tokens -> phrases: one post, body, group, school or person each, with all that hangs on it.

A phrase grows while the next words can depend on it: genitives, adjuncts, names in quotes, toponyms. It ends at a
separator, at a person, and where a word in the nominative begins a phrase of its own without any separator.
"""

from . import vocabulary
from .cell import Cell, agree
from .joins import clause_after_comma, conjunction_goes_on, dash_goes_on, list_goes_on
from .numbers import is_school_number, read_numbers
from .sorts import guess_sort, head_sort
from .structure import Gap, Part, Phrase, Verdict
from .tokens import Kind
from .verdicts import verdict_on
from .words import HEADS, Sort, is_education_form

_GAPS = {
    Kind.COMMA: Gap.COMMA, Kind.DASH: Gap.DASH, Kind.COLON: Gap.COLON, Kind.OPEN_BRACKET: Gap.BRACKET, Kind.CLOSE_BRACKET: Gap.COMMA,
    Kind.STOP: Gap.STRONG, Kind.SEMICOLON: Gap.STRONG, Kind.ITEM: Gap.STRONG, Kind.SLASH: Gap.COMMA, Kind.AND_SO_ON: Gap.STRONG,
}  # fmt: skip
_TOGETHER = frozenset(vocabulary.TOGETHER.split())
_WORK_NOUNS = frozenset(vocabulary.WORK_NOUNS.split())
_TELEPHONE = ("тел", "телефон", "факс")
_MEMBERSHIP = (("из", "числа"), ("в", "составе"), ("в", "том"), ("в", "лице"))
_FURTHER = frozenset(vocabulary.AFTER_SCHOOL_FORMS.split())
_SHORT_BODIES = ("уо", "мц", "цо")
_OF_PLACE = ("в", "во", "от", "из", "при")
_COLLECTIVES = vocabulary.COLLECTIVE_POSTS.split()
_SCHOOLS = (Sort.SCHOOL, Sort.SCHOOLS)


def read_phrases(cell: Cell) -> list[Phrase]:
    """All phrases of a cell in the order of the text."""
    phrases: list[Phrase] = []
    gap, at, oblique = Gap.STRONG, 0, False
    while at < len(cell.tokens):
        mark = _mark(cell, at)
        if mark is not None:
            gap, at = max(gap, mark), at + 1
            continue
        if cell.tokens[at].broken:
            gap = max(gap, Gap.BROKEN)
        grower = _Grower(cell, at, gap, oblique)
        if not (cell.word(at - 1).sort is Sort.PREPOSITION and grower.guessed):  # «в течение года» is nobody
            phrases.append(grower.phrase)
        gap, at, oblique = Gap.NONE, grower.phrase.end, grower.next_oblique
    return phrases


def _mark(cell: Cell, at: int) -> Gap | None:
    """The gap that a token before a phrase makes; None if the phrase begins here."""
    kind, word = cell.kind(at), cell.word(at)
    if at in cell.people or kind is None:
        return None
    if kind is Kind.DASH and (at == 0 or cell.tokens[at].broken):
        return Gap.STRONG
    if kind in _GAPS:
        return _GAPS[kind]
    if kind is not Kind.WORD:
        return Gap.NONE if kind in (Kind.INITIALS, Kind.BRACKET) else None
    if cell.low(at) in _TOGETHER:
        return Gap.WITH
    if cell.low(at) in _TELEPHONE:
        return Gap.COMMA
    return Gap.AND if word.sort is Sort.AND else Gap.NONE if word.sort is Sort.PREPOSITION else None


class _Grower:
    """Reads one phrase from `at` on, word by word."""

    def __init__(self, cell: Cell, at: int, gap: Gap, oblique: bool) -> None:
        self.cell = cell
        self.phrase = Phrase(gap, at, at)
        self.next_oblique = self.guessed = False
        self.object_awaited = self.work = self.clause = self.relative = False
        person = cell.people.get(at)
        if person:
            self.phrase.person, self.phrase.end = person, person.end
            return
        self._begin(at)
        self.phrase.oblique = oblique or self._is_oblique()
        while self._step():
            pass

    def _begin(self, at: int) -> None:
        cell, head = self.cell, self.cell.head(at)
        if head in cell.people or cell.kind(head) not in (Kind.WORD, Kind.QUOTE, Kind.NUMERO, Kind.NUMBER):
            head = max(at, head - 1)
        if cell.kind(at) is Kind.NUMBER and head_sort(cell, at + 1, cell.head(at + 1)) in _SCHOOLS:  # «7 школ района»
            head = cell.head(at + 1)
        if cell.kind(head) in (Kind.NUMERO, Kind.NUMBER):
            sort, end = Sort.SCHOOL if cell.kind(head) is Kind.NUMERO else Sort.OTHER, head
            self.phrase.parts.append(Part(sort, at, end, head))
            self.phrase.end = end
            self.guessed = not self._numbers() and self._take(head + 1)
            return
        sort = head_sort(cell, at, head)
        self.guessed = sort not in HEADS
        self._open(at, head, guess_sort(cell, head) if self.guessed else sort)

    def _is_oblique(self) -> bool:
        part = self.phrase.first
        forms = agree(self.cell, part.start, part.head)
        return bool(forms) and all(form.case != "nom" for form in forms)

    def _open(self, start: int, head: int, sort: Sort) -> None:
        unnamed = sort is Sort.LEGAL or (
            self.cell.word(head).lemma == "учреждение" and sort in (Sort.BODY, Sort.SCHOOL)
        )
        self.phrase.parts.append(Part(sort, start, head + 1, head, named=not unnamed))
        self.phrase.end = head + 1
        if self.cell.kind(head) is Kind.QUOTE:
            self._numbers_in_quote(head)

    def _take(self, end: int) -> bool:
        self.phrase.last.end = self.phrase.end = end
        return True

    def _step(self) -> bool:
        """Take what comes next; False when the phrase is over."""
        cell, at = self.cell, self.phrase.end
        kind = cell.kind(at)
        if kind is None or at in cell.people:
            return False
        if kind is Kind.WORD or (kind is Kind.QUOTE and cell.word(at).sort is Sort.ADJECTIVE):
            return self._word(at)
        if kind in (Kind.NUMERO, Kind.NUMBER):
            return self._numbers() or self._take(at + 1)
        if kind in (Kind.BRACKET, Kind.INITIALS):
            return self._take(at + 1)
        if kind is Kind.QUOTE:
            return self._quote(at)
        return self._separator(at, kind)

    def _separator(self, at: int, kind: Kind) -> bool:
        cell, end = self.cell, None
        if kind is Kind.COMMA and clause_after_comma(cell, self.phrase, at):
            end = self._clause(at + 1)
        elif kind is Kind.COMMA:
            end = list_goes_on(cell, self.phrase, at)
        elif kind is Kind.SLASH and cell.word(at - 1).sort is cell.word(at + 1).sort is Sort.WORK:
            end = at + 2
        elif kind in (Kind.COLON, Kind.DASH) and self._lists_numbers(at):
            return self._take(at + 1) and self._numbers()
        elif kind is Kind.DASH and not cell.tokens[at].broken:
            end = dash_goes_on(cell, self.phrase, at)
            second = cell.word(end - 1) if end is not None else None
            if second and self.phrase.is_post and second.sort is Sort.POST and second.nominative:
                del self.phrase.parts[1:]  # «Заместитель начальника управления – начальник отдела»: the last one counts
        elif kind is Kind.OPEN_BRACKET and self.phrase.has_school() and cell.kind(at + 1) in (Kind.NUMERO, Kind.NUMBER):
            numbers, after = read_numbers(cell, at + 1)
            if cell.kind(after) is Kind.CLOSE_BRACKET:
                self.phrase.numbers += numbers
                self.phrase.last.numbers_from = at
                end = after + 1
        return end is not None and self._take(end)

    def _clause(self, at: int) -> int:
        """«Специалисты отдела, курирующие …» are said of the post, «школ, участвующих …» of the institution."""
        self.clause, phrase = True, self.phrase
        self.relative = self.cell.word(at).adjective is None  # «чьи …», «в которых …»: up to the next comma
        if phrase.is_post and phrase.last.sort is not Sort.POST and self.cell.word(at).has("nom"):
            phrase.parts.append(Part(Sort.POST, at, at + 1, phrase.first.head))
        return at + 1

    def _lists_numbers(self, mark: int) -> bool:
        """«школы: 1, 2, 5», «СОШ-3»."""
        cell, phrase = self.cell, self.phrase
        if not phrase.has_school() or phrase.numbers or cell.kind(mark + 1) not in (Kind.NUMERO, Kind.NUMBER):
            return False
        glued = not cell.tokens[mark].spaced and not cell.tokens[mark + 1].spaced
        return cell.kind(mark) is Kind.COLON or (glued and cell.word(mark - 1).sort is Sort.SCHOOL)

    def _word(self, at: int) -> bool:
        cell, word = self.cell, self.cell.word(at)
        if self._is_membership(at):
            return self._skip_membership(at)
        if self._begins_together(at):
            return False
        if word.sort is Sort.PREPOSITION:
            return self._preposition(at)
        if word.sort is Sort.AND:
            end, self.next_oblique = conjunction_goes_on(cell, self.phrase, at)
            return end is not None and self._take(end)
        head = cell.head(at)
        if head in cell.people or cell.kind(head) not in (Kind.WORD, Kind.QUOTE):
            return self._take(head)
        if self.object_awaited:
            return self._object(head)
        return self._noun(at, head)

    def _noun(self, at: int, head: int) -> bool:
        cell, phrase = self.cell, self.phrase
        sort = head_sort(cell, at, head)
        if sort not in HEADS or self.relative or (self.clause and sort is not Sort.POST):
            self.work = self.work and sort is not Sort.OTHER
            return self._take(head + 1)
        verdict = verdict_on(cell, phrase, at, head, work=self.work)
        if verdict is Verdict.STOP:
            return False
        if verdict is Verdict.OPEN:
            self._open(at, head, sort)
            return True
        if not phrase.last.named and sort is not Sort.LEGAL and not self._is_before_name(head):
            phrase.last.named = True
        return self._take(head + 1)

    def _is_before_name(self, head: int) -> bool:
        """«ДПО», «СО» in «ГАУ ДПО СО «ИРО»», «ГБУ ДПО РО РИПК»: the level of education and the region come first."""
        cell, low = self.cell, self.cell.low(head)
        follows = cell.kind(head + 1) is Kind.QUOTE or cell.word(head + 1).sort is Sort.ABBREVIATION
        region = len(low) == 2 and low not in _SHORT_BODIES and cell.tokens[head].shouted and follows
        return region or low in _FURTHER

    def _object(self, head: int) -> bool:
        """The noun after a preposition, of whatever sort."""
        low = self.cell.low(head)
        self.object_awaited = False
        self.work = low in _WORK_NOUNS or low.endswith(("ению", "анию", "янию", "итию"))
        return self._take(head + 1)

    def _preposition(self, at: int) -> bool:
        cell, phrase, low = self.cell, self.phrase, self.cell.low(at)
        head = cell.head(at + 1)
        if low in _OF_PLACE and phrase.is_bare_post and not self.clause and head not in cell.people:
            sort = head_sort(cell, at + 1, head)
            if sort in HEADS and sort is not Sort.POST:  # «организаторы ВПР в ОО»: the institution of the post
                self._open(at + 1, head, sort)
                return True
        adjunct = phrase.is_post and phrase.last.sort is not Sort.POST and low in ("по", "за") and not self.clause
        if adjunct and not self._is_named_by_field(at):
            phrase.parts.append(
                Part(Sort.POST, at, at + 1, phrase.first.head)
            )  # «заместитель директора школы | по УВР»
        self.object_awaited = True
        return self._take(at + 1)

    def _is_named_by_field(self, at: int) -> bool:
        """«комитет по образованию» is called so; «администрация по социальным вопросам», «управление по УВР» are not."""
        cell, last = self.cell, self.phrase.last
        work = cell.word(at + 1).sort is Sort.WORK or cell.low(cell.head(at + 1)) == "работе"
        return (
            last.sort is Sort.BODY
            and at == last.head + 1
            and not work
            and cell.word(last.head).lemma not in _COLLECTIVES
        )

    def _begins_together(self, at: int) -> bool:
        cell = self.cell
        return cell.low(at) in _TOGETHER or (
            cell.word(at).sort is Sort.PREPOSITION and cell.low(cell.head(at + 1)) in _TOGETHER
        )

    def _is_membership(self, at: int) -> bool:
        low, follows = self.cell.low(at), self.cell.low(at + 1)
        return (low, follows) in _MEMBERSHIP or low == "включая"

    def _skip_membership(self, at: int) -> bool:
        """«группа из числа методистов, директоров»: the members are no parties of their own."""
        strong = (Kind.STOP, Kind.SEMICOLON, Kind.ITEM)
        while self.cell.kind(at) is not None and self.cell.kind(at) not in strong:
            at += 1
        self.phrase.end = at
        return False

    def _quote(self, at: int) -> bool:
        cell, phrase = self.cell, self.phrase
        if phrase.is_bare_post and cell.word(at - 1).sort is Sort.POST and not self.clause:
            self._open(at, at, cell.word(at).sort)
            return True
        if cell.kind(at - 1) is Kind.QUOTE and cell.word(at - 1).sort is not Sort.ADJECTIVE:
            return False
        self.object_awaited, phrase.last.named = False, True
        self._take(at + 1)
        if phrase.has_school() or phrase.last.sort is Sort.LEGAL:
            self._numbers_in_quote(at)
        return True

    def _numbers_in_quote(self, at: int) -> None:
        """«МБОУ «СОШ № 5»»: the number inside the quotation is the school's."""
        inner = Cell(self.cell.text, list(self.cell.tokens[at].inner))
        start = next((i for i in range(len(inner.tokens)) if inner.kind(i) is Kind.NUMERO), None)
        school = self.cell.word(at).sort is Sort.SCHOOL or self.phrase.has_school() or self._may_be_school()
        if start is not None and school:
            self.phrase.numbers += read_numbers(inner, start)[0]

    def _after_school(self, at: int) -> bool:
        marks = (Kind.COLON, Kind.DASH)
        return self.cell.word(at - 1 - (self.cell.kind(at - 1) in marks)).sort in _SCHOOLS

    def _may_be_school(self) -> bool:
        return any(
            part.sort is Sort.LEGAL and is_education_form(self.cell.low(part.head)) for part in self.phrase.parts
        )

    def _numbers(self) -> bool:
        cell, phrase, at = self.cell, self.phrase, self.phrase.end
        marked = cell.kind(at) is Kind.NUMERO
        legal = phrase.last.sort is Sort.LEGAL and (
            self._may_be_school()
            or any(cell.word(i).sort is Sort.SCHOOL for i in range(phrase.last.start, phrase.last.end))
        )
        if phrase.is_bare_post and marked:
            phrase.parts.append(Part(Sort.SCHOOL, at, at, at))
        elif not (phrase.has_school() or legal) or self.clause:
            return False
        if not marked and (at == 0 or not is_school_number(cell, at) or not self._after_school(at)):
            return False
        numbers, end = read_numbers(cell, at)
        phrase.numbers += numbers
        if phrase.last.numbers_from < 0:
            phrase.last.numbers_from = at
        return end > at and self._take(end)
