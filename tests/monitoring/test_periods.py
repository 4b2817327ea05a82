from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from accounts.models import AuditEvent, OutgoingMail
from monitoring import tasks
from monitoring.consolidation import consolidate_period
from monitoring.models import ConsolidatedReport, ReportingPeriod, SchoolReport
from monitoring.services import periods
from tests import factories as f

SEPTEMBER = datetime(2026, 9, 25, 9, tzinfo=UTC)


@pytest.fixture
def period(world):
    return f.ReportingPeriodFactory(programme=world.programme)


def accepted(period, school, by, **values):
    report = f.SchoolReportFactory(
        period=period,
        school=school,
        state="accepted",
        submitted_at=SEPTEMBER,
        submitted_by=by,
        accepted_at=SEPTEMBER,
        accepted_by=by,
    )
    f.IndicatorValueFactory(report=report, **values)
    return report


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 1), (date(2026, 1, 1), date(2026, 3, 31))),
        (date(2024, 2, 29), (date(2024, 1, 1), date(2024, 3, 31))),
        (date(2026, 12, 31), (date(2026, 10, 1), date(2026, 12, 31))),
    ],
)
def test_quarter_of(day, expected):
    assert periods.quarter_of(day) == expected


def test_reports_opened_for_every_school_once(world, period):
    assert [periods.open_reports(SEPTEMBER), periods.open_reports(SEPTEMBER)] == [2, 0]
    assert set(period.reports.values_list("school", flat=True)) == {world.school.pk, world.other_school.pk}
    assert AuditEvent.objects.about(period).count() == 1


def test_school_that_joins_later_gets_its_report(world, period):
    periods.open_reports(SEPTEMBER)
    late = f.SchoolFactory(municipality=world.municipality)
    world.programme.schools.add(late)
    assert periods.open_reports(SEPTEMBER + timedelta(days=1)) == 1


@pytest.mark.parametrize("day", [date(2026, 9, 19), date(2026, 10, 16)])
def test_reports_not_opened_before_or_after(world, period, day):
    assert periods.open_reports(datetime.combine(day, SEPTEMBER.time(), UTC)) == 0


def test_opening_day_is_the_municipality_s_own(world, period):
    world.municipality.timezone = "Asia/Kamchatka"
    world.municipality.save()
    assert periods.open_reports(datetime(2026, 9, 19, 11, 59, tzinfo=UTC)) == 0
    assert periods.open_reports(datetime(2026, 9, 19, 12, 0, tzinfo=UTC)) == 2


def test_period_planned_for_roadmap_in_force_once(world):
    assert [periods.plan_periods(SEPTEMBER), periods.plan_periods(SEPTEMBER)] == [1, 0]
    period = ReportingPeriod.objects.get(programme=world.programme)
    assert (period.label, period.due_on, period.closes_on) == (
        "III квартал 2026",
        date(2026, 10, 5),
        date(2026, 10, 15),
    )


def test_no_period_without_roadmap_in_force(world):
    world.roadmap.state, world.roadmap.approved_at, world.roadmap.approved_by = "draft", None, None
    world.roadmap.save()
    assert periods.plan_periods(SEPTEMBER) == 0


def test_consolidated_report_made_once_when_the_period_has_closed(world, period):
    accepted(period, world.school, world.methodist, numerator=5, denominator=10)
    assert periods.close_periods(datetime(2026, 10, 15, 9, tzinfo=UTC)) == 0
    closed = datetime(2026, 10, 16, 9, tzinfo=UTC)
    assert [periods.close_periods(closed), periods.close_periods(closed)] == [1, 0]
    told = OutgoingMail.objects.filter(key__startswith="consolidated:").values_list("recipient__role", flat=True)
    assert sorted(set(told)) == ["coordinator", "head", "methodist"]


def test_consolidated_files_hold_the_same_figure(world, period):
    indicator = f.IndicatorFactory(programme=world.programme, decimals=1)
    accepted(period, world.school, world.methodist, indicator=indicator, numerator=5, denominator=10)
    accepted(period, world.other_school, world.methodist, indicator=indicator, numerator=50, denominator=500)
    periods.close_periods(datetime(2026, 10, 16, 9, tzinfo=UTC))
    report = ConsolidatedReport.objects.get(period=period)
    with report.xlsx.open() as xlsx, report.pdf.open() as pdf:
        cells = [cell.value for row in load_workbook(BytesIO(xlsx.read()))["Сводка"].iter_rows() for cell in row]
        text = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf.read())).pages)
    assert any(isinstance(cell, int | float) and round(float(cell), 1) == 10.8 for cell in cells)
    assert "10,8" in text


def test_remade_report_holds_what_was_accepted_since(world, period):
    indicator = f.IndicatorFactory(programme=world.programme)
    accepted(period, world.school, world.methodist, indicator=indicator)
    closed = datetime(2026, 10, 16, 9, tzinfo=UTC)
    periods.make_consolidated(period.pk, closed)
    before = ConsolidatedReport.objects.get().pdf.name
    accepted(period, world.other_school, world.methodist, indicator=indicator)
    report = ConsolidatedReport.objects.get()
    assert periods.remake_consolidated(report, by=world.methodist, now=closed)
    assert ConsolidatedReport.objects.get().pdf.name != before


def test_one_failing_period_does_not_stop_the_rest(world, stranger, monkeypatch, period):
    other = f.ReportingPeriodFactory(programme=stranger.programme)
    for one, town in ((period, world), (other, stranger)):
        f.SchoolReportFactory(period=one, school=town.school)
    real = periods.consolidated_paper

    def broken(one, *, today):
        if one.pk == period.pk:
            raise ValueError("broken figures")
        return real(one, today=today)

    monkeypatch.setattr(periods, "consolidated_paper", broken)
    assert periods.close_periods(datetime(2026, 10, 16, 9, tzinfo=UTC)) == 1
    assert list(ConsolidatedReport.objects.values_list("period", flat=True)) == [other.pk]


@pytest.mark.parametrize("task", [tasks.open_reports, tasks.close_periods, tasks.remind])
def test_beat_task_twice_makes_nothing_twice(world, period, task, time_machine):
    time_machine.move_to(datetime(2026, 9, 25, 9, tzinfo=UTC))
    task()
    rows = [model.objects.count() for model in (SchoolReport, ReportingPeriod, ConsolidatedReport, OutgoingMail)]
    task()
    assert rows == [
        model.objects.count() for model in (SchoolReport, ReportingPeriod, ConsolidatedReport, OutgoingMail)
    ]


def test_indicator_added_later_does_not_enter_a_closed_period(world, period):
    indicator = f.IndicatorFactory(programme=world.programme)
    accepted(period, world.school, world.methodist, indicator=indicator)
    f.IndicatorFactory(programme=world.programme)
    figures = consolidate_period(period, today=date(2026, 10, 16))
    assert [row.indicator.id for row in figures.indicators] == [indicator.pk]
