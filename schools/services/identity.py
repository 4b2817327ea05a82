"""Writes about who a school is: its codes in outside systems and its reorganisations."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts import audit
from accounts.models import User
from schools.models import School, SchoolIdentifier, SchoolSuccession


@transaction.atomic
def add_identifier(school: School, *, by: User, **fields: Any) -> SchoolIdentifier:
    identifier = SchoolIdentifier(school=school, municipality_id=school.municipality_id, **fields)
    identifier.full_clean()
    identifier.save()
    audit.record("код школы добавлен", identifier, by=by, municipality=school.municipality_id, after=fields)
    return identifier


@transaction.atomic
def remove_identifier(identifier: SchoolIdentifier, *, by: User) -> None:
    before = {"system": identifier.system, "value": identifier.value}
    audit.record("код школы удалён", identifier, by=by, municipality=identifier.municipality_id, before=before)
    identifier.delete()


@transaction.atomic
def add_succession(school: School, *, by: User, **fields: Any) -> SchoolSuccession:
    """The school's pupils went over to another one, wholly or in part."""
    succession = SchoolSuccession(predecessor=school, **fields)
    succession.full_clean()
    succession.save()
    after = {**fields, "successor": str(succession.successor)}
    audit.record("реорганизация записана", succession, by=by, municipality=school.municipality_id, after=after)
    return succession


@transaction.atomic
def remove_succession(succession: SchoolSuccession, *, by: User) -> None:
    town = succession.predecessor.municipality_id
    audit.record("реорганизация удалена", succession, by=by, municipality=town, before={"share": str(succession.share)})
    succession.delete()
