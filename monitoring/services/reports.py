"""The life of a school's report: saving, submitting, returning, accepting.

Every write begins with one conditional UPDATE of the report. It refuses what the state does not allow, and its row lock makes
writers of the same report wait for each other: no save slips in while the report is being submitted, and of two equal
submissions one moves the report and the other finds it moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from accounts.audit import changes, record
from accounts.models import User
from monitoring.asking import asked_indicators, asked_occurrences
from monitoring.checking import Problem, check
from monitoring.lifecycle import answers_for, may_fill, moves_for, why_not
from monitoring.loading import load_sheet
from monitoring.models import ActivityEntry, IndicatorValue, ReportEvent, SchoolReport
from monitoring.services.letters import announce_submission, write_decision
from monitoring.services.reported import tell_terms
from monitoring.settled import NOTHING, entry_of, says_nothing, settled_entries
from roadmaps.models import Completion

State = SchoolReport.State


class ReportError(Exception):
    """The report cannot be changed so. The message is Russian and says why and what to do."""


class UnknownRowError(ReportError):
    """The report does not ask for this activity or indicator, or not any more."""


class HasProblemsError(ReportError):
    """Submission of a report with gaps; `problems` lists the hard ones."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("В отчёте заполнено не всё. Заполните отмеченное и отправьте отчёт.")
        self.problems = problems


Values = Mapping[str, Any]


@transaction.atomic
def save(
    *,
    report: SchoolReport,
    by: User,
    entries: Mapping[int, Values] | None = None,
    values: Mapping[int, Values] | None = None,
    texts: Values | None = None,
    now: datetime | None = None,
) -> None:
    """Save rows of a draft or returned report: entries by occurrence, values by indicator, and the two texts.

    An entry holds status, done_on, result, reason; a value state, numerator, denominator, source, comment.
    Raises PermissionDenied, and ReportError when the report is locked or does not ask for a row.
    """
    claim(report, by=by, now=now)
    if entries:
        refuse_unknown(entries, asked_occurrences(report, entries))
        take_settled(report, by=by, among=entries)
    if values:
        refuse_unknown(values, asked_indicators(report, values))
    for occurrence_id, said in (entries or {}).items():
        entry, _ = ActivityEntry.objects.get_or_create(report=report, occurrence_id=occurrence_id)
        _write(entry, said, report, by)
    for indicator_id, said in (values or {}).items():
        value, _ = IndicatorValue.objects.get_or_create(report=report, indicator_id=indicator_id)
        _write(value, said, report, by)
    _write(report, texts or {}, report, by)


def claim(report: SchoolReport, *, by: User, now: datetime | None = None) -> None:
    """Lock the report for a write by its school inside the caller's transaction and note the time, or refuse."""
    if not may_fill(report, by):
        raise PermissionDenied
    free = SchoolReport.objects.filter(pk=report.pk, state__in=[State.DRAFT, State.RETURNED])
    if not free.update(saved_at=now or timezone.now()):
        report.refresh_from_db(fields=["state"])
        raise ReportError(f"Отчёт уже {report.get_state_display()}: менять его нельзя. Правка не сохранена.")
    report.refresh_from_db(fields=["state", "saved_at", "difficulties", "next_steps"])


def refuse_unknown(given: Iterable[int], asked: set[int]) -> None:
    if not asked.issuperset(given):
        raise UnknownRowError("Этой строки в отчёте больше нет. Скопируйте текст и обновите страницу.")


def take_settled(report: SchoolReport, *, by: User, among: Iterable[int]) -> None:
    """Write what the school has marked as done into entries that say nothing yet. The report is claimed already."""
    for occurrence_id, said in settled_entries(report, among).items():
        entry, _ = ActivityEntry.objects.get_or_create(report=report, occurrence_id=occurrence_id)
        if says_nothing(entry):
            _write(entry, said, report, by)


@transaction.atomic
def take_mark(*, report: SchoolReport, occurrence_id: int, by: User, now: datetime | None = None) -> None:
    """Bring a row that says something else to what stands on «Мои сроки». A result the row has already stays as it is;

    a row that is not applicable is emptied and leaves the report. Raises PermissionDenied, ReportError.
    """
    claim(report, by=by, now=now)
    refuse_unknown([occurrence_id], asked_occurrences(report, [occurrence_id]))
    mark = Completion.objects.filter(occurrence=occurrence_id, school=report.school_id).first()
    if mark is None:
        raise ReportError("Этой отметки на «Моих сроках» больше нет. Обновите страницу.")
    entry, _ = ActivityEntry.objects.get_or_create(report=report, occurrence_id=occurrence_id)
    said = dict(NOTHING)
    if mark.outcome == Completion.Outcome.DONE:
        said |= entry_of(mark) | ({"result": entry.result} if entry.result else {})
    _write(entry, said, report, by)


def _write(row: models.Model, values: Mapping[str, Any], report: SchoolReport, by: User) -> None:
    before, after = changes(row, dict(values))
    if not after:
        return
    for name, value in after.items():
        setattr(row, name, value)
    row.save(update_fields=list(after))
    record("отчёт: правка", row, by=by, municipality=report.school.municipality_id, before=before, after=after)


