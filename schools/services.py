"""Writes of the registry: people and their duties at schools, identification runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.db import transaction

from accounts import audit
from accounts import services as accounts
from accounts.models import Municipality, Role, User
from schools.identification import ENGINE_VERSION, Methodology, Result, SchoolInput, evaluate, explain, inputs_hash
from schools.models import IdentificationRun, MethodologyVersion, School, SchoolStaff, Verdict

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


@transaction.atomic
def run_identification(methodology: MethodologyVersion, year: int, *, by: User | None) -> IdentificationRun:
    """Compute and keep the verdicts of all active schools of the methodology's municipality for the exam year."""
    rules = Methodology.from_params(methodology.params)
    inputs = school_inputs(methodology.municipality)
    run = IdentificationRun.objects.create(
        municipality=methodology.municipality,
        methodology=methodology,
        year=year,
        inputs_hash=inputs_hash(rules, inputs, year),
        engine_version=ENGINE_VERSION,
        created_by=by,
    )
    verdicts = evaluate(rules, inputs, year)
    Verdict.objects.bulk_create(
        Verdict(
            run=run, school_id=int(verdict.school_id), status=str(verdict.status), explanation=asdict(explain(verdict))
        )
        for verdict in verdicts
    )
    audit.record("идентификация проведена", run, by=by, municipality=run.municipality, after={"year": year})
    return run


def school_inputs(municipality: Municipality) -> list[SchoolInput]:
    """The municipality's active schools with all their results, as the engine reads them. Two queries."""
    schools = School.objects.active().filter(municipality=municipality).prefetch_related("results").order_by("pk")
    return [
        SchoolInput(
            id=school.pk,
            school_type=school.get_kind_display(),
            name=school.short_name,
            results=tuple(
                Result(
                    kind=row.kind,
                    subject=row.subject,
                    grade=row.grade,
                    level=row.level,
                    year=row.year,
                    participants=row.participants,
                    failed=row.failed,
                )
                for row in school.results.all()
            ),
        )
        for school in schools
    ]
