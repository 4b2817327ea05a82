"""What a school settles on «Мои сроки» and its report know of each other. Today is 1 October 2026."""

from datetime import date

import pytest

from monitoring.asking import asked_occurrences
from monitoring.consolidation import consolidate_period
from monitoring.loading import load_sheet
from monitoring.merging import Edit
from monitoring.models import SchoolReport
from monitoring.services import edits, reports
from roadmaps import services
from roadmaps.models import Completion
from tests import factories as f
from tests.monitoring.conftest import HALF

TODAY = date(2026, 10, 1)
MARK = {"done_on": date(2026, 9, 18), "result": "Провели открытый урок"}


@pytest.fixture
def mark(report, world):
    return services.mark_done(world.occurrence, by=world.director, school=world.school, **MARK)


def entry(report):
    return report.entries.get()


def said(row):
    return (row.status, row.done_on, row.result)


def figures(period, state="accepted"):
    [result] = consolidate_period(period, today=date(2026, 10, 20), counted_states=[state]).activities
    return result


def not_applicable(world, school, by=None):
    return services.mark_not_applicable(
        world.occurrence, by=by or world.methodist, school=school, reason="Нет 11 классов", on=TODAY
    )


def test_report_shows_what_was_marked(mark, report):
    [row] = load_sheet(report).entries
    assert said(row) == ("done", *MARK.values())


def test_report_keeps_what_it_said_before(report, world):
    words = {"status": "in_progress", "result": "Начали", "done_on": None, "reason": ""}
    reports.save(report=report, by=world.director, entries={world.occurrence.pk: words})
    services.mark_done(world.occurrence, by=world.director, school=world.school, **MARK)
    [row] = load_sheet(report).entries
    assert said(row) == ("in_progress", None, "Начали")


def test_correction_of_one_field_keeps_the_others(mark, report, world):
    edit = Edit(base={"result": MARK["result"]}, mine={"result": "Провели два урока"})
    refused = edits.save_edits(report=report, by=world.director, entries={world.occurrence.pk: edit})
    assert (refused, said(entry(report))) == ({}, ("done", MARK["done_on"], "Провели два урока"))


def test_submitted_report_holds_what_was_marked(mark, report, world, indicator):
    reports.save(report=report, by=world.director, values={indicator.pk: HALF})
    reports.submit(report=report, by=world.director)
    [row] = load_sheet(SchoolReport.objects.get()).entries
    assert said(row) == ("done", *MARK.values())


def test_accepted_report_takes_the_mark_over(mark, report, world, indicator):
    reports.save(report=report, by=world.director, values={indicator.pk: HALF})
    reports.submit(report=report, by=world.director)
    reports.accept(report=report, by=world.methodist, submission_id=reports.latest_submission_id(report))
    assert (Completion.objects.get().pk, Completion.objects.get().from_report) == (mark.pk, True)


def test_what_is_not_applicable_is_not_asked(report, world):
    not_applicable(world, world.school)
    assert (load_sheet(report).entries, asked_occurrences(report, [world.occurrence.pk])) == ((), set())


def test_term_put_off_into_the_next_quarter_is_asked_there_too(report, world):
    autumn = {"quarter": 4, "starts_on": date(2026, 10, 1), "ends_on": date(2026, 12, 31)}
    later = f.SchoolReportFactory(
        period=f.ReportingPeriodFactory(programme=world.programme, **autumn), school=world.school
    )
    days = {"new_on": date(2026, 10, 14), "reason": "Карантин", "today": date(2026, 9, 20)}
    services.postpone(world.occurrence, by=world.director, school=world.school, **days)
    assert [row.occurrence_id for row in load_sheet(later).entries] == [world.occurrence.pk]
    assert asked_occurrences(later, [world.occurrence.pk]) == {world.occurrence.pk}


def test_school_to_which_it_is_not_applicable_is_not_expected(report, world, period):
    f.SchoolReportFactory(period=period, school=world.other_school)
    not_applicable(world, world.school)
    result = figures(period)
    assert (result.applicable, result.not_applicable, result.is_overdue) == (1, 1, True)


def test_activity_not_applicable_to_any_school_is_not_expected(report, world, period):
    not_applicable(world, world.school)
    result = figures(period)
    assert (result.is_expected, result.is_done, result.is_overdue) == (False, False, False)


def test_municipal_activity_not_applicable_leaves_the_figures(report, world, period):
    activity = f.ActivityFactory(section__roadmap=world.roadmap)
    services.mark_not_applicable(f.OccurrenceFactory(activity=activity), by=world.methodist, reason="Нет", on=TODAY)
    assert figures(period).occurrence.id == world.occurrence.pk


def test_school_that_has_put_its_term_off_is_not_overdue(report, world, period):
    days = {"new_on": date(2026, 11, 14), "reason": "Карантин", "today": date(2026, 9, 20)}
    services.postpone(world.occurrence, by=world.director, school=world.school, **days)
    assert figures(period).is_overdue is False
