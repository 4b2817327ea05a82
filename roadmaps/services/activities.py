"""Writes on single activities of a draft: change, add, move, delete, bring back."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Any, Literal

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts import audit
from accounts.models import User
from roadmaps.models import Activity, Roadmap, Section
from roadmaps.services.drafts import lock_draft, rows_of, write_order
from roadmaps.services.errors import EditConflictError
from roadmaps.services.meaning import meaning_fields, refresh_occurrences
from roadmaps.services.parties import index_parties
from schools.models import School

Direction = Literal["up", "down"]


@transaction.atomic
def update_activity(
    activity: Activity,
    *,
    by: User,
    version: int,
    fields: Mapping[str, str],
    schools: Iterable[School],
    restore: bool = False,
) -> Activity:
    """Write the fields unless somebody else saved after `version` was read.

    `restore` brings an activity back that was deleted meanwhile. Raises EditConflictError, RoadmapNotDraftError.
    """
    roadmap = lock_draft(activity.section.roadmap_id)
    stored = Activity.objects.select_related("section__roadmap__programme").get(pk=activity.pk)
    listed = _listed(roadmap, fields["audience"], schools)
    new = {**fields, **_deadline(stored, fields["deadline_text"], roadmap), **({"deleted_at": None} if restore else {})}
    before, after = audit.changes(stored, new)
    was_listed = sorted(stored.schools.values_list("pk", flat=True))
    if not after and was_listed == listed and stored.deleted_at is None:
        return stored
    _write(stored, after, version, restore=restore)
    if was_listed != listed:
        stored.schools.set(listed)
        before, after = before | {"schools": was_listed}, after | {"schools": listed}
    stored.refresh_from_db()
    _derive(stored, roadmap, after)
    _record("мероприятие изменено", stored, roadmap, by, before, after)
    return stored


@transaction.atomic
def add_activity(
    section: Section,
    *,
    by: User,
    fields: Mapping[str, str],
    schools: Iterable[School] = (),
    after: Activity | None = None,
) -> Activity:
    """A new activity behind `after`, or at the end of the section."""
    roadmap = lock_draft(section.roadmap_id)
    rows = rows_of(section)
    place = next((at for at, row in enumerate(rows, 1) if after and row.pk == after.pk), len(rows))
    meaning = meaning_fields(fields["deadline_text"], roadmap.programme.period)
    activity = Activity.objects.create(section=section, position=place + 1, **fields, **meaning)
    activity.schools.set(_listed(roadmap, activity.audience, schools))
    write_order(section, [*rows[:place], activity, *rows[place:]])
    refresh_occurrences(activity)
    index_parties(roadmap.programme.municipality, [activity])
    _record("мероприятие добавлено", activity, roadmap, by, {}, dict(fields))
    return activity


@transaction.atomic
def move_activity(activity: Activity, *, by: User, direction: Direction) -> Activity:
    """One place up or down; from the edge of a section into the neighbour section. At the edge of the roadmap it stays."""
    roadmap = lock_draft(activity.section.roadmap_id)
    activity = Activity.objects.select_related("section").get(pk=activity.pk)
    rows = [row for row in rows_of(activity.section) if row.deleted_at is None or row.pk == activity.pk]
    at = next(at for at, row in enumerate(rows) if row.pk == activity.pk)
    target = at - 1 if direction == "up" else at + 1
    if 0 <= target < len(rows):
        return _put(activity, activity.section, roadmap, by, beside=rows[target], direction=direction)
    section = _neighbour(roadmap, activity.section, direction)
    return _put(activity, section, roadmap, by, direction=direction) if section else activity


@transaction.atomic
def move_activity_to(activity: Activity, *, by: User, section: Section) -> Activity:
    """To the end of another section of the same roadmap."""
    roadmap = lock_draft(activity.section.roadmap_id)
    target = roadmap.sections.get(pk=section.pk)
    activity = Activity.objects.select_related("section").get(pk=activity.pk)
    return _put(activity, target, roadmap, by, direction="up")


@transaction.atomic
def delete_activity(activity: Activity, *, by: User) -> Activity:
    """Take the activity out of the plan; `restore_activity` brings it back with all that hangs on it."""
    roadmap = lock_draft(activity.section.roadmap_id)
    now = timezone.now()
    if Activity.objects.alive().filter(pk=activity.pk).update(deleted_at=now, version=F("version") + 1):
        _record("мероприятие удалено", activity, roadmap, by, {"deleted_at": None}, {"deleted_at": now})
    activity.refresh_from_db()
    return activity


@transaction.atomic
def restore_activity(activity: Activity, *, by: User) -> Activity:
    roadmap = lock_draft(activity.section.roadmap_id)
    was = activity.deleted_at
    if Activity.objects.deleted().filter(pk=activity.pk).update(deleted_at=None, version=F("version") + 1):
        _record("мероприятие возвращено", activity, roadmap, by, {"deleted_at": was}, {"deleted_at": None})
    activity.refresh_from_db()
    return activity


def _write(stored: Activity, changed: Mapping[str, Any], version: int, *, restore: bool) -> None:
    editable = Activity.objects.filter(pk=stored.pk, version=version)
    if not restore:
        editable = editable.alive()
    if editable.update(**changed, version=F("version") + 1) != 1:
        raise EditConflictError(stored)


def _deadline(stored: Activity, text: str, roadmap: Roadmap) -> dict[str, Any]:
    """The meaning of the phrase; a decision belongs to the phrase it was made for."""
    if text == stored.deadline_text:
        return {**meaning_fields(text, roadmap.programme.period, stored.deadline_choice)}
    undecided = {"deadline_choice": None, "deadline_decided_by_id": None, "deadline_decided_at": None}
    return {**meaning_fields(text, roadmap.programme.period), **undecided}


def _derive(activity: Activity, roadmap: Roadmap, changed: Container[str]) -> None:
    """What follows from the phrases that have changed."""
    if "deadline_text" in changed:
        refresh_occurrences(activity)
    if "responsible_text" in changed:
        index_parties(roadmap.programme.municipality, [activity])


def _listed(roadmap: Roadmap, audience: str, schools: Iterable[School]) -> list[int]:
    """Keys of the schools that carry the activity out; none unless they are listed, and never another town's."""
    if audience != Activity.Audience.LISTED:
        return []
    return sorted(school.pk for school in schools if school.municipality_id == roadmap.programme.municipality_id)


