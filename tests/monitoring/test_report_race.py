"""Threads against one report: only the database can keep them apart."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from django.db import connection

from accounts.models import OutgoingMail
from monitoring.models import IndicatorValue, ReportEvent, SchoolReport
from monitoring.services import reports
from monitoring.services.reports import ReportError, latest_submission_id
from roadmaps.models import Completion
from tests import factories as f
from tests.conftest import make_world
from tests.monitoring.conftest import HALF, fill

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def filled_report():
    with time_machine.travel("2026-10-01 12:00+03:00"):
        world = make_world()
        period = f.ReportingPeriodFactory(programme=world.programme)
        indicator = f.IndicatorFactory(programme=world.programme)
        report = f.SchoolReportFactory(period=period, school=world.school)
        fill(report, world, indicator)
        yield report, world, indicator


def at_once(*acts):
    """Run the acts in threads that start together; each gives its outcome or the refusal's text."""
    barrier = Barrier(len(acts))

    def run(act):
        barrier.wait()
        try:
            return act()
        except ReportError as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def fresh(report):
    return SchoolReport.objects.select_related("school__municipality", "period__programme").get(pk=report.pk)


def test_five_equal_submissions_make_one(filled_report):
    report, world, _ = filled_report
    copies = [fresh(report) for _ in range(5)]
    outcomes = at_once(*(lambda copy=copy: reports.submit(report=copy, by=world.director) for copy in copies))
    assert sorted(outcomes) == [False, False, False, False, True]
    assert ReportEvent.objects.count() == 1


def test_return_and_accept_at_once_let_one_win(filled_report):
    report, world, _ = filled_report
    reports.submit(report=report, by=world.director)
    seen = latest_submission_id(report)
    one, other = fresh(report), fresh(report)
    at_once(
        lambda: reports.accept(report=one, by=world.methodist, submission_id=seen),
        lambda: reports.return_to_school(report=other, by=world.coordinator, comment="Нет", submission_id=seen),
    )
    accepted = int(fresh(report).state == SchoolReport.State.ACCEPTED)
    assert (ReportEvent.objects.count(), OutgoingMail.objects.count(), Completion.objects.count()) == (2, 1, accepted)


def test_save_beside_a_submission_is_in_the_snapshot_or_refused(filled_report):
    report, world, indicator = filled_report
    one, other = fresh(report), fresh(report)
    said = {indicator.pk: {**HALF, "numerator": 9}}
    at_once(
        lambda: reports.submit(report=one, by=world.director),
        lambda: reports.save(report=other, by=world.director, values=said),
    )
    stored = IndicatorValue.objects.get(report=report).numerator
    assert ReportEvent.objects.get().snapshot["values"][0]["numerator"] == str(stored)
