"""How a party is called: the words of the cell, its school or body put into the nominative."""

import re

from .cell import Cell, agree
from .declension import Form, Gender, Number
from .structure import Part, Phrase
from .tokens import Kind, Token
from .vocabulary import APPOSITIONS
from .words import Sort, read_word

_APPOSITIONS = APPOSITIONS.split()
_QUANTIFIERS = {"всех": "все", "каждой": "каждая", "каждого": "каждый", "иных": "иные", "других": "другие"}
_GENDERS: dict[str, Gender] = {"m": "m", "f": "f", "n": "n", "mn": "m", "mfn": "m"}
_TAG = re.compile(r"<[^<>]{0,80}>")
_SPACE_BEFORE_MARK = re.compile(r"\s+(?=[,.;])")
_PARTICIPLE = re.compile(r".{3,}(?:[аяую]щ|[вдс]ш|[ая]нн|енн)")


def slice_of(cell: Cell, start: int, end: int) -> str:
    """The words of the tokens [start, end) as written, notes dropped, white space squeezed."""
    return _render(cell, start, end, {})


def _render(cell: Cell, start: int, end: int, changed: dict[int, str]) -> str:
    if start >= end:
        return ""
    pieces: list[str] = []
    at = cell.tokens[start].start
    for index in range(start, end):
        token = cell.tokens[index]
        glued = index > start and token.kind is Kind.WORD and cell.text[at - 1 : at].isalpha() and at == token.start
        pieces += (" " if glued else _between(cell, at, token.start), changed.get(index) or _written(cell, token))
        at = token.end
    return _SPACE_BEFORE_MARK.sub("", " ".join("".join(pieces).split())).strip(" ,;:–—-")


def _between(cell: Cell, start: int, end: int) -> str:
    """The signs between two tokens; a dropped note or a tag is a space."""
    if end - start < 2:
        return cell.text[start:end]
    if any(start <= note < end for note, _ in cell.dropped):
        return " "
    return _TAG.sub(" ", cell.text[start:end])


def _written(cell: Cell, token: Token) -> str:
    if token.kind is Kind.WORD:
        written = cell.text[token.start : token.end]
        return token.text if any(sign.isspace() for sign in written) else written
    pieces: list[str] = []
    at = token.start
    for inner in token.inner:
        pieces += (cell.text[at : inner.start], _written(cell, inner))
        at = inner.end
    return "".join((*pieces, cell.text[at : token.end]))


def institution_name(cell: Cell, part: Part, *, governed: bool) -> str:
    """The name of a body or school in the nominative. `governed`: it depends on a post, so «школы» is one school's genitive."""
    end = part.numbers_from if part.numbers_from >= 0 else part.end
    if end <= part.head:
        return ""
    if cell.kind(part.start) is Kind.NUMBER:  # «7 школ»
        return slice_of(cell, part.start, end)
    if not cell.word(part.head).forms:
        changed = _changed_around_abbreviation(cell, part, end)
        return _render(cell, part.start, end, changed | _changed_after(cell, part, end, Form("gen", "pl")))
    form = _oblique_form(cell, part.start, part.head, governed=governed)
    if form is None:
        return slice_of(cell, part.start, end)
    changed = _changed_head(cell, part.start, part.head, form) | _changed_after(cell, part, end, form)
    return _render(cell, part.start, end, changed)


def _oblique_form(cell: Cell, start: int, head: int, *, governed: bool) -> Form | None:
    """The case a noun stands in if it is to be changed; a form that may be the nominative is one unless it is governed."""
    forms = agree(cell, start, head)
    oblique = sorted(form for form in forms if form.case != "nom")
    if not oblique or (not governed and len(oblique) < len(forms)):
        return None
    return next((form for form in oblique if form.case == "gen"), oblique[0])


def _changed_around_abbreviation(cell: Cell, part: Part, end: int) -> dict[int, str]:
    """«всех ОО», «опорной ОО», «МКОУ Липовской СОШ», «МКОУ Липовской средней школы»: only adjectives and nouns change."""
    until = part.head if cell.word(part.head).sort is Sort.GROUP else _plain_end(cell, part, end)  # «ППк школ» stays
    inner = next((at for at in range(part.head, until) if cell.word(at).sort is Sort.SCHOOL), part.head)
    start = part.start if inner == part.head else inner
    while start > part.head + 1 and cell.word(start - 1).adjective:
        start -= 1
    if "-" in cell.tokens[part.head].text and cell.word(part.head).sort is Sort.SCHOOLS:
        return {part.head: _second_half(cell.tokens[part.head].text)}
    if cell.word(inner).forms:
        form = _oblique_form(cell, start, inner, governed=False)
        return _changed_head(cell, start, inner, form) if form else {}
    changed = {}
    for at in range(start, inner):
        adjective = cell.word(at).adjective
        forms = sorted((form, genders) for form, genders in adjective.forms) if adjective else []
        if forms and all(form.case != "nom" for form, _ in forms):
            changed[at] = _changed_adjective(cell, at, forms[0][0].number, _GENDERS[forms[0][1]])
        elif cell.low(at) in _QUANTIFIERS:
            changed[at] = _QUANTIFIERS[cell.low(at)]
    return changed


def _second_half(written: str) -> str:
    """«ОО-участниц» -> «ОО-участницы»."""
    first, _, second = written.partition("-")
    return f"{first}-{_noun(second, 'pl')}" if second.lower() == second else written


