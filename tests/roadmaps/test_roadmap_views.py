import pytest
from django.urls import reverse

from roadmaps.models import Activity, Roadmap
from tests import factories as f

LIST = reverse("roadmaps:roadmap_list")


def url(name, pk):
    return reverse(f"roadmaps:{name}", args=[pk])


def shown(page):
    return [row.activity for section in page.context["table"].sections for row in section.rows]


@pytest.mark.parametrize(
    ("who", "expected"),
    [("methodist", 2), ("coordinator", 2), ("head", 2), ("director", 1), ("curator", 1)],
)
def test_list_shows_drafts_to_the_office_only(draft, world, stranger, sign_in, who, expected):
    page = sign_in(getattr(world, who)).get(LIST)
    assert len(page.context["rows"]) == expected


def test_list_offers_files_whose_review_is_not_finished(world, sign_in):
    started = f.RoadmapImportFactory(municipality=world.municipality, parsed={"tables": []}, lines=[])
    f.RoadmapImportFactory(parsed={"tables": []}, lines=[])
    assert list(sign_in(world.methodist).get(LIST).context["unfinished"]) == [started]
    assert list(sign_in(world.head).get(LIST).context["unfinished"]) == []


@pytest.mark.parametrize("count", [1, 30])
def test_list_makes_the_same_queries_for_any_number_of_rows(world, sign_in, count, django_assert_num_queries, today):
    for roadmap in f.RoadmapFactory.create_batch(count - 1, programme=world.programme):
        f.ActivityFactory(section__roadmap=roadmap)
    client = sign_in(world.methodist)
    with django_assert_num_queries(12):
        assert len(client.get(LIST).context["rows"]) == count


@pytest.mark.parametrize("count", [1, 30])
def test_page_makes_the_same_queries_for_any_number_of_rows(world, sign_in, count, django_assert_num_queries, today):
    section = world.activity.section
    for activity in f.ActivityFactory.create_batch(count - 1, section=section, audience="listed"):
        activity.schools.set([world.school])
        f.CompletionFactory(occurrence=f.OccurrenceFactory(activity=activity), school=world.school)
    client = sign_in(world.methodist)
    with django_assert_num_queries(30):
        assert len(shown(client.get(url("roadmap_detail", world.roadmap.pk)))) == count


def test_draft_is_not_found_by_a_director(draft, world, sign_in):
    assert sign_in(world.director).get(url("roadmap_detail", draft.roadmap.pk)).status_code == 404


def test_roadmap_of_another_municipality_is_not_found(world, stranger, sign_in):
    for name in ("roadmap_detail", "roadmap_check", "roadmap_rename", "section_add"):
        assert sign_in(stranger.methodist).get(url(name, world.roadmap.pk)).status_code == 404


def test_director_outside_the_programme_does_not_find_it(world, sign_in):
    outsider = f.SchoolStaffFactory(school__municipality=world.municipality).user
    assert sign_in(outsider).get(url("roadmap_detail", world.roadmap.pk)).status_code == 404


def test_portal_administrator_may_not_look(admin, sign_in):
    assert sign_in(admin).get(LIST).status_code == 403


def test_director_sees_the_table_without_acts(world, sign_in):
    page = sign_in(world.director).get(url("roadmap_detail", world.roadmap.pk))
    frame = page.context["frame"]
    assert (frame.can_edit, frame.can_complete, page.context["may_edit"]) == (False, False, False)


def test_only_what_concerns_the_own_school(world, sign_in):
    section = world.activity.section
    f.ActivityFactory(section=section)
    listed = f.ActivityFactory(section=section, audience=Activity.Audience.LISTED)
    listed.schools.set([world.school])
    other = f.ActivityFactory(section=section, audience=Activity.Audience.LISTED)
    other.schools.set([world.other_school])
    page = sign_in(world.director).get(url("roadmap_detail", world.roadmap.pk), {"show": "mine"})
    assert shown(page) == [world.activity, listed]
    page = sign_in(world.curator).get(url("roadmap_detail", world.roadmap.pk), {"show": "mine"})
    assert shown(page) == [world.activity, listed]
    assert len(shown(sign_in(world.director).get(url("roadmap_detail", world.roadmap.pk)))) == 4


def test_deleted_activity_is_not_in_the_table(draft, world, sign_in):
    client = sign_in(world.methodist)
    client.post(url("activity_delete", draft.two.pk))
    assert shown(client.get(url("roadmap_detail", draft.roadmap.pk))) == [draft.one, draft.three]


