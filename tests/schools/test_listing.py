"""From a run to the list of the year: who is in, why, by whose decision, and how a school leaves."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, transaction

from accounts.models import AuditEvent
from schools.listing.decisions import approve_decision, propose_decision, refuse_decision
from schools.listing.lists import approve_list, proposals
from schools.listing.methodologies import approve_methodology, correct_methodology, update_draft
from schools.listing.runs import engine_run, run_identification
from schools.listing.what_if import try_out
from schools.models import (
    AssessmentResult,
    ExpertDecision,
    IdentificationRun,
    ListEvent,
    ListPlace,
    MethodologyVersion,
    Verdict,
)
from tests import factories as f
from tests.factories.listing import ExpertDecisionFactory, MethodologyFactory

BECAUSE = "Две малые выборки подряд, учителя математики нет второй год."
PROTOCOL = "протокол рабочей группы от 12.09.2026 № 3"


@pytest.fixture
def rules(world):
    return MethodologyFactory(municipality=world.municipality)


def results(school, years, failed=12):
    for year in years:
        f.AssessmentResultFactory(school=school, year=year, participants=30, failed=failed)


def state_of(school):
    return ListPlace.objects.get(school=school).state


def included(world, school, year=2026, **fields):
    decision = propose_decision(
        school,
        by=world.methodist,
        **{
            "year": year,
            "category": "low_results",
            "kind": "include",
            "justification": BECAUSE,
            "basis_kind": "protocol",
            "basis": PROTOCOL,
        }
        | fields,
    )
    return approve_decision(decision, by=world.head)


def test_draft_is_not_run(world):
    draft = MethodologyFactory(municipality=world.municipality, draft=True)
    with pytest.raises(ValidationError, match="ещё не утверждена"):
        run_identification(draft, 2026, by=world.methodist)


def test_approved_methodology_is_never_changed(world, rules):
    with pytest.raises(ValidationError, match="не правят"):
        update_draft(rules, by=world.methodist, title="Другая")
    with pytest.raises(DatabaseError), transaction.atomic():
        MethodologyVersion.objects.filter(pk=rules.pk).update(title="Другая")


def test_correction_is_the_next_version(world, rules):
    draft = correct_methodology(rules, by=world.methodist, today=rules.valid_from)
    update_draft(draft, by=world.methodist, params={**draft.params, "threshold_pct": 25})
    approve_methodology(draft, by=world.coordinator)
    found = MethodologyVersion.objects.approved().order_by("version")
    assert [(one.version, one.params["threshold_pct"], one.based_on) for one in found] == [
        (rules.version, 30, None),
        (rules.version + 1, 25, rules),
    ]


def test_run_keeps_flags_and_explanation(world, rules):
    results(world.school, (2025, 2026))
    run = run_identification(rules, 2026, by=world.methodist)
    verdict = run.verdicts.get(school=world.school)
    assert (verdict.low_results, verdict.adverse_context, verdict.quadrant) == (True, None, "unknown")
    assert verdict.explanation["criteria"][1]["outcome"] == "met"


def test_run_is_repeated_from_its_own_data_whatever_happens_to_the_rows(world, rules):
    results(world.school, (2025, 2026))
    run = run_identification(rules, 2026, by=world.methodist)
    world.school.results.all().delete()
    again = engine_run(run)
    assert (again.inputs_hash, str(again.flags[world.school.pk].status)) == (run.inputs_hash, "low_results")


@pytest.mark.parametrize("change", [{"year": 2020}, None])
def test_run_and_its_verdicts_are_immutable(world, rules, change):
    run = run_identification(rules, 2026, by=world.methodist)
    with pytest.raises(DatabaseError), transaction.atomic():
        run.verdicts.update(status="not_low") if change is None else type(run).objects.filter(pk=run.pk).update(
            **change
        )


def test_marker_of_the_year_stands_in_the_explanation(world, rules):
    f.AssessmentResultFactory(school=world.school, kind="ВПР", subject="русский", grade=5, participants=40, failed=2)
    world.school.markers.create(year=2026, grade=5, subject="русский", marked=True)
    run = run_identification(rules, 2026, by=world.methodist)
    notes = run.verdicts.get(school=world.school).explanation["notes"]
    assert [note["code"] for note in notes][:1] == ["markers"]


def test_adverse_context_comes_from_the_social_passport(world, rules):
    for school, count in ((world.school, 40), (world.other_school, 5)):
        school.passports.create(year=2026, pupils=100, both_higher=50 - count, single_parent=count, low_income=count,
            unemployed_one=count, unemployed_both=0, school_register=count, non_native=count, special_needs=count)  # fmt: skip
    for _ in range(6):
        calm = f.SchoolFactory(municipality=world.municipality)
        calm.passports.create(year=2026, pupils=100, both_higher=45, single_parent=5, low_income=5, unemployed_one=5,
            unemployed_both=0, school_register=5, non_native=5, special_needs=5)  # fmt: skip
    run = run_identification(rules, 2026, by=world.methodist)
    flags = dict(run.verdicts.values_list("school", "adverse_context"))
    assert (flags[world.school.pk], flags[world.other_school.pk]) == (True, False)


def test_low_school_becomes_a_candidate_and_then_enters_the_list(world, rules):
    results(world.school, (2025, 2026))
    run = run_identification(rules, 2026, by=world.methodist)
    assert state_of(world.school) == "candidate"
    approved = approve_list(run, by=world.coordinator)
    [entry] = approved.entries.all()
    assert (entry.school, entry.category, entry.state) == (world.school, "ШНОР", "approved")
    assert entry.wording == "ШНОР: по результатам оценочных процедур 2025\u20132026 годов"
    steps = list(ListEvent.objects.filter(school=world.school).order_by("pk").values_list("from_state", "to_state"))
    assert steps == [("none", "candidate"), ("candidate", "approved")]


def test_candidate_who_is_clean_in_the_next_run_is_none_any_more(world, rules):
    results(world.school, (2025, 2026))
    run_identification(rules, 2026, by=world.methodist)
    world.school.results.update(failed=0)
    run_identification(rules, 2026, by=world.methodist)
    assert state_of(world.school) == "none"


def test_inclusion_by_experts_stands_beside_the_verdict(world, rules):
    results(world.other_school, (2025, 2026), failed=0)
    run = run_identification(rules, 2026, by=world.methodist)
    decision = included(world, world.other_school)
    [proposal] = proposals(run)
    assert (proposal.low_results, proposal.is_manual, proposal.verdict.low_results) == (True, True, False)
    assert proposal.wording == f"ШНОР: включена экспертным решением, {PROTOCOL}"
    assert decision.verdict == run.verdicts.get(school=world.other_school)


def test_exclusion_by_experts_keeps_a_low_school_out(world, rules):
    results(world.school, (2025, 2026))
    results(world.other_school, (2025, 2026))
    run = run_identification(rules, 2026, by=world.methodist)
    included(world, world.school, kind="exclude")
    approved = approve_list(run, by=world.coordinator)
    assert [entry.school for entry in approved.entries.all()] == [world.other_school]
    assert state_of(world.school) == "none"


def test_decision_is_not_approved_by_its_author(world):
    decision = ExpertDecisionFactory(school=world.school, proposed_by=world.coordinator)
    with pytest.raises(ValidationError, match="второй человек"):
        approve_decision(decision, by=world.coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        ExpertDecision.objects.filter(pk=decision.pk).update(
            state="approved", decided_by=world.coordinator, decided_at=decision.proposed_at
        )


def test_decision_without_a_justification_is_refused(world):
    with pytest.raises(ValidationError, match="Обоснуйте"):
        included(world, world.school, justification="Так надо")


def test_refused_proposal_leaves_the_school_where_it_was(world):
    decision = propose_decision(
        world.school, by=world.methodist, year=2026, category="low_results", kind="include", justification=BECAUSE,
        basis_kind="protocol", basis=PROTOCOL,
    )  # fmt: skip
    assert state_of(world.school) == "proposed"
    refuse_decision(decision, by=world.head, answer="Данных мало")
    assert state_of(world.school) == "none"
    assert AuditEvent.objects.filter(action="экспертное решение отклонено").count() == 1


def test_waiting_decision_holds_the_list_up(world, rules):
    results(world.school, (2025, 2026))
    run = run_identification(rules, 2026, by=world.methodist)
    ExpertDecisionFactory(school=world.other_school, proposed_by=world.methodist)
    with pytest.raises(ValidationError, match="экспертные решения, которые ждут"):
        approve_list(run, by=world.coordinator)


def yearly_lists(world, rules, *failed):
    """A list a year from 2026 on; the numbers of failed by year, None for a year without data."""
    results(world.school, (2025,))
    results(world.other_school, range(2025, 2030))  # somebody is always in the list
    for year, number in enumerate(failed, 2026):
        if number is not None:
            results(world.school, (year,), failed=number)
            f.AssessmentResultFactory(school=world.school, year=year, subject="русский", participants=30, failed=number)
        approve_list(run_identification(rules, year, by=world.methodist), by=world.coordinator)
        yield state_of(world.school)


def test_school_leaves_after_two_clean_lists_running(world, rules):
    assert list(yearly_lists(world, rules, 12, 0, 0)) == ["approved", "exit_monitoring", "exited"]


def test_low_result_begins_the_way_out_anew(world, rules):
    found = list(yearly_lists(world, rules, 12, 0, 12, 12))
    assert found == ["approved", "exit_monitoring", "in_support", "in_support"]


def test_missing_data_take_nobody_off_the_list(world, rules):
    assert list(yearly_lists(world, rules, 12, None, None)) == ["approved", "in_support", "in_support"]


def test_second_run_of_a_year_counts_no_clean_list_twice(world, rules):
    list(yearly_lists(world, rules, 12, 0))
    run = run_identification(rules, 2027, by=world.methodist)
    approved = approve_list(run, by=world.coordinator)
    entry = approved.entries.get(school=world.school)
    assert (approved.version, entry.state, entry.clean_lists) == (2, "exit_monitoring", 1)


def test_manual_inclusion_must_be_confirmed_anew(world, rules):
    results(world.school, (2025, 2026, 2027), failed=0)
    included(world, world.school)
    approve_list(run_identification(rules, 2026, by=world.methodist), by=world.coordinator)
    run = run_identification(rules, 2027, by=world.methodist)
    verdict = Verdict.objects.get(run=run, school=world.school)
    codes = {note["code"] for note in verdict.explanation["notes"]}
    assert (verdict.list_status, codes) == ("exit_monitoring", {"low_coverage", "exit_monitoring", "manual_basis"})


@pytest.mark.parametrize("marks", [{"derived": True}, {"comparable": False}])
def test_marks_of_rows_reach_the_explanation(world, rules, marks):
    results(world.other_school, (2026,))
    f.AssessmentResultFactory(school=world.school, participants=30, failed=3, **marks)
    run = run_identification(rules, 2026, by=world.methodist)
    found = {
        one.school_id: [
            (row["derived"], row["comparable"]) for row in one.explanation["evidence"] if row["participants"]
        ]
        for one in run.verdicts.all()
    }
    assert found == {
        world.school.pk: [(marks.get("derived", False), marks.get("comparable", True))],
        world.other_school.pk: [(False, True)],
    }


def test_resits_are_not_added_to_the_first_attempts(world, rules):
    for wave, participants, failed in (("", 40, 5), ("Пересдача", 20, 20)):
        f.AssessmentResultFactory(school=world.school, wave=wave, participants=participants, failed=failed)
    run = run_identification(rules, 2026, by=world.methodist)
    evidence = run.verdicts.get(school=world.school).explanation["evidence"]
    assert [(row["failed"], row["participants"]) for row in evidence if row["participants"]] == [(5, 40)]


def test_same_data_give_the_same_hash(world, rules, capsys):
    results(world.school, (2026, 2025))
    first = run_identification(rules, 2026, by=world.methodist)
    second = run_identification(rules, 2026, by=world.methodist)
    call_command("identify", municipality=world.municipality.slug, year=2026)
    printed = json.loads(capsys.readouterr().out)
    assert first.inputs_hash == second.inputs_hash == printed["inputs_hash"]
    assert [one["status"] for one in printed["verdicts"]] == [v.status for v in first.verdicts.order_by("school_id")]


def test_another_figure_gives_another_hash(world, rules):
    results(world.school, (2026, 2025))
    first = run_identification(rules, 2026, by=world.methodist)
    AssessmentResult.objects.filter(year=2026).update(failed=11)
    assert run_identification(rules, 2026, by=world.methodist).inputs_hash != first.inputs_hash


def test_identify_and_what_if_write_nothing(world, rules, capsys):
    results(world.school, (2026, 2025))
    run = run_identification(rules, 2026, by=world.methodist)
    tables = (AssessmentResult, IdentificationRun, ListPlace, MethodologyVersion, Verdict)

    def everything():
        return [list(model.objects.order_by("pk").values()) for model in tables]

    before = everything()
    trial = try_out(engine_run(run), {"threshold_pct": "50"})
    call_command("identify", municipality=world.municipality.slug)
    assert (trial.before.low_results, trial.after.low_results) == (1, 0)
    assert everything() == before


def test_grades_the_school_has_not_are_said(world, rules):
    type(world.school).objects.filter(pk=world.school.pk).update(first_grade=1, last_grade=9)
    run = run_identification(rules, 2026, by=world.methodist)
    evidence = run.verdicts.get(school=world.school).explanation["evidence"]
    assert {row["missing_reason"] for row in evidence if row["kind"] == "ЕГЭ"} == {"no_grade"}
