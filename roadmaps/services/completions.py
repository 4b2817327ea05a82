"""Marking that the municipality has carried out what was due."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from accounts import audit
from accounts.models import User
from roadmaps.models import Activity, Completion, Occurrence, Roadmap
from roadmaps.services.errors import RefusedError


@transaction.atomic
def complete_occurrence(occurrence: Occurrence, *, by: User, done_on: date, result: str) -> Completion:
    """Note the completion by the municipality. Raises RefusedError when it is noted already or not the municipality's to note."""
    stored = _lock(occurrence)
    if Completion.objects.filter(occurrence=stored, school__isnull=True).exists():
        raise RefusedError("Исполнение уже отмечено.")
    completion = Completion.objects.create(occurrence=stored, done_on=done_on, result=result, by=by)
    after = {"done_on": done_on, "result": result}
    audit.record("исполнение отмечено", stored, by=by, municipality=_municipality(stored), after=after)
    return completion


@transaction.atomic
def undo_completion(completion: Completion, *, by: User) -> Occurrence:
    """Take a mark of the municipality back; the audit event keeps what it said. School marks come from accepted reports."""
    stored = _lock(completion.occurrence)
    mark = Completion.objects.filter(pk=completion.pk, school__isnull=True).first()
    if mark is None:
        raise RefusedError("Этой отметки уже нет.")
    before = {"done_on": mark.done_on, "result": mark.result, "by": mark.by_id}
    audit.record("отметка об исполнении снята", stored, by=by, municipality=_municipality(stored), before=before)
    mark.delete()
    return stored


def _lock(occurrence: Occurrence) -> Occurrence:
    with_roadmap = Occurrence.objects.select_related("activity__section__roadmap__programme")
    stored = with_roadmap.select_for_update(of=("self",)).get(pk=occurrence.pk)
    activity = stored.activity
    if activity.section.roadmap.state != Roadmap.State.APPROVED:
        raise RefusedError("Исполнение отмечают только в утверждённой карте.")
    if activity.deleted_at is not None or activity.audience != Activity.Audience.MUNICIPAL:
        raise RefusedError("Это мероприятие исполняет не муниципалитет: отметки ставят по отчётам школ.")
    return stored


def _municipality(occurrence: Occurrence) -> int:
    return occurrence.activity.section.roadmap.programme.municipality_id
