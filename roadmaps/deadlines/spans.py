"""Builders of spans: months, quarters, half-years, school terms, weeks and other parts of them, years put on them."""

from dataclasses import replace

from roadmaps.deadlines.pieces import Edge, Span, YearScope

SCHOOL_HALVES = {1: (9, 12), 2: (1, 8)}
CALENDAR_HALVES = {1: (1, 6), 2: (7, 12)}
TERMS = {1: (9, 10), 2: (11, 12), 3: (1, 3), 4: (4, 5)}  # months a school term usually takes; the school's own differ
TRIMESTERS = {1: (9, 11), 2: (12, 2), 3: (3, 5)}
QUARTERS = {number: (3 * number - 2, 3 * number) for number in (1, 2, 3, 4)}
WEEKS = {1: (1, 7), 2: (8, 14), 3: (15, 21), 4: (22, 28), 5: (29, -1), -1: (-7, -1)}
DECADES = {1: (1, 10), 2: (11, 20), 3: (21, -1), -1: (21, -1)}
HALVES = {1: (1, 15), 2: (16, -1), -1: (16, -1)}
PARTS = {"begin": (1, 10), "mid": (11, 20), "end": (21, -1)}
BREAK_MONTHS = {"осенние": (10, 11), "зимние": (12, 1), "весенние": (3, 3), "летние": (6, 8)}  # where they usually lie
SEASON_MONTHS = {12: 2, 3: 5, 6: 8, 9: 11}


def month_span(month: int, low: int = 1, high: int = -1, unit: str = "month") -> Span:
    return Span(Edge(month, low), Edge(month, high), unit)


def months_span(first: int, last: int, unit: str, *, approx: bool = False) -> Span:
    return Span(Edge(first, 1), Edge(last, -1), unit, approx=approx)


def day_span(day: int, month: int, year: int | None = None) -> Span:
    return Span(Edge(month, day, year), Edge(month, day, year), "day")


def unit_span(unit: str, number: int, *, school: bool) -> Span | None:
    """«II квартал», «1 полугодие», «III четверть»; number -1 is the last one. None: there is no such quarter."""
    halves = SCHOOL_HALVES if school else CALENDAR_HALVES
    table = {"quarter": QUARTERS, "half": halves, "term": TERMS, "trimester": TRIMESTERS}[unit]
    months = table.get(len(table) if number == -1 else number)
    return months_span(*months, unit, approx=unit in ("term", "trimester")) if months else None


def year_span(*, school: bool) -> Span:
    """The bare «год»: a school or a calendar year, which one is not said."""
    return months_span(9, 8, "year") if school else months_span(1, 12, "year")


def join(first: Span, last: Span) -> Span:
    """From the beginning of one to the end of the other; a year written once goes to both, over the New Year too."""
    start, end = first.first, last.last
    if start.year is None and end.year is not None:
        start = replace(start, year=end.year - (start.order > end.order))
    elif end.year is None and start.year is not None:
        end = replace(end, year=start.year + (start.order > end.order))
    unit = "day" if "day" in (first.unit, last.unit) else "slice" if "slice" in (first.unit, last.unit) else "month"
    ahead = max(first.ahead, last.ahead)
    return Span(start, end, unit, approx=first.approx or last.approx, ahead=ahead, reported=first.reported)


def with_year(span: Span, year: int) -> Span:
    """The year put on both edges; a span over the New Year begins in it."""
    wraps = span.first.order > span.last.order
    return replace(span, first=replace(span.first, year=year), last=replace(span.last, year=year + wraps))


def with_school_year(span: Span, year: int) -> Span:
    """The school year that begins in `year`: September - December take it, January - August the next one."""
    return in_order(span, year + (span.first.month < 9), year + (span.last.month < 9), school=True)


def in_order(span: Span, first: int, last: int, *, school: bool) -> Span:
    """Years put on the two edges so that they do not run backwards: «август - сентябрь» begins before the school year."""
    if (first, *span.first.order) > (last, *span.last.order):
        summer = school and 6 <= span.first.month <= 8
        first, last = (first - 1, last) if summer else (first, last + 1)
    return replace(span, first=replace(span.first, year=first), last=replace(span.last, year=last))


def in_scope(span: Span, scope: YearScope) -> list[Span]:
    """The span in each of the years named beside it."""
    put = with_school_year if scope.school else with_year
    years = range(scope.years[0], scope.years[-1] + 1) if scope.ranged else scope.years
    if scope.ranged and len(years) == 2 and span.first.order > span.last.order:  # «декабрь-январь 2023-2024 гг.»
        years = years[:1]
    return [put(span, year) for year in years]


def scope_spans(scope: YearScope) -> list[Span]:
    """Years that stand alone: one span for «2021-2025», one for each of «2021, 2023»."""
    pairs = [(scope.years[0], scope.years[-1])] if scope.ranged else [(year, year) for year in scope.years]
    found = []
    for low, high in pairs:
        first, last = (
            (Edge(9, 1, low), Edge(8, -1, high + 1)) if scope.school else (Edge(1, 1, low), Edge(12, -1, high))
        )
        approx = scope.exclusive or scope.soft
        found.append(Span(first, last, "year", scope.role, scope.exclusive, approx, reported=scope.reported))
    return found


def part_of(base: Span, part: str) -> Span:
    """Beginning, middle or end: ten days of a month, a month of anything longer (a school year teaches until May)."""
    if base.one_month:
        low, high = PARTS[part]
        return replace(
            base, first=replace(base.first, day=low), last=replace(base.last, day=high), unit="slice", approx=True
        )
    months = span_months(base)
    if base.unit in ("year", "half") and base.last.month == 8:  # school teaches until May
        months = months[:-3]
    place = {"begin": 0, "mid": (len(months) - 1) // 2, "end": len(months) - 1}[part]
    return one_month_of(base, months[place])


def one_month_of(base: Span, month: int) -> Span:
    """A month of a longer span, in the year the span gives it."""
    year = base.first.year
    if year is not None:
        year += month < base.first.month
    return Span(Edge(month, 1, year), Edge(month, -1, year), "month", approx=True, ahead=base.ahead)


def slice_of(base: Span, low: int, high: int) -> Span:
    """Days `low` to `high` of a month span; of a longer one, of its first month or (negative) its last."""
    month = base.last if low < 0 else base.first
    first, last = replace(month, day=low), replace(month, day=high)
    return replace(base, first=first, last=last, unit="slice")


def span_months(span: Span) -> list[int]:
    """Months a span touches, in order; a span over several years gives them all once round."""
    first, last = span.first, span.last
    count = (last.month - first.month) % 12 + 1
    if first.year is not None and last.year is not None:
        count = max((last.year - first.year) * 12 + last.month - first.month + 1, 1)
    return [(first.month - 1 + step) % 12 + 1 for step in range(count)]
