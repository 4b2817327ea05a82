"""What a report that waits for review calls done is neither open nor settled. Today is 1 October 2026."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from monitoring.consolidation import consolidate_period
from monitoring.dashboard import activity_line
from monitoring.services import reports
from roadmaps import services
from roadmaps.models import Completion, ReportedTerm
from tests import factories as f
from tests.monitoring.conftest import DONE, HALF


def reported():
    return list(ReportedTerm.objects.values_list("occurrence", "school", "done_on"))


def give_back(report, world):
    seen = reports.latest_submission_id(report)
    reports.return_to_school(report=report, by=world.methodist, comment="Нет протокола", submission_id=seen)


def accept(report, world):
    reports.accept(report=report, by=world.methodist, submission_id=reports.latest_submission_id(report))


def autumn_report(world, indicator, **said):
    """Of the next quarter, in which the same term is written about; handed in."""
    autumn = {"quarter": 4, "starts_on": date(2026, 10, 1), "ends_on": date(2026, 12, 31)}
    later = f.SchoolReportFactory(
        period=f.ReportingPeriodFactory(programme=world.programme, **autumn), school=world.school
    )
    f.ActivityEntryFactory(report=later, occurrence=world.occurrence, **said)
    f.IndicatorValueFactory(report=later, indicator=indicator)
    reports.submit(report=later, by=world.director)
    return later


def test_submission_tells_the_term(submitted, world):
    assert reported() == [(world.occurrence.pk, world.school.pk, DONE["done_on"])]


def test_draft_tells_nothing(filled):
    assert reported() == []


@pytest.mark.parametrize("status", ["in_progress", "not_done"])
def test_what_is_not_done_tells_nothing(report, world, indicator, status):
    words = {"status": status, "reason": "Карантин", "result": "", "done_on": None}
    reports.save(report=report, by=world.director, entries={world.occurrence.pk: words}, values={indicator.pk: HALF})
    reports.submit(report=report, by=world.director)
    assert reported() == []


def test_report_that_goes_back_takes_its_word_back(submitted, world):
    give_back(submitted, world)
    assert reported() == []


def test_accepted_report_settles_the_term(submitted, world):
    accept(submitted, world)
    assert (reported(), Completion.objects.get().done_on) == ([], DONE["done_on"])


def test_word_of_another_quarter_s_report_stays(submitted, world, indicator):
    later = autumn_report(world, indicator, **{**DONE, "done_on": date(2026, 9, 29)})
    assert reported() == [(world.occurrence.pk, world.school.pk, date(2026, 9, 29))]
    give_back(later, world)
    assert reported() == [(world.occurrence.pk, world.school.pk, DONE["done_on"])]


def test_refused_submission_tells_nothing(report, world):
    reports.save(report=report, by=world.director, entries={world.occurrence.pk: DONE})
    with pytest.raises(reports.HasProblemsError):
        reports.submit(report=report, by=world.director)
    assert reported() == []


def test_reports_that_waited_before_the_portal_kept_it_are_told(submitted):
    told = reported()
    ReportedTerm.objects.all().delete()
    import_module("monitoring.migrations.0005_reported_terms").tell_terms(apps, None)
    assert (reported(), len(told)) == (told, 1)


ACTS = {
    "done": lambda **who: services.mark_done(done_on=date(2026, 9, 20), result="Да", **who),
    "not applicable": lambda **who: services.mark_not_applicable(on=date(2026, 9, 20), reason="Нет", **who),
    "postponed": lambda **who: services.postpone(
        new_on=date(2026, 10, 14), today=date(2026, 9, 20), reason="Нет", **who
    ),
    "brought back": services.undo_postponement,
}


@pytest.mark.parametrize("act", list(ACTS))
def test_term_stays_as_it_was_reported_until_the_decision(submitted, world, act):
    with pytest.raises(services.RefusedError, match="он сейчас на проверке"):
        ACTS[act](occurrence=world.occurrence, by=world.methodist, school=world.school)


def test_mark_that_a_report_rests_on_is_not_taken_back(report, world, indicator):
    mark = f.CompletionFactory(occurrence=world.occurrence, school=world.school, result="Да", by=world.director)
    reports.save(report=report, by=world.director, values={indicator.pk: HALF})
    reports.submit(report=report, by=world.director)
    with pytest.raises(services.RefusedError, match="он сейчас на проверке"):
        services.undo_completion(mark, by=world.director)


def test_term_of_another_school_and_of_all_schools_may_still_be_changed(submitted, world):
    services.mark_done(
        world.occurrence, by=world.methodist, school=world.other_school, done_on=date(2026, 9, 1), result=""
    )
    days = {"new_on": date(2026, 10, 14), "today": date(2026, 9, 20), "reason": "Карантин"}
    assert services.postpone(world.occurrence, by=world.methodist, **days).school is None


def figures(period, *states):
    [result] = consolidate_period(period, today=date(2026, 10, 20), counted_states=states).activities
    return result


def test_dashboard_calls_it_under_review_and_not_overdue(submitted, world, period):
    result = figures(period, "accepted")
    assert (result.done, result.is_claimed, result.is_overdue, activity_line(result).status) == (
        0,
        True,
        False,
        "на проверке",
    )
    assert figures(period, "accepted", "submitted").is_done is True


def test_dashboard_calls_what_was_only_marked_no_debt(report, world, period):
    f.CompletionFactory(occurrence=world.occurrence, school=world.school)
    result = figures(period, "accepted")
    assert (result.is_done, result.is_claimed, result.is_overdue) == (False, True, False)


def test_dashboard_still_calls_the_school_that_said_nothing(submitted, world, period):
    f.SchoolReportFactory(period=period, school=world.other_school)
    result = figures(period, "accepted")
    assert (result.is_claimed, result.is_overdue) == (False, True)
