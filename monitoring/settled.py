"""What a school has settled on «Мои сроки» before its report: the report takes it over instead of asking again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from monitoring.models import ActivityEntry, ReportingPeriod, SchoolReport
from roadmaps.models import Completion

NOTHING = {"status": "", "done_on": None, "result": "", "reason": ""}
ENTRY_FIELDS = tuple(NOTHING)


def not_asked_again(period: ReportingPeriod) -> Q:
    """Completions that take an occurrence out of the period's report: of an earlier report or time, or not applicable."""
    not_applicable = Q(outcome=Completion.Outcome.NOT_APPLICABLE)
    return Q(from_report=True) | not_applicable | Q(done_on__lt=period.starts_on)


def is_asked_again(completion: Completion, period: ReportingPeriod) -> bool:
    """The same for a completion in hand: whether the period's report shows it, filled in."""
    is_done = completion.outcome == Completion.Outcome.DONE
    return is_done and not completion.from_report and completion.done_on >= period.starts_on


def entry_of(completion: Completion) -> dict[str, Any]:
    """What the report says of an occurrence that the school has marked as done."""
    return {"status": ActivityEntry.Status.DONE, "done_on": completion.done_on, "result": completion.result}


def says_nothing(entry: ActivityEntry) -> bool:
    return not any(getattr(entry, name) for name in ENTRY_FIELDS)


def settled_entries(report: SchoolReport, among: Iterable[int] | None = None) -> dict[int, dict[str, Any]]:
    """By occurrence, what the report may take over; `among`: of these occurrences only."""
    marks = Completion.objects.filter(
        school=report.school_id, occurrence__activity__section__roadmap__programme=report.period.programme_id
    )
    if among is not None:
        marks = marks.filter(occurrence__in=among)
    return {mark.occurrence_id: entry_of(mark) for mark in marks.exclude(not_asked_again(report.period))}
