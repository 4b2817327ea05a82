import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from monitoring.models import Evidence, ReportEvent, SchoolReport
from monitoring.services import evidence, reports
from monitoring.services.reports import latest_submission_id
from roadmaps.models import Completion
from tests.monitoring.test_evidence import attach

State = SchoolReport.State


def url(name, report, *args):
    return reverse(f"monitoring:{name}", args=[report.pk, *args])


def give_back(client, report, comment="Нет протокола", submission_id=None):
    seen = latest_submission_id(report) if submission_id is None else submission_id
    return client.post(url("report_return", report), {"comment": comment, "submission_id": seen})


@pytest.mark.parametrize("person", ["methodist", "coordinator"])
def test_return_page_gives_the_report_back(submitted, world, sign_in, person):
    response = give_back(sign_in(getattr(world, person)), submitted)
    submitted.refresh_from_db()
    assert (response["Location"], submitted.state) == (reverse("monitoring:report_list"), State.RETURNED)


def test_return_page_without_a_reason_shows_the_report_again(submitted, world, sign_in):
    response = give_back(sign_in(world.methodist), submitted, comment=" ")
    submitted.refresh_from_db()
    errors = response.context["return_form"].errors
    assert (response.status_code, submitted.state) == (422, State.SUBMITTED)
    assert errors == {"comment": ["Напишите, что исправить: без причины отчёт не возвращают."]}


def test_return_page_of_an_accepted_report_keeps_the_words(submitted, world, sign_in):
    seen = latest_submission_id(submitted)
    reports.accept(report=submitted, by=world.coordinator, submission_id=seen)
    response = give_back(sign_in(world.methodist), submitted, comment="Нет протокола", submission_id=seen)
    said = [str(message) for message in get_messages(response.wsgi_request)]
    assert (response.status_code, said) == (409, ["Отчёт уже принят. Обновите страницу."])
    assert response.context["return_form"]["comment"].value() == "Нет протокола"


def test_accept_page_accepts(submitted, world, sign_in):
    seen = {"submission_id": latest_submission_id(submitted)}
    sign_in(world.coordinator).post(url("report_accept", submitted), seen)
    submitted.refresh_from_db()
    assert (submitted.state, submitted.accepted_by, Completion.objects.count()) == (
        State.ACCEPTED,
        world.coordinator,
        1,
    )


def test_accept_page_without_what_was_seen_accepts_nothing(submitted, world, sign_in):
    sign_in(world.methodist).post(url("report_accept", submitted))
    submitted.refresh_from_db()
    assert submitted.state == State.SUBMITTED


@pytest.mark.parametrize("name", ["report_return", "report_accept"])
@pytest.mark.parametrize("person", ["head", "curator", "director", "other_director"])
def test_decisions_are_for_the_office(submitted, world, sign_in, name, person):
    said = {"comment": "Нет", "submission_id": latest_submission_id(submitted)}
    response = sign_in(getattr(world, person)).post(url(name, submitted), said)
    submitted.refresh_from_db()
    assert (response.status_code, submitted.state) == (403, State.SUBMITTED)


@pytest.mark.parametrize("name", ["report_return", "report_accept"])
def test_decisions_of_strangers_find_nothing(submitted, stranger, sign_in, name):
    said = {"comment": "Нет", "submission_id": latest_submission_id(submitted)}
    assert sign_in(stranger.methodist).post(url(name, submitted), said).status_code == 404


@pytest.mark.parametrize("name", ["report_return", "report_accept"])
def test_decisions_by_get_are_refused(submitted, world, sign_in, name):
    assert sign_in(world.methodist).get(url(name, submitted)).status_code == 405


@pytest.mark.parametrize(
    ("person", "moves"),
    [
        ("methodist", {"returned", "accepted"}),
        ("coordinator", {"returned", "accepted"}),
        ("head", set()),
        ("curator", set()),
    ],
)
def test_page_offers_only_what_the_person_may_do(submitted, world, sign_in, person, moves):
    response = sign_in(getattr(world, person)).get(url("report_detail", submitted))
    offered = {word for word in ("return", "accept") if url(f"report_{word}", submitted) in response.content.decode()}
    assert (response.context["moves"], len(offered)) == (moves, len(moves))


def test_history_tells_every_round(submitted, world, sign_in):
    client = sign_in(world.methodist)
    give_back(client, submitted)
    reports.submit(report=SchoolReport.objects.get(pk=submitted.pk), by=world.director)
    events = client.get(url("report_detail", submitted)).context["events"]
    steps = [(event.actor, event.from_state, event.to_state, event.comment) for event in events]
    assert steps == [
        (world.director, "returned", "submitted", ""),
        (world.methodist, "submitted", "returned", "Нет протокола"),
        (world.director, "draft", "submitted", ""),
    ]


def test_version_shows_what_was_submitted_then(submitted, world, indicator, sign_in):
    first = latest_submission_id(submitted)
    give_back(sign_in(world.methodist), submitted)
    report = SchoolReport.objects.get(pk=submitted.pk)
    said = {"state": "entered", "numerator": 9, "denominator": 10, "source": "", "comment": "Пересчитали"}
    reports.save(report=report, by=world.director, values={indicator.pk: said})
    response = sign_in(world.methodist).get(url("report_version", submitted, first))
    assert response.context["sheet"].values[0].numerator == 5


def test_version_names_a_file_that_was_removed_later(filled, world, sign_in):
    attach(filled, world)
    reports.submit(report=filled, by=world.director)
    first = latest_submission_id(filled)
    give_back(sign_in(world.methodist), filled)
    evidence.remove(evidence=Evidence.objects.get(), by=world.director)
    context = sign_in(world.methodist).get(url("report_version", filled, first)).context
    assert ([file.name for file in context["sheet"].entries[0].files], context["file_keys"]) == (
        ["Протокол № 3.pdf"],
        set(),
    )


def test_version_of_a_return_is_not_found(submitted, world, sign_in):
    client = sign_in(world.methodist)
    give_back(client, submitted)
    returned = ReportEvent.objects.latest("pk")
    assert client.get(url("report_version", submitted, returned.pk)).status_code == 404


@pytest.mark.parametrize(("person", "status"), [("director", 200), ("curator", 200), ("other_director", 404)])
def test_version_is_for_those_who_see_the_report(submitted, world, sign_in, person, status):
    page = url("report_version", submitted, latest_submission_id(submitted))
    assert sign_in(getattr(world, person)).get(page).status_code == status


def test_every_form_of_the_page_carries_a_csrf_token(submitted, world, sign_in):
    text = sign_in(world.methodist).get(url("report_detail", submitted)).content.decode()
    forms = [form.split("</form>")[0] for form in text.split('method="post"')[1:]]
    assert [bool(re.search('name="csrfmiddlewaretoken" value="[^"]+"', form)) for form in forms] == [True] * 4
