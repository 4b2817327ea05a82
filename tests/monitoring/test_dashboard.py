from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from roadmaps.models import Activity
from tests import factories as f
from tests.monitoring.test_periods import accepted

TODAY = datetime(2026, 10, 3, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def frozen(time_machine):
    time_machine.move_to(TODAY, tick=False)


@pytest.fixture
def period(world):
    return f.ReportingPeriodFactory(programme=world.programme)


@pytest.fixture
def indicator(world):
    indicator = f.IndicatorFactory(programme=world.programme)
    f.TargetFactory(indicator=indicator, year=2026, value=20)
    return indicator


def dashboard(client, **query):
    return client.get(reverse("monitoring:dashboard"), query)


def test_dashboard_figure_is_sum_by_sum(sign_in, world, period, indicator):
    accepted(period, world.school, world.methodist, indicator=indicator, numerator=5, denominator=10)
    accepted(period, world.other_school, world.methodist, indicator=indicator, numerator=50, denominator=500)
    line = dashboard(sign_in(world.head)).context["indicators"][0]
    assert (line.value, line.basis, line.target, line.status) == (
        "10,8\u00a0%",
        "55 из 510",
        "не менее 20\u00a0%",
        "ниже цели",
    )


def test_dashboard_draws_a_chart_for_each_unit(sign_in, world, period, indicator):
    count = f.IndicatorFactory(programme=world.programme, kind="count", unit="шт.", denominator_label="")
    f.IndicatorFactory(programme=world.programme, kind="count", unit="чел.", denominator_label="")  # nothing to draw
    f.TargetFactory(indicator=count, year=2026, value=400)
    page = dashboard(sign_in(world.head))
    assert page.context["charts"] == ["%", "шт."]
    assert page.content.decode().count('data-chart="indicators"') == 2


def test_dashboard_says_of_submissions_what_the_paper_says(sign_in, world, period, indicator):
    accepted(period, world.school, world.methodist, indicator=indicator)
    f.SchoolReportFactory(period=period, school=world.other_school)
    sentence = dashboard(sign_in(world.head)).context["submissions_sentence"]
    assert sentence == "Отчёт сдала 1 из 2\u00a0школ: в срок — 1; принято — 1; не сдано — 1."


def test_dashboard_counts_accepted_only_unless_asked(sign_in, world, period, indicator):
    report = accepted(period, world.school, world.methodist, indicator=indicator)
    report.state, report.accepted_at, report.accepted_by = "submitted", None, None
    report.save()
    client = sign_in(world.head)
    lines = [dashboard(client, **query).context["indicators"][0].value for query in ({}, {"with": "submitted"})]
    assert lines == ["—", "50,0\u00a0%"]


def test_dashboard_lists_overdue_municipal_activity(sign_in, world, period):
    municipal = f.ActivityFactory(section=world.activity.section, audience=Activity.Audience.MUNICIPAL)
    late = f.OccurrenceFactory(activity=municipal, due_on=date(2026, 9, 30))
    assert late.pk in [line.result.occurrence.id for line in dashboard(sign_in(world.head)).context["overdue"]]
    f.CompletionFactory(occurrence=late)
    assert late.pk not in [line.result.occurrence.id for line in dashboard(sign_in(world.head)).context["overdue"]]


def test_dashboard_names_schools_that_did_not_submit(sign_in, world, period, time_machine):
    f.SchoolReportFactory(period=period, school=world.school)
    time_machine.move_to(datetime(2026, 10, 6, 9, tzinfo=UTC), tick=False)
    assert [school.name for school in dashboard(sign_in(world.head)).context["late"]] == [world.school.short_name]


def test_dashboard_without_a_period_explains(sign_in, world):
    assert dashboard(sign_in(world.head)).context["period"] is None


def test_dashboard_of_foreign_period_404(sign_in, world, stranger, period):
    foreign = f.ReportingPeriodFactory(programme=stranger.programme)
    assert dashboard(sign_in(world.head), period=foreign.pk).status_code == 404


def test_indicator_drill_down_by_school(sign_in, world, period, indicator):
    accepted(period, world.school, world.methodist, indicator=indicator, numerator=0, denominator=10)
    f.SchoolReportFactory(period=period, school=world.other_school)
    page = sign_in(world.head).get(reverse("monitoring:dashboard_indicator", args=[indicator.pk]))
    assert {line.name: line.value for line in page.context["schools"]} == {
        world.school.short_name: "0,0\u00a0%",
        world.other_school.short_name: "отчёт не учтён",
    }


def test_activities_drill_down_overdue_first(sign_in, world, period):
    f.SchoolReportFactory(period=period, school=world.school)
    ongoing = f.OccurrenceFactory(activity=world.activity, due_on=date(2026, 12, 31))
    page = sign_in(world.head).get(reverse("monitoring:dashboard_activities"))
    found = [line.result.occurrence.id for line in page.context["lines"]]
    assert found == [world.occurrence.pk, ongoing.pk]


def test_interim_file_of_an_open_period(sign_in, world, period, indicator):
    accepted(period, world.school, world.methodist, indicator=indicator)
    answer = sign_in(world.head).get(reverse("monitoring:consolidated_file", args=[period.pk, "xlsx"]))
    assert b"".join(answer.streaming_content)[:2] == b"PK"


@pytest.mark.parametrize("schools", [1, 30])
def test_dashboard_query_count(sign_in, world, period, indicator, django_assert_num_queries, schools):
    for school in f.SchoolFactory.create_batch(schools, municipality=world.municipality):
        world.programme.schools.add(school)
        accepted(period, school, world.methodist, indicator=indicator)
    client = sign_in(world.head)
    with django_assert_num_queries(28):
        dashboard(client)


def test_targets_are_said_with_the_reports_they_rest_on(sign_in, world, period, indicator):
    accepted(period, world.school, world.methodist, indicator=indicator, numerator=5, denominator=10)
    page = dashboard(sign_in(world.head))
    assert page.context["basis_sentence"] == "Учтены принятые отчёты 1 из 1\u00a0школы."
    assert page.content.decode().count(page.context["basis_sentence"]) == 1
