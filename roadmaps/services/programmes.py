"""Writes on programmes: a new one with its passport, its name and the schools that take part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from accounts import audit
from accounts.models import Municipality, User
from roadmaps.models import PassportEntry, Programme
from schools.models import School


@transaction.atomic
def create_programme(
    *,
    by: User,
    municipality: Municipality,
    title: str,
    period_kind: str,
    starts_on: date,
    ends_on: date,
    passport: Sequence[tuple[str, str]] = (),
) -> Programme:
    """A programme without schools yet. `passport`: (name, text) in the order of the document."""
    fields = {"title": title, "period_kind": period_kind, "starts_on": starts_on, "ends_on": ends_on}
    programme = Programme(municipality=municipality, **fields)
    programme.full_clean()
    programme.save()
    PassportEntry.objects.bulk_create(
        PassportEntry(programme=programme, position=position, name=name, text=text)
        for position, (name, text) in enumerate(passport, 1)
    )
    audit.record("программа заведена", programme, by=by, municipality=municipality, after=fields)
    return programme


@transaction.atomic
def update_programme(programme: Programme, *, by: User, title: str, schools: Iterable[School]) -> Programme:
    """Rename the programme and make `schools` (of its own municipality) those that take part."""
    stored = Programme.objects.select_for_update().get(pk=programme.pk)
    before, after = audit.changes(stored, {"title": title})
    was = sorted(stored.schools.values_list("pk", flat=True))
    wanted = sorted(school.pk for school in schools if school.municipality_id == stored.municipality_id)
    if was != wanted:
        stored.schools.set(wanted)
        before, after = before | {"schools": was}, after | {"schools": wanted}
    if after:
        stored.title = title
        stored.save(update_fields=["title"])
        municipality = stored.municipality_id
        audit.record("программа изменена", stored, by=by, municipality=municipality, before=before, after=after)
    return stored
