"""Settling what is due: done with its proofs, not applicable, put off; for the municipality or for one school."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts import audit
from accounts.models import User
from accounts.permissions import Permission, may
from roadmaps.models import Activity, Completion, Occurrence, Postponement, ReportedTerm, Roadmap
from roadmaps.services.errors import RefusedError
from roadmaps.services.proofs import Proof, prepared, remove_stored
from roadmaps.terms import due_day
from schools.models import School, SchoolStaff


@transaction.atomic
def mark_done(
    occurrence: Occurrence,
    *,
    by: User,
    done_on: date,
    result: str,
    school: School | None = None,
    proofs: Sequence[Proof] = (),
) -> Completion:
    """Note that the municipality, or the school, has done it. Raises RefusedError, PermissionDenied, UploadError."""
    files = prepared(proofs, by=by)
    stored = _lock(occurrence, school, by)
    fields = {"outcome": Completion.Outcome.DONE, "done_on": done_on, "result": result}
    completion = Completion.objects.create(occurrence=stored, school=school, by=by, **fields)
    for file in files:
        file.completion = completion
        file.save()
    after = fields | {"school": school, "files": [{"name": file.name, "sha256": file.sha256} for file in files]}
    _record("исполнение отмечено", stored, by, after=after)
    return completion


@transaction.atomic
def mark_not_applicable(
    occurrence: Occurrence, *, by: User, reason: str, on: date, school: School | None = None
) -> Completion:
    """Nothing has to be done, and why: it counts neither as done nor as expected. Raises as `mark_done`."""
    if not reason.strip():
        raise RefusedError("Напишите, почему мероприятие не применимо.")
    stored = _lock(occurrence, school, by)
    fields = {"outcome": Completion.Outcome.NOT_APPLICABLE, "done_on": on, "result": reason.strip()}
    completion = Completion.objects.create(occurrence=stored, school=school, by=by, **fields)
    _record("мероприятие не применимо", stored, by, after=fields | {"school": school})
    return completion


@transaction.atomic
def undo_completion(completion: Completion, *, by: User) -> Occurrence:
    """Take a mark back with its files; the audit event keeps what it said. A mark of an accepted report stays."""
    stored = _lock(completion.occurrence, completion.school, by, is_open=False)
    mark = Completion.objects.filter(pk=completion.pk).first()
    if mark is None:
        raise RefusedError("Этой отметки уже нет.")
    if mark.from_report:
        raise RefusedError("Отметка стоит по принятому отчёту школы, поэтому её не снимают.")
    before = {name: getattr(mark, name) for name in ("school", "outcome", "done_on", "result")} | {"by": mark.by_id}
    before["files"] = list(mark.files.values_list("name", flat=True))
    _record("отметка об исполнении снята", stored, by, before=before)
    remove_stored(mark.files.all())
    mark.delete()
    return stored


@transaction.atomic
def postpone(
    occurrence: Occurrence, *, by: User, new_on: date, reason: str, today: date, school: School | None = None
) -> Postponement:
    """Put a term off: one school's own, or (without a school) everybody's. Raises RefusedError, PermissionDenied."""
    if not reason.strip():
        raise RefusedError("Напишите, почему срок перенесён.")
    stored = _lock(occurrence, school, by, for_all=school is None)
    old_on = due_day(stored, school)
    if new_on <= old_on:
        raise RefusedError(f"Новый срок должен быть позже прежнего: {old_on:%d.%m.%Y}.")
    if new_on < today:
        raise RefusedError("Этот день уже прошёл.")
    ends_on = stored.activity.section.roadmap.programme.ends_on
    if new_on > ends_on:
        raise RefusedError(f"Программа заканчивается {ends_on:%d.%m.%Y}: перенести срок дальше нельзя.")
    return _move(stored, school, by, "срок перенесён", old_on=old_on, new_on=new_on, reason=reason.strip())


@transaction.atomic
def undo_postponement(occurrence: Occurrence, *, by: User, school: School | None = None) -> Postponement:
    """Bring the term back to the day before its last postponement; both rows stay. Raises RefusedError, PermissionDenied."""
    stored = _lock(occurrence, school, by, for_all=school is None)
    last = stored.postponements.filter(school=school).order_by("-pk").first()
    if last is None or last.new_on <= last.old_on:
        raise RefusedError("Переноса, который можно отменить, нет.")
    return _move(
        stored, school, by, "перенос срока отменён", old_on=last.new_on, new_on=last.old_on, reason="Перенос отменён."
    )


def _move(stored: Occurrence, school: School | None, by: User, action: str, **fields: Any) -> Postponement:
    postponement = Postponement.objects.create(occurrence=stored, school=school, by=by, **fields)
    if school is None:
        stored.due_on, stored.moved = fields["new_on"], _moved(stored, fields["new_on"])
        stored.save(update_fields=["due_on", "moved"])
    before, after = (
        {"due_on": fields["old_on"]},
        {"due_on": fields["new_on"], "reason": fields["reason"], "school": school},
    )
    _record(action, stored, by, before=before, after=after)
    return postponement


def _moved(stored: Occurrence, day: date) -> str:
    """Why the term stands on this day: undoing brings it back to the named day, or to where a day off had moved it."""
    first = stored.postponements.filter(school__isnull=True).order_by("pk").first()
    if first is None or day != first.old_on:
        return Occurrence.Moved.POSTPONED
    return "" if day == stored.named_on else Occurrence.Moved.DAY_OFF


def may_settle(user: User, school: School | None) -> bool:
    """The office settles for the municipality and for any of its schools, a director for the own school."""
    if school is None:
        return may(user, Permission.COMPLETE_ACTIVITIES)
    if not may(user, Permission.SETTLE_SCHOOL_TERMS):
        return False
    is_director = SchoolStaff.objects.filter(user=user, school=school, duty=SchoolStaff.Duty.DIRECTOR).exists
    return may(user, Permission.COMPLETE_ACTIVITIES) or is_director()


def _lock(
    occurrence: Occurrence, school: School | None, by: User, *, is_open: bool = True, for_all: bool = False
) -> Occurrence:
    """The stored occurrence, locked. `is_open`: it must not be settled yet; `for_all`: the act is about everybody's term.

    A term that a report under review calls done stays as it was reported.
    """
    if not may_settle(by, school):
        raise PermissionDenied
    with_roadmap = Occurrence.objects.select_related("activity__section__roadmap__programme")
    stored = with_roadmap.select_for_update(of=("self",)).get(pk=occurrence.pk)
    activity = stored.activity
    if activity.section.roadmap.state != Roadmap.State.APPROVED:
        raise RefusedError("Исполнение отмечают только в утверждённой карте.")
    if activity.deleted_at is not None or not stored.is_planned:
        raise RefusedError("Этого срока в карте больше нет. Обновите страницу.")
    if not for_all and not _is_carried_out_by(activity, school):
        raise RefusedError(
            "Это мероприятие исполняют школы: отметьте его за каждую школу."
            if school is None
            else f"Школе «{school}» это мероприятие не поручено."
        )
    if school is not None and ReportedTerm.objects.filter(occurrence=stored, school=school).exists():
        raise RefusedError(
            "Школа написала об этом в отчёте, он сейчас на проверке. Изменить срок можно, когда отчёт примут или вернут."
        )
    if is_open and stored.completions.filter(school=school).exists():
        raise RefusedError("Исполнение уже отмечено.")
    return stored


def _is_carried_out_by(activity: Activity, school: School | None) -> bool:
    if school is None:
        return activity.audience == Activity.Audience.MUNICIPAL
    takes_part = activity.section.roadmap.programme.schools.filter(pk=school.pk).exists()
    return takes_part and Activity.objects.filter(pk=activity.pk).concerning(school).exists()


def _record(action: str, occurrence: Occurrence, by: User, **change: dict[str, Any]) -> None:
    municipality = occurrence.activity.section.roadmap.programme.municipality_id
    audit.record(action, occurrence, by=by, municipality=municipality, **change)
