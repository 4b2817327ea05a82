"""Which kind a phrase is of, decided by its pieces in the order the domain lays down.

empty, recurring (an explicit frequency wins), external, multi, date, continuous, range; unknown words are external too,
marked as not understood.
"""

from dataclasses import dataclass
from itertools import takewhile

from roadmaps.deadlines import timeline
from roadmaps.deadlines.meaning import Interval, Kind
from roadmaps.deadlines.period import Period
from roadmaps.deadlines.pieces import During, Except, Inside, Mark, Noise, Reference, Rule, Span, Then, Whole
from roadmaps.deadlines.scanner import Found
from roadmaps.deadlines.timeline import Moment, Timeline


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything found in one phrase, sorted by what it is."""

    text: str
    period: Period | None
    found: list[Found]
    times: Timeline
    rule: Rule | None

    @property
    def moments(self) -> tuple[Moment, ...]:
        return self.times.moments

    @property
    def wholes(self) -> list[Whole]:
        """Words about the whole plan; «однократно» and «в течение месяца» beside a date say nothing about it."""
        found = [item.piece for item in self.found if isinstance(item.piece, Whole)]
        return [whole for whole in found if whole.scope not in ("once", "unit") or not self.moments]

    @property
    def breaks(self) -> tuple[str, ...]:
        return tuple(piece.breaks for piece, _ in self.references if piece.breaks)

    @property
    def references(self) -> list[tuple[Reference, bool]]:
        """Schedules and events named, with whether a bracket holds each; what follows «кроме» is none of them."""
        said = [*takewhile(lambda item: not isinstance(item.piece, Except), self.found)]
        return [
            (item.piece, item.depth > 0 or _is_label(said[at + 1 : at + 3]))
            for at, item in enumerate(said)
            if isinstance(item.piece, Reference)
        ]

    def has(self, kind: type) -> bool:
        return any(isinstance(item.piece, kind) for item in self.found)

    def dated(self) -> list[Interval]:
        return [timeline.place(moment.span, self.period) for moment in self.moments]


def _is_label(following: list[Found]) -> bool:
    """«ВПР – март, ОГЭ – май»: the event only says what the time behind the dash is of."""
    mark, time = [item.piece for item in following] if len(following) == 2 else (None, None)
    return mark in (Mark("-"), Mark(":")) and isinstance(time, Span)


def kind_of(parts: Parts) -> Kind:
    """The first kind, in the domain's order, that the pieces allow."""
    if _says_nothing(parts):
        return "empty"
    if parts.rule is not None:
        return "recurring"
    if _stands_elsewhere(parts) and not (parts.has(Then) and parts.moments):
        return "external"
    if parts.moments:
        return _timed_kind(parts)
    if parts.wholes:
        return "range" if all(whole.scope == "once" for whole in parts.wholes) else "continuous"
    return _inside_kind(parts.times.insides) if parts.times.insides else "external"


def _inside_kind(insides: tuple[Inside, ...]) -> Kind:
    """Days and weeks of a month that nobody names: «до 20 числа», «1-я неделя»."""
    if len(insides) > 1:
        return "multi"
    return "date" if insides[0].role == "until" or insides[0].weekday is not None else "range"


def _says_nothing(parts: Parts) -> bool:
    """No words, a dash, «н/д», «не требуется»; «-//-» is something else, it repeats a cell of another row."""
    if not all(isinstance(item.piece, Mark | Noise) for item in parts.found):
        return False
    words = [item.piece for item in parts.found if isinstance(item.piece, Noise)]
    return all(word.nothing for word in words) and "//" not in parts.text


def _stands_elsewhere(parts: Parts) -> bool:
    """A schedule or request decides the dates; an event too, unless exact days or a bracket make it a remark."""
    moments = [moment for moment in parts.moments if not moment.span.reported]
    exact = bool(moments) and not parts.wholes and all(moment.span.unit == "day" for moment in moments)
    for piece, inner in parts.references:
        remark = {
            "strong": exact and inner,
            "event": bool(moments) and (inner or exact),
            "comment": bool(moments or parts.wholes),
            "occasion": True,
            "weak": True,
        }
        if not remark[piece.strength]:
            return True
    return False


def _timed_kind(parts: Parts) -> Kind:
    moments = parts.moments
    if parts.has(Then) and len(moments) == 1 and moments[0].span.role != "from":
        return _single_kind(moments[0], parts)
    if parts.wholes and not (len(moments) > 1 or _is_point(moments[0], parts)):
        return "continuous"
    if len(moments) > 1 or (parts.wholes and moments[0].depth == 0):
        return "multi"
    return _single_kind(moments[0], parts)


def _is_point(moment: Moment, parts: Parts) -> bool:
    """Something shorter than a stretch of months; «постоянно до 1 июня» only bounds the stretch."""
    always = any(whole.scope == "always" for whole in parts.wholes)
    if always and (moment.span.role != "in" or (moment.span.unit == "day" and moment.span.first != moment.span.last)):
        return False
    return (
        moment.span.unit in ("day", "slice") and moment.span.first.month == moment.span.last.month
    ) or moment.span.one_month


def _single_kind(moment: Moment, parts: Parts) -> Kind:
    span = moment.span
    if span.role == "until" or (span.unit in ("day", "slice") and span.role == "in" and span.first == span.last):
        return "date"
    start, end = timeline.place(span, parts.period)
    plan = parts.period
    if parts.has(During) and span.unit == "year" and plan and (start, end) == (plan.start, plan.end):
        return "continuous"
    return "range"
