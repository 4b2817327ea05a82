"""Fields of a meaning: bounds, months, days, the parts of each year, target values."""

from dataclasses import replace
from datetime import date

from roadmaps.deadlines import repetition, timeline
from roadmaps.deadlines.kinds import Parts
from roadmaps.deadlines.meaning import Interval, Value, Yearly
from roadmaps.deadlines.pieces import Edge, Inside, Rule, Span, Target, Then
from roadmaps.deadlines.spans import BREAK_MONTHS, months_span, span_months


def covered(parts: Parts) -> Interval:
    """The time beside a reference: the named one, else the plan where the words say «в течение года»."""
    dated = parts.dated()
    if dated:
        return hull(dated)
    if any(whole.scope != "unit" for whole in parts.wholes) and parts.period:
        return parts.period.start, parts.period.end
    return None, None


def hull(dated: list[Interval]) -> Interval:
    """From the first day to the last; open where one of the intervals is."""
    starts, ends = [day for day, _ in dated if day], [day for _, day in dated if day]
    start = min(starts) if starts and len(starts) == len(dated) else None
    return start, max(ends) if ends and len(ends) == len(dated) else None


def plain(span: Span) -> Span:
    """«к 2023 году – 15%, 2024 году – 30%»: in a list «к» names the year itself."""
    listed = span.unit == "year" and span.role == "until" and not span.exclusive and span.approx
    return replace(span, role="in") if listed else span


def yearly_spans(parts: Parts, rule: Rule) -> tuple[Yearly, ...]:
    """Parts of each year; what only bounds a rule finer than a year is none of them."""
    if parts.times.excluded:
        return tuple(Yearly(Edge(month, 1), Edge(month, -1)) for month in months_of(parts))
    dated = _finer(rule) and len(parts.moments) == 1 and parts.moments[0].own_year
    small = rule.unit in ("month", "decade", "week", "day")
    if not parts.moments:
        return tuple(map(repetition.yearly, _break_spans(parts)))
    spans = [moment.span for moment in parts.moments if moment.span.unit != "year" or moment.span.role == "until"]
    found = [repetition.yearly(span) for span in spans if not (small and span.role != "in")]
    return () if dated else tuple(dict.fromkeys(found))


def _break_spans(parts: Parts) -> list[Span]:
    """«ежегодно, осенние каникулы»: months in which the breaks lie, until the municipality's calendar says better."""
    return [months_span(*BREAK_MONTHS[name], "month") for name in parts.breaks if name in BREAK_MONTHS]


def _finer(rule: Rule) -> bool:
    return rule.unit not in ("year", "half")


def limits(parts: Parts, rule: Rule) -> tuple[date | None, date | None, tuple[Interval, ...]]:
    """Bounds that the phrase itself gives a repetition, and its own dated points («май 2023, май 2024»)."""
    bounds = [timeline.place(span, parts.period) for span in parts.times.bounds]
    if parts.has(Then) and parts.moments:
        start, end = parts.dated()[0]
        return start or end, None, ()
    if bounds:
        starts, ends = [day for day, _ in bounds if day], [day for _, day in bounds if day]
        last = None if parts.has(Then) else max(ends, default=None)  # «2023 год, далее ежегодно» has no end
        return min(starts, default=None), last, ()
    named = [moment for moment in parts.moments if moment.own_year]
    dated = [timeline.place(moment.span, parts.period) for moment in named]
    if len(named) > 1 and len(named) == len(parts.moments) and all(start or end for start, end in dated):
        start, end = hull(dated)
        return start, end, tuple(dated)
    if len(parts.moments) == 1:
        (start, end), span = parts.dated()[0], parts.moments[0].span
        if _finer(rule) and not named and span.role == "in" and not _in_plan(start, end, parts):
            return None, None, ()
        if _finer(rule) or (named and span.role != "in"):
            return start, end, ()
        if named or span.role == "from":
            return start, None, ()
    return None, None, ()


def _in_plan(start: date | None, end: date | None, parts: Parts) -> bool:
    plan = parts.period
    return bool(plan and start and end and plan.start <= start and end <= plan.end)


def months_of(parts: Parts) -> tuple[int, ...]:
    """Months named, in the order of the text, each once; «кроме июля» takes them out of the year or of what is named."""
    out = {month for span in parts.times.excluded for month in span_months(span)}
    if out and not parts.moments:
        return tuple(month for month in _year_order(parts) if month not in out)
    found: list[int] = []
    if parts.rule and not parts.moments:
        return tuple(month for span in _break_spans(parts) for month in span_months(span))
    for moment in parts.moments:
        edge = {"until": [moment.span.last.month], "from": [moment.span.first.month]}
        months = edge.get(moment.span.role) or span_months(moment.span)
        if moment.span.unit == "year" or len(months) > 12:
            continue
        found += [month for month in months if month not in found and month not in out]
    return tuple(found)


def _year_order(parts: Parts) -> range | list[int]:
    school = parts.period is not None and parts.period.kind == "school"
    return [9, 10, 11, 12, *range(1, 9)] if school else range(1, 13)


def days_of(parts: Parts) -> tuple[int | None, int | None] | None:
    """Days inside the month where all the times named agree on them; days of an unnamed month otherwise."""
    named = {_days_in_month(moment.span) for moment in parts.moments}
    if named:
        return named.pop() if len(named) == 1 else None
    unit_days = repetition.month_days(parts.times.insides)
    return unit_days[0] if len(unit_days) == 1 else None


def _days_in_month(span: Span) -> tuple[int | None, int | None] | None:
    in_order = span.first.order <= span.last.order
    one_month = span.unit in ("day", "slice") and span.first.month == span.last.month and in_order
    if not one_month or span.exclusive or span.first.weekday is not None:
        return None
    first, last = _day_number(span.first), _day_number(span.last)
    return None if span.role == "until" else first, None if span.role == "from" else last


def _day_number(edge: Edge) -> int:
    return edge.on(edge.year or 2023).day


def is_approx(parts: Parts) -> bool:
    return bool(parts.breaks) or any(moment.span.approx for moment in parts.moments)


def working_of(parts: Parts) -> int:
    """«последний рабочий день»: -1, where the phrase names nothing but one such day."""
    rule = parts.rule
    named: list[Span | Inside] = [*(moment.span for moment in parts.moments), *parts.times.insides]
    if len(named) != 1 or parts.has(Then):
        return 0
    units = ("year",) if parts.moments else repetition.DAYS_INSIDE
    plain = rule is None or (rule.unit in units and rule.interval == 1 and rule.n in (None, 1) and not rule.weekdays)
    return named[0].working if plain else 0


def values_of(parts: Parts) -> tuple[Value, ...]:
    """Each value goes to the time that stands before it; where the first value leads («80% - май»), to the one behind it."""
    targets = [(item.index, item.piece) for item in parts.found if isinstance(item.piece, Target)]
    leading = bool(targets and parts.moments) and targets[0][0] < parts.moments[0].index
    values = []
    for index, target in targets:
        before = [moment for moment in parts.moments if moment.index < index]
        behind = [moment for moment in parts.moments if moment.index > index]
        near = behind[:1] or before[-1:] if leading else before[-1:]
        start, end = timeline.place(near[0].span, parts.period) if near else (None, None)
        values.append(Value(target.amount, target.unit, start, end))
    return tuple(values)
