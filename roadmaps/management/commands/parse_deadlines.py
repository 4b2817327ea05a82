"""`manage.py parse_deadlines`: deadline phrases as JSON lines on stdin -> their meanings as JSON lines on stdout."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from roadmaps.deadlines import Meaning, Period, occurrences, parse, says
from schools.workdays import WorkingDays

CALENDAR = WorkingDays()


class Command(BaseCommand):
    help = (
        'Читает строки JSON {"text", "context_year", "context_type"} из стандартного ввода и для каждой печатает, что '
        "значит срок: вид, границы, повторение, месяцы, пересказ словами и отдельные сроки. База данных не нужна."
    )
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        for text, period in _phrases(sys.stdin):
            self.stdout.write(json.dumps(described(parse(text, period), period), ensure_ascii=False))


def _phrases(lines: Iterable[str]) -> Iterator[tuple[str, Period | None]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            text, years, kind = row["text"], row.get("context_year"), row.get("context_type")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise CommandError(f"Строка {number}: нужен JSON с полем «text».") from error
        yield str(text or ""), Period.parse(str(years or ""), str(kind or "calendar"))


def described(meaning: Meaning, period: Period | None) -> dict[str, Any]:
    """One line of the answer, in the vocabulary of the deadline corpus; what is not known is null.

    `readings`: every way to read an ambiguous phrase, the parser's own first; `targets`: values to reach, with the time
    they stand by.
    """
    return {
        "text": meaning.text,
        **_core(meaning),
        "needs_date": meaning.needs_date,
        "understood": meaning.understood,
        "approx": meaning.approx,
        "says": says(meaning, period),
        "occurrences": [
            {"starts_on": _iso(found.starts_on), "due_on": _iso(found.due_on), "label": found.label}
            for found in occurrences(meaning, period, moved=CALENDAR.moved)
        ],
        "readings": [
            {"phrase": reading.phrase, "why": reading.why, **_core(parse(reading.phrase, period))}
            for reading in meaning.readings
        ],
        "targets": [
            {"amount": value.amount, "unit": value.unit, "start": _iso(value.start), "end": _iso(value.end)}
            for value in meaning.values
        ],
        "notes": list(meaning.notes),
    }


def _core(meaning: Meaning) -> dict[str, Any]:
    return {
        "kind": meaning.kind,
        "start": _iso(meaning.start),
        "end": _iso(meaning.end),
        "freq": meaning.freq,
        "n": meaning.n,
        "months": list(meaning.months) or None,
        "days": list(meaning.days) if meaning.days else None,
        "items": [[_iso(start), _iso(end)] for start, end in meaning.items] or None,
        "rrule": meaning.rrule,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
