"""Phrase + plan period -> Meaning: the pieces are found, the kind is decided, the maker of that kind fills the fields."""

from dataclasses import replace

from roadmaps.deadlines import repetition, timeline
from roadmaps.deadlines.fields import (
    covered,
    days_of,
    hull,
    is_approx,
    limits,
    months_of,
    plain,
    values_of,
    working_of,
    yearly_spans,
)
from roadmaps.deadlines.kinds import Parts, kind_of
from roadmaps.deadlines.line import Line
from roadmaps.deadlines.meaning import Interval, Meaning
from roadmaps.deadlines.period import Period
from roadmaps.deadlines.pieces import Rule, Then
from roadmaps.deadlines.readings import with_remarks
from roadmaps.deadlines.scanner import scan
from roadmaps.deadlines.tokens import MAX_CHARS, tokenize

NO_SUCH_DAY = "Такого дня нет в календаре"


def parse(text: str, period: Period | None) -> Meaning:
    """What the phrase means in a plan of that period (None = unknown). Never raises; not understood is said, not guessed."""
    found = scan(Line(tokenize(text), _school_years(period)))
    times = timeline.build(found, period)
    rules = [item.piece for item in found if isinstance(item.piece, Rule)]
    parts = Parts(text, period, found, times, repetition.chosen(rules, times.insides))
    makers = {
        "empty": _empty, "recurring": _recurring, "external": _external, "multi": _multi, "continuous": _continuous,
        "date": _single, "range": _single,
    }  # fmt: skip
    meaning = makers[kind_of(parts)](parts)
    spans = [*(moment.span for moment in times.moments), *times.bounds, *times.excluded]
    if not all(timeline.exists(span, None if meaning.kind == "recurring" else period) for span in spans):
        meaning = Meaning(text, meaning.kind, freq=meaning.freq, n=meaning.n, needs_date=True, understood=False)
        return replace(meaning, values=values_of(parts), notes=(NO_SUCH_DAY,))
    notes = ("Прочитано только начало фразы",) if len(text) > MAX_CHARS else ()
    notes = (*meaning.notes, *notes)
    meaning = replace(meaning, values=values_of(parts), notes=notes, working=working_of(parts))
    return with_remarks(meaning, times.moments, period)


def _school_years(period: Period | None) -> tuple[int, int] | None:
    return (period.start.year, period.end.year) if period is not None and period.kind == "school" else None


def _empty(parts: Parts) -> Meaning:
    blank = not any(sign.isprintable() and not sign.isspace() for sign in parts.text)
    return Meaning(parts.text, "empty", needs_date=blank)


def _external(parts: Parts) -> Meaning:
    start, end = covered(parts)
    known = any(piece.strength != "weak" for piece, _ in parts.references)
    return Meaning(
        parts.text, "external", start, end, months=months_of(parts), days=days_of(parts), needs_date=True,
        items=tuple(parts.dated()) if len(parts.moments) > 1 else (), understood=known, breaks=parts.breaks,
    )  # fmt: skip


def _multi(parts: Parts) -> Meaning:
    dated = [timeline.place(plain(moment.span), parts.period) for moment in parts.moments]
    if parts.wholes and len(dated) == 1 and parts.period:
        dated.insert(0, (parts.period.start, parts.period.end))
    start, end = hull(dated)
    unknown = not dated or any(first is None and last is None for first, last in dated)
    return Meaning(
        parts.text, "multi", start, end, months=months_of(parts), days=days_of(parts),
        items=() if unknown else tuple(dated), needs_date=unknown, approx=is_approx(parts),
    )  # fmt: skip


def _single(parts: Parts) -> Meaning:
    kind = kind_of(parts)
    start, end = parts.dated()[0] if parts.moments else covered(parts)
    items: tuple[Interval, ...] = ()
    if parts.has(Then) and parts.wholes and (start or end):  # «до 1 ноября, далее – постоянно»: two phases
        items = ((start, end), (end or start, parts.period.end if parts.period else None))
    unknown = start is None and end is None
    return Meaning(
        parts.text, kind, start, end, months=months_of(parts), days=days_of(parts), items=items,
        needs_date=unknown, approx=is_approx(parts),
    )  # fmt: skip


def _continuous(parts: Parts) -> Meaning:
    start, end = (None, None)
    if (parts.period and any(whole.scope != "unit" for whole in parts.wholes)) or parts.moments:
        plan = (parts.period.start, parts.period.end) if parts.period else (None, None)
        first, last = parts.dated()[0] if parts.moments else plan
        start, end = first or plan[0], last or plan[1]
        end = None if start and end and start > end else end
    unit_only = not parts.moments and all(whole.scope == "unit" for whole in parts.wholes)
    notes = ("Какой это месяц или квартал, в плане не сказано",) if unit_only and parts.wholes else ()
    return Meaning(parts.text, "continuous", start, end, months=months_of(parts), needs_date=bool(notes), notes=notes)


def _recurring(parts: Parts) -> Meaning:
    rule = parts.rule or Rule("year")
    freq, n = repetition.frequency(rule)
    elsewhere = any(piece.strength == "strong" for piece, _ in parts.references)
    start, end, items = limits(parts, rule)
    unit_days = repetition.month_days(parts.times.insides) if rule.unit in repetition.DAYS_INSIDE else ()
    days = unit_days[0] if len(unit_days) == 1 else days_of(parts)
    first_only = parts.has(Then) and rule.unit != "year"
    return Meaning(
        parts.text, "recurring", start, end, freq, n, () if first_only else months_of(parts), days, items,
        repetition.rrule_of(rule), needs_date=elsewhere, approx=is_approx(parts), breaks=parts.breaks, rule=rule,
        spans=() if items or first_only else yearly_spans(parts, rule), unit_days=unit_days,
    )  # fmt: skip