def _plain_end(cell: Cell, part: Part, end: int) -> int:
    """Where a clause or an adjunct begins: «ОО | , включённые в список школ», «ОО | с …»."""
    stops = (
        at for at in range(part.head, end) if cell.kind(at) is Kind.COMMA or cell.word(at).sort is Sort.PREPOSITION
    )
    return next(stops, end)


def _changed_after(cell: Cell, part: Part, end: int, form: Form) -> dict[int, str]:
    changed: dict[int, str] = {}
    for at in range(part.head + 1, end):
        changed |= _changed_follower(cell, part, at, form)
    return changed


def _changed_head(cell: Cell, start: int, head: int, form: Form) -> dict[int, str]:
    """The noun and its adjectives in the nominative of the same number."""
    changed = {}
    gender: Gender = cell.word(head).gender
    each_named = cell.tokens[start].capital and any(  # «Луговской и Ясеневской школ»: each has a name of its own
        cell.word(at).sort is Sort.AND and cell.tokens[at + 1].capital for at in range(start, head)
    )
    for at in range(start, head):
        if cell.word(at).adjective:
            changed[at] = _changed_adjective(cell, at, "sg" if each_named else form.number, gender)
        elif cell.low(at) in _QUANTIFIERS:
            changed[at] = _QUANTIFIERS[cell.low(at)]
        elif cell.word(at).sort is Sort.POST:  # «Управляющего совета»
            changed[at] = _noun(cell.tokens[at].text, form.number)
    changed[head] = _noun(cell.tokens[head].text, form.number)
    return changed


def _changed_adjective(cell: Cell, at: int, number: Number, gender: Gender) -> str:
    adjective, written = cell.word(at).adjective, cell.tokens[at].text
    if adjective is None:
        return written
    quote = written[0] if not written[0].isalpha() else ""  # «опорных»
    bare = written.strip('«»"“”')
    ending = adjective.nominative(number, gender) + adjective.reflexive
    return quote + bare[: len(adjective.stem)] + ending + (written[-1] if quote else "")


def _changed_follower(cell: Cell, part: Part, at: int, form: Form) -> dict[int, str]:
    """«школ лидеров», «школ …, функционирующих …», «школ … и школ …» agree with the first noun."""
    word, token = cell.word(at), cell.tokens[at]
    if word.sort is Sort.SCHOOL and word.lemma == cell.word(part.head).lemma and form in word.forms:
        return {at: _noun(token.text, form.number)}
    beside = cell.kind(at - 1) in (Kind.DASH, Kind.COMMA) or at == part.head + 1
    if word.lemma in _APPOSITIONS and word.sort is Sort.POST and form in word.forms and beside:
        return {at: _noun(token.text, form.number)}
    adjective = word.adjective
    if adjective is None or not (at == part.head + 1 or cell.kind(at - 1) is Kind.COMMA):
        return {}
    gender = cell.word(part.head).gender
    agrees = any(form == other and (gender in genders or form.number == "pl") for other, genders in adjective.forms)
    if agrees and _PARTICIPLE.fullmatch(adjective.stem):
        return {at: _changed_adjective(cell, at, form.number, gender)}
    return {}


def _noun(written: str, number: Number) -> str:
    """A noun, or each half of a compound, in the nominative with the capitals of the cell."""
    halves: list[str] = []
    for half in written.split("-"):
        word = read_word(half.lower().replace("ё", "е"), False, False)
        singular, plural = word.nominatives
        form = singular if number == "sg" else plural
        if word.adjective and halves:  # «школ-наставляемых»
            gender: Gender = read_word(written.partition("-")[0].lower(), False, False).gender
            halves.append(word.adjective.stem + word.adjective.nominative(number, gender))
        else:
            halves.append(_recased(half, form) if form and word.forms else half)
    return "-".join(halves)


def _recased(written: str, form: str) -> str:
    if written.isupper() and len(written) > 1:
        return form.upper()
    return form.capitalize() if written[:1].isupper() else form


def post_text(cell: Cell, phrase: Phrase) -> str:
    """A post with its adjuncts, without the institution; in the nominative («совместно с руководителями» -> «руководители»)."""
    posts = [part for part in phrase.parts if part.sort is Sort.POST]
    pieces = (
        _joint(cell, part) + _post_part(cell, part, first=part is posts[0]) for part in posts if part.end > part.start
    )
    return "".join(pieces).strip(" ,")


def _joint(cell: Cell, part: Part) -> str:
    return ", " if cell.kind(part.start - 1) is Kind.COMMA else " "


def _post_part(cell: Cell, part: Part, *, first: bool) -> str:
    word = cell.word(part.head)
    if first and word.forms and word.oblique:
        return institution_name(cell, part, governed=True)
    return slice_of(cell, part.start, part.end)


def whole_post(cell: Cell, phrase: Phrase, *, singular: bool) -> str:
    """A named person's post with its institution as written; `singular`: one of several people with one plural post."""
    start, part = phrase.first.start, phrase.first
    forms = agree(cell, part.start, part.head)
    plural = next((form for form in sorted(forms) if form == ("nom", "pl")), None)
    if not (singular and plural):
        return slice_of(cell, start, phrase.end)
    return _render(cell, start, phrase.end, _changed_head(cell, start, part.head, Form("nom", "sg")))
