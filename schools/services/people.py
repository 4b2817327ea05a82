"""Writes about people: invitations and their duties at schools."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from accounts import audit
from accounts import services as accounts
from accounts.models import Role, User
from schools.models import School, SchoolStaff

DUTY_OF_ROLE = {Role.DIRECTOR: SchoolStaff.Duty.DIRECTOR, Role.CURATOR: SchoolStaff.Duty.CURATOR}


@transaction.atomic
def invite_person(*, by: User, schools: Iterable[School], **fields: Any) -> User:
    """Invite a person and, for a director or a curator, give the duty at the schools."""
    user = accounts.invite_user(by=by, **fields)
    assign_schools(user, by=by, schools=schools)
    return user


@transaction.atomic
def update_person(user: User, *, by: User, schools: Iterable[School], **fields: Any) -> User:
    accounts.update_user(user, by=by, **fields)
    assign_schools(user, by=by, schools=schools)
    return user


@transaction.atomic
def assign_schools(user: User, *, by: User, schools: Iterable[School]) -> None:
    """Make `schools` the person's schools; roles without a duty keep none."""
    duty = DUTY_OF_ROLE.get(Role(user.role), "")
    wanted = {school.pk for school in schools if duty and school.municipality_id == user.municipality_id}
    before = dict(SchoolStaff.objects.filter(user=user).values_list("school_id", "duty"))
    after = dict.fromkeys(wanted, duty)
    if before == after:
        return
    SchoolStaff.objects.filter(user=user).exclude(school_id__in=wanted, duty=duty).delete()
    new = [SchoolStaff(user=user, school_id=pk, duty=duty) for pk in sorted(wanted)]
    SchoolStaff.objects.bulk_create(new, ignore_conflicts=True)
    audit.record(
        "школы человека изменены",
        user,
        by=by,
        municipality=user.municipality,
        before={"schools": sorted(before)},
        after={"schools": sorted(after)},
    )
