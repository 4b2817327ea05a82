import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from schools.listing.runs import run_identification
from schools.models import School, Verdict
from tests import factories as f
from tests.factories.listing import MethodologyFactory


@pytest.fixture
def methodology(world):
    return MethodologyFactory(municipality=world.municipality)


def low_in_two_years(school):
    for year in (2025, 2026):
        f.AssessmentResultFactory(school=school, year=year, participants=30, failed=10)


def test_verdict_of_a_school_low_two_years_running(world, methodology):
    low_in_two_years(world.school)
    run = run_identification(methodology, 2026, by=world.methodist)
    statuses = dict(run.verdicts.values_list("school_id", "status"))
    assert statuses == {world.school.pk: Verdict.Status.LOW_RESULTS, world.other_school.pk: Verdict.Status.INSUFFICIENT}


def test_run_is_reproducible(world, methodology):
    low_in_two_years(world.school)
    runs = [run_identification(methodology, 2026, by=world.methodist) for _ in range(2)]
    assert runs[0].inputs_hash == runs[1].inputs_hash
    explanations = [list(run.verdicts.order_by("school").values_list("explanation", flat=True)) for run in runs]
    assert explanations[0] == explanations[1]


def test_card_shows_the_explanation_of_the_last_run(sign_in, world, methodology):
    run_identification(methodology, 2025, by=world.methodist)
    low_in_two_years(world.school)
    last = run_identification(methodology, 2026, by=world.methodist)
    page = sign_in(world.director).get(reverse("schools:school_detail", args=[world.school.pk]))
    assert page.context["verdict"].run == last
    assert page.context["verdict"].explanation["headline"] in page.content.decode()


def test_card_results_table(sign_in, world):
    f.AssessmentResultFactory(school=world.school, year=2025, participants=30, failed=9)
    f.AssessmentResultFactory(school=world.school, year=2026, participants=0, failed=0)
    page = sign_in(world.methodist).get(reverse("schools:school_detail", args=[world.school.pk]))
    table = page.context["table"]
    assert (table.years, [(row.name, [cell.text for cell in row.cells]) for row in table.rows]) == (
        [2025, 2026],
        [("ОГЭ, математика", ["9 из\u00a030 — 30,0\u00a0%", "—"])],
    )


def test_list_filter_by_verdict(sign_in, world, methodology):
    low_in_two_years(world.school)
    run_identification(methodology, 2026, by=world.methodist)
    page = sign_in(world.methodist).get(reverse("schools:school_list"), {"status": "low_results"})
    assert [school for school, _ in page.context["rows"]] == [world.school]


def test_list_finds_a_school_of_another_page(sign_in, world):
    f.SchoolFactory.create_batch(60, municipality=world.municipality)
    far = f.SchoolFactory(municipality=world.municipality, number="700", short_name="Лицей № 700")
    page = sign_in(world.methodist).get(reverse("schools:school_list"), {"q": "лицей №700"})
    assert [school for school, _ in page.context["rows"]] == [far]


@pytest.mark.parametrize("rows", [1, 30])
def test_school_list_query_count(sign_in, world, methodology, django_assert_num_queries, rows):
    f.SchoolFactory.create_batch(rows, municipality=world.municipality)
    run_identification(methodology, 2026, by=world.methodist)
    client = sign_in(world.methodist)
    with django_assert_num_queries(10):
        client.get(reverse("schools:school_list"))


SCHOOL = {
    "number": "77",
    "short_name": "СОШ № 77",
    "full_name": "Школа № 77",
    "kind": "general",
    "address": "",
    "pupils": "",
}


def test_school_created_in_the_own_municipality(sign_in, world):
    sign_in(world.methodist).post(reverse("schools:school_create"), SCHOOL)
    school = School.objects.get(short_name="СОШ № 77")
    assert (school.municipality, school.pupils) == (world.municipality, None)
    assert AuditEvent.objects.about(school).get().action == "школа заведена"


def test_school_with_a_taken_name_refused_in_words(sign_in, world):
    page = sign_in(world.methodist).post(
        reverse("schools:school_create"), SCHOOL | {"short_name": world.school.short_name}
    )
    assert page.context["form"].non_field_errors() == ["Школа с таким кратким наименованием уже есть."]


def test_same_name_in_another_municipality_allowed(sign_in, world, stranger):
    sign_in(world.methodist).post(reverse("schools:school_create"), SCHOOL | {"short_name": stranger.school.short_name})
    assert School.objects.filter(short_name=stranger.school.short_name).count() == 2


def test_school_edited_with_before_and_after(sign_in, world):
    data = SCHOOL | {
        "short_name": world.school.short_name,
        "full_name": world.school.full_name,
        "number": world.school.number,
    }
    sign_in(world.methodist).post(
        reverse("schools:school_edit", args=[world.school.pk]), data | {"pupils": "512", "is_active": "on"}
    )
    event = AuditEvent.objects.about(world.school).get()
    assert (event.before, event.after) == ({"pupils": 500}, {"pupils": 512})


def test_director_may_not_edit_the_school(sign_in, world):
    assert sign_in(world.director).get(reverse("schools:school_edit", args=[world.school.pk])).status_code == 403
