"""A cell made ready for the grammar: tokens with their readings, the people found, brackets opened or dropped."""

from dataclasses import dataclass, field, replace

from . import vocabulary
from .declension import Form
from .folding import tokenize
from .mending import mend
from .people import Person, ends_with_name, find_people, shape_of
from .tokens import Kind, Token
from .words import HEADS, NOUNS, Sort, Word, read_word

NO_WORD = Word(Sort.OTHER, "")
_NOTES = tuple(vocabulary.NOTES.split())
_SHARES = ("отв", "исп", "ответственный", "ответственные", "исполнитель", "совместно")  # «ИМЦ (отв.), ОО»
_WORK_OF_PARTY = frozenset(("координация", "исполнение", "контроль", "организация", "сопровождение", "участие", "свод"))
_POWERS = ("полномоч", "компетенц")
_DOTTED = frozenset(
    f"{vocabulary.SHORTENINGS} {' '.join(vocabulary.SHORT_POSTS)} {' '.join(vocabulary.SHORT_BODIES)} {vocabulary.SHORT_ADJECTIVES}".split()
)
_FURTHER = frozenset(vocabulary.AFTER_SCHOOL_FORMS.split())
_ADVERBS = ("вновь", "впервые", "недавно", "ранее", "наиболее", "особо", "специально", "временно")
_ATTRIBUTES = ("ответственный", "управляющий", "уполномоченный", "участковый", "лицо")


@dataclass(slots=True)
class Cell:
    """`words[i]` reads `tokens[i]`; `heads[i]` is the first token from i on that is no adjective."""

    text: str
    tokens: list[Token]
    words: list[Word] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    people: dict[int, Person] = field(default_factory=dict)
    dropped: list[tuple[int, int]] = field(default_factory=list)  # places in the text that say nothing about who it is

    def kind(self, at: int) -> Kind | None:
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else None

    def word(self, at: int) -> Word:
        return self.words[at] if 0 <= at < len(self.words) else NO_WORD

    def low(self, at: int) -> str:
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def head(self, at: int) -> int:
        return self.heads[at] if at < len(self.heads) else len(self.tokens)


def read_cell(text: str) -> Cell:
    """Tokenize, open brackets, join shortenings with their dots, read every word and find the people."""
    cell = Cell(text, [])
    cell.tokens = _split_posts(_without_dots(_open_brackets(cell, mend(tokenize(text)))))
    cell.words = [_reading(token) for token in cell.tokens]
    cell.words = [_told_by_next(cell, at) or word for at, word in enumerate(cell.words)]
    cell.people = find_people(cell.tokens, text)
    cell.heads = _find_heads(cell)
    return cell


def _told_by_next(cell: Cell, at: int) -> Word | None:
    """A short word that what follows makes another than it looks."""
    low, follows = cell.low(at), cell.low(at + 1)
    if low == "нач" and follows.startswith(("кл", "шк", "обр")):  # «учителя нач. классов», not «начальник»
        return Word(Sort.ADJECTIVE, low)
    if low == "ооо" and cell.kind(at + 1) is Kind.QUOTE:  # a company, not organisations of education
        return Word(Sort.LEGAL, low)
    if low == "оо" and follows in _FURTHER and cell.word(at - 1).sort is Sort.LEGAL:  # «БУ ОО ДПО»: a region
        return Word(Sort.ABBREVIATION, low)
    if low == "мо" and follows == "мвд":  # the police of several districts, not a methodical union
        return Word(Sort.LEGAL, low)
    named = cell.kind(at + 1) in (Kind.NUMERO, Kind.QUOTE) or cell.word(at - 1).sort is Sort.LEGAL
    if low == "всош" and not named and cell.word(at - 1).sort is Sort.POST:  # the olympiad, not an evening school
        return Word(Sort.WORK, low)
    if low == "шк" and cell.kind(at + 1) is Kind.NUMERO:
        return Word(Sort.SCHOOL, low)
    return None


def _reading(token: Token) -> Word:
    if token.kind is Kind.WORD:
        return read_word(token.low, token.shouted, token.capital)
    if token.kind is Kind.QUOTE:
        return _read_quote(token)
    return NO_WORD


def _read_quote(token: Token) -> Word:
    """«опорных» is an adjective, «СОШ № 5» a school, every other name a body."""
    inner = [part for part in token.inner if part.kind is Kind.WORD]
    words = [read_word(part.low, part.shouted, part.capital) for part in inner]
    if words and words[0].sort is Sort.ABBREVIATION and words[-1].sort is Sort.SCHOOLS:  # «ЦБ ОУ» works for them
        return Word(Sort.BODY, token.low)
    if len(words) == len(token.inner) == 1 and words[0].sort is Sort.ADJECTIVE:
        return words[0]
    if any(
        word.sort is Sort.SCHOOLS or (word.sort is Sort.SCHOOL and word.lemma not in ("сад", "корпус"))
        for word in words
    ):
        supplementary = any(
            part.low.startswith(("искусств", "музыкальн", "спортивн", "художествен", "дополнительн")) for part in inner
        )
        return Word(Sort.BODY if supplementary else Sort.SCHOOL, token.low)
    kindergarten = any(part.low.startswith("детск") for part in inner) and any(word.lemma == "сад" for word in words)
    return Word(Sort.SCHOOL if kindergarten else Sort.BODY, token.low)


def _open_brackets(cell: Cell, tokens: list[Token]) -> list[Token]:
    """Brackets with people or school numbers are opened, «(по согласованию)» is dropped, others stay whole."""
    opened: list[Token] = []
    for token in tokens:
        if token.kind is not Kind.BRACKET:
            opened.append(token)
        elif _is_note(opened, token):
            cell.dropped.append((token.start, token.end))
        elif not opened or _says_who(opened, token):
            first = replace(token, kind=Kind.OPEN_BRACKET, end=token.start, inner=())
            opened += [first, *token.inner, replace(first, kind=Kind.CLOSE_BRACKET, start=token.end, end=token.end)]
        else:
            opened.append(token)
    return opened


