import pytest
from django.urls import reverse

from roadmaps.models import Activity, Roadmap
from tests import factories as f

HTMX = {"HX-Request": "true"}
NEW = {"title": "Провести совещание", "audience": "municipal", "deadline_text": "до 1 мая 2026 года"}


def url(name, pk):
    return reverse(f"roadmaps:{name}", args=[pk])


def detail(roadmap, anchor, query=""):
    return f"{url('roadmap_detail', roadmap.pk)}{query}#{anchor}"


def test_edit_without_javascript_returns_to_the_row(draft, world, sign_in):
    page = sign_in(world.methodist).post(url("activity_edit", draft.one.pk), NEW | {"version": 1})
    draft.one.refresh_from_db()
    assert (page.url, draft.one.title) == (detail(draft.roadmap, f"activity-{draft.one.pk}"), "Провести совещание")


def test_edit_with_htmx_answers_with_the_row(draft, world, sign_in):
    client = sign_in(world.methodist)
    assert client.get(url("activity_edit", draft.one.pk), headers=HTMX).templates[0].name == (
        "roadmaps/_activity_form_row.html"
    )
    page = client.post(url("activity_edit", draft.one.pk), NEW | {"version": 1}, headers=HTMX)
    assert (page.templates[0].name, page.context["row"].activity.deadline_says) == (
        "roadmaps/_row.html",
        "до 1 мая 2026 года включительно",
    )


def test_edit_with_an_error_keeps_what_was_typed(draft, world, sign_in):
    page = sign_in(world.methodist).post(
        url("activity_edit", draft.one.pk), NEW | {"version": 1, "title": "", "planned": "80 %"}
    )
    assert (list(page.context["form"].errors), page.context["form"]["planned"].value()) == (["title"], "80 %")


def test_listed_schools_have_to_be_marked(draft, world, sign_in):
    page = sign_in(world.methodist).post(url("activity_edit", draft.one.pk), NEW | {"version": 1, "audience": "listed"})
    assert page.context["form"].errors == {"schools": ["Отметьте школы, которые исполняют мероприятие."]}


def test_school_of_another_municipality_cannot_be_marked(draft, world, stranger, sign_in):
    data = NEW | {"version": 1, "audience": "listed", "schools": [stranger.school.pk]}
    page = sign_in(world.methodist).post(url("activity_edit", draft.one.pk), data)
    assert list(page.context["form"].errors) == ["schools"]


def test_form_of_an_approved_roadmap_is_not_shown(world, sign_in):
    page = sign_in(world.methodist).get(url("activity_edit", world.activity.pk))
    assert page.url == url("roadmap_detail", world.roadmap.pk)


def test_given_up_edit_brings_the_row_back(draft, world, sign_in):
    client = sign_in(world.methodist)
    assert client.get(url("activity_row", draft.one.pk), headers=HTMX).templates[0].name == "roadmaps/_row.html"
    assert client.get(url("activity_row", draft.one.pk)).url == detail(draft.roadmap, f"activity-{draft.one.pk}")


def test_activity_added_to_a_section(draft, world, sign_in):
    client = sign_in(world.methodist)
    page = client.get(url("activity_add", draft.first.pk))
    assert page.context["form"]["number"].value() == "1.4."
    client.post(url("activity_add", draft.first.pk), NEW | {"number": "1.4."})
    last = Activity.objects.filter(section=draft.first).order_by("position").last()
    assert (last.number, last.title, last.occurrences.count()) == ("1.4.", "Провести совещание", 1)


def test_first_activity_of_a_section_is_offered_its_number(draft, world, sign_in):
    assert (
        sign_in(world.methodist).get(url("activity_add", draft.second.pk)).context["form"]["number"].value() == "2.1."
    )


def test_activity_added_behind_the_one_that_was_named(draft, world, sign_in):
    sign_in(world.methodist).post(url("activity_add", draft.first.pk), NEW | {"after": draft.one.pk})
    titles = Activity.objects.filter(section=draft.first).order_by("position").values_list("title", flat=True)
    assert list(titles) == [draft.one.title, "Провести совещание", draft.two.title, draft.three.title]


