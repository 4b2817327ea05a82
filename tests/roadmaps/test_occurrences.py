"""Occurrences follow the phrase; what facts hang on stays."""

from datetime import date

from roadmaps.services import refresh_occurrences
from tests import factories as f


def planned(activity):
    return [str(o.due_on) for o in activity.occurrences.filter(is_planned=True)]


def september(activity, year=2026):
    return activity.occurrences.get(due_on=date(year, 9, 30))


def test_phrase_gives_its_occurrences(draft):
    refresh_occurrences(draft.one)
    assert planned(draft.one) == ["2025-09-30", "2026-09-30", "2027-09-30"]


def test_second_refresh_changes_nothing(draft):
    refresh_occurrences(draft.one)
    before = list(draft.one.occurrences.values_list("pk", flat=True))
    refresh_occurrences(draft.one)
    assert list(draft.one.occurrences.values_list("pk", flat=True)) == before


def test_new_phrase_deletes_bare_occurrences(draft):
    refresh_occurrences(draft.one)
    draft.one.deadline_text = "до 1 мая 2026 года"
    refresh_occurrences(draft.one)
    assert [str(o.due_on) for o in draft.one.occurrences.all()] == ["2026-05-01"]


def test_completed_occurrence_stays_out_of_the_plan(draft):
    refresh_occurrences(draft.one)
    f.CompletionFactory(occurrence=september(draft.one))
    draft.one.deadline_text = "до 1 мая 2026 года"
    refresh_occurrences(draft.one)
    assert (draft.one.occurrences.count(), planned(draft.one)) == (2, ["2026-05-01"])


def test_reported_occurrence_stays_out_of_the_plan(draft, world):
    refresh_occurrences(draft.one)
    report = f.SchoolReportFactory(period__programme=world.programme, school=world.school)
    f.ActivityEntryFactory(report=report, occurrence=september(draft.one))
    draft.one.deadline_text = ""
    refresh_occurrences(draft.one)
    assert (draft.one.occurrences.count(), planned(draft.one)) == (1, [])


def test_occurrence_returns_into_the_plan_with_its_facts(draft):
    refresh_occurrences(draft.one)
    completion = f.CompletionFactory(occurrence=september(draft.one))
    for phrase in ("", "ежегодно, сентябрь"):
        draft.one.deadline_text = phrase
        refresh_occurrences(draft.one)
    assert (len(planned(draft.one)), september(draft.one).completions.get()) == (3, completion)
