"""Meaning + plan period -> occurrences, the separate times an activity is due.

Conventions (the phrase itself leaves them open):
- an occurrence begins and is due inside the plan; what reaches over its bounds is cut, what lies outside is left out;
- «до 1 ноября» begins and is due on that day: when the work on it starts is nobody's business here;
- a stretch («постоянно», «с 1 сентября», «2021-2025 годы») is due once in every plan year, on its last day;
- a year's quarters, months and weeks count when they end in the plan; in a school plan that makes four quarters a year;
- «4 раза в год» are four equal parts of the year (quarters), «2 раза» its half-years, «2 раза в месяц» the halves of it;
  with points named («2 раза в год: сентябрь, май») the points are taken;
- every day («ежедневно», «по рабочим дням») is a stretch: nobody wants 365 reminders;
- «по графику, апрель-май» may take the whole of the time named, until the owner gives the day;
- no dates, no occurrences: a schedule kept elsewhere, a month whose year cannot be told, an empty cell.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from roadmaps.deadlines.meaning import Interval, Meaning, Occurrence
from roadmaps.deadlines.naming import label
from roadmaps.deadlines.period import Period
from roadmaps.deadlines.repeating import WORKING_DAYS, Piece, pieces
from roadmaps.deadlines.working import Mover, nth_working_day, off_weekends

Breaks = Mapping[str, Sequence[tuple[date, date]]]
ANY_BREAK = "школьные"


def occurrences(
    meaning: Meaning, period: Period | None, breaks: Breaks | None = None, moved: Mover = off_weekends
) -> list[Occurrence]:
    """Occurrences within the period, sorted by due day, none twice.

    `period` None: only what the phrase dates by itself. `breaks`: dates of school breaks by name («осенние»), where the
    municipality has set them; they turn «осенние каникулы» into occurrences. `moved`: its calendar, for «последний
    рабочий день».
    """
    found = list(_found(meaning, period, breaks or {}))
    if meaning.working:
        found = [
            piece for piece in map(partial(_on_working_day, meaning.working, moved), found) if _within(piece, period)
        ]
    unique = {(piece.start, piece.due): piece for piece in reversed(found)}
    ordered = sorted(unique.values(), key=lambda piece: (piece.due, piece.start))
    quarters = meaning.rule is None or meaning.rule.unit not in ("term", "trimester")
    return [
        Occurrence(piece.start, piece.due, label(piece.start, piece.due, until=piece.until, quarters=quarters))
        for piece in ordered
    ]


def _found(meaning: Meaning, period: Period | None, breaks: Breaks) -> Iterable[Piece]:
    if meaning.breaks and meaning.kind in ("external", "recurring"):
        holidays = [_clipped(interval, period) for interval in _break_days(meaning, breaks)]
        if holidays or meaning.kind == "external":
            return [piece for piece in holidays if piece]
    if meaning.kind == "empty" or not meaning.understood or (meaning.kind == "external" and not meaning.months):
        return []
    if meaning.kind == "recurring":
        return _recurring(meaning, period)
    if meaning.kind == "continuous":
        if meaning.needs_date:
            return []
        return _stretch(meaning.start, meaning.end, period)
    return _intervals(meaning.items or ((meaning.start, meaning.end),), period)


def _on_working_day(nth: int, moved: Mover, piece: Piece) -> Piece:
    day = nth_working_day(piece.due, nth, moved)
    return replace(piece, start=day, due=day)


def _within(piece: Piece, period: Period | None) -> bool:
    return period is None or period.start <= piece.due <= period.end


def _break_days(meaning: Meaning, breaks: Breaks) -> list[Interval]:
    names = [name for name in breaks if name in meaning.breaks or ANY_BREAK in meaning.breaks]
    return [interval for name in names for interval in breaks[name]]


def _intervals(items: Iterable[Interval], period: Period | None) -> Iterator[Piece]:
    for start, end in items:
        if start is not None and (end is None or _many_years(start, end, period)):
            yield from _stretch(start, end, period)
        else:
            piece = _clipped((start, end), period)
            if piece:
                yield piece


def _many_years(start: date, end: date, period: Period | None) -> bool:
    """Several whole years: the same as «весь период»."""
    return period is not None and sum(start <= first and last <= end for first, last in period.years) > 1


def _stretch(start: date | None, end: date | None, period: Period | None) -> list[Piece]:
    """One piece for each plan year that the stretch touches."""
    if period is None:
        return [Piece(start, end)] if start and end else []
    found = []
    for first, last in period.years:
        low, high = max(first, start or first), min(last, end or last)
        if low <= high:
            found.append(Piece(low, high))
    return found


def _clipped(interval: Interval, period: Period | None) -> Piece | None:
    start, end = interval
    if end is None:
        return None
    if start is None:
        inside = period is None or period.start <= end <= period.end
        return Piece(end, end, until=True) if inside else None
    if period is not None:
        start, end = max(start, period.start), min(end, period.end)
    return Piece(start, end) if start <= end else None


def _recurring(meaning: Meaning, period: Period | None) -> Iterable[Piece]:
    if meaning.items:
        return _intervals(meaning.items, period)
    window = _window(meaning, period)
    if window is None or meaning.rule is None:
        return []
    rule = meaning.rule
    daily = rule.unit == "day" or (rule.unit == "week" and len(rule.weekdays) >= WORKING_DAYS)
    if daily and rule.interval == 1 and not meaning.spans:
        return _stretch(window.start, window.end, window)
    return pieces(rule, meaning.spans, meaning.unit_days, window)


def _window(meaning: Meaning, period: Period | None) -> Period | None:
    """The plan cut to the bounds that the phrase gives; without a plan both bounds must be given."""
    if period is None:
        both = meaning.start and meaning.end and meaning.start <= meaning.end
        return Period(meaning.start, meaning.end, "calendar") if both and meaning.start and meaning.end else None
    start, end = max(period.start, meaning.start or period.start), min(period.end, meaning.end or period.end)
    return Period(start, end, period.kind) if start <= end else None
