"""Repairs words before they are looked up: broken by a narrow column, glued together, mistyped by one letter."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from roadmaps.deadlines.lexicon import FORMS, STEMS, Lexeme

LONGEST_WORD = 30  # longer runs of letters are no words of this language
LONGEST_STEM = max(map(len, STEMS))
SHORTEST_STEM = min(map(len, STEMS))
GLUED_KINDS = frozenset({"month", "unit", "freq", "weekday", "year", "during", "study"})
CUT_KINDS = frozenset(
    {"month", "freq", "unit", "weekday", "study"}
)  # words that plans abbreviate: «сентяб.», «еженед.»
SHORTEST_CUT = 4
TYPO_KINDS = frozenset({"month", "freq", "unit", "weekday", "study", "always", "ref"})
LATIN_TWINS = str.maketrans("aceopxykhbmt", "асеорхукнвмт")  # Latin letters that look like Cyrillic ones


@dataclass(frozen=True, slots=True)
class Raw:
    """A run of letters, a run of digits or one sign; `start` and `end` are places in the cleaned text."""

    text: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return "a" <= self.text[0] <= "z" or "а" <= self.text[0] <= "я"

    @property
    def is_number(self) -> bool:
        return "0" <= self.text[0] <= "9"


def known(word: str) -> Lexeme | None:
    """The word's lexeme: as a whole word, or by its longest known beginning."""
    if word in FORMS:
        return FORMS[word]
    for length in range(min(len(word), LONGEST_STEM), SHORTEST_STEM - 1, -1):
        if word[:length] in STEMS:
            return STEMS[word[:length]]
    return None


def _stem_kind(word: str) -> str:
    return (known(word) or Lexeme("")).kind


def _stem_length(word: str) -> int:
    lengths = range(min(len(word), LONGEST_STEM), SHORTEST_STEM - 1, -1)
    return next((length for length in lengths if word[:length] in STEMS), 0)


def cyrillic(word: str) -> str:
    """«cентябрь» typed with a Latin c: look-alikes are put right in mixed words and in one-letter prepositions."""
    if word.isascii() and (len(word) > 1 or word in "ivxl"):
        return word
    return word.translate(LATIN_TWINS)


def repair(raws: Sequence[Raw]) -> Iterator[Raw]:
    """Joins fragments, splits glued words and corrects one wrong letter; everything else passes as it is."""
    index = 0
    while index < len(raws):
        raw = raws[index]
        if not raw.is_word or len(raw.text) > LONGEST_WORD:
            yield raw
            index += 1
            continue
        joined, used = _join(raws, index)
        if used > 1:
            yield from _split(joined) or (joined,)
        elif raw.text not in FORMS and _stem_kind(raw.text) == "during":  # «течениегода»
            yield from _split(raw) or (raw,)
        elif known(raw.text) is None:
            yield from _split(raw) or (Raw(_corrected(raw.text), raw.start, raw.end),)
        else:
            yield raw
        index += used


def _join(raws: Sequence[Raw], index: int) -> tuple[Raw, int]:
    """«сен тябрь», «Министерс тва», «еже- годно»: up to four fragments make one known word."""
    text, best = raws[index].text, (raws[index], 1)
    strange = known(text) is None
    place = index + 1
    for _ in range(3):
        hyphen = place + 1 < len(raws) and raws[place].text == "-" and raws[place].start == raws[place - 1].end
        place += hyphen
        if place >= len(raws) or not raws[place].is_word:
            break
        part = raws[place].text
        strange = strange or known(part) is None
        text += part
        if len(text) > LONGEST_WORD:
            break
        if strange and (text in FORMS or best[1] == 1) and _is_one_word(text, len(raws[index].text)):
            best = (Raw(text, raws[index].start, raws[place].end), place + 1 - index)
        place += 1
    return best


def _is_one_word(text: str, first_part: int) -> bool:
    return (text in FORMS and len(text) > 2) or _stem_length(text) > first_part or len(_split(Raw(text, 0, 0))) == 3


def _split(raw: Raw) -> list[Raw]:
    """«втечение», «сентябрьоктябрь»: two known words without a space; no pieces where the word is not such a pair."""
    for cut in range(len(raw.text) - 1, 0, -1):
        left, right = raw.text[:cut], raw.text[cut:]
        left_lexeme, right_lexeme = FORMS.get(left), known(right)
        if not left_lexeme or not right_lexeme or right_lexeme.kind not in GLUED_KINDS:
            continue
        exact = right in FORMS or right_lexeme.kind == "during"
        if exact and len(right) > 2 and (left_lexeme.kind == "prep" or left_lexeme.kind in GLUED_KINDS):
            middle = raw.start + cut
            parts = [Raw(left, raw.start, middle), Raw(right, middle, raw.end)]
            if left_lexeme.kind == right_lexeme.kind == "month":  # a hyphen at the end of a line was lost
                parts.insert(1, Raw("-", middle, middle))
            return parts
    return []


def _shortened(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))


def _typo_index() -> dict[str, set[str]]:
    """Each long word of the closed classes under itself and under itself less one letter."""
    index: dict[str, set[str]] = {}
    targets = [form for form, lexeme in FORMS.items() if lexeme.kind in TYPO_KINDS and len(form) > 5]
    for word in [
        *targets,
        "течение",
        "течении",
        "постоянно",
        "систематически",
        "график",
        "графику",
        "согласованию",
        "необходимости",
    ]:
        for key in (word, *_shortened(word)):
            index.setdefault(key, set()).add(word)
    return index


_TYPOS = _typo_index()


def _cut_index() -> dict[str, str]:
    """Beginnings of the words of closed classes that belong to one meaning only, with a word of that meaning."""
    meanings: dict[str, dict[tuple[str, int, str], str]] = {}
    for word, lexeme in sorted(FORMS.items(), key=lambda item: item[1].flag):
        if lexeme.kind == "adjective_month":
            continue
        for length in range(SHORTEST_CUT, len(word)):
            meanings.setdefault(word[:length], {}).setdefault((lexeme.kind, lexeme.number, lexeme.tag), word)
    single = {cut: next(iter(found.items())) for cut, found in meanings.items() if len(found) == 1}
    return {cut: word for cut, ((kind, _, _), word) in single.items() if kind in CUT_KINDS}


_CUTS = _cut_index()
_DOUBLED = re.compile(r"(.)\1+")


def _corrected(word: str) -> str:
    """The word that this one abbreviates or doubles a letter of, or the known word at one edit from it.

    Both begin alike, and all such words mean the same; else the word itself.
    """
    if word in _CUTS:
        return _CUTS[word]
    if len(word) < 5:
        return word
    plain = _DOUBLED.sub(r"\1", word)
    if plain in FORMS:  # «июньь»
        return plain
    found = {near for key in (word, *_shortened(word)) for near in _TYPOS.get(key, ()) if _one_edit(word, near)}
    lexemes = {near: FORMS.get(near) or known(near) or Lexeme("") for near in found}
    meanings = {(lexeme.kind, lexeme.number, lexeme.tag) for lexeme in lexemes.values()}
    return min(found, key=lambda near: (lexemes[near].flag, near)) if len(meanings) == 1 else word


def _one_edit(word: str, target: str) -> bool:
    """One letter changed, missing, added, or two neighbours swapped."""
    if word[0] != target[0] or abs(len(word) - len(target)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(word, target, strict=False)) if a != b), min(len(word), len(target)))
    rest, goal = word[start:], target[start:]
    swapped = rest[:2][::-1] == goal[:2] and rest[2:] == goal[2:]
    return rest[1:] == goal[1:] or rest[1:] == goal or rest == goal[1:] or swapped
