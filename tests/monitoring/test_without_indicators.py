"""A programme whose schools will report no indicators: the office is told before the reports open."""

import pytest
from django.urls import reverse

from roadmaps.models import Roadmap
from tests import factories as f

PAGES = ["home", "monitoring:setup"]
SAID = "В отчётах школ не будет показателей"


@pytest.fixture(params=PAGES)
def warned(request, world, sign_in, october):
    """The programmes the page warns of."""

    def programmes():
        page = sign_in(world.methodist).get(reverse(request.param))
        assert (SAID in page.content.decode()) == bool(page.context["bare"])
        return list(page.context["bare"])

    return programmes


def test_programme_with_a_roadmap_in_force_and_no_indicators_is_named(world, stranger, warned):
    assert warned() == [world.programme]


def test_programme_with_an_indicator_is_not_named(world, warned):
    f.IndicatorFactory(programme=world.programme)
    assert warned() == []


def test_programme_whose_indicators_are_all_switched_off_is_named(world, warned):
    f.IndicatorFactory(programme=world.programme, is_active=False)
    assert warned() == [world.programme]


@pytest.mark.parametrize(("has_period", "named"), [(False, 0), (True, 1)])
def test_programme_without_a_roadmap_is_named_when_a_period_is_ahead(world, warned, has_period, named):
    Roadmap.objects.update(state=Roadmap.State.DRAFT, approved_at=None, approved_by=None)
    if has_period:
        f.ReportingPeriodFactory(programme=world.programme)
    assert len(warned()) == named