@transaction.atomic
def submit(*, report: SchoolReport, by: User, now: datetime | None = None) -> bool:
    """Submit the report and lock it; False when it is submitted already (a double click).

    Raises PermissionDenied, HasProblemsError with all hard problems, ReportError when the state or the day forbids it.
    """
    now = now or timezone.now()
    came_from = _move(report, State.SUBMITTED, by=by, now=now, submitted_at=now, submitted_by=by)
    if came_from is None:
        return False
    report.refresh_from_db(fields=["difficulties", "next_steps"])
    asked = load_sheet(report)  # still as a draft: it asks for everything the plan asks for
    take_settled(report, by=by, among=[row.occurrence_id for row in asked.entries])
    tell_terms(report)  # from here on nobody takes back a mark that the report rests on
    sheet = load_sheet(report)
    findings = check(sheet, today=_today(report, now), programme_start=report.period.programme.starts_on)
    if findings.hard:
        raise HasProblemsError(findings.hard)
    announce_submission(_note(report, State.SUBMITTED, by, at=now, snapshot=sheet.to_json()))
    return True


@transaction.atomic
def return_to_school(
    *, report: SchoolReport, by: User, comment: str, submission_id: int, now: datetime | None = None
) -> None:
    """Give the report back with a reason and write to its submitter. Raises PermissionDenied, ReportError."""
    if not comment.strip():
        raise ReportError("Напишите, что исправить: без причины отчёт не возвращают.")
    now = now or timezone.now()
    if _move(report, State.RETURNED, by=by, now=now) is None:
        raise ReportError("Отчёт уже возвращён. Обновите страницу: ваше замечание не записано.")
    _check_seen(report, submission_id)
    tell_terms(report)
    write_decision(_note(report, State.RETURNED, by, at=now, comment=comment.strip()))


@transaction.atomic
def accept(*, report: SchoolReport, by: User, submission_id: int, now: datetime | None = None) -> bool:
    """Accept the report for good: what it says is done becomes completions. False when it is accepted already.

    `submission_id` is the submission the reviewer has seen (`latest_submission_id`). Raises PermissionDenied, ReportError.
    """
    now = now or timezone.now()
    if _move(report, State.ACCEPTED, by=by, now=now, accepted_at=now, accepted_by=by) is None:
        return False
    _check_seen(report, submission_id)
    completions = [
        Completion(
            occurrence_id=entry.occurrence_id,
            school_id=report.school_id,
            done_on=entry.done_on,
            result=entry.result,
            from_report=True,
            by=by,
        )
        for entry in report.entries.filter(status=ActivityEntry.Status.DONE)
        if entry.done_on is not None  # the check before the submission asks for it
    ]
    Completion.objects.bulk_create(  # the accepted words stand above what the school or the office had marked before
        completions,
        update_conflicts=True,
        unique_fields=["occurrence", "school"],
        update_fields=["outcome", "done_on", "result", "from_report", "by"],
    )
    tell_terms(report)
    write_decision(_note(report, State.ACCEPTED, by, at=now))
    return True


def latest_submission_id(report: SchoolReport) -> int:
    """Key of the event that brought the report to its present submission; 0 when there was none."""
    submissions = report.events.filter(to_state=State.SUBMITTED).order_by("-pk")
    return submissions.values_list("pk", flat=True).first() or 0


def _move(report: SchoolReport, to: str, *, by: User, now: datetime, **fields: Any) -> str | None:
    """Bring the stored report to state `to`, leaving the instance as it was; None when it is there already."""
    roles = {role for moves in SchoolReport.TRANSITIONS.values() for role in moves.get(to, ())}
    if by.role not in roles or not answers_for(report, by):
        raise PermissionDenied
    if report.state != to and to not in moves_for(report, by, _today(report, now)):
        raise ReportError(why_not(report, to, _today(report, now)))
    if SchoolReport.objects.filter(pk=report.pk, state=report.state).exclude(state=to).update(state=to, **fields):
        return report.state
    report.refresh_from_db(fields=["state"])
    if report.state == to:
        return None
    raise ReportError(why_not(report, to, _today(report, now)))


def _check_seen(report: SchoolReport, submission_id: int) -> None:
    if latest_submission_id(report) != submission_id:
        raise ReportError(
            "Пока вы смотрели, школа отправила отчёт заново. Обновите страницу и посмотрите новую версию."
        )


def _note(report: SchoolReport, to: str, by: User, **event: Any) -> ReportEvent:
    """Write the step into the report's history and the audit, and bring the instance up to date."""
    came_from = report.state
    report.refresh_from_db(fields=["state", "submitted_at", "submitted_by", "accepted_at", "accepted_by"])
    step = ReportEvent.objects.create(report=report, actor=by, from_state=came_from, to_state=to, **event)
    record(
        f"отчёт: {report.get_state_display()}",
        report,
        by=by,
        municipality=report.school.municipality_id,
        before={"state": came_from},
        after={"state": to},
    )
    return step


def _today(report: SchoolReport, now: datetime) -> date:
    return report.school.municipality.today(now)
