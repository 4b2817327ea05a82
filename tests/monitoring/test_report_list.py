from datetime import UTC, datetime

import pytest
from django.urls import reverse

from monitoring.models import SchoolReport
from monitoring.services import reports
from tests import factories as f
from tests.monitoring.conftest import fill

LIST = reverse("monitoring:report_list")
State = SchoolReport.State


def names(response):
    return [row["report"].school.short_name for row in response.context["rows"]]


def add(world, period, name, state=State.DRAFT, submitted=datetime(2026, 10, 1, 9, tzinfo=UTC)):
    school = f.SchoolFactory(municipality=world.municipality, number=name.split()[-1], short_name=name)
    said = {} if state == State.DRAFT else {"submitted_at": submitted, "submitted_by": world.director}
    if state == State.ACCEPTED:
        said |= {"accepted_at": submitted, "accepted_by": world.methodist}
    return f.SchoolReportFactory(period=period, school=school, state=state, **said)


@pytest.fixture
def town(world, period, october):
    """Schools whose reports are in every state."""
    for name, state in [
        ("СОШ № 10", State.DRAFT),
        ("СОШ № 9", State.DRAFT),
        ("СОШ № 1", State.ACCEPTED),
        ("Лицей № 2", State.SUBMITTED),
        ("СОШ № 3", State.RETURNED),
    ]:
        add(world, period, name, state)


def test_list_puts_those_who_have_not_submitted_first(town, world, sign_in):
    order = ["СОШ № 9", "СОШ № 10", "СОШ № 3", "Лицей № 2", "СОШ № 1"]
    assert names(sign_in(world.methodist).get(LIST)) == order


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"state": "waiting"}, ["СОШ № 9", "СОШ № 10", "СОШ № 3"]),
        ({"state": "late"}, []),
        ({"state": "submitted"}, ["Лицей № 2"]),
        ({"state": "returned"}, ["СОШ № 3"]),
        ({"state": "accepted"}, ["СОШ № 1"]),
        ({"q": "лицей"}, ["Лицей № 2"]),
        ({"q": "10 сош"}, ["СОШ № 10"]),
        ({"q": "гимназия"}, []),
        ({"q": "лицей\0"}, ["Лицей № 2"]),
    ],
)
def test_list_is_filtered_by_the_address(town, world, sign_in, query, expected):
    assert names(sign_in(world.methodist).get(LIST, query)) == expected


def test_list_counts_reports_by_state(town, world, sign_in, time_machine):
    time_machine.move_to("2026-10-06 12:00+03:00")
    counts = sign_in(world.methodist).get(LIST).context["counts"]
    assert (counts.total, counts.waiting, counts.handed_in, counts.late, counts.returned) == (5, 3, 2, 3, 1)


@pytest.mark.parametrize(
    ("state", "day", "expected"),
    [
        (State.DRAFT, 1, ("state-wait", "не начат", "осталось 4\u00a0дня")),
        (State.DRAFT, 7, ("state-bad", "просрочен", "срок прошёл 2\u00a0дня назад")),
        (State.DRAFT, 16, ("state-bad", "не сдан", "приём закрыт 15\u00a0октября")),
        (State.RETURNED, 7, ("state-attention", "возвращён", "ждём до 15\u00a0октября")),
        (State.RETURNED, 16, ("state-attention", "возвращён", "приём закрыт 15\u00a0октября")),
        (State.SUBMITTED, 16, ("state-work", "на проверке", "сдан 1\u00a0октября")),
        (State.ACCEPTED, 16, ("state-ok", "принят", "сдан 1\u00a0октября")),
    ],
)
def test_list_tells_the_fate_of_a_report(world, period, sign_in, time_machine, state, day, expected):
    time_machine.move_to(f"2026-10-{day:02} 12:00+03:00")
    add(world, period, "СОШ № 1", state)
    fate = sign_in(world.methodist).get(LIST).context["rows"][0]["fate"]
    assert (fate.css, fate.word, fate.note) == expected


