"""Pieces that belong together though they stand apart: a week and its month, a month and the half-year that labels it.

Each step takes the pieces of a phrase and returns them with the neighbours settled.
"""

from dataclasses import replace
from itertools import pairwise

from roadmaps.deadlines.bases import COUNTED_UNITS
from roadmaps.deadlines.pieces import Inside, Mark, Rule, Span, Whole, YearScope
from roadmaps.deadlines.scanner import Found
from roadmaps.deadlines.spans import slice_of, span_months

JOINING = frozenset({",", "и", "/", ";"})


def without_reports(found: list[Found]) -> list[Found]:
    """«до 1 марта (за 2021 год)»: the reported period goes, unless nothing else speaks of time."""
    times = [item.piece for item in found if isinstance(item.piece, Span | YearScope | Rule | Whole | Inside)]
    if all(isinstance(piece, Span | YearScope) and piece.reported for piece in times):
        return found
    return [item for item in found if not (isinstance(item.piece, Span | YearScope) and item.piece.reported)]


def without_labels(found: list[Found]) -> list[Found]:
    """«декабрь (I полугодие)», «I полугодие: октябрь, декабрь», «март (до 15 марта)»: the narrower of the two is meant."""
    dropped: set[int] = set()
    repeats = any(isinstance(item.piece, Rule) for item in found)
    spans = [(index, item.piece, item.depth) for index, item in enumerate(found) if isinstance(item.piece, Span)]
    for (first, before, outer_depth), (second, after, inner_depth) in pairwise(spans):
        colon = second == first + 2 and found[first + 1].piece == Mark(":")
        apart = [item.piece for item in found[first + 1 : second] if not isinstance(item.piece, Mark)]
        if not apart and (inner_depth > outer_depth or not repeats) and _is_day_of(after, before):
            dropped.add(first)
        elif inner_depth > outer_depth and (before.first, before.last) == (after.first, after.last):
            dropped.add(second)  # «май (конец учебного года)»
        elif inner_depth > outer_depth or colon:
            dropped |= {first} if _holds(before, after) else {second} if _holds(after, before) else set()
    return [item for index, item in enumerate(found) if index not in dropped]


def _is_day_of(day: Span, month: Span) -> bool:
    """A day of the month that is named just before it, in the same year or without one."""
    inside = day.unit == "day" and day.role != "from" and month.one_month and month.role == "in" and not month.has_year
    return inside and not month.approx and (day.first.month == day.last.month == month.first.month)


def _holds(unit: Span, month: Span) -> bool:
    return unit.unit in COUNTED_UNITS and month.unit not in COUNTED_UNITS and month.first.month in span_months(unit)


def weeks_into_months(found: list[Found]) -> list[Found]:
    """«сентябрь, 1-я неделя», «3 неделя (ноябрь)», «октябрь, до 15 числа»: the part takes the month beside it."""
    if any(isinstance(item.piece, Rule) and item.piece.unit in ("month", "quarter") for item in found):
        return found
    result, taken = list(found), set()
    for index, item in enumerate(found):
        if isinstance(item.piece, Inside) and _is_part(item):
            home = _month_beside(found, index, -1) or _month_beside(found, index, 1)
            if home:
                taken.add(home[0])
                result[index] = replace(item, piece=_placed(item.piece, home[1]))
    return [item for index, item in enumerate(result) if index not in taken]


def _is_part(item: Found) -> bool:
    """A week or days of a month that is not named with them."""
    piece = item.piece
    return isinstance(piece, Inside) and piece.unit == "month" and not (piece.named or piece.each)


def _month_beside(found: list[Found], index: int, step: int) -> tuple[int, Span] | None:
    """The nearest month before or after, over punctuation and other parts of it."""
    place = index + step
    while 0 <= place < len(found) and (isinstance(found[place].piece, Mark) or _is_part(found[place])):
        place += step
    piece = found[place].piece if 0 <= place < len(found) else None
    return (place, piece) if isinstance(piece, Span) and piece.one_month and piece.role == "in" else None


def _placed(part: Inside, month: Span) -> Span:
    if part.weekday is not None:
        edge = replace(month.first, day=1, weekday=part.weekday, nth=part.nth)
        return Span(edge, edge, "day")
    high = part.high or -1
    span = slice_of(month, part.low or high, high)
    unit = "day" if part.role == "until" or part.low == part.high else "slice"
    return replace(span, role=part.role, unit=unit, working=part.working)


def carried(found: list[Found]) -> list[Found]:
    """«до 15 сентября, декабря» gives the day to December; «до 1 октября, 1 марта» makes both of them latest days."""
    result: list[Found] = []
    last: Span | None = None
    for item in found:
        piece = item.piece
        if isinstance(piece, Span) and last is not None and last.unit == "day":
            if piece.genitive and last.first.month == last.last.month:
                first, end = (replace(edge, month=piece.first.month, year=None) for edge in (last.first, last.last))
                piece = replace(last, first=first, last=end)
            elif piece.unit == "day" and piece.role == "in" and last.role == "until":
                piece = replace(piece, role="until")
            item = replace(item, piece=piece)
        result.append(item)
        if isinstance(piece, Span):
            last = piece
        elif not (isinstance(piece, Mark) and piece.tag in JOINING):
            last = None
    return result
