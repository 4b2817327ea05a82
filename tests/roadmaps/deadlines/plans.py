"""Plans the phrases of these tests stand in, and a short notation of what a phrase means there."""

from datetime import date, timedelta

from roadmaps.deadlines import Meaning, Period

SCHOOL = Period.parse("2021-2022", "school")
YEAR = Period.parse("2022", "calendar")
YEARS = Period.parse("2021-2025", "calendar")


def brief(meaning: Meaning) -> str:
    """«range 2021-09-01..2021-09-15 m9 d1-15»: kind, bounds, frequency, months, days, items, RRULE; «?» asks for a date,
    «!» is not understood."""
    parts: list[str] = [meaning.kind]
    if (meaning.start or meaning.end) and not (meaning.kind == "multi" and meaning.items):
        parts.append(interval(meaning.start, meaning.end))
    if meaning.freq:
        parts.append(f"{meaning.freq}/{meaning.n or '-'}")
    if meaning.months:
        parts.append("m" + ",".join(map(str, meaning.months)))
    if meaning.days:
        parts.append("d" + "-".join(str(day or "") for day in meaning.days))
    parts += [f"[{interval(*item)}]" for item in meaning.items]
    parts += [meaning.rrule] if meaning.rrule else []
    return " ".join(parts) + ("?" if meaning.needs_date else "") + ("" if meaning.understood else "!")


def interval(start: date | None, end: date | None) -> str:
    """«2021-09» a whole month, «2021-09-15» a day, «..2021-11-01» a latest day."""
    if start and end and start.day == 1 and (end + timedelta(days=1)).day == 1 and (end - start).days < 31:
        return f"{start:%Y-%m}"
    return str(start) if start == end else f"{start or ''}..{end or ''}"
