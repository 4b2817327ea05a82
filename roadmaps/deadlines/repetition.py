"""Rules of a phrase -> frequency, days, weekday rule and the pieces of each year that a repetition takes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from roadmaps.deadlines.meaning import Yearly
from roadmaps.deadlines.pieces import Inside, Rule, Span

WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAYS_INSIDE = ("month", "quarter", "half", "term", "trimester")  # units that «до 5 числа» can lie in
NAMED_PERIODS = (
    "quarter",
    "half",
    "term",
    "trimester",
)  # «месяца, следующего за отчётным кварталом» repeats as they do
PER_YEAR = {"term": 4, "trimester": 3}
NAMES = {"quarter": "quarterly", "month": "monthly", "week": "weekly", "half": "half-yearly"}


def chosen(rules: Sequence[Rule], insides: Sequence[Inside]) -> Rule | None:
    """One rule out of several: the first that is finer than a year; a place inside a unit makes or completes it."""
    finer = [rule for rule in rules if rule.unit != "year" or (rule.n or 1) > 1]
    rule: Rule | None = next(iter(finer or rules), None)
    for other in rules:
        if rule is not None and _same_week(rule, other):  # «по вторникам – 15.00, по средам – 14.00»
            rule = replace(rule, weekdays=tuple(sorted({*rule.weekdays, *other.weekdays})))
        elif rule is not None and other.weekdays and not rule.weekdays and rule.unit in ("week", "day"):
            rule = replace(other, n=rule.n, interval=rule.interval if rule.unit == "week" else 1)
        elif (
            rule is not None and rule.weekdays and rule.unit == other.unit == "week"
        ):  # «по пятницам, раз в две недели»
            rule = replace(rule, n=rule.n or other.n, interval=max(rule.interval, other.interval))
        elif rule is not None and rule.unit == "year" and _times(rule) == _times(other) > 1 and other.unit != "year":
            rule = other  # «4 раза в год (раз в четверть)»
        elif rule is not None and other.month_of_quarter:
            rule = replace(rule, unit="quarter", month_of_quarter=other.month_of_quarter)
        elif rule is not None and other.lag:
            rule = replace(other, n=rule.n) if other.unit in NAMED_PERIODS else replace(rule, lag=other.lag)
    for inside in insides:
        rule = _completed(rule, inside, alone=not rules)
    return rule


def _times(rule: Rule) -> int:
    """How many times a year; 0 where that is no whole number of units."""
    times = {"year": 1, "half": 2, "quarter": 4, "month": 12, **PER_YEAR}
    return times.get(rule.unit, 0) * (rule.n or 1) if rule.interval == 1 else 0


def _same_week(rule: Rule, other: Rule) -> bool:
    return rule.unit == other.unit == "week" and bool(rule.weekdays and other.weekdays)


def _completed(rule: Rule | None, inside: Inside, *, alone: bool) -> Rule | None:
    if inside.unit == "week" and inside.weekday is not None:
        weekly = rule is not None and rule.unit == "week"
        return replace(rule, weekdays=tuple(sorted({*rule.weekdays, inside.weekday}))) if rule and weekly else rule
    if inside.weekday is not None and (inside.each or (rule and rule.unit in ("month", "year"))):
        nths = (*(rule.nths if rule else ()), inside.nth)
        return Rule("month", weekdays=(inside.weekday,), nths=nths)
    if rule is None and alone and (inside.each or (inside.named and inside.role == "in")):
        return Rule(inside.unit)
    if rule is not None and rule.unit == "year" and inside.each:
        return Rule(inside.unit)
    return rule


def frequency(rule: Rule) -> tuple[str | None, int | None]:
    """(freq, n) of the vocabulary; (None, None) where only an RRULE can tell."""
    if rule.unit == "year":
        return ("n-per-year", rule.n) if (rule.n or 1) > 1 else ("yearly", rule.n)
    if rule.unit in PER_YEAR:
        return "n-per-year", PER_YEAR[rule.unit] * (rule.n or 1)
    if rule.unit == "month" and rule.interval > 1 and 12 % rule.interval == 0:
        return "n-per-year", 12 // rule.interval
    if rule.unit == "decade":
        return "monthly", 3
    return NAMES.get(rule.unit), rule.n


def rrule_of(rule: Rule) -> str | None:
    """RFC 5545 text for what the frequency cannot hold: weekdays, days, every second week."""
    parts = []
    if rule.interval > 1 and not (rule.unit == "month" and 12 % rule.interval == 0):
        parts.append(f"INTERVAL={rule.interval}")
    if rule.weekdays:
        prefixes = [str(nth) for nth in rule.nths] or [""]
        parts.append("BYDAY=" + ",".join(prefix + WEEKDAY_CODES[day] for prefix in prefixes for day in rule.weekdays))
    units = {
        "year": "YEARLY",
        "month": "MONTHLY",
        "week": "WEEKLY",
        "day": "DAILY",
        "half": "MONTHLY",
        "quarter": "MONTHLY",
    }
    if not (parts or rule.unit == "day") or rule.unit not in units:
        return None
    return ";".join([f"FREQ={units[rule.unit]}", *parts])


def month_days(insides: Iterable[Inside]) -> tuple[tuple[int | None, int | None], ...]:
    """«до 5 числа» = (None, 5), «с 1 по 5 число» = (1, 5), «в конце месяца» = (21, 31), «1 и 15 числа» = two pairs."""
    dated = [inside for inside in insides if inside.unit in DAYS_INSIDE and (inside.low or inside.high)]
    return tuple((_positive(inside.low), _positive(inside.high)) for inside in dated)


def _positive(day: int | None) -> int | None:
    return 32 + day if day is not None and day < 0 else day


def yearly(span: Span) -> Yearly:
    """The span without its year."""
    first, last = (replace(edge, year=None) for edge in (span.first, span.last))
    if span.role == "until" and span.exclusive:
        month = (first.month - 2) % 12 + 1
        return Yearly(replace(first, month=month, day=-1), replace(first, month=month, day=-1), until=True)
    return Yearly(first, last, until=span.role == "until", since=span.role == "from")
