"""Years that people hold not comparable: said once, followed by the next run, told on the card, taken back."""

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from schools.identification import Methodology
from schools.listing.card import results_table
from schools.listing.inputs import columns_of
from schools.listing.runs import engine_run, run_identification
from schools.models import NotComparable
from tests import factories as f
from tests.factories.listing import MethodologyFactory

URL = reverse("schools:comparability_list")
REASON = "Новая шкала перевода баллов"
OGE = {"year": 2025, "kind": "ОГЭ", "subject": "математика", "grade": 9}


@pytest.fixture
def rules(world):
    """Of a school that is low by one procedure in both years and by nothing else."""
    for year in (2025, 2026):
        f.AssessmentResultFactory(school=world.school, year=year, participants=30, failed=12)
    return MethodologyFactory(municipality=world.municipality)


def status(world, rules):
    return run_identification(rules, 2026, by=world.methodist).verdicts.get(school=world.school).status


def test_year_held_apart_makes_no_pair_and_the_explanation_says_so(world, rules):
    assert status(world, rules) == "low_results"
    f.NotComparableFactory(municipality=world.municipality, **OGE)
    run = run_identification(rules, 2026, by=world.methodist)
    verdict = run.verdicts.get(school=world.school)
    notes = [note["text"] for note in verdict.explanation["notes"]]
    assert verdict.status == "at_risk"
    assert [text for text in notes if "несопоставимы" in text] == [
        "2025 год, результаты несопоставимы с другими годами: ОГЭ, математика."
    ]


def test_mark_taken_back_leaves_the_verdict_as_it_was(world, rules, sign_in):
    mark = f.NotComparableFactory(municipality=world.municipality, **OGE)
    sign_in(world.methodist).post(reverse("schools:comparability_undo", args=[mark.pk]))
    assert (status(world, rules), NotComparable.objects.count()) == ("low_results", 0)
    event = AuditEvent.objects.get(action="отметка о несравнимости снята")
    assert event.before == {"procedure": "ОГЭ, математика, 2025\u00a0год", "reason": mark.reason}


def test_run_made_before_the_mark_stays_as_it_was(world, rules):
    run = run_identification(rules, 2026, by=world.methodist)
    f.NotComparableFactory(municipality=world.municipality, **OGE)
    assert str(engine_run(run).flags[world.school.pk].status) == "low_results"


def test_all_levels_of_the_procedure_are_apart_and_no_other_year(world, rules):
    f.AssessmentResultFactory(school=world.school, year=2025, level="база", participants=20, failed=1)
    f.NotComparableFactory(municipality=world.municipality, **OGE)
    blocks = columns_of(world.municipality, Methodology.from_params(rules.params), 2026).blocks
    assert {(one.key.year, one.key.level): bool(one.not_comparable()) for one in blocks} == {
        (2025, ""): True, (2025, "база"): True, (2026, ""): False,
    }  # fmt: skip


def test_page_offers_what_has_results_and_no_mark(world, rules, sign_in):
    f.NotComparableFactory(municipality=world.municipality, **OGE)
    form = sign_in(world.methodist).get(URL).context["form"]
    assert list(form.offered) == ["2026|ОГЭ|математика|9"]


def test_methodist_marks_with_a_reason(world, rules, sign_in):
    client = sign_in(world.methodist)
    refused = client.post(URL, {"procedure": "2025|ОГЭ|математика|9", "reason": " "}).context["form"]
    assert list(refused.errors) == ["reason"]
    client.post(URL, {"procedure": "2025|ОГЭ|математика|9", "reason": REASON})
    mark = NotComparable.objects.get()
    assert (mark.year, mark.kind, mark.subject, mark.grade, mark.reason, mark.created_by) == (
        2025, "ОГЭ", "математика", 9, REASON, world.methodist,
    )  # fmt: skip
    assert AuditEvent.objects.about(mark).get().after["reason"] == REASON


def test_head_sees_no_such_page(world, sign_in):
    assert sign_in(world.head).get(URL).status_code == 403


def test_card_says_which_year_is_apart(world, rules):
    f.NotComparableFactory(municipality=world.municipality, reason=REASON, **OGE)
    f.NotComparableFactory(municipality=world.municipality, **OGE | {"year": 2024})
    table = results_table(world.school)
    assert [cell.is_apart for cell in table.rows[0].cells] == [True, False]
    assert [(one.year, one.reason) for one in table.apart] == [(2025, REASON)]
