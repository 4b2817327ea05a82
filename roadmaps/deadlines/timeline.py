"""The named times of a phrase in order: years written once are passed on, days are carried over, weeks find their month."""

import math
from dataclasses import dataclass, replace
from datetime import date

from roadmaps.deadlines.neighbours import carried, weeks_into_months, without_labels, without_reports
from roadmaps.deadlines.period import Period
from roadmaps.deadlines.pieces import During, Edge, Except, Inside, Piece, Rule, Span, YearScope
from roadmaps.deadlines.scanner import Found
from roadmaps.deadlines.spans import in_order, in_scope, scope_spans, with_year


@dataclass(frozen=True, slots=True)
class Moment:
    """A span with its place among the pieces, so that values can find the time they stand behind."""

    span: Span
    index: int
    depth: int
    own_year: bool = False  # the year is named, not taken from the plan


@dataclass(frozen=True, slots=True)
class Timeline:
    moments: tuple[Moment, ...]
    bounds: tuple[Span, ...]  # years that limit a repetition: «2021-2025 гг., ежегодно»
    insides: tuple[Inside, ...]
    excluded: tuple[Span, ...]


def build(found: list[Found], period: Period | None) -> Timeline:
    """Pieces of the scanner -> spans with every year that the words give them."""
    found = carried(weeks_into_months(without_labels(without_reports(found))))
    repeats = any(isinstance(item.piece, Rule) or _repeats(item.piece) for item in found)
    limits = _limits(found) if repeats else {}
    moments, scopes = _scoped([item for index, item in enumerate(found) if index not in limits], repeats=repeats)
    moments = _inherited(moments, period)
    barrier = next((item.index for item in found if isinstance(item.piece, Except)), math.inf)
    return Timeline(
        tuple(moment for moment in moments if moment.index < barrier),
        (*limits.values(), *(span for scope in scopes for span in scope_spans(scope))),
        tuple(item.piece for item in found if isinstance(item.piece, Inside)),
        tuple(moment.span for moment in moments if moment.index > barrier),
    )


def _repeats(piece: Piece) -> bool:
    """«5 числа каждого месяца», «в конце четверти» come round by themselves."""
    return isinstance(piece, Inside) and (piece.each or (piece.named and piece.role == "in"))


def _limits(found: list[Found]) -> dict[int, Span]:
    """«в период с 1 сентября 2021 года по ...» beside a rule: dated bounds of the repetition, by their place."""
    return {
        index: item.piece
        for index, item in enumerate(found)
        if index and isinstance(item.piece, Span) and item.piece.has_year and isinstance(found[index - 1].piece, During)
    }


# years


def _scoped(found: list[Found], *, repeats: bool) -> tuple[list[Moment], list[YearScope]]:
    """Years that stand apart are given to the months before them, else to those after; alone they are a time themselves."""
    moments: list[Moment] = []
    bounds: list[YearScope] = []
    forward: tuple[int, YearScope] | None = None
    for item in found:
        piece, index = item.piece, item.index
        if isinstance(piece, YearScope):
            forward = None
            if repeats:
                bounds.append(piece)
            elif piece.role != "in" or not _given_back(moments, piece):
                forward = (index, piece) if piece.role == "in" else None
                moments += [Moment(span, index, item.depth, own_year=True) for span in scope_spans(piece)]
        elif isinstance(piece, Span) and forward is not None and not piece.has_year:
            moments = [moment for moment in moments if moment.index != forward[0]]
            moments += [Moment(span, index, item.depth, own_year=True) for span in in_scope(piece, forward[1])]
        elif isinstance(piece, Span):
            moments.append(Moment(piece, index, item.depth, own_year=piece.has_year))
    return moments, bounds


def _given_back(moments: list[Moment], scope: YearScope) -> bool:
    """Puts the years on the spans before that have none; False where there are none."""
    count = 0
    while count < len(moments) and not moments[-1 - count].span.has_year:
        count += 1
    if not count:
        return False
    tail = moments[-count:]
    del moments[-count:]
    for moment in tail:
        moments += [replace(moment, span=span, own_year=True) for span in in_scope(moment.span, scope)]
    return True


def _inherited(moments: list[Moment], period: Period | None) -> list[Moment]:
    """A year written once goes back over the list before it, and on to what follows in the order of time."""
    result = list(moments)
    for index in range(len(result) - 2, -1, -1):
        span, after = result[index].span, result[index + 1].span
        if not span.has_year and after.first.year is not None and span.role != "from":
            year = after.first.year
            earlier = span.first.order > after.first.order and not _within(with_year(span, year), period)
            dated = with_year(span, year - (earlier and _within(with_year(span, year - 1), period)))
            result[index] = replace(result[index], span=dated, own_year=True)
    for index in range(1, len(result)):
        span, before = result[index].span, result[index - 1].span
        if not span.has_year and before.last.year is not None:
            later = with_year(span, before.last.year + (span.first.order <= before.last.order))
            same = with_year(span, before.last.year)
            chosen = same if _within(same, period) and not _within(later, period) else later
            result[index] = replace(result[index], span=chosen, own_year=True)
    return result


def _within(span: Span, period: Period | None) -> bool:
    year = span.last.year
    return period is not None and year is not None and period.start <= span.last.on(year) <= period.end


# dates


def place(span: Span, period: Period | None) -> tuple[date | None, date | None]:
    """Dates of a span: the named year, else the only one the plan leaves. (None, end) for «до», (start, None) for «с»."""
    if span.role == "until":
        edge = span.first if span.exclusive else span.last
        day = _dated(edge, span, period)
        if day is not None and span.exclusive:
            day = date.fromordinal(day.toordinal() - 1)
        return None, day
    if span.role == "from":
        return _dated(span.first, span, period), None
    if not span.has_year and period is not None:
        span = _in_plan(span, period)
    start, end = _dated(span.first, span, None), _dated(span.last, span, None)
    return (start, end) if start and end and start <= end else (None, None)


def _dated(edge: Edge, span: Span, period: Period | None) -> date | None:
    year = edge.year
    if year is None and period is not None:
        year = period.year_of_month(edge.month)
        year = None if year is None else year + span.ahead
    return edge.on(year) if year is not None else None


def exists(span: Span, period: Period | None) -> bool:
    """Whether both days of the span are days: «31 июня» and «29 февраля» of a common year are none."""
    if span.unit != "day":
        return True
    for edge in (span.first, span.last):
        year = edge.year if edge.year is not None or period is None else period.year_of_month(edge.month)
        if not edge.exists(year):
            return False
    return True


def _in_plan(span: Span, period: Period) -> Span:
    """Years from a plan of one year; a range over its bound keeps its order («август - сентябрь», «ноябрь - март»)."""
    years = period.year_of_month(span.first.month), period.year_of_month(span.last.month)
    if years[0] is None or years[1] is None:
        return span
    return in_order(span, years[0] + span.ahead, years[1] + span.ahead, school=period.kind == "school")
