"""A report of the III quarter of 2026 in the test world; today is 1 October, four days before it is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from monitoring.models import Indicator, ReportingPeriod, SchoolReport
from monitoring.services import reports
from tests import factories as f
from tests.conftest import World


@pytest.fixture
def october() -> Iterator[None]:
    with time_machine.travel("2026-10-01 12:00+03:00"):
        yield


@pytest.fixture
def period(world: World) -> ReportingPeriod:
    return f.ReportingPeriodFactory(programme=world.programme)


@pytest.fixture
def indicator(world: World) -> Indicator:
    return f.IndicatorFactory(programme=world.programme)


@pytest.fixture
def report(world: World, period: ReportingPeriod, indicator: Indicator, october: None) -> SchoolReport:
    """A draft that asks for one activity and one indicator."""
    return f.SchoolReportFactory(period=period, school=world.school)


DONE = {"status": "done", "done_on": date(2026, 9, 20), "result": "Проведено", "reason": ""}
HALF = {"state": "entered", "numerator": 5, "denominator": 10, "source": "", "comment": ""}


def fill(report: SchoolReport, world: World, indicator: Indicator) -> None:
    """Nothing is missing afterwards."""
    reports.save(report=report, by=world.director, entries={world.occurrence.pk: DONE}, values={indicator.pk: HALF})


@pytest.fixture
def filled(report: SchoolReport, world: World, indicator: Indicator) -> SchoolReport:
    fill(report, world, indicator)
    return report


@pytest.fixture
def submitted(filled: SchoolReport, world: World) -> SchoolReport:
    reports.submit(report=filled, by=world.director)
    return filled
