"""What the parts of time are taken of: a month, a quarter, a year, named or only said («месяца», «каждой четверти»).

Also the year that stands beside a span, since a base and its part share it.
"""

from dataclasses import dataclass, replace

from roadmaps.deadlines.line import Line, Pairs, named_years, number_run
from roadmaps.deadlines.pieces import NO_DAY, Piece, Rule, Span, Unit
from roadmaps.deadlines.spans import in_scope, join, month_span, scope_spans, unit_span, year_span
from roadmaps.deadlines.tokens import is_year

COUNTED_UNITS = ("quarter", "half", "term", "trimester")


@dataclass(frozen=True, slots=True)
class Operand:
    """Pieces found, in order. `edge` with `base`: «начало / конец X», where a preposition may want the very edge of X."""

    pieces: list[Piece]
    end: int
    edge: str = ""
    base: Span | None = None


@dataclass(frozen=True, slots=True)
class Base:
    """What a part is taken of: a span, or only the word «месяц», «четверть» (`unit`), perhaps «каждого»."""

    end: int
    span: Span | None = None
    unit: Unit = "month"
    each: bool = False
    others: tuple[Span, ...] = ()  # «I и II полугодия» names two wholes


def put_year(line: Line, place: int, spans: list[Span]) -> tuple[list[Span], int]:
    """The year right after: «2021 г.», «-2023 год», «(2021)», «2021-2022 уч. года», «текущего года»."""
    if line.kind(place) in ("current", "next", "new") and line.kind(place + 1) in ("year", "study", "calendar"):
        end = line.skip(place + 1, "year", "study", "calendar")
        reported = any(line.kind(step) == "reported" for step in range(end, end + 5))
        if line.kind(place) != "current" and not reported:
            return [replace(span, ahead=1) for span in spans], end
        return (spans, place) if reported else (spans, end)
    if line.kind(place) == "study" and line.kind(place + 1) == "year" and line.school and line.kind(place + 2) != "num":
        return spans, place + 2  # «сентябрь – май учебного года»
    number = line.at(place)
    if number.kind == "num" and number.text.isdigit() and len(number.text) > 3 and not is_year(number.number):
        first, last = replace(spans[-1].first, day=NO_DAY), spans[-1].last
        return [replace(spans[-1], first=first, last=first if spans[-1].first == last else last, unit="day")], place + 1
    bracket = line.sign(place) == "("
    lead = int(bracket or line.sign(place) in ("-", ",") or line.prep(place) == "in")
    found = named_years(line, place + lead)
    if found is None or (found.scope.ranged and not found.scope.school) or (len(found.scope.years) > 1):
        return spans, place
    short = line.at(place + lead).number < 100 and not found.scope.school
    dash_range = lead and line.sign(found.end) == "-" and not found.worded
    if dash_range or (short and spans[-1].unit == "month" and not line.at(found.end - 1).text.startswith("г")):
        return spans, place
    end = found.end + (bracket and line.sign(found.end) == ")")
    if bracket and end == found.end:
        return spans, place
    return [dated for span in spans for dated in in_scope(span, found.scope)], end


def base_of(line: Line, place: int) -> Base | None:
    """The whole that a part is taken of."""
    start = place
    place = line.skip(place, "current", "next", "new", "reported", "each", "whole")
    each = any(line.kind(step) == "each" for step in range(start, place))
    token = line.at(place)
    if token.kind == "month":
        spans, end = put_year(line, place + 1, [month_span(token.number)])
        return Base(end, spans[0], each=each)
    if token.kind == "num":
        return _numbered_base(line, place)
    after = line.skip(place, "study", "calendar")
    if line.kind(after) == "year":
        school = line.school if after == place else line.kind(place) == "study"
        ahead = int(line.kind(start) == "next" or (line.kind(start) == "new" and line.school))
        return Base(after + 1, replace(year_span(school=school), ahead=ahead), each=each)
    reported = (
        line.kind(start) in ("next", "reported") or line.kind(after + 1 + (line.sign(after + 1) == ",")) == "next"
    )
    if line.at(after).kind == "unit" and line.at(after).tag != "day" and not reported:
        return Base(after + 1, unit=_unit(line.at(after).tag), each=each)
    return None


def _numbered_base(line: Line, place: int) -> Base | None:
    years = named_years(line, place)
    if years:
        return Base(years.end, scope_spans(replace(years.scope, ranged=len(years.scope.years) > 1))[0])
    run = number_run(line, place)
    if run is None or line.at(run[1]).tag not in COUNTED_UNITS:
        return None
    found = units_at(line, run[1], run[0])
    spans = [piece for piece in found.pieces if isinstance(piece, Span)] if found else []
    return Base(found.end, spans[0], others=tuple(spans[1:])) if found and spans else None


def units_at(line: Line, place: int, pairs: Pairs, *, unit: str = "") -> Operand | None:
    """«I-II квартал 2021 г.», «1 и 3 четверть», «второе полугодие 2021-2022 учебного года».

    `unit`: where the noun is left out («II-III 2024»), `place` is then that of the last number.
    """
    unit = unit or line.at(place).tag
    end = line.skip(place + 1, "study") if line.kind(place + 2) == "year" else place + 1
    school = line.school or line.kind(place + 1) == "study"
    end = line.skip(end, "year") if end > place + 1 else end
    following = named_years(line, end)
    school = school or bool(following and following.scope.school)
    ends = [(unit_span(unit, low, school=school), unit_span(unit, high, school=school)) for low, high in pairs]
    spans = [replace(join(low, high), unit=unit) if low is not high else low for low, high in ends if low and high]
    if len(spans) < len(ends):
        return None
    spans, end = put_year(line, end, spans)
    return Operand([*spans], end)


def each_rule(base: Base) -> list[Piece]:
    return [Rule("year")] if base.each else []


def _unit(tag: str) -> Unit:
    units: dict[str, Unit] = {
        "week": "week",
        "month": "month",
        "quarter": "quarter",
        "half": "half",
        "decade": "decade",
    }
    return units.get(tag) or ("term" if tag == "term" else "trimester")