def _put(
    activity: Activity,
    section: Section,
    roadmap: Roadmap,
    by: User,
    *,
    beside: Activity | None = None,
    direction: Direction,
) -> Activity:
    """Before `beside` when going up, behind it when going down; without it at the end (up) or the beginning (down)."""
    before = {"section": activity.section_id, "position": activity.position}
    rows = [row for row in rows_of(section) if row.pk != activity.pk]
    if beside is None:
        place = len(rows) if direction == "up" else 0
    else:
        place = next(at for at, row in enumerate(rows) if row.pk == beside.pk) + (direction == "down")
    write_order(section, [*rows[:place], activity, *rows[place:]])
    after = {"section": activity.section_id, "position": activity.position}
    _record("мероприятие перемещено", activity, roadmap, by, before, after)
    return activity


def _neighbour(roadmap: Roadmap, section: Section, direction: Direction) -> Section | None:
    sections = list(roadmap.sections.order_by("position", "pk"))
    at = sections.index(section) + (-1 if direction == "up" else 1)
    return sections[at] if 0 <= at < len(sections) else None


def _record(
    action: str, activity: Activity, roadmap: Roadmap, by: User, before: dict[str, Any], after: dict[str, Any]
) -> None:
    audit.record(action, activity, by=by, municipality=roadmap.programme.municipality_id, before=before, after=after)
