"""Identification runs over what the database holds."""

from __future__ import annotations

from dataclasses import asdict

from django.db import transaction

from accounts import audit
from accounts.models import Municipality, User
from schools.identification import ENGINE_VERSION, Methodology, Result, SchoolInput, evaluate, explain, inputs_hash
from schools.models import IdentificationRun, MethodologyVersion, School, Verdict


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