def test_list_tells_how_late_a_report_was(world, period, sign_in, october):
    add(world, period, "СОШ № 1", State.ACCEPTED, datetime(2026, 10, 6, 21, 30, tzinfo=UTC))  # 7 October in Moscow
    fate = sign_in(world.methodist).get(LIST).context["rows"][0]["fate"]
    assert fate.note == "сдан 7\u00a0октября с опозданием на 2\u00a0дня"


def test_list_judges_lateness_by_the_first_submission(filled, world, sign_in):
    reports.submit(report=filled, by=world.director)
    seen = reports.latest_submission_id(filled)
    reports.return_to_school(report=filled, by=world.methodist, comment="Исправьте", submission_id=seen)
    reports.submit(report=filled, by=world.director, now=datetime(2026, 10, 9, 9, tzinfo=UTC))
    fate = sign_in(world.methodist).get(LIST).context["rows"][0]["fate"]
    assert fate.note == "сдан 1\u00a0октября, после доработки — 9\u00a0октября"


def test_list_shows_the_parts_of_a_report(report, world, indicator, sign_in):
    fill(report, world, indicator)
    findings = sign_in(world.methodist).get(LIST).context["rows"][0]["findings"]
    assert (findings.entries.filled, findings.entries.total, findings.values.filled) == (1, 1, 1)


def test_list_for_htmx_is_the_table_alone(town, world, sign_in):
    response = sign_in(world.methodist).get(LIST, {"q": "лицей"}, headers={"hx-request": "true"})
    assert (response.templates[0].name, names(response)) == ("monitoring/_report_table.html", ["Лицей № 2"])


def test_list_before_the_first_period_says_what_will_be_here(world, sign_in):
    response = sign_in(world.methodist).get(LIST)
    assert (response.status_code, response.context["period"]) == (200, None)


def test_list_of_an_earlier_period(town, world, sign_in):
    spring = f.ReportingPeriodFactory(
        programme=world.programme,
        quarter=2,
        starts_on="2026-04-01",
        ends_on="2026-06-30",
        opens_on="2026-06-20",
        due_on="2026-07-05",
        closes_on="2026-07-15",
    )
    add(world, spring, "СОШ № 5", State.DRAFT)
    assert names(sign_in(world.methodist).get(LIST, {"period": spring.pk})) == ["СОШ № 5"]


def test_list_of_a_foreign_period_is_not_found(world, stranger, sign_in, october):
    foreign = f.ReportingPeriodFactory(programme=stranger.programme)
    assert sign_in(world.methodist).get(LIST, {"period": foreign.pk}).status_code == 404


@pytest.mark.parametrize(("person", "schools"), [("curator", 1), ("head", 2), ("coordinator", 2)])
def test_list_holds_what_the_person_may_see(report, world, period, sign_in, person, schools):
    f.SchoolReportFactory(period=period, school=world.other_school)
    assert len(names(sign_in(getattr(world, person)).get(LIST))) == schools


def test_list_of_a_director_is_the_own_reports(report, world, period, sign_in):
    f.SchoolReportFactory(period=period, school=world.other_school)
    response = sign_in(world.director).get(LIST)
    assert (response.templates[0].name, names(response)) == (
        "monitoring/report_list_own.html",
        [world.school.short_name],
    )


def test_list_of_a_stranger_is_empty(report, stranger, sign_in):
    assert sign_in(stranger.methodist).get(LIST).context["rows"] == []


@pytest.mark.parametrize(("person", "queries"), [("methodist", 23), ("director", 19)])
@pytest.mark.parametrize("number", [1, 30])
def test_list_takes_the_same_queries(
    world, indicator, sign_in, october, django_assert_num_queries, person, queries, number
):
    for n in range(number):
        year = 2026 if person == "methodist" else 1996 + n
        period = world.programme.periods.filter(year=year).first() or f.ReportingPeriodFactory(
            programme=world.programme, year=year
        )
        school = world.school if person == "director" or not n else f.SchoolFactory(municipality=world.municipality)
        report = f.SchoolReportFactory(period=period, school=school)
        f.EvidenceFactory(entry=f.ActivityEntryFactory(report=report, occurrence=world.occurrence))
        f.IndicatorValueFactory(report=report, indicator=indicator)
    client = sign_in(getattr(world, person))
    with django_assert_num_queries(queries):
        response = client.get(LIST)
    assert len(response.context["rows"]) == number
