"""One named piece of time: a day, days of a month, a month, a quarter, a week of a month, the end of a half-year, years.

Each shape takes the line and a place and returns what it found with the place after it, or None.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from roadmaps.deadlines.bases import COUNTED_UNITS, Operand, base_of, each_rule, put_year, units_at
from roadmaps.deadlines.line import Line, Pairs, named_years, number_run
from roadmaps.deadlines.period import SCHOOL_YEAR_START
from roadmaps.deadlines.pieces import Edge, Inside, Piece, Rule, Span, Unit
from roadmaps.deadlines.spans import (
    DECADES,
    HALVES,
    SEASON_MONTHS,
    WEEKS,
    day_span,
    join,
    month_span,
    months_span,
    one_month_of,
    part_of,
    slice_of,
    span_months,
    unit_span,
    with_school_year,
    with_year,
)
from roadmaps.deadlines.tokens import Token, is_year

ONE_WORKING_DAY = ("рабочий", "рабочего", "рабочему", "рабочим", "рабочем", "раб")
PLURAL = ("ых", "ые", "ым", "последних", "последние")  # «в первых числах», «последние дни»


def operand(line: Line, place: int, *, after_from: bool = False) -> Operand | None:
    """Any named piece of time at this place. `after_from`: a «с» stands before, so «1 до 15» is one range."""
    kind = line.kind(place)
    shapes: dict[str, Callable[[Line, int], Operand | None]] = {
        "num": partial(numbered, after_from=after_from),
        "date": date_operand,
        "month_year": date_operand,
        "month": month_operand,
        "season": season_operand,
        "edge": edge_operand,
        "edge_event": edge_operand,
        "new": coming_year_operand,
        "next": coming_year_operand,
    }
    found = shapes[kind](line, place) if kind in shapes else None
    return found if found and found.pieces else None


# days and months


def date_operand(line: Line, place: int) -> Operand:
    token = line.at(place)
    if token.kind == "month_year":
        span = with_year(month_span(token.month), token.year or 0)
    else:
        span = day_span(token.number, token.month, token.year)
    end = place + 1
    spans = [span]
    if token.year is None:
        spans, end = put_year(line, end, spans)
    return Operand([*spans], line.skip(end, "year"))


def month_operand(line: Line, place: int) -> Operand:
    """«сентябрь», «сентябрь 2021», «сентябрь (1-15)», «сентябрь (до 15)», «май, 25», «сентября 2021 г.»."""
    token = line.at(place)
    spans = [month_span(token.number)]
    end = line.skip(place + 1, "unit") if line.at(place + 1).tag == "month" else place + 1
    days = _days_after_month(line, end)
    until = _latest_day(line, end)
    if days:
        spans, end = [_days(pair, token.number) for pair in days[0]], days[1]
    elif until:
        spans, end = [replace(day_span(until[0], token.number), role="until")], until[1]
    spans, after = put_year(line, end, spans)
    if token.flag and not days and after == end:
        spans = [replace(span, genitive=True) for span in spans]
    return Operand([*spans], after)


def _latest_day(line: Line, place: int) -> tuple[int, int] | None:
    """The day of «сентябрь (до 15)», «сентябрь, до 15»: a bare number that ends there."""
    opened = int(line.sign(place) in ("(", ","))
    day, end = line.at(place + opened + 1), place + opened + 2
    if line.prep(place + opened) != "until" or day.kind != "num" or not 0 < day.number <= 31:
        return None
    end += line.sign(place) == "(" and line.sign(end) == ")"
    return (day.number, end) if line.kind(end) == "end" or line.sign(end) in (",", ";") else None


def _days_after_month(line: Line, place: int) -> tuple[Pairs, int] | None:
    bracket = line.sign(place) == "("
    start = place + (line.sign(place) in ("(", ","))
    since = line.prep(start) == "from" and (bracket or start == place)  # «сентябрь (с 15 по 30)»
    run = number_run(line, start + since, after_from=since)
    if run is None or not all(0 < low <= high <= 31 for low, high in run[0]):
        return None
    end = line.skip(run[1], "date_word")
    closed = bracket and line.sign(end) == ")"
    following = line.at(end)
    if since and run[0][0][0] == run[0][0][1]:
        return None
    settled = following.kind in ("end", "prep") or line.sign(end) in (",", ";", "(")
    year_follows = is_year(following.number) and not bracket
    if not (closed or end > run[1] or (not bracket and (settled or year_follows))):
        return None
    return run[0], end + closed


def _days(pair: tuple[int, int], month: int) -> Span:
    low, high = pair
    if low == high:
        return day_span(low, month)
    if low > high:  # «с 28 по 5 января»: the first day belongs to the month before
        return Span(Edge((month - 2) % 12 + 1, low), Edge(month, high), "day")
    return month_span(month, low, high, "day")


def coming_year_operand(line: Line, place: int) -> Operand | None:
    """«новый учебный год», «следующий год»; «Новый год» is 31 December for a deadline."""
    base = base_of(line, place)
    if base is None or base.span is None or base.span.unit != "year":
        return None
    if line.kind(place) == "new" and line.kind(place + 1) == "year":
        before = line.prep(place - 1) in ("until", "by", "toward") or line.at(place - 1).text == "перед"
        return Operand([day_span(31, 12)], base.end) if before else None
    return Operand([base.span], base.end)


def season_operand(line: Line, place: int) -> Operand | None:
    """«осень 2021», «летний период», «осенне-зимний период»; an adjective with another noun is no season."""
    token = line.at(place)
    first, last, end, adjective = token.number, SEASON_MONTHS[token.number], place + 1, token.flag
    if line.sign(end) == "-" and line.kind(end + 1) == "season":
        last, adjective, end = SEASON_MONTHS[line.at(end + 1).number], line.at(end + 1).flag, end + 2
    if adjective:
        if line.kind(end) != "stretch" and line.at(end).tag != "month":
            return None
        end += 1
    spans, end = put_year(line, end, [months_span(first, last, "season", approx=True)])
    return Operand([*spans], end)


# numbers and what they count


def numbered(line: Line, place: int, *, after_from: bool) -> Operand | None:
    years = named_years(line, place)
    if years:
        return Operand([years.scope], years.end)
    run = number_run(line, place, after_from=after_from)
    if run is None:
        return None
    pairs, end = run
    several = line.at(place).text.endswith(PLURAL)
    if (line.kind(end) == "date_word" and (several or line.at(place).number < 0)) or (
        several and line.at(end).tag == "day" and line.at(place).number in (1, -1)
    ):
        last = line.at(place).number < 0  # «до последнего числа» is one day
        return _sliced(line, end + 1, [(-10 if several else -1, -1) if last else (1, 10)])
    worded = line.kind(end) == "date_word"
    end = line.skip(end, "date_word")
    end += line.sign(end) == "-" and line.at(end + 1).tag in COUNTED_UNITS  # «2-полугодие»
    return _headed(line, end, pairs, worded=worded)


def _headed(line: Line, place: int, pairs: Pairs, *, worded: bool) -> Operand | None:
    """The noun that the numbers belong to decides what they are."""
    token = line.at(place)
    if token.kind == "month" and (
        _fit(pairs, 31) or (token.flag and _short(pairs))
    ):  # «45 марта» is no date, and said so
        spans, end = put_year(line, place + 1, [_days(pair, token.number) for pair in pairs])
        return Operand([*spans], end)
    bridged = line.sign(place) in ("-", ",") or line.prep(place) == "by" or line.kind(place) == "conj"
    if bridged and line.kind(place + 1) in ("date", "month_year") and _fit(pairs, 31):
        return _dashed(line, place, pairs)
    if worded and _fit(pairs, 31):
        return _of_month(line, place, pairs)
    if line.at(place - 1).tag == "roman" and (token.kind == "end" or is_year(token.number)) and _fit(pairs, 4):
        unit = "quarter" if token.kind == "num" or not line.school else "term"
        return units_at(line, place - 1, pairs, unit=unit)
    if token.kind in ("unit", "half_of"):
        return _counted(line, place, pairs, line.at(place - 1))
    if token.kind == "working" and line.at(place + 1).tag == "day":
        ordinal = token.text in ONE_WORKING_DAY  # «до 3 рабочего дня», not «3 рабочих дня»
        return _working(_sliced(line, place + 2, pairs) if ordinal else None, pairs)
    if token.kind == "weekday":
        return _nth_weekday(line, place + 1, [low for low, _ in pairs], token.number)
    return None


def _fit(pairs: Pairs, most: int) -> bool:
    return all(0 < number <= most for pair in pairs for number in pair)


def _short(pairs: Pairs) -> bool:
    return all(number < 100 for pair in pairs for number in pair)


def _dashed(line: Line, place: int, pairs: Pairs) -> Operand | None:
    """«15-20.09.2021», «05, 06.09», «05 и 06.09», «9-10.2021»: the month stands in the date after the dash."""
    token = line.at(place + 1)
    last = date_operand(line, place + 1)
    span = last.pieces[0]
    if not isinstance(span, Span):
        return None
    if token.kind == "month_year":
        return Operand([join(month_span(min(pairs[0][0], 12)), span)], last.end)
    firsts = [replace(_days(pair, token.month)) for pair in pairs]
    if token.year is not None:
        firsts = [with_year(first, token.year) for first in firsts]
    if line.sign(place) == "," or line.kind(place) == "conj":
        return Operand([*firsts, span], last.end)
    if pairs[-1][1] > token.number:
        firsts[-1] = day_span(pairs[-1][0], (token.month - 2) % 12 + 1)
    return Operand([*firsts[:-1], join(firsts[-1], span)], last.end)


def _of_month(line: Line, place: int, pairs: Pairs) -> Operand:
    """«15 числа», «с 1 по 5 число каждого месяца»: the month follows, or is left open."""
    base = base_of(line, place)
    if base and base.span and base.span.one_month:
        return Operand([slice_of(base.span, *pair) for pair in pairs], base.end)
    said = bool(base)  # «5 числа месяца» is of every month, said or not
    unit: Unit = base.unit if base and base.unit in COUNTED_UNITS and not base.span else "month"
    inside: list[Piece] = [Inside(unit, low, high, each=said, named=said) for low, high in pairs]
    return Operand(inside, base.end if base else place)


def _counted(line: Line, place: int, pairs: Pairs, number: Token) -> Operand | None:
    """Numbered quarters, half-years, terms, weeks, ten-day periods, halves, last days; «2 недели» is a duration."""
    token = line.at(place)
    if token.kind == "half_of" and token.tag and base_of(line, place + 1) is None:
        return units_at(line, place, pairs)
    if token.kind == "half_of":
        slices = [HALVES[low] for low, _ in pairs if low in HALVES]
        return _sliced(line, place + 1, slices, halves=True, number=pairs[0][0]) if len(slices) == len(pairs) else None
    if token.tag in COUNTED_UNITS:
        return units_at(line, place, pairs)
    if token.tag in ("week", "decade"):
        duration = not number.flag and len(pairs) == 1 and number.number in range(1, 5) and token.text == "недели"
        table = WEEKS if token.tag == "week" else DECADES
        if token.flag or not all(low in table and high in table for low, high in pairs):
            return None
        slices = [(table[low][0], table[high][1]) for low, high in pairs]
        found = _sliced(line, place + 1, slices)
        return None if duration and isinstance(found.pieces[0], Inside) else found
    if token.tag == "day" and number.flag:
        return _sliced(line, place + 1, pairs)
    if token.tag == "month" and number.flag:
        return _months_of(line, place + 1, pairs)
    return None


def _working(found: Operand | None, pairs: Pairs) -> Operand | None:
    """«последний рабочий день месяца», «3-й рабочий день октября»."""
    nth = pairs[0][0]
    if found is None or len(pairs) > 1 or nth != pairs[0][1]:
        return found
    pieces = [replace(piece, working=nth) if isinstance(piece, Span | Inside) else piece for piece in found.pieces]
    return replace(found, pieces=pieces)


def _sliced(line: Line, place: int, slices: Pairs, *, halves: bool = False, number: int = 0) -> Operand:
    """Days inside the month that follows («сентября»), or inside a unit without a name («месяца», «четверти»)."""
    base = base_of(line, place)
    if base and base.span:
        if halves and base.span.unit == "year":
            school = base.span.first.month == SCHOOL_YEAR_START
            half = unit_span("half", number, school=school) or base.span
            year = base.span.first.year
            put = with_school_year if school else with_year
            spans = [put(half, year) if year is not None else half]
        else:
            spans = [slice_of(base.span, *pair) for pair in slices]
        spans, end = put_year(line, base.end, spans)
        return Operand([*spans, *each_rule(base)], end)
    unit: Unit = base.unit if base else "month"
    each = bool(base and (base.each or slices[0][0] == slices[0][1]))
    inside: list[Piece] = [Inside(unit, low, high, each=each, named=bool(base)) for low, high in slices]
    return Operand(inside, base.end if base else place)


def _months_of(line: Line, place: int, pairs: Pairs) -> Operand | None:
    """«первый месяц учебного года», «последний месяц квартала»."""
    base = base_of(line, place)
    if base is None:
        return None
    number = pairs[0][0]
    if base.span is None:
        rule = Rule(base.unit, month_of_quarter=3 if number < 0 else min(number, 3))
        return Operand([rule] if base.unit == "quarter" else [Inside(base.unit, None, None, named=True)], base.end)
    months = span_months(base.span)
    month = months[-1] if number < 0 else months[min(number, len(months)) - 1]
    return Operand([one_month_of(base.span, month)], base.end)


def _nth_weekday(line: Line, place: int, nths: list[int], weekday: int) -> Operand | None:
    """«третий четверг каждого месяца», «первая и третья среда», «последняя пятница ноября»."""
    if not all(nth == -1 or 1 <= nth <= 5 for nth in nths):
        return None
    base = base_of(line, place)
    if base and base.span and base.span.one_month:
        edges = [replace(base.span.first, day=1, weekday=weekday, nth=nth) for nth in nths]
        return Operand([*(Span(edge, edge, "day") for edge in edges), *each_rule(base)], base.end)
    each = bool(base) or len(nths) > 1 or line.at(place - 1).flag  # «2-я и 4-я пятница», «по последним пятницам»
    inside: list[Piece] = [Inside("month", None, None, each=each, nth=nth, weekday=weekday, named=each) for nth in nths]
    return Operand(inside, base.end if base else place)


# beginnings and ends


def edge_operand(line: Line, place: int) -> Operand | None:
    """«конец мая», «начало и конец учебного года», «до конца 2021 года», «в середине каждой четверти»."""
    parts, end = [], place
    if line.at(place).tag == "begin" and line.prep(place + 1) == "until" and line.kind(place + 2) == "edge":
        year = base_of(line, place + 3)  # «с начала до конца учебного года»
        return Operand([replace(year.span, unit="day")], year.end) if year and year.span else None
    while line.kind(end) in ("edge", "edge_event"):
        parts.append(line.at(end).tag)
        end += 1
        used = line.separator(end)
        used += line.prep(end + used) in ("in", "toward", "until", "from")
        if line.kind(end + used) != "edge":
            break
        end += used
    base = base_of(line, end)
    if base is None:
        return None
    if base.span is None:
        low_high = {"begin": (1, 10), "mid": (11, 20), "end": (21, 31)}
        inside: list[Piece] = [Inside(base.unit, *low_high[part], each=base.each, named=True) for part in parts]
        return Operand(inside, base.end, edge=parts[-1])
    wholes = (base.span, *base.others)
    spans, end = put_year(line, base.end, [part_of(whole, part) for whole in wholes for part in parts])
    whole, _ = put_year(line, base.end, [base.span])
    return Operand([*spans, *each_rule(base)], end, edge=parts[-1], base=whole[0])
