import pytest
from django.urls import reverse

from accounts.models import Role
from config.first_steps import first_steps
from orders.models import Order
from schools.models import SchoolStaff
from tests import factories as f


def done(user):
    return [step.is_done for step in first_steps(user)]


@pytest.fixture
def newcomer(db):
    return f.UserFactory(role=Role.COORDINATOR)


def test_empty_municipality_has_everything_before_it(newcomer, sign_in):
    page = sign_in(newcomer).get(reverse("home"))
    steps = page.context["first_steps"]
    assert [step.is_done for step in steps] == [False] * 5
    assert [step.url for step in steps] == [
        reverse("schools:school_import"),
        reverse("schools:person_create"),
        reverse("roadmaps:import_upload"),
        reverse("monitoring:setup"),
        reverse("orders:order_list"),
    ]


def test_steps_are_told_from_the_data(world):
    assert done(world.methodist) == [True, True, True, False, False]


def test_one_school_without_a_director_leaves_the_step_open(world):
    SchoolStaff.objects.filter(user=world.director).delete()
    step = first_steps(world.methodist)[1]
    assert (step.is_done, step.url, step.hint) == (False, "", "Директор есть у 1 из 2. Приглашает координатор.")


def test_closed_school_needs_no_director(world):
    f.SchoolFactory(municipality=world.municipality, is_active=False)
    assert done(world.methodist)[1] is True


def test_draft_of_a_roadmap_is_to_be_approved(newcomer):
    f.RoadmapFactory(programme__municipality=newcomer.municipality)
    step = first_steps(newcomer)[2]
    assert (step.is_done, step.url) == (False, reverse("roadmaps:roadmap_list"))


def test_what_others_have_does_not_count(newcomer, world):
    assert done(newcomer) == [False] * 5


def test_steps_go_when_all_is_done(world, sign_in):
    f.IndicatorFactory(programme=world.programme)
    f.OrderFactory(
        municipality=world.municipality,
        roadmap=world.roadmap,
        state=Order.State.REGISTERED,
        number="1",
        signed_on="2026-03-10",
        registered_at="2026-03-10T10:00:00Z",
        registered_by=world.methodist,
        pdf_sha256="0" * 64,
    )
    assert sign_in(world.methodist).get(reverse("home")).context["first_steps"] == []


def test_one_query(world, django_assert_num_queries):
    with django_assert_num_queries(1):
        first_steps(world.methodist)
