"""The row of tokens the grammar walks over, and the two shapes every rule needs: numbers in a row, named years."""

from collections.abc import Sequence
from dataclasses import dataclass

from roadmaps.deadlines.pieces import YearScope
from roadmaps.deadlines.tokens import END, Token, full_year, is_year

Pairs = list[tuple[int, int]]
LONGEST_SKIP = 12
LONGEST_RUN = 31  # no list of days, quarters or years is longer


class Line:
    """Tokens of one phrase. Places past either end give the END token, so that rules need no bounds checks."""

    def __init__(self, tokens: Sequence[Token], school_years: tuple[int, int] | None) -> None:
        self.tokens = tokens
        self.length = len(tokens)
        self.school_years = school_years  # first and last calendar year of a plan that counts in school years
        self.school = school_years is not None
        self.closing = _closing_brackets(tokens)

    def at(self, place: int) -> Token:
        return self.tokens[place] if 0 <= place < self.length else END

    def kind(self, place: int) -> str:
        return self.tokens[place].kind if 0 <= place < self.length else END.kind

    def sign(self, place: int) -> str:
        """The punctuation mark at that place, or an empty string."""
        token = self.at(place)
        return token.text if token.kind == "punct" else ""

    def prep(self, place: int) -> str:
        token = self.at(place)
        return token.tag if token.kind == "prep" else ""

    def skip(self, place: int, *kinds: str) -> int:
        """The place after words of these kinds, a dozen of them at most (so that looking ahead stays cheap)."""
        last = place + LONGEST_SKIP
        while place < last and self.kind(place) in kinds:
            place += 1
        return place

    def separator(self, place: int) -> int:
        """How many tokens a list separator takes here: «,», «, и», «и», «/»; 0 where there is none."""
        used = 0
        while self.sign(place + used) in (",", "/") and used < 4:
            used += 1
        return used + (self.kind(place + used) == "conj")


def _closing_brackets(tokens: Sequence[Token]) -> dict[int, int]:
    """Place of each opening bracket -> place of the bracket that closes it."""
    opened: list[int] = []
    found = {}
    for place, token in enumerate(tokens):
        if token.kind == "punct" and token.text in "([":
            opened.append(place)
        elif token.kind == "punct" and token.text in ")]" and opened:
            found[opened.pop()] = place
    return found


def number_run(line: Line, place: int, *, after_from: bool = False) -> tuple[Pairs, int] | None:
    """«1», «1, 15», «1-15», «с 1 по 15», «I и III»: pairs of bounds. Years and small numbers never mix in one run."""
    pairs: Pairs = []
    while line.kind(place) == "num" and len(pairs) < LONGEST_RUN:
        low = line.at(place)
        if pairs and is_year(low.number) != is_year(pairs[0][0]):
            break
        place += 1
        bridge = _bridge(line, place, after_from=after_from)
        if bridge and line.kind(place + bridge) == "num":
            high = line.at(place + bridge).number
            day = line.kind(place + bridge + 1) == "month" or high <= low.number % 100
            if is_year(low.number) and high < 100 and day:
                pairs.append((low.number, low.number))  # «25 декабря 2023 - 15 января», «2023 – 20 человек»
                break
            if is_year(low.number) and high < 100:
                high += low.number // 100 * 100
            pairs.append((low.number, high))
            place += bridge + 1
        else:
            pairs.append((low.number, low.number))
        used = line.separator(place)
        if not used or line.kind(place + used) != "num":
            break
        if is_year(line.at(place + used).number) != is_year(low.number):
            break
        place += used
    return (pairs, place) if pairs else None


def _bridge(line: Line, place: int, *, after_from: bool) -> int:
    """Tokens between the two ends of a number range: «-», «по», «числа по», after «с» also «до»; 0 where none."""
    if line.sign(place) == "/" and is_year(line.at(place - 1).number) and is_year(line.at(place + 1).number):
        return 1
    words = int(line.kind(place) == "date_word")
    if (
        line.sign(place) == "-"
        or line.prep(place + words) == "by"
        or (after_from and line.prep(place + words) == "until")
    ):
        return words + 1
    return 0


@dataclass(frozen=True, slots=True)
class NamedYears:
    """Years read at a place: the scope, where it ends, and whether a word («год», «учебный») stood by them."""

    scope: YearScope
    end: int
    worded: bool


def named_years(line: Line, place: int) -> NamedYears | None:
    """«2021 г.», «2021-2025 гг.», «2021/2022 уч. год», «21/22 учебного года», «2021, 2022 и 2023 годы»."""
    slashed = _slashed(line, place)
    run = slashed or number_run(line, place)
    if run is None:
        return None
    pairs, end = run
    words = line.skip(end, "year", "study", "calendar", "study_year")
    school_word = any(line.kind(step) in ("study", "study_year") for step in range(end, words))
    short = line.at(place).number < 100
    if not all(is_year(full_year(low)) and is_year(full_year(high)) for low, high in pairs):
        return None
    if short and not (words > end and (school_word or line.at(end).text.startswith("г")) and line.at(place).number > 9):
        return None
    years = [(full_year(low), full_year(high)) for low, high in pairs]
    plural = any(line.at(step).text in ("гг", "годы", "годов", "годах") for step in range(end, words))
    school = bool(school_word or slashed) or _as_plan(years, line, plural=plural)
    return NamedYears(_scope(years, school=school), words, words > end)


def _as_plan(years: Pairs, line: Line, *, plural: bool) -> bool:
    """In a plan of school years «2021-2022» is one of them, and the plan's own years are its school years."""
    neighbours = line.school and not plural and all(high == low + 1 for low, high in years)
    return neighbours or years == [line.school_years]


def _slashed(line: Line, place: int) -> tuple[Pairs, int] | None:
    """«2021/2022», «2021/22», «21/22»: two neighbour years."""
    first, second = line.at(place), line.at(place + 2)
    if first.kind != "num" or second.kind != "num" or line.sign(place + 1) not in ("/", "\\"):
        return None
    if (first.number + 1) % 100 != second.number % 100 or first.number % 100 < 10:
        return None
    return [(first.number, first.number + 1)], place + 3


def _scope(years: Pairs, *, school: bool) -> YearScope:
    if school:
        if all(low == high for low, high in years):
            return YearScope(tuple(low for low, _ in years), school=True)
        spread = tuple(year for low, high in years for year in range(low, max(high, low + 1)))
        return YearScope(spread, school=True, ranged=len(years) == 1 and len(spread) > 1)
    if len(years) == 1:
        low, high = years[0]
        return YearScope((low, high) if high > low else (low,), ranged=high > low)
    return YearScope(tuple(year for low, high in years for year in range(low, high + 1)))