def _is_note(before: list[Token], bracket: Token) -> bool:
    """«(по согласованию)», or after a name what is neither a post nor an office: «Ветрова О.П. (русский язык)»."""
    alone = len(bracket.inner) <= 2 and bool(bracket.inner) and bracket.inner[0].low in _SHARES
    work = bool(bracket.inner) and all(part.low in _WORK_OF_PARTY for part in bracket.inner)  # «УО (координация)»
    within = alone or work or any(part.low.startswith(_POWERS) for part in bracket.inner)
    if within or any(part.low.startswith(_NOTES) for part in bracket.inner[:3]):
        return True
    share = bool(bracket.inner) and bracket.inner[-1].low == "руководство"  # «(общее руководство)»: of nobody named
    return ends_with_name(before) and (share or not any(_reading(part).sort in HEADS for part in bracket.inner))


def _says_who(before: list[Token], bracket: Token) -> bool:
    """People, school numbers, or the post of the person before it."""
    inside = [part for token in bracket.inner for part in (token, *token.inner)]
    bare = bool(inside) and all(part.kind in (Kind.NUMBER, Kind.COMMA, Kind.DASH) for part in inside)
    people = any(shape_of(part) in "IP" for part in bracket.inner)
    return bare or people or any(part.kind is Kind.NUMERO for part in inside) or ends_with_name(before)


def _without_dots(tokens: list[Token]) -> list[Token]:
    """Full stops of shortenings are no separators: «зам. директора», «г. Зареченск», «Упр. обр.»."""
    kept: list[Token] = []
    for at, token in enumerate(tokens):
        follows = tokens[at + 1] if at + 1 < len(tokens) else None
        if token.kind is Kind.STOP and kept and kept[-1].kind is Kind.WORD and _is_shortened(kept[-1], follows):
            kept[-1] = replace(kept[-1], end=token.end)
            continue
        kept.append(token)
    return kept


def _split_posts(tokens: list[Token]) -> list[Token]:
    """«заместитель главы администрации-начальник управления» has lost the spaces around its dash."""
    split: list[Token] = []
    for token in tokens:
        first, dash, second = token.text.partition("-")
        words = [read_word(half.lower(), False, False) for half in (first, second)] if dash else []
        if (
            words
            and words[0].forms
            and words[1].sort is Sort.POST
            and words[1].has("nom")
            and not words[0].forms & words[1].forms
        ):
            middle = token.start + len(first)
            split += [
                replace(token, text=first, low=first.lower(), end=middle),
                Token(Kind.DASH, dash, dash, middle, middle + 1),
                Token(Kind.WORD, second, second.lower(), middle + 1, token.end),
            ]
        else:
            split.append(token)
    return split


def _is_shortened(word: Token, follows: Token | None) -> bool:
    if word.low.rsplit("-", 1)[-1] in _DOTTED or word.low in _DOTTED:
        return not word.shouted
    unknown = read_word(word.low, word.shouted, word.capital).sort is Sort.OTHER
    return (
        follows is not None
        and unknown
        and len(word.low) <= 5
        and word.low[-1] not in "аеиоуыэюяьй"
        and follows.text[:1].islower()
    )


def _find_heads(cell: Cell) -> list[int]:
    count = len(cell.tokens)
    heads = list(range(count))
    for at in range(count - 2, -1, -1):
        if at in cell.people or not _is_attribute(cell, at):
            continue
        joined = (
            cell.word(at + 1).sort is Sort.AND
            and cell.word(at + 2).sort is Sort.ADJECTIVE
            and at + 2 not in cell.people
        )
        step = at + 2 if joined or _in_list_of_names(cell, at, heads) else at + 1
        if cell.kind(step) in (Kind.WORD, Kind.QUOTE) and step not in cell.people:
            heads[at] = heads[step]
    return heads


def _in_list_of_names(cell: Cell, at: int, heads: list[int]) -> bool:
    """«Ясеневская, Кленовская СОШ»: names of several schools before their common noun."""
    if cell.kind(at + 1) is not Kind.COMMA or cell.word(at + 2).sort is not Sort.ADJECTIVE or at + 2 in cell.people:
        return False
    named = cell.tokens[at].capital and cell.tokens[at + 2].capital
    return named and cell.word(heads[at + 2]).sort is Sort.SCHOOL


def _is_attribute(cell: Cell, at: int) -> bool:
    word = cell.word(at)
    if word.sort is Sort.ADJECTIVE:
        return True
    after = cell.word(at + 1)
    if word.lemma in ("обучающийся", "учащийся"):  # «обучающиеся сообщества», but «обучающиеся школы»
        return after.sort is Sort.GROUP and bool(word.forms & after.forms)
    if cell.low(at) in _ADVERBS:
        return cell.word(at + 1).sort is Sort.ADJECTIVE
    return word.lemma in _ATTRIBUTES and after.sort in NOUNS and bool(word.forms & after.forms) and word.lemma != "лицо"


def agree(cell: Cell, start: int, head: int) -> frozenset[Form]:
    """Cases and numbers in which the adjectives before a noun and the noun itself agree; empty for abbreviations."""
    forms = cell.word(head).forms
    for at in range(start, head):
        word = cell.word(at)
        if word.sort is Sort.ADJECTIVE and word.adjective:
            narrowed = frozenset(form for form in (forms or word.forms) if form in word.forms)
            forms = narrowed or forms
    return forms
