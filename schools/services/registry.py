"""Writes of the registry of schools."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts import audit
from accounts.models import Municipality, User
from schools.models import School


@transaction.atomic
def create_school(municipality: Municipality, *, by: User, **fields: Any) -> School:
    school = School(municipality=municipality, **fields)
    school.full_clean()
    school.save()
    audit.record("школа заведена", school, by=by, municipality=municipality, after=fields)
    return school


@transaction.atomic
def update_school(school: School, *, by: User, **fields: Any) -> School:
    before, after = audit.changes(school, fields)
    if after:
        for name, value in after.items():
            setattr(school, name, value)
        school.full_clean()
        school.save(update_fields=list(after))
        audit.record("школа изменена", school, by=by, municipality=school.municipality_id, before=before, after=after)
    return school
