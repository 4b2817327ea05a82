"""Writes on the organisations that answer for activities, with their people and abbreviations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from accounts import audit
from accounts.models import Municipality, User
from roadmaps.models import Organisation, PartyAlias
from roadmaps.resolution import text_key
from roadmaps.services.errors import RefusedError
from roadmaps.services.parties import index_municipality, lock_words

_TARGET = PartyAlias.Target.ORGANISATION


@transaction.atomic
def create_organisation(
    municipality: Municipality, *, by: User, name: str, members: Iterable[User], abbreviations: Iterable[str] = ()
) -> Organisation:
    """A new organisation with its people and everything it is called besides its name. Raises RefusedError."""
    organisation = Organisation(municipality=lock_words(municipality), name=name)
    organisation.full_clean()
    organisation.save()
    _write(organisation, by, members, abbreviations)
    audit.record("организация заведена", organisation, by=by, municipality=municipality, after=describe(organisation))
    index_municipality(municipality)
    return organisation


@transaction.atomic
def update_organisation(
    organisation: Organisation, *, by: User, name: str, members: Iterable[User], abbreviations: Iterable[str]
) -> Organisation:
    """Raises RefusedError where an abbreviation already means somebody else."""
    stored = _lock(organisation)
    before = describe(stored)
    stored.name = name
    stored.full_clean()
    stored.save(update_fields=["name"])
    _write(stored, by, members, abbreviations)
    after = describe(stored)
    if after != before:
        audit.record(
            "организация изменена", stored, by=by, municipality=stored.municipality, before=before, after=after
        )
        index_municipality(stored.municipality)
    return stored


@transaction.atomic
def delete_organisation(organisation: Organisation, *, by: User) -> None:
    """With all that was remembered of its names: they are asked about again."""
    stored = _lock(organisation)
    audit.record("организация удалена", stored, by=by, municipality=stored.municipality, before=describe(stored))
    stored.delete()
    index_municipality(stored.municipality)


def describe(organisation: Organisation) -> dict[str, Any]:
    """What an event keeps."""
    return {
        "name": organisation.name,
        "people": [person.short_name for person in organisation.members.all()],
        "abbreviations": sorted(organisation.aliases.values_list("text", flat=True)),
    }


def _lock(organisation: Organisation) -> Organisation:
    lock_words(organisation.municipality)
    return Organisation.objects.select_related("municipality").get(pk=organisation.pk)


def _write(organisation: Organisation, by: User, members: Iterable[User], abbreviations: Iterable[str]) -> None:
    organisation.members.set(person for person in members if person.municipality_id == organisation.municipality_id)
    wanted = {text_key(text): text for text in abbreviations if text_key(text)}
    taken = PartyAlias.objects.filter(municipality=organisation.municipality, key__in=wanted)
    rival = taken.exclude(organisation=organisation).first()
    if rival:
        raise RefusedError(f"«{rival.text}» уже значит другое. Сначала исправьте это в «Запомненном».")
    organisation.aliases.exclude(key__in=wanted).delete()
    known = set(organisation.aliases.values_list("key", flat=True))
    PartyAlias.objects.bulk_create(
        PartyAlias(
            municipality=organisation.municipality, key=key, text=text, target=_TARGET, organisation=organisation, by=by
        )
        for key, text in wanted.items()
        if key not in known
    )
