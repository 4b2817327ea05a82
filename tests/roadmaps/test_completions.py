from datetime import date

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from roadmaps import services
from roadmaps.models import Activity, Completion, Occurrence, Roadmap
from tests import factories as f

DONE = {"act": "done", "done_on": "2026-09-20", "result": "Приказ № 5"}


@pytest.fixture
def occurrence(world, today):
    """Of an activity that the municipality itself carries out."""
    Activity.objects.filter(pk=world.activity.pk).update(audience=Activity.Audience.MUNICIPAL)
    return Occurrence.objects.get(pk=world.occurrence.pk)


def complete(occurrence, world):
    return services.mark_done(occurrence, by=world.methodist, done_on=date(2026, 9, 20), result="Приказ № 5")


def url(occurrence):
    return reverse("roadmaps:occurrence_complete", args=[occurrence.pk])


def test_completion_is_noted_once(occurrence, world):
    complete(occurrence, world)
    with pytest.raises(services.RefusedError, match="уже отмечено"):
        complete(occurrence, world)
    assert occurrence.completions.count() == 1


def test_completion_taken_back_leaves_what_it_said(occurrence, world):
    services.undo_completion(complete(occurrence, world), by=world.methodist)
    event = AuditEvent.objects.about(occurrence).first()
    assert (occurrence.completions.count(), event.before["result"]) == (0, "Приказ № 5")


def test_completion_already_taken_back_is_refused(occurrence, world):
    mark = complete(occurrence, world)
    services.undo_completion(mark, by=world.methodist)
    with pytest.raises(services.RefusedError, match="уже нет"):
        services.undo_completion(mark, by=world.methodist)


def test_activity_of_schools_is_not_marked_by_the_office(world):
    with pytest.raises(services.RefusedError, match="исполняют школы"):
        complete(world.occurrence, world)


def test_occurrence_of_a_draft_is_not_marked(occurrence, world):
    services.change_state(world.roadmap, by=world.methodist, to=Roadmap.State.DRAFT)
    with pytest.raises(services.RefusedError, match="только в утверждённой"):
        complete(occurrence, world)


def test_methodist_marks_and_takes_back(occurrence, world, sign_in):
    client = sign_in(world.methodist)
    assert client.get(url(occurrence)).status_code == 200
    client.post(url(occurrence), DONE)
    mark = Completion.objects.get()
    assert (mark.done_on, mark.result, mark.by) == (date(2026, 9, 20), "Приказ № 5", world.methodist)
    client.post(reverse("roadmaps:completion_undo", args=[mark.pk]))
    assert Completion.objects.count() == 0


def test_htmx_answers_with_the_row(occurrence, world, sign_in):
    page = sign_in(world.methodist).post(url(occurrence), DONE, headers={"HX-Request": "true"})
    assert page.templates[0].name == "roadmaps/_row.html"
    assert page.context["row"].occurrences[0].standing.word == "выполнено"


def test_coming_day_is_refused_at_the_field(occurrence, world, sign_in):
    page = sign_in(world.methodist).post(url(occurrence), DONE | {"done_on": "2026-11-23"})
    assert page.context["form"].errors == {"done_on": ["Этот день ещё не наступил."]}
    assert Completion.objects.count() == 0


def test_day_before_the_programme_is_refused_at_the_field(occurrence, world, sign_in):
    page = sign_in(world.methodist).post(url(occurrence), DONE | {"done_on": "1900-01-01"})
    assert page.context["form"].errors == {"done_on": ["Этот день раньше начала программы: она началась 01.01.2025."]}


def test_error_for_htmx_replaces_the_form_only(occurrence, world, sign_in):
    page = sign_in(world.methodist).post(
        url(occurrence), {"act": "done", "done_on": ""}, headers={"HX-Request": "true"}
    )
    assert page.headers["HX-Retarget"] == f"#complete-{occurrence.pk}"


def test_second_mark_is_refused_on_the_page(occurrence, world, sign_in):
    complete(occurrence, world)
    page = sign_in(world.methodist).post(url(occurrence), DONE)
    assert page.context["form"].non_field_errors() == ["Исполнение уже отмечено."]


@pytest.mark.parametrize("who", ["head", "director", "curator"])
def test_others_may_not_mark(occurrence, world, sign_in, who):
    assert sign_in(getattr(world, who)).post(url(occurrence), DONE).status_code == 403


def test_stranger_does_not_see_the_occurrence(occurrence, stranger, sign_in):
    assert sign_in(stranger.methodist).post(url(occurrence), DONE).status_code == 404


def test_mark_of_an_accepted_report_is_not_taken_back(world, today, sign_in):
    f.CompletionFactory(occurrence=world.occurrence, school=world.school, from_report=True)
    mark = Completion.objects.get()
    page = sign_in(world.methodist).post(reverse("roadmaps:completion_undo", args=[mark.pk]), follow=True)
    said = [str(message) for message in page.context["messages"]]
    assert said == ["Отметка стоит по принятому отчёту школы, поэтому её не снимают."]
    assert Completion.objects.count() == 1
