"""Runs of the identification: computed in bulk, kept for ever, repeated from what they kept."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import audit
from accounts.models import User
from schools.identification import ENGINE_VERSION, Flags, Methodology, Run, totals, unpack, verdict_as_dict
from schools.identification import pack as packed
from schools.listing.inputs import columns_of
from schools.listing.places import Source, Step, move
from schools.models import IdentificationRun, ListPlace, MethodologyVersion, Verdict

NOT_APPROVED = "Методика ещё не утверждена: идентификацию проводят только по утверждённой."


@transaction.atomic
def run_identification(methodology: MethodologyVersion, year: int, *, by: User | None) -> IdentificationRun:
    """Compute and keep the verdicts of all active schools of the methodology's municipality for the exam year.

    Raises ValidationError where the methodology is a draft.
    """
    if not methodology.is_approved:
        raise ValidationError(NOT_APPROVED)
    rules = Methodology.from_params(methodology.params)
    engine = Run(rules, columns_of(methodology.municipality, rules, year), year)
    run = IdentificationRun.objects.create(
        municipality=methodology.municipality,
        methodology=methodology,
        year=year,
        inputs_hash=engine.inputs_hash,
        inputs=packed(engine.columns),
        engine_version=ENGINE_VERSION,
        created_by=by,
    )
    Verdict.objects.bulk_create(_verdicts(run, engine), batch_size=500)
    _note_candidates(run, engine, by)
    after = {"year": year, "methodology": str(methodology), **totals(engine.flags.values())._asdict()}
    audit.record("идентификация проведена", run, by=by, municipality=run.municipality, after=after)
    return run


def engine_run(run: IdentificationRun) -> Run:
    """The run once more, from the very data it kept: to explain, to compare, to ask «what if»."""
    return Run(Methodology.from_params(run.methodology.params), unpack(bytes(run.inputs)), run.year)


def previous_run(run: IdentificationRun) -> IdentificationRun | None:
    """The one before it that kept its data."""
    earlier = IdentificationRun.objects.filter(municipality=run.municipality_id, pk__lt=run.pk).exclude(inputs=b"")
    return earlier.select_related("methodology").newest().first()


def _verdicts(run: IdentificationRun, engine: Run) -> Iterator[Verdict]:
    for school_id, flags in engine.flags.items():
        yield Verdict(
            run=run,
            school_id=int(school_id),
            status=str(flags.status),
            low_results=flags.low_results,
            adverse_context=flags.adverse_context,
            at_risk=flags.at_risk,
            quadrant=str(flags.quadrant),
            list_status=str(flags.list_status),
            clean_runs=flags.clean_runs,
            explanation=verdict_as_dict(engine.verdict(school_id)),
        )


def _note_candidates(run: IdentificationRun, engine: Run, by: User | None) -> None:
    """Newcomers become candidates and candidates cease to be; schools in the list are moved by the approved list alone."""
    known = dict(ListPlace.objects.filter(school__municipality=run.municipality_id).values_list("school_id", "state"))
    steps = []
    for school_id, flags in engine.flags.items():
        before = known.get(int(school_id), ListPlace.State.NONE)
        found = flags.low_results is True or flags.adverse_context is True
        if found and before in (ListPlace.State.NONE, ListPlace.State.EXITED):
            steps.append(Step(int(school_id), ListPlace.State.CANDIDATE, f"Заключение: {_finding(flags)}."))
        elif before == ListPlace.State.CANDIDATE and flags.low_results is False and not flags.adverse_context:
            steps.append(Step(int(school_id), ListPlace.State.NONE, "Признаков больше нет."))
    move(steps, Source(by, run=run))


def _finding(flags: Flags) -> str:
    names = [name for name, holds in (("ШНОР", flags.low_results), ("ШНСУ", flags.adverse_context)) if holds]
    return " и ".join(names)
