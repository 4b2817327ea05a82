"""Meaning -> Russian words to confirm. The words are a deadline phrase themselves: parsed again, they mean the same."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from roadmaps.deadlines.lexicon import FORMS
from roadmaps.deadlines.meaning import Interval, Meaning, Yearly
from roadmaps.deadlines.naming import (
    GENITIVE,
    NOMINATIVE,
    PREPOSITIONAL,
    WEEKDAYS_DATIVE,
    day_words,
    interval_words,
    joined,
    nth_weekday_words,
    plural,
    year_list,
)
from roadmaps.deadlines.period import Period
from roadmaps.deadlines.pieces import Edge, Rule, Unit
from roadmaps.deadlines.repeating import WORKING_DAYS, takes_points
from roadmaps.deadlines.spans import PARTS
from roadmaps.deadlines.working import day_words as working_day_words

LONGEST_QUOTE = 200
MONTHS_OF_QUARTER = (("первый", "первого"), ("второй", "второго"), ("третий", "третьего"))
EVERY: dict[Unit, str] = {
    "year": "каждый год", "half": "каждое полугодие", "quarter": "каждый квартал", "month": "каждый месяц",
    "week": "каждую неделю", "day": "каждый день", "term": "каждую четверть", "trimester": "каждый триместр",
    "decade": "раз в декаду",
}  # fmt: skip
PER: dict[Unit, str] = {
    "year": "год", "half": "полугодие", "quarter": "квартал", "month": "месяц", "week": "неделю", "day": "день",
    "term": "четверть", "trimester": "триместр", "decade": "декаду",
}  # fmt: skip
COUNTED: dict[Unit, tuple[str, str, str]] = {
    "year": ("год", "года", "лет"), "month": ("месяц", "месяца", "месяцев"), "week": ("неделю", "недели", "недель"),
    "day": ("день", "дня", "дней"), "quarter": ("квартал", "квартала", "кварталов"),
    "half": ("полугодие", "полугодия", "полугодий"),
}  # fmt: skip
GENITIVE_UNITS: dict[Unit, str] = {
    "quarter": "квартала", "half": "полугодия", "term": "четверти", "trimester": "триместра", "month": "месяца",
}  # fmt: skip
INSTRUMENTAL_UNITS: dict[Unit, str] = {
    "quarter": "кварталом", "half": "полугодием", "term": "четвертью", "trimester": "триместром",
}  # fmt: skip
PART_WORDS = {"begin": "в начале", "mid": "в середине", "end": "в конце"}


def says(meaning: Meaning, period: Period | None) -> str:
    """The meaning in Russian words: «каждый год с 1 по 15 сентября: 2021, 2022, …, 2025»."""
    if meaning.kind == "empty":
        return "срок не требуется" if not meaning.needs_date else "срок не указан"
    if not meaning.understood:
        return f"срок не понят: {_quoted(meaning.text)}"
    if meaning.kind == "external":
        return f"срок без {'точной ' if meaning.months else ''}даты: {_quoted(meaning.text)}"
    if meaning.kind == "recurring":
        return _recurring(meaning, period)
    if meaning.kind == "continuous":
        return _continuous(meaning)
    if meaning.start is None and meaning.end is None and not meaning.items:
        return f"срок без {'года' if meaning.months else 'даты'}: {_quoted(meaning.text)}"
    if meaning.kind == "multi" and meaning.items:
        return _listed(meaning.items)
    if meaning.working and meaning.end:
        return f"{_working_words(meaning)} {GENITIVE[meaning.end.month]} {meaning.end.year} года"
    words = interval_words(meaning.start, meaning.end)
    return f"{words}, далее постоянно" if meaning.items else words


def _quoted(text: str) -> str:
    short = " ".join(text.split())
    first = short.split(" ")[0]
    if first.lower() in FORMS and not any(
        letter.isupper() for letter in first[1:]
    ):  # «По графику», in the middle of a sentence now
        short = short[0].lower() + short[1:]
    return short if len(short) <= LONGEST_QUOTE else short[:LONGEST_QUOTE].rstrip() + "…"


def _listed(items: Sequence[Interval], *, by_year: bool = True) -> str:
    """Latest days stand last: a plain day after «до ...» would be read as one of them."""
    ordered = sorted(items, key=lambda item: (item[0] is None, item[0] or item[1] or date.min))
    return "; ".join(interval_words(start, end, by_year=by_year) for start, end in ordered)


def _continuous(meaning: Meaning) -> str:
    if meaning.needs_date:
        return f"срок без даты: {_quoted(meaning.text)}"
    if meaning.start is None or meaning.end is None:
        return "постоянно"
    return f"постоянно: с {day_words(meaning.start)} по {day_words(meaning.end)}"


# repetitions


def _recurring(meaning: Meaning, period: Period | None) -> str:
    rule = meaning.rule or Rule("year")
    words = [_how_often(rule)]
    if meaning.items:
        return f"{words[0]}: {_listed(meaning.items, by_year=False)}"
    if meaning.working and meaning.spans:
        words.append(f"{_working_words(meaning)} {GENITIVE[meaning.spans[0].last.month]}")
        return " ".join(words) + _bounds(meaning, period)
    if meaning.unit_days and not takes_points(rule, meaning.spans):
        words = _in_each(rule, meaning) or [
            *words,
            ", ".join(_days(rule, days, meaning.working) for days in _ordered(meaning)),
        ]
    elif rule.month_of_quarter:
        words.append(f"({MONTHS_OF_QUARTER[rule.month_of_quarter - 1][0]} месяц квартала)")
    if meaning.needs_date:
        words.append("(день уточняется)")
    if meaning.spans and not _bounds_say_it(meaning):
        within = rule.unit in ("month", "week", "day")  # the spans only bound what repeats inside them
        words.append(yearly_words(_merged(meaning.spans) if within else meaning.spans))
    return " ".join(words) + _bounds(meaning, period)


def _working_words(meaning: Meaning) -> str:
    until = meaning.days is not None and meaning.days[0] is None
    words = working_day_words(meaning.working, until=until)
    return words if until or meaning.kind == "recurring" else words.removeprefix("в ")


def _bounds_say_it(meaning: Meaning) -> bool:
    """«каждую неделю с ноября по декабрь» of one year: the days that bound it tell the same."""
    start, end, rule = meaning.start, meaning.end, meaning.rule
    if start is None or end is None or rule is None or len(meaning.spans) != 1 or (end - start).days > 365:
        return False
    span = meaning.spans[0]
    plain = rule.unit in ("month", "week") and rule.interval == 1 and len(rule.weekdays) < WORKING_DAYS
    return _whole_months(span) and plain and (span.first.on(start.year), span.last.on(end.year)) == (start, end)


def _merged(spans: Sequence[Yearly]) -> list[Yearly]:
    """Whole months in a row as one stretch: «с января по июнь»."""
    merged: list[Yearly] = []
    for span in spans:
        last = merged[-1] if merged else None
        if last and _whole_months(last) and _whole_months(span) and span.first.month == last.last.month + 1:
            merged[-1] = replace(last, last=span.last)
        else:
            merged.append(span)
    return merged


def _whole_months(span: Yearly) -> bool:
    return (span.first.day, span.last.day) == (1, -1) and not (
        span.until or span.since or span.first.weekday is not None
    )


def yearly_words(spans: Sequence[Yearly]) -> str:
    """«в марте, с 1 по 15 сентября, до 5 ноября и с 1 декабря»: in this order none of them is read into the next."""
    return joined([*map(_span_words, sorted(spans, key=lambda span: (span.since, span.until)))])


def _how_often(rule: Rule) -> str:
    if rule.weekdays and rule.unit == "month":
        return " и ".join(f"каждый месяц {nth_weekday_words(rule.nths, weekday)}" for weekday in rule.weekdays)
    if rule.interval > 1:
        base = f"раз в {rule.interval} {plural(rule.interval, *COUNTED.get(rule.unit, ('раз', 'раза', 'раз')))}"
    elif (rule.n or 1) > 1:
        base = f"{rule.n} {plural(rule.n or 1, 'раз', 'раза', 'раз')} в {PER[rule.unit]}"
    else:
        base = EVERY[rule.unit]
    if rule.weekdays:
        working = rule.weekdays == tuple(range(WORKING_DAYS))
        days = "по " + ("рабочим дням" if working else joined([WEEKDAYS_DATIVE[day] for day in rule.weekdays]))
        return days if base == EVERY["week"] else f"{base} {days}"
    return base


def _ordered(meaning: Meaning) -> list[tuple[int | None, int | None]]:
    return sorted(meaning.unit_days, key=lambda days: days[0] or 99)


def _in_each(rule: Rule, meaning: Meaning) -> list[str]:
    """«в конце каждой четверти», where the unit has one part only and the rule nothing else to say."""
    part = _part_of_unit(rule, meaning.unit_days[0])
    if not part or len(meaning.unit_days) > 1 or rule.interval > 1 or (rule.n or 1) > 1 or rule.weekdays:
        return []
    return [f"{part} {'каждой' if rule.unit == 'term' else 'каждого'} {GENITIVE_UNITS[rule.unit]}"]


def _part_of_unit(rule: Rule, days: tuple[int | None, int | None]) -> str:
    """«в конце» of a quarter, a half-year or a term; a month has days."""
    part = next((PART_WORDS[name] for name, bounds in _PART_DAYS.items() if bounds == days), "")
    plain = rule.unit in GENITIVE_UNITS and rule.unit != "month" and not rule.lag and not rule.month_of_quarter
    return part if plain else ""


def _days(rule: Rule, days: tuple[int | None, int | None], working: int = 0) -> str:
    """Days inside the repeated unit: «до 5 числа», «в конце четверти», «до 10 числа месяца, следующего за отчётным ...»."""
    low, high = days
    part = _part_of_unit(rule, days)
    if part:
        return f"{part} {GENITIVE_UNITS[rule.unit]}"
    words = f"до {high} числа" if low is None else f"{high} числа" if low == high else f"с {low} по {high} число"
    if working:
        words = working_day_words(working, until=low is None)
    if rule.lag and rule.unit in INSTRUMENTAL_UNITS:
        return f"{words} месяца, следующего за отчётным {INSTRUMENTAL_UNITS[rule.unit]}"
    if rule.month_of_quarter:
        return f"{words} {MONTHS_OF_QUARTER[rule.month_of_quarter - 1][1]} месяца квартала"
    return f"{words} {GENITIVE_UNITS[rule.unit]}" if working and rule.unit != "month" else words


_PART_DAYS = {name: (low, 31 if high == -1 else high) for name, (low, high) in PARTS.items()}


def _span_words(span: Yearly) -> str:
    first, last = span.first, span.last
    if first.weekday is not None:
        return f"{nth_weekday_words([first.nth], first.weekday)} {GENITIVE[first.month]}"
    if span.until:
        return f"до {_edge_words(last)}"
    if span.since:
        return f"с {_edge_words(first)}"
    if first.day == 1 and last.day == -1:
        if first.month == last.month:
            return f"в {PREPOSITIONAL[first.month]}"
        return f"с {GENITIVE[first.month]} по {NOMINATIVE[last.month]}"
    if first.month == last.month and first.day == -7 and last.day == -1:
        return f"в последнюю неделю {GENITIVE[first.month]}"
    if first == last:
        return _edge_words(first)
    if first.month == last.month and first.order < last.order:
        return f"с {_day(first)} по {_edge_words(last)}"
    return f"с {_edge_words(first)} по {_edge_words(last)}"


def _edge_words(edge: Edge) -> str:
    return f"{_day(edge)} {GENITIVE[edge.month]}"


def _day(edge: Edge) -> int:
    """A day as a number; the last day of February is written 29, which every year's February ends by."""
    return edge.on(2024).day


def _bounds(meaning: Meaning, period: Period | None) -> str:
    """Years of the plan for a yearly rule, and the days that the phrase itself sets as bounds."""
    if meaning.rule is None or period is None:
        return _own_bounds(meaning)
    start, end = max(period.start, meaning.start or period.start), min(period.end, meaning.end or period.end)
    if start > end:
        return _own_bounds(meaning)
    years = Period(start, end, period.kind).years
    full = (start, end) == (period.start, period.end) or all(year in period.years for year in years)
    if meaning.rule.unit == "year" and full:
        return f": {year_list([first for first, _ in years], period.kind)}"
    return _own_bounds(meaning)


def _own_bounds(meaning: Meaning) -> str:
    if meaning.start and meaning.end:
        return f" в период с {day_words(meaning.start)} по {day_words(meaning.end)}"
    if meaning.start:
        return f" начиная с {day_words(meaning.start)}"
    return f" в период до {day_words(meaning.end)} включительно" if meaning.end else ""
