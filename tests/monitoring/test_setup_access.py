import pytest
from django.urls import reverse

from tests import factories as f

LISTS = ["indicator_list", "period_list"]
FORMS = ["indicator_add", "indicator_edit", "indicator_revise", "period_edit"]
ACTS = ["indicator_move", "indicator_switch", "period_add"]


@pytest.fixture
def address(world, period, indicator):
    """The address of a route about the world's programme, indicator or period."""

    def of(name):
        pk = {"indicator": indicator, "period": period}[name.split("_")[0]].pk
        return reverse(
            f"monitoring:{name}", args=[world.programme.pk if name in (*LISTS, "indicator_add", "period_add") else pk]
        )

    return of


def person_of(world, admin, role):
    return admin if role == "admin" else getattr(world, role)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    ("role", "status"),
    [("methodist", 200), ("coordinator", 200), ("head", 200), ("director", 403), ("curator", 403), ("admin", 403)],
)
def test_lists_are_for_the_office(sign_in, world, admin, address, name, role, status):
    assert sign_in(person_of(world, admin, role)).get(address(name)).status_code == status


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize(
    ("role", "status"),
    [("methodist", 200), ("coordinator", 200), ("head", 403), ("director", 403), ("curator", 403), ("admin", 403)],
)
def test_forms_are_for_methodist_and_coordinator(sign_in, world, admin, address, name, role, status):
    assert sign_in(person_of(world, admin, role)).get(address(name)).status_code == status


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize(
    ("role", "status"), [("methodist", 302), ("head", 403), ("director", 403), ("curator", 403), ("admin", 403)]
)
def test_acts_are_for_methodist_and_coordinator(sign_in, world, admin, address, name, role, status):
    assert sign_in(person_of(world, admin, role)).post(address(name)).status_code == status


@pytest.mark.parametrize("name", [*LISTS, *FORMS])
def test_page_of_another_municipality_is_not_found(sign_in, stranger, address, name):
    assert sign_in(stranger.methodist).get(address(name)).status_code == 404


@pytest.mark.parametrize("name", [*FORMS, *ACTS])
def test_act_in_another_municipality_is_not_found(sign_in, stranger, address, name):
    assert sign_in(stranger.methodist).post(address(name)).status_code == 404


@pytest.mark.parametrize("name", ACTS)
def test_act_by_reading_refused(sign_in, world, address, name):
    assert sign_in(world.methodist).get(address(name)).status_code == 405


@pytest.mark.parametrize(
    ("role", "status"), [("methodist", 200), ("head", 200), ("director", 403), ("curator", 403), ("admin", 403)]
)
def test_first_page_is_for_the_office(sign_in, world, admin, role, status):
    assert sign_in(person_of(world, admin, role)).get(reverse("monitoring:setup")).status_code == status


def test_first_page_shows_own_programmes_with_the_open_period(sign_in, world, stranger, period, indicator, october):
    f.IndicatorFactory(programme=world.programme, is_active=False)
    [row] = sign_in(world.head).get(reverse("monitoring:setup")).context["rows"]
    assert (row.programme, row.collected, row.period.period) == (world.programme, 1, period)


def test_head_sees_no_buttons(sign_in, world, address):
    pages = [sign_in(world.head).get(address(name)).content.decode() for name in LISTS]
    assert [page.count("/setup/indicators/") + page.count("/setup/periods/") for page in pages] == [0, 0]


@pytest.mark.parametrize("rows", [1, 30])
def test_first_page_query_count(sign_in, world, django_assert_num_queries, rows):
    for programme in f.ProgrammeFactory.create_batch(rows, municipality=world.municipality):
        f.IndicatorFactory(programme=programme)
        f.ReportingPeriodFactory(programme=programme)
    client = sign_in(world.methodist)
    with django_assert_num_queries(12):
        client.get(reverse("monitoring:setup"))
