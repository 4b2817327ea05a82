"""Two methodists opened the same activity; the second presses «Сохранить»."""

import pytest
from django.urls import reverse

from roadmaps import services
from roadmaps.models import Activity, Roadmap
from tests import factories as f
from tests.roadmaps.conftest import texts


@pytest.fixture
def second(world):
    return f.UserFactory(municipality=world.municipality)


def url(activity):
    return reverse("roadmaps:activity_edit", args=[activity.pk])


def opened(client, activity):
    """The form as the browser would send it back untouched."""
    form = client.get(url(activity)).context["form"]
    data = {f"initial-{name}": form[name].value() for name in form.compared if name != "schools"}
    data |= {name: form[name].value() for name in form.compared if name != "schools"}
    return {key: value or "" for key, value in data.items()} | {"version": form["version"].value()}


def first_saves(draft, world, **changed):
    services.update_activity(draft.one, by=world.methodist, version=1, fields=texts(draft.one, **changed), schools=[])


def test_second_gets_both_versions_side_by_side(draft, world, second, sign_in):
    client = sign_in(second)
    data = opened(client, draft.one)
    first_saves(draft, world, title="Текст первого")
    page = client.post(url(draft.one), data | {"title": "Текст второго"})
    conflict = page.context["conflict"]
    assert (page.status_code, conflict.by) == (409, world.methodist)
    assert [(c.field.name, c.field.value(), c.theirs, c.is_mine, c.is_theirs) for c in conflict.differing] == [
        ("title", "Текст второго", "Текст первого", True, True)
    ]
    assert Activity.objects.get(pk=draft.one.pk).title == "Текст первого"


def test_fields_of_each_are_merged(draft, world, second, sign_in):
    client = sign_in(second)
    data = opened(client, draft.one)
    first_saves(draft, world, deadline_text="май 2026")
    page = client.post(url(draft.one), data | {"title": "Текст второго"})
    form = page.context["form"]
    assert (form["title"].value(), form["deadline_text"].value()) == ("Текст второго", "май 2026")
    assert [(c.field.name, c.is_mine) for c in page.context["conflict"].differing] == [
        ("title", True),
        ("deadline_text", False),
    ]


def test_saving_mine_after_the_conflict_keeps_both_changes(draft, world, second, sign_in):
    client = sign_in(second)
    data = opened(client, draft.one)
    first_saves(draft, world, deadline_text="май 2026")
    form = client.post(url(draft.one), data | {"title": "Текст второго"}).context["form"]
    page = client.post(url(draft.one), form.data)
    saved = Activity.objects.get(pk=draft.one.pk)
    assert (page.status_code, saved.title, saved.deadline_text, saved.version) == (302, "Текст второго", "май 2026", 3)


def test_third_change_between_gives_another_conflict(draft, world, second, sign_in):
    client = sign_in(second)
    data = opened(client, draft.one)
    first_saves(draft, world, title="Текст первого")
    form = client.post(url(draft.one), data | {"title": "Текст второго"}).context["form"]
    Activity.objects.filter(pk=draft.one.pk).update(version=3, title="Текст третьего")
    page = client.post(url(draft.one), form.data)
    assert (page.status_code, page.context["conflict"].differing[0].theirs) == (409, "Текст третьего")


def test_line_endings_of_a_browser_are_no_change(draft, world, second, sign_in):
    Activity.objects.filter(pk=draft.one.pk).update(title="Первая строка\nВторая строка")
    draft.one.refresh_from_db()
    client = sign_in(second)
    data = opened(client, draft.one)
    crlf = {key: str(value).replace("\n", "\r\n") for key, value in data.items()}
    first_saves(draft, world, deadline_text="май 2026")
    page = client.post(url(draft.one), crlf | {"responsible_text": "Методический центр"})
    assert [c.field.name for c in page.context["conflict"].differing] == ["deadline_text", "responsible_text"]


def test_deleted_meanwhile_comes_back_with_my_text(draft, world, second, sign_in):
    client = sign_in(second)
    data = opened(client, draft.one)
    services.delete_activity(draft.one, by=world.methodist)
    page = client.post(url(draft.one), data | {"title": "Текст второго"})
    assert (page.status_code, page.context["conflict"].is_deleted) == (409, True)
    client.post(url(draft.one), page.context["form"].data)
    saved = Activity.objects.get(pk=draft.one.pk)
    assert (saved.title, saved.deleted_at) == ("Текст второго", None)


def test_approved_meanwhile_keeps_my_text_on_the_page(draft, world, second, sign_in):
    client = sign_in(second)
    data = opened(client, draft.one)
    Roadmap.objects.filter(pk=draft.roadmap.pk).update(
        state=Roadmap.State.CLOSED, approved_by=world.methodist, approved_at=world.roadmap.approved_at
    )
    page = client.post(url(draft.one), data | {"title": "Текст второго"})
    assert (page.status_code, page.context["form"]["title"].value()) == (409, "Текст второго")


def test_htmx_gets_the_conflict_as_a_row(draft, world, second, sign_in):
    client = sign_in(second)
    data = opened(client, draft.one)
    first_saves(draft, world, title="Текст первого")
    page = client.post(url(draft.one), data | {"title": "Мой"}, headers={"HX-Request": "true"})
    assert (page.status_code, page.templates[0].name) == (409, "roadmaps/_conflict_row.html")


def test_form_without_a_version_is_a_conflict(draft, world, second, sign_in):
    client = sign_in(second)
    data = opened(client, draft.one)
    del data["version"]
    assert client.post(url(draft.one), data | {"title": "Мой"}).status_code == 409