def test_approval_from_the_check_page(draft, world, sign_in):
    client = sign_in(world.methodist)
    assert client.get(url("roadmap_check", draft.roadmap.pk)).context["is_blocked"] is True
    client.post(url("roadmap_state", world.roadmap.pk), {"to": "closed"})
    assert client.get(url("roadmap_check", draft.roadmap.pk)).context["is_blocked"] is False
    client.post(url("roadmap_state", draft.roadmap.pk), {"to": "approved"})
    draft.roadmap.refresh_from_db()
    assert draft.roadmap.state == Roadmap.State.APPROVED


def test_refused_approval_says_why(draft, world, sign_in):
    page = sign_in(world.methodist).post(url("roadmap_state", draft.roadmap.pk), {"to": "approved"}, follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        f"У программы уже утверждена карта «{world.roadmap.title}». Сначала завершите её или верните в черновик."
    ]


def test_state_that_does_not_exist_is_a_bad_request(draft, world, sign_in):
    assert sign_in(world.methodist).post(url("roadmap_state", draft.roadmap.pk), {"to": "x"}).status_code == 400


def test_state_is_not_changed_by_a_get(draft, world, sign_in):
    assert sign_in(world.methodist).get(url("roadmap_state", draft.roadmap.pk)).status_code == 405


def test_roadmap_renamed(draft, world, sign_in):
    sign_in(world.methodist).post(url("roadmap_rename", draft.roadmap.pk), {"title": "Карта на три года"})
    draft.roadmap.refresh_from_db()
    assert draft.roadmap.title == "Карта на три года"


@pytest.mark.parametrize("who", ["head", "director", "curator"])
def test_check_is_for_editors(world, sign_in, who):
    assert sign_in(getattr(world, who)).get(url("roadmap_check", world.roadmap.pk)).status_code == 403


@pytest.mark.parametrize("name", ["roadmap_state", "roadmap_rename", "section_add"])
@pytest.mark.parametrize("who", ["head", "director", "curator"])
def test_others_may_not_act(world, sign_in, name, who):
    assert sign_in(getattr(world, who)).post(url(name, world.roadmap.pk)).status_code == 403


def test_section_added_renamed_moved_and_deleted(draft, world, sign_in):
    client = sign_in(world.methodist)
    client.post(url("section_add", draft.roadmap.pk), {"number": "3.", "title": "Итоги"})
    added = draft.roadmap.sections.get(title="Итоги")
    client.post(url("section_edit", added.pk), {"number": "3.", "title": "Итоги года"})
    client.post(url("section_move", added.pk), {"direction": "up"})
    titles = draft.roadmap.sections.order_by("position").values_list("title", flat=True)
    assert list(titles) == ["Раздел 1", "Итоги года", "Раздел 2"]
    client.post(url("section_delete", added.pk))
    assert draft.roadmap.sections.count() == 2


def test_section_with_activities_is_kept_and_said_why(draft, world, sign_in):
    page = sign_in(world.methodist).post(url("section_delete", draft.first.pk), follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        "В разделе есть мероприятия. Сначала перенесите или удалите их."
    ]


@pytest.mark.parametrize("name", ["section_edit", "section_move", "section_delete"])
def test_section_of_another_municipality_is_not_found(draft, stranger, sign_in, name):
    assert sign_in(stranger.methodist).post(url(name, draft.first.pk)).status_code == 404


@pytest.mark.parametrize("name", ["section_edit", "section_move", "section_delete"])
def test_section_of_an_approved_roadmap_is_not_changed(world, sign_in, name):
    data = {"title": "Другой", "direction": "up"}
    page = sign_in(world.methodist).post(url(name, world.activity.section_id), data)
    assert page.url == url("roadmap_detail", world.roadmap.pk)


def test_programme_gets_its_schools(world, sign_in):
    data = {"title": "Программа города", "schools": [world.school.pk]}
    page = sign_in(world.methodist).post(url("programme_edit", world.programme.pk), data)
    world.programme.refresh_from_db()
    assert (world.programme.title, list(world.programme.schools.all())) == ("Программа города", [world.school])
    assert page.url == url("roadmap_detail", world.roadmap.pk)


def test_programme_takes_no_school_of_another_municipality(world, stranger, sign_in):
    data = {"title": "Программа", "schools": [stranger.school.pk]}
    page = sign_in(world.methodist).post(url("programme_edit", world.programme.pk), data)
    assert list(page.context["form"].errors) == ["schools"]


def test_programme_of_another_municipality_is_not_found(world, stranger, sign_in):
    assert sign_in(stranger.methodist).get(url("programme_edit", world.programme.pk)).status_code == 404
    assert sign_in(world.head).get(url("programme_edit", world.programme.pk)).status_code == 403
