"""Pieces of time with their prepositions: «с ... по ...», «до ...», «не позднее ...», «A - B»."""

from dataclasses import dataclass, replace

from roadmaps.deadlines.bases import COUNTED_UNITS, Operand
from roadmaps.deadlines.line import Line
from roadmaps.deadlines.operands import operand
from roadmaps.deadlines.pieces import During, Edge, Inside, Piece, Role, Span, YearScope
from roadmaps.deadlines.spans import join, scope_spans, span_months

UNTIL_WORDS = ("until", "by", "toward")


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands before a piece of time. `how`: until (before it), by (it included), toward, from, in, reported."""

    how: str
    end: int


def time_at(line: Line, place: int) -> tuple[list[Piece], int] | None:
    """A piece of time with everything that belongs to it; None where the words here are not about time."""
    lead = lead_at(line, place)
    first = operand(line, lead.end, after_from=lead.how == "from")
    if first is None or (lead.how == "by" and line.kind(lead.end) == "edge_event"):  # «по окончанию» is an event
        return None
    if line.at(lead.end - 1).text in ("после", "перед") and not _is_day(first.pieces[0]):
        return None
    pieces, end, joined = _continued(line, first, lead)
    end, inclusive = _inclusive(line, end)
    if lead.how == "in" or (lead.how == "from" and joined):
        return pieces, end
    roled = [_roled(piece, lead.how, first, inclusive=inclusive) for piece in pieces]
    bound = line.kind(place) == "starting" and _is_day(first.pieces[0])  # «начиная с 1 июня 2022 года», as «в период с»
    return ([During(), *roled] if bound else roled), end


def _is_day(piece: Piece) -> bool:
    return isinstance(piece, Span) and piece.unit == "day"


def lead_at(line: Line, place: int) -> Lead:
    """«не позднее», «в срок до», «начиная с», «вплоть до», «за», plain prepositions."""
    place = line.skip(place, "about", "starting")
    if line.kind(place) == "not" and line.kind(place + 1) in ("later", "earlier"):
        how = "by" if line.kind(place + 1) == "later" else "from"
        after = line.skip(place + 2 + (line.sign(place + 2) == ","), "about")
        return Lead(how, after + (line.prep(after) in ("in", "on", "until", "by", "from")))
    if line.at(place).text == "после" or line.kind(place) == "later":
        return Lead("from", place + 1)
    if line.at(place).text == "перед" or line.kind(place) == "earlier":
        return Lead("before", place + 1)
    how = line.prep(place)
    if how in UNTIL_WORDS:
        after = line.skip(place + 1, "about", "clock", "clock_word")  # «до 17.00 15 октября»
        return Lead(how, after + (line.prep(after) in ("in", "on")))
    if how == "from":
        return Lead(how, line.skip(place + 1, "clock", "clock_word"))
    if how == "for":
        return Lead("reported", place + 1)
    return Lead("in", place + (how in ("in", "on")))


def _continued(line: Line, first: Operand, lead: Lead) -> tuple[list[Piece], int, bool]:
    """The other end of a range, as long as connectors follow: «сентябрь - октябрь - ноябрь» is one range too."""
    pieces, end, joined_any = first.pieces, first.end, False
    while True:
        bridge = _bridge(line, end, "" if joined_any or _is_range(pieces[-1]) else lead.how)
        second = operand(line, end + bridge) if bridge else None
        joined = _joined(pieces[-1], second, lead.how) if second else None
        if second is None or joined is None:
            return pieces, end, joined_any
        pieces, end, joined_any = [*pieces[:-1], joined, *second.pieces[1:]], second.end, True
        if len(second.pieces) > 1:
            return pieces, end, joined_any


def _bridge(line: Line, place: int, how: str) -> int:
    """Length of the connector: «-», «по», «до»; «с A, по B» and «не ранее A и не позднее B» are written at times."""
    comma = int(how == "from" and (line.sign(place) == "," or line.kind(place) == "conj"))
    place += comma
    if line.sign(place) == "-":
        return comma + 1 + (line.prep(place + 1) in ("by", "until", "in"))
    if how == "from" and line.kind(place) == "not" and line.kind(place + 1) == "later":
        return comma + 2
    word = (how and line.prep(place) == "by") or (how == "from" and line.prep(place) == "until")
    if word and line.at(place + 1).kind in ("date", "month", "num", "month_year", "edge", "edge_event", "season"):
        return comma + 1 + (line.prep(place + 1) == "in")
    return 0


def _joined(first: Piece, second: Operand, how: str) -> Piece | None:
    last = second.pieces[0]
    if isinstance(first, Span) and isinstance(last, Span) and first.unit in COUNTED_UNITS:
        if last.one_month and last.first.month in span_months(first):  # «I полугодие – декабрь» names the month of it
            return last
        if how == "reported" and last.unit != first.unit:
            return None
    if isinstance(first, YearScope) and isinstance(last, YearScope) and first.school == last.school:
        return replace(first, years=(first.years[0], last.years[-1]), ranged=True)
    start = _as_span(first, None)
    end = _as_span(last, start) if second.base is None or second.edge != "end" else second.base
    if start is None or end is None or start.first.weekday is not None or end.last.weekday is not None:
        return None
    return join(start, end)


def _as_span(piece: Piece, other: Span | None) -> Span | None:
    if isinstance(piece, YearScope):
        return scope_spans(replace(piece, ranged=True))[0]
    if isinstance(piece, Inside) and other and other.unit == "day" and piece.low and not piece.named:
        return replace(other, first=replace(other.first, day=piece.low), last=replace(other.last, day=piece.low))
    return piece if isinstance(piece, Span) else None


def _inclusive(line: Line, place: int) -> tuple[int, bool]:
    bracket = int(line.sign(place) in ("(", ","))
    if line.kind(place + bracket) != "inclusive":
        return place, False
    end = place + bracket + 1
    return end + (line.sign(end) == ")"), True


def _roled(piece: Piece, how: str, first: Operand, *, inclusive: bool) -> Piece:
    """Puts the role of the preposition on a piece."""
    if not isinstance(piece, Span | YearScope | Inside):
        return piece
    if how == "reported":
        return piece if isinstance(piece, Inside) else replace(piece, reported=True)
    if how == "from":
        return piece if _is_range(piece) else replace(piece, role="from")
    return _bounded(piece, how, first, inclusive=inclusive)


def _is_range(piece: Piece) -> bool:
    if isinstance(piece, YearScope):
        return len(piece.years) > 1
    if isinstance(piece, Inside):
        return piece.low != piece.high and not piece.named
    return isinstance(piece, Span) and piece.unit == "day" and piece.first != piece.last


def _bounded(piece: Span | YearScope | Inside, how: str, first: Operand, *, inclusive: bool) -> Piece:
    role: Role = "until"
    if isinstance(piece, Inside):
        return replace(piece, low=None, role=role)
    if isinstance(piece, YearScope):
        return replace(piece, role=role, exclusive=how in ("until", "before") and not inclusive, soft=how == "toward")
    if first.edge and first.base is not None:
        return _bounded_edge(piece, first.edge, first.base)
    exclusive = how == "before" or (how != "by" and piece.unit not in ("day", "slice") and not inclusive)
    return replace(piece, role=role, exclusive=exclusive, approx=piece.approx or exclusive)


def _bounded_edge(piece: Span, edge: str, base: Span) -> Span:
    """«до конца мая» = 31 May; «до начала учебного года» = the day before it; «до середины мая» = the 15th."""
    if edge == "end":
        return replace(base, role="until", approx=False)
    if edge == "begin":
        return replace(base, role="until", exclusive=True, approx=True)
    middle: Edge = replace(piece.first, day=15)
    return replace(piece, first=middle, last=middle, unit="day", role="until", approx=True)
