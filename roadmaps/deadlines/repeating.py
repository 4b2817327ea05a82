"""A rule of repetition cut into pieces over a window of time: years, halves, quarters, months, weeks, weekdays."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from roadmaps.deadlines.meaning import Yearly
from roadmaps.deadlines.period import Period, year_end
from roadmaps.deadlines.pieces import Edge, Rule, month_end, nth_weekday
from roadmaps.deadlines.spans import CALENDAR_HALVES, SCHOOL_HALVES, TERMS, TRIMESTERS

Days = tuple[int | None, int | None]
WORKING_DAYS = 5  # in a week
MONTHS_IN = {"quarter": 3, "month": 1}


@dataclass(frozen=True, slots=True)
class Piece:
    """Days from `start` to `due`; `until` = only the last day is known."""

    start: date
    due: date
    until: bool = False


def pieces(rule: Rule, spans: Sequence[Yearly], days: Sequence[Days], window: Period) -> list[Piece]:
    """All pieces inside the window. `spans`: parts of each year named by the phrase; `days`: days inside the unit."""
    named = [piece for span in spans for piece in _each_year(span, window)]
    if takes_points(rule, spans):
        return [piece for piece in named if _every(piece, rule, window)]
    windows = [Period(piece.start, piece.due, window.kind) for piece in named if not piece.until]
    limiting = [span for span in spans if not span.until and not span.since]
    if not limiting:
        return list(_units(rule, days, window, named=False))
    return [piece for part in windows for piece in _units(rule, days, part, named=True)]


def takes_points(rule: Rule, spans: Sequence[Yearly]) -> bool:
    """Spans are the times themselves; one stretch with several times in it («2 раза в год, сентябрь-май») is a window."""
    if not spans or rule.unit not in ("year", "half", "term", "trimester", "quarter"):
        return False
    once = rule.unit == "year" and (rule.n or 1) == 1
    one = spans[0]
    return once or len(spans) > 1 or one.until or (one.first.month == one.last.month and not one.since)


def _each_year(span: Yearly, window: Period) -> Iterator[Piece]:
    for year in range(window.start.year - 1, window.end.year + 1):
        start = span.first.on(year)
        wraps = span.first.order > span.last.order
        due = span.last.on(year + wraps)
        if span.since:
            due = year_end(start, window.kind)
        if span.until:
            start = due
        if window.start <= start <= window.end and start <= due:
            yield Piece(start, min(due, window.end), until=span.until)


def _every(piece: Piece, rule: Rule, window: Period) -> bool:
    """«раз в 2 года» takes every second plan year."""
    if rule.unit != "year" or rule.interval == 1:
        return True
    first = year_end(window.start, window.kind).year
    return (year_end(piece.start, window.kind).year - first) % rule.interval == 0


# units of time inside a window


def _units(rule: Rule, days: Sequence[Days], window: Period, *, named: bool) -> Iterator[Piece]:
    if rule.weekdays:
        yield from _weekday_pieces(rule, window)
    elif rule.unit in ("day", "week"):
        yield from _steps(rule, window)
    elif rule.unit == "year":
        yield from _years(rule, window)
    else:
        for start, end in _calendar_units(rule, window):
            yield from _in_unit(rule, start, end, days, window, named=named)


def _weekday_pieces(rule: Rule, window: Period) -> Iterator[Piece]:
    if rule.unit == "month":
        for start, _ in _months(window, 1):
            for day in (
                nth_weekday(start.year, start.month, weekday, nth) for nth in rule.nths for weekday in rule.weekdays
            ):
                if window.start <= day <= window.end:
                    yield Piece(day, day)
        return
    monday = window.start - timedelta(days=window.start.weekday())
    while monday <= window.end:
        for day in (monday + timedelta(days=weekday) for weekday in rule.weekdays):
            if window.start <= day <= window.end:
                yield Piece(day, day)
        monday += timedelta(days=7 * rule.interval)


def _steps(rule: Rule, window: Period) -> Iterator[Piece]:
    """Weeks from Monday to Sunday that end in the window; «раз в 10 дней» counts from its first day."""
    if rule.unit == "day" and rule.interval == 1:
        yield Piece(window.start, window.end)
        return
    length = rule.interval * (7 if rule.unit == "week" else 1)
    start = window.start - timedelta(days=window.start.weekday() if rule.unit == "week" else 0)
    while start + timedelta(days=length - 1) <= window.end:
        due = start + timedelta(days=length - 1)
        yield Piece(max(start, window.start), due)
        start += timedelta(days=length)


def _years(rule: Rule, window: Period) -> Iterator[Piece]:
    count = rule.n or 1
    for start, end in window.years[:: rule.interval]:
        if count == 4:
            yield from _units(Rule("quarter"), (), Period(start, end, window.kind), named=False)
        elif count == 2:
            yield from _units(Rule("half"), (), Period(start, end, window.kind), named=False)
        else:
            yield from (Piece(*part) for part in split(start, end, count))


def _calendar_units(rule: Rule, window: Period) -> Iterator[tuple[date, date]]:
    """Months, quarters, halves, school terms, ten-day periods around the window."""
    if rule.unit in MONTHS_IN:
        yield from _months(window, MONTHS_IN[rule.unit] * (rule.interval if rule.unit == "month" else 1))
    elif rule.unit == "decade":
        for start, end in _months(window, 1):
            yield from (
                (start, start.replace(day=10)),
                (start.replace(day=11), start.replace(day=20)),
                (start.replace(day=21), end),
            )
    else:
        halves = SCHOOL_HALVES if window.kind == "school" else CALENDAR_HALVES
        table = {"half": halves, "term": TERMS, "trimester": TRIMESTERS}[rule.unit]
        for year in range(window.start.year - 1, window.end.year + 1):
            for first, last in table.values():
                yield date(year, first, 1), month_end(year + (last < first), last)


def _months(window: Period, length: int) -> Iterator[tuple[date, date]]:
    """Runs of `length` months, counted from January, from one run before the window to its end."""
    place = window.start.year * 12 + (window.start.month - 1) // length * length - length
    while place // 12 < window.end.year or (place // 12 == window.end.year and place % 12 < window.end.month):
        last = place + length - 1
        yield date(place // 12, place % 12 + 1, 1), month_end(last // 12, last % 12 + 1)
        place += length


def _in_unit(
    rule: Rule, start: date, end: date, days: Sequence[Days], window: Period, *, named: bool
) -> Iterator[Piece]:
    """Pieces of one unit: its days, its equal parts, or the whole of it."""
    whole_month = [(1, 31)] if rule.month_of_quarter else []
    for part in days or whole_month:
        piece = _days_of(rule, start, end, part)
        if window.start <= piece.due <= window.end:
            yield Piece(max(piece.start, window.start), piece.due, until=piece.until)
    if days or whole_month:
        return
    for first, last in split(start, end, rule.n or 1):
        inside = window.start <= last <= window.end
        if inside or (named and window.start <= first <= window.end):
            yield Piece(max(first, window.start), min(last, window.end))


def _days_of(rule: Rule, start: date, end: date, days: Days) -> Piece:
    """Days of the unit's last month; of its first one for «в начале», of the one after it where a report lags."""
    low, high = days
    month = end
    if rule.month_of_quarter:
        month = start.replace(month=start.month + rule.month_of_quarter - 1)
    elif rule.lag:
        month = end + timedelta(days=1)
    elif low == 1 and rule.unit != "month":
        month = start
    due = Edge(month.month, high or 31).on(month.year)
    if low is None:
        return Piece(due, due, until=True)
    before = month.replace(day=1) - timedelta(days=1)
    first = before if low > (high or 31) else month  # «с 25 по 5 число» begins in the month before
    return Piece(Edge(first.month, low).on(first.year), due)


def split(start: date, end: date, count: int) -> list[tuple[date, date]]:
    """`count` neighbouring parts: of whole months where they divide evenly, of days otherwise; never more than days."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if start.day == 1 and end == month_end(end.year, end.month) and count and months % count == 0:
        size = months // count
        firsts = [_shift(start, size * step) for step in range(count)]
    else:
        total = (end - start).days + 1
        count = max(1, min(count, total))
        firsts = [start + timedelta(days=total * step // count) for step in range(count)]
    lasts = [first - timedelta(days=1) for first in firsts[1:]] + [end]
    return list(zip(firsts, lasts, strict=True))


def _shift(day: date, months: int) -> date:
    place = day.year * 12 + day.month - 1 + months
    return date(place // 12, place % 12 + 1, 1)
