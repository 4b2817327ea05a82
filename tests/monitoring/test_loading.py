from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from monitoring.asking import asked_indicators, asked_occurrences
from monitoring.loading import load_sheet, load_sheets
from monitoring.services import reports
from monitoring.services.reports import latest_submission_id
from roadmaps.models import Activity, Occurrence, Roadmap
from tests import factories as f
from tests.monitoring.conftest import DONE

Audience = Activity.Audience


def rows(report):
    """Occurrences of the sheet; the short way that a save asks has to agree with it."""
    shown = [row.occurrence_id for row in load_sheet(report).entries]
    if report.is_editable:
        assert asked_occurrences(report, Occurrence.objects.values_list("pk", flat=True)) == set(shown)
    return shown


def plan_more(world, audience, *schools, **occurrence):
    activity = f.ActivityFactory(section__roadmap=world.roadmap, audience=audience)
    activity.schools.set(schools)
    return f.OccurrenceFactory(activity=activity, **occurrence)


def test_sheet_asks_for_what_concerns_the_school(report, world):
    mine = plan_more(world, Audience.LISTED, world.school)
    plan_more(world, Audience.LISTED, world.other_school)
    plan_more(world, Audience.MUNICIPAL)
    concerning = Activity.objects.concerning(world.school)
    planned = Occurrence.objects.planned().filter(activity__in=concerning).values_list("pk", flat=True)
    assert set(rows(report)) == set(planned) == {world.occurrence.pk, mine.pk}


@pytest.mark.parametrize(
    ("starts_on", "due_on", "is_asked"),
    [
        (None, date(2026, 6, 30), False),
        (None, date(2026, 7, 1), True),
        (None, date(2026, 9, 30), True),
        (None, date(2026, 10, 1), False),
        (date(2026, 1, 1), date(2026, 12, 31), True),
        (date(2026, 10, 1), date(2026, 10, 31), False),
    ],
)
def test_sheet_asks_for_what_overlaps_the_quarter(report, world, starts_on, due_on, is_asked):
    occurrence = plan_more(world, Audience.ALL_SCHOOLS, starts_on=starts_on, due_on=due_on)
    assert (occurrence.pk in rows(report)) == is_asked


@pytest.mark.parametrize(
    "said", [{"from_report": True}, {"done_on": date(2026, 6, 30)}, {"outcome": "na", "result": "Нет"}]
)
def test_sheet_leaves_out_what_the_school_need_not_report_again(report, world, said):
    f.CompletionFactory(occurrence=world.occurrence, school=world.school, **said)
    assert rows(report) == []


def test_sheet_still_asks_for_what_another_school_completed(report, world):
    f.CompletionFactory(occurrence=world.occurrence, school=world.other_school)
    assert rows(report) == [world.occurrence.pk]


def test_sheet_of_another_programme_is_not_asked_for(report, world):
    programme = f.ProgrammeFactory(municipality=world.municipality)
    roadmap = f.RoadmapFactory(programme=programme, approved=True)
    f.OccurrenceFactory(activity=f.ActivityFactory(section__roadmap=roadmap, audience=Audience.ALL_SCHOOLS))
    assert rows(report) == [world.occurrence.pk]


@pytest.mark.parametrize("state", [Roadmap.State.CLOSED, Roadmap.State.DRAFT])
def test_sheet_of_a_roadmap_not_in_force_asks_for_nothing(report, world, state):
    by = {"approved_at": None, "approved_by": None} if state == Roadmap.State.DRAFT else {}
    Roadmap.objects.filter(pk=world.roadmap.pk).update(state=state, **by)
    assert rows(report) == []


def test_sheet_keeps_what_was_written_of_an_activity_that_left_the_plan(filled, world):
    Occurrence.objects.update(is_planned=False)
    assert rows(filled) == [world.occurrence.pk]


