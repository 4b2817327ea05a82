"""What is known of the schools of a town: their data, files with results, a run and the list made of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from schools.listing.lists import approve_list
from schools.listing.runs import run_identification
from schools.results_loading.packing import pack
from tests import factories as f
from tests.conftest import World
from tests.factories.listing import DecisionFileFactory, ExpertDecisionFactory, MethodologyFactory, OuterListFactory


def school_data(world: World) -> dict[str, Any]:
    """What schools say of themselves, and files with results in every state."""
    town = world.municipality
    for school in (world.school, world.other_school):
        f.SocialPassportFactory(school=school, changed_by=world.director)
        for one in (
            f.OlympiadResultFactory, f.ObjectivityMarkerFactory, f.JournalComparisonFactory, f.ScoreDistributionFactory,
        ):  # fmt: skip
            one(school=school)
    f.ReferenceResultFactory(municipality=town)
    f.ExamThresholdFactory(municipality=town)
    by = {"municipality": town, "by": world.methodist}
    accepted = {"state": "accepted", "decided_by": world.coordinator, "decided_at": timezone.now() + timedelta(days=1)}
    loading = f.ResultImportFactory(**by, content=pack({}))
    f.ResultImportFactory(**by, state="refused", problems=[["Лист", 3, "B", "Нужно целое число"]], problem_count=1)
    return {
        "code": f.SchoolIdentifierFactory(school=world.school),
        "succession": f.SchoolSuccessionFactory(predecessor=world.other_school, successor=world.school),
        "source": f.SourceMappingFactory(municipality=town),
        "not_comparable": f.NotComparableFactory(municipality=town, created_by=world.methodist),
        "loading": loading,
        "unit": f.ImportUnitFactory(source=loading, name=world.school.short_name),
        "ready_loading": f.ResultImportFactory(**by, content=pack({})),
        "accepted_loading": f.ResultImportFactory(**by, content=pack({}), **accepted),
    }


def registry(world: World) -> dict[str, Any]:
    """Both schools are low two years running, so that both are in the list of the year."""
    methodology = MethodologyFactory(municipality=world.municipality, created_by=world.methodist)
    for school in (world.school, world.other_school):
        for year in (2025, 2026):
            f.AssessmentResultFactory(school=school, year=year, participants=30, failed=12, level="база")
            f.AssessmentResultFactory(school=school, year=year, subject="русский", participants=30, failed=12)
    run = run_identification(methodology, 2026, by=world.methodist)
    decisions = [
        ExpertDecisionFactory(school=school, year=2025, proposed_by=world.methodist)
        for school in (world.school, world.other_school)
    ]
    scans = [DecisionFileFactory(decision=one) for one in decisions]
    outer = OuterListFactory(municipality=world.municipality, created_by=world.methodist)
    outer.schools.set([world.school])
    return {
        "methodology": methodology,
        "methodology_draft": MethodologyFactory(municipality=world.municipality, draft=True),
        "run": run,
        "school_list": approve_list(run, by=world.coordinator),
        "decision": decisions[0],
        "scan": scans[0],
        "other_scan": scans[1],
        "outer_list": outer,
    }
