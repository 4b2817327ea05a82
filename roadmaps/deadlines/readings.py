"""What the owner of a plan should know about a meaning: other ways to read an ambiguous phrase, conventions it rests on.

Every other reading is offered as a plain phrase that the parser reads in one way only, so choosing it is parsing it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from roadmaps.deadlines.meaning import Interval, Meaning, Reading
from roadmaps.deadlines.naming import interval_words
from roadmaps.deadlines.period import Period
from roadmaps.deadlines.pieces import Edge, Span, day_before
from roadmaps.deadlines.repetition import yearly
from roadmaps.deadlines.saying import yearly_words
from roadmaps.deadlines.spans import with_school_year, with_year
from roadmaps.deadlines.timeline import Moment, place

MOST_YEARS = 6
NO_YEAR = "Год не указан, а в плане несколько лет"
BACKWARDS = "Начало срока позже конца"
OUTSIDE = "Срок лежит вне периода плана"
EXCLUSIVE = "«До» месяца или года понято как «до его начала»"
CONVENTIONS = {
    "term": "Границы четвертей условные: их задаёт календарь школы",
    "trimester": "Границы триместров условные: их задаёт календарь школы",
    "season": "Время года взято целыми месяцами",
    "slice": "Начало, середина и конец месяца — по десять дней",
    "month": "Начало и конец взяты целым месяцем",
    "day": "Середина месяца — 15-е число",
}


def with_remarks(meaning: Meaning, moments: Sequence[Moment], period: Period | None) -> Meaning:
    """The meaning with its readings and notes; what lies outside the plan asks for a date."""
    outside = _outside(meaning, period)
    spans = [moment.span for moment in moments]
    notes = [*meaning.notes, *([OUTSIDE] if outside else []), *_conventions(spans)]
    if meaning.needs_date and spans and not outside and meaning.kind in ("date", "range", "multi"):
        notes.append(BACKWARDS if all(span.has_year for span in spans) else NO_YEAR)
    readings = _readings(meaning, moments, period)
    return replace(
        meaning, readings=readings, notes=tuple(dict.fromkeys(notes)), needs_date=meaning.needs_date or outside
    )


def _outside(meaning: Meaning, period: Period | None) -> bool:
    if period is None or meaning.kind in ("external", "empty") or not (meaning.start or meaning.end):
        return False
    first, last = meaning.start, meaning.end
    if meaning.kind == "date" and not meaning.items and last:
        return not period.start <= last <= period.end
    return bool((first and first > period.end) or (last and last < period.start))


def _conventions(spans: Sequence[Span]) -> list[str]:
    notes = [
        CONVENTIONS[span.unit] for span in spans if span.approx and not span.exclusive and span.unit in CONVENTIONS
    ]
    return notes + [EXCLUSIVE for span in spans if span.exclusive]


def _readings(meaning: Meaning, moments: Sequence[Moment], period: Period | None) -> tuple[Reading, ...]:
    spans = [moment.span for moment in moments]
    if not spans or meaning.kind in ("external", "empty", "continuous") or len(spans) > 12:
        return ()
    if meaning.kind == "recurring":
        return _first_or_only(meaning, moments, period)
    if meaning.needs_date:
        return () if any(span.has_year for span in spans) else _years_apart(spans, period)
    if len(spans) == 1:
        return _until(spans[0], period) or _over_new_year(moments[0], period)
    return _two_months(moments, period)


def _years_apart(spans: Sequence[Span], period: Period | None) -> tuple[Reading, ...]:
    """«август» in a plan of several years: every year, or one of them."""
    if period is None or len(period.years) < 2:
        return ()
    found = [Reading(f"каждый год {yearly_words([yearly(span) for span in spans])}", "каждый год плана")]
    put = with_school_year if period.kind == "school" else with_year
    for start, _ in period.years[:MOST_YEARS]:
        dated = [place(put(span, start.year), period) for span in spans]
        found.append(Reading(_listed(dated), "один раз"))
    return tuple(found)


def _listed(dated: Sequence[Interval]) -> str:
    ordered = sorted(dated, key=lambda item: (item[0] is None, item[0] or item[1] or date.min))
    return "; ".join(interval_words(start, end) for start, end in ordered)


def _until(span: Span, period: Period | None) -> tuple[Reading, ...]:
    """«до 2025 года»: by the end of 2024 or within 2025; «к 2025 году» likewise."""
    year_unit = span.unit == "year" and span.first.month == 1
    if span.role != "until" or not (span.exclusive or (year_unit and span.approx)):
        return ()
    first = place(replace(span, exclusive=True), period)[1]
    last = place(replace(span, exclusive=False), period)[1]
    if first is None or last is None:
        return ()
    readings = [Reading(interval_words(None, first), "до начала"), Reading(interval_words(None, last), "включительно")]
    return tuple(readings if span.exclusive else reversed(readings))


def _over_new_year(moment: Moment, period: Period | None) -> tuple[Reading, ...]:
    """«декабрь - январь» in a plan of one calendar year: over its end, or both ends of the year itself."""
    span = moment.span
    if moment.own_year or period is None or period.kind != "calendar" or span.role != "in":
        return ()
    start, end = place(span, period)
    if start is None or end is None or start.year == end.year:
        return ()
    parts = [(date(start.year, 1, 1), Edge(end.month, end.day).on(start.year)), (start, date(start.year, 12, 31))]
    return Reading(interval_words(start, end), "через Новый год"), Reading(_listed(parts), "начало и конец года плана")


def _two_months(moments: Sequence[Moment], period: Period | None) -> tuple[Reading, ...]:
    """«Октябрь 2020 Май 2021» without a sign between: two points, or a range that lost its dash."""
    first, last = moments[0], moments[-1]
    if len(moments) != 2 or last.index - first.index != 1 or not (first.span.one_month and last.span.one_month):
        return ()
    (start, first_end), (last_start, end) = place(first.span, period), place(last.span, period)
    if not (start and first_end and last_start and end) or day_before(last_start) < start:
        return ()
    points = Reading(_listed([(start, first_end), (last_start, end)]), "два отдельных срока")
    return points, Reading(interval_words(start, end), "один промежуток")


def _first_or_only(meaning: Meaning, moments: Sequence[Moment], period: Period | None) -> tuple[Reading, ...]:
    """«ежегодно, февраль 2023 года»: every year from then on, or that February only."""
    if len(moments) != 1 or not moments[0].own_year or meaning.freq != "yearly" or moments[0].span.role != "in":
        return ()
    start, end = place(moments[0].span, period)
    if start is None or end is None or meaning.end is not None:
        return ()
    again = f"каждый год {yearly_words(meaning.spans)} начиная с {interval_words(start, start)}"
    return Reading(again, "каждый год, начиная с названного"), Reading(interval_words(start, end), "один раз")