def test_move_redraws_the_table_for_htmx(draft, world, sign_in):
    client, data = sign_in(world.methodist), {"direction": "up"}
    assert client.post(url("activity_move", draft.two.pk), data, headers=HTMX).templates[0].name == (
        "roadmaps/_table.html"
    )
    assert client.post(url("activity_move", draft.two.pk), data).url == detail(
        draft.roadmap, f"activity-{draft.two.pk}"
    )


def test_move_to_another_section(draft, world, sign_in):
    sign_in(world.methodist).post(url("activity_move", draft.one.pk), {"section": draft.second.pk})
    draft.one.refresh_from_db()
    assert draft.one.section == draft.second


def test_move_to_a_section_of_another_roadmap_is_not_found(draft, world, sign_in):
    target = world.activity.section_id
    page = sign_in(world.methodist).post(url("activity_move", draft.one.pk), {"section": target})
    assert page.status_code == 404


def test_delete_offers_the_way_back(draft, world, sign_in):
    client = sign_in(world.methodist)
    page = client.post(url("activity_delete", draft.one.pk), follow=True)
    assert (page.context["just_deleted"], page.context["deleted"]) == (str(draft.one.pk), [draft.one])
    client.post(url("activity_restore", draft.one.pk))
    assert Activity.objects.get(pk=draft.one.pk).deleted_at is None


def test_delete_with_htmx_leaves_a_row_with_the_way_back(draft, world, sign_in):
    client = sign_in(world.methodist)
    page = client.post(url("activity_delete", draft.one.pk), headers=HTMX)
    assert page.templates[0].name == "roadmaps/_deleted_row.html"
    page = client.post(url("activity_restore", draft.one.pk), headers=HTMX)
    assert page.templates[0].name == "roadmaps/_row.html"


def test_refused_act_makes_htmx_reload_the_page(world, sign_in):
    page = sign_in(world.methodist).post(url("activity_delete", world.activity.pk), headers=HTMX)
    assert (page.headers["HX-Refresh"], Activity.objects.get(pk=world.activity.pk).deleted_at) == ("true", None)


def test_deadline_is_said_back_while_typing(world, sign_in):
    data = {"field": "x", "x": "ежегодно, август", "from": "2025-01-01", "to": "2027-12-31", "kind": "calendar"}
    page = sign_in(world.methodist).get(reverse("roadmaps:deadline_says"), data)
    assert page.context["meaning"]["deadline_says"] == "каждый год в августе: 2025, 2026, 2027"


@pytest.mark.parametrize("data", [{}, {"from": "x", "to": "2027-12-31"}])
def test_deadline_without_years_is_a_bad_request(world, sign_in, data):
    assert sign_in(world.methodist).get(reverse("roadmaps:deadline_says"), data).status_code == 400


ACTS = ["activity_edit", "activity_move", "activity_delete", "activity_restore"]


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("who", ["head", "director", "curator"])
def test_others_may_not_edit(draft, world, sign_in, name, who):
    assert sign_in(getattr(world, who)).post(url(name, draft.one.pk), NEW).status_code == 403


@pytest.mark.parametrize("name", [*ACTS, "activity_add"])
def test_stranger_does_not_find_it(draft, stranger, sign_in, name):
    pk = draft.first.pk if name == "activity_add" else draft.one.pk
    assert sign_in(stranger.methodist).post(url(name, pk), NEW).status_code == 404


def test_row_of_a_draft_is_not_shown_to_a_director(draft, world, sign_in):
    assert sign_in(world.director).get(url("activity_row", draft.one.pk), headers=HTMX).status_code == 404


def test_director_outside_the_programme_does_not_see_its_rows(world, sign_in):
    outsider = f.SchoolStaffFactory(school__municipality=world.municipality).user
    assert sign_in(outsider).get(url("activity_row", world.activity.pk), headers=HTMX).status_code == 404


def test_state_of_the_roadmap_is_read_on_every_act(draft, world, sign_in):
    Roadmap.objects.filter(pk=world.roadmap.pk).update(state=Roadmap.State.CLOSED)
    sign_in(world.methodist).post(url("roadmap_state", draft.roadmap.pk), {"to": "approved"})
    page = sign_in(world.methodist).post(url("activity_delete", draft.one.pk), follow=True)
    assert [str(m) for m in page.context["messages"]] == [
        "Карта утверждена, поэтому её не правят. Чтобы изменить её, верните её в черновик."
    ]