def test_sheet_once_submitted_does_not_follow_the_plan(submitted, world):
    plan_more(world, Audience.ALL_SCHOOLS)
    f.IndicatorFactory(programme=world.programme)
    sheet = load_sheet(submitted)
    assert ([row.occurrence_id for row in sheet.entries], len(sheet.values)) == ([world.occurrence.pk], 1)


def test_sheet_once_accepted_still_holds_what_its_own_acceptance_completed(submitted, world):
    reports.accept(report=submitted, by=world.methodist, submission_id=latest_submission_id(submitted))
    assert rows(submitted) == [world.occurrence.pk]


def test_sheet_drops_an_indicator_that_is_no_longer_collected(report, indicator):
    assert asked_indicators(report, [indicator.pk]) == {indicator.pk}
    indicator.is_active = False
    indicator.save()
    assert (load_sheet(report).values, asked_indicators(report, [indicator.pk])) == ((), set())


def spring_report(world, state):
    spring = {"quarter": 2, "starts_on": date(2026, 4, 1), "ends_on": date(2026, 6, 30)}
    period = f.ReportingPeriodFactory(programme=world.programme, **spring)
    moment = timezone.now()
    said = {} if state == "draft" else {"submitted_at": moment, "submitted_by": world.director}
    if state == "accepted":
        said |= {"accepted_at": moment, "accepted_by": world.methodist}
    return f.SchoolReportFactory(period=period, school=world.school, state=state, **said)


@pytest.mark.parametrize(
    ("state", "expected"), [("submitted", Decimal(5)), ("accepted", Decimal(5)), ("draft", None), ("returned", None)]
)
def test_sheet_shows_the_previous_quarter_only_when_handed_in(report, world, indicator, state, expected):
    f.IndicatorValueFactory(report=spring_report(world, state), indicator=indicator)
    sheet = load_sheet(report)
    assert (sheet.previous_label, sheet.values[0].previous_numerator) == ("II квартал 2026", expected)


def test_sheet_shows_the_target_of_the_year(report, indicator):
    f.TargetFactory(indicator=indicator, year=2025, value=10)
    f.TargetFactory(indicator=indicator, year=2026, value=80)
    assert load_sheet(report).values[0].target == 80


def test_sheets_of_one_and_of_thirty_reports_take_the_same_queries(
    report, world, period, indicator, django_assert_num_queries
):
    spring_report(world, "accepted")
    for _ in range(29):
        one = f.SchoolReportFactory(period=period, school=f.SchoolFactory(municipality=world.municipality))
        entry = f.ActivityEntryFactory(report=one, occurrence=world.occurrence)
        f.EvidenceFactory(entry=entry)
        f.CompletionFileFactory(completion__occurrence=world.occurrence, completion__school=one.school)
        f.IndicatorValueFactory(report=one, indicator=indicator)
    f.CompletionFileFactory(completion__occurrence=world.occurrence, completion__school=report.school)
    f.EvidenceFactory(entry=f.ActivityEntryFactory(report=report, occurrence=world.occurrence))
    everything = list(period.reports.select_related("school", "period__programme"))
    for some in ([report], everything):
        with django_assert_num_queries(13):
            load_sheets(some)
    assert len(everything) == 30


def test_entries_come_in_the_order_of_the_paper(report, world):
    section = f.SectionFactory(roadmap=world.roadmap, position=0)
    world.activity.section.position = 5
    world.activity.section.save()
    second = f.OccurrenceFactory(activity=f.ActivityFactory(section=section, position=2, audience=Audience.ALL_SCHOOLS))
    first = f.OccurrenceFactory(activity=f.ActivityFactory(section=section, position=1, audience=Audience.ALL_SCHOOLS))
    assert rows(report) == [first.pk, second.pk, world.occurrence.pk]


def test_saved_rows_come_back(filled):
    row = load_sheet(filled).entries[0]
    assert (row.status, row.done_on, row.result) == (DONE["status"], DONE["done_on"], DONE["result"])
