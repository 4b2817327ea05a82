"""The social passport: the school's own form, its rules, what the office reads."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import AuditEvent
from schools.models import OlympiadResult, SocialPassport
from schools.queries_data import passport_table, passport_year, shown_figure
from schools.results_files import PASSPORT
from schools.services import passports
from tests import factories as f


@pytest.fixture
def director(world, sign_in):
    return sign_in(world.director)


@pytest.fixture
def url(world):
    return reverse("schools:passport_fill", kwargs={"pk": world.school.pk, "year": 2026})


def posted(**figures):
    return {"as_of": "2026-10-01", "responsible": "Соцпедагог"} | figures


def errors(answer):
    return {name: list(found) for name, found in answer.context["form"].errors.items()}


def test_fields_of_the_model_are_the_figures_of_files_and_forms():
    named = {one.code: one.title for one in PASSPORT}
    fields = {one.name: str(one.verbose_name) for one in SocialPassport._meta.fields if one.name in named}
    assert fields == named


def test_director_saves_figures_and_reasons(director, url, world):
    director.post(
        url, posted(pupils="1200", vacancies="1,5", reason_families="не собирали", reason_pupils="лишняя причина")
    )
    saved = SocialPassport.objects.get()
    assert (saved.school, saved.year, saved.as_of) == (world.school, 2026, date(2026, 10, 1))
    assert (saved.pupils, saved.vacancies, saved.families) == (1200, Decimal("1.50"), None)
    assert (saved.reasons, saved.changed_by) == ({"families": "не собирали"}, world.director)


def test_unknown_is_not_zero(director, url):
    director.post(url, posted(pupils="500", orphans="0"))
    saved = SocialPassport.objects.get()
    assert (saved.orphans, saved.disabled, saved.gaps) == (0, None, len(PASSPORT) - 2)


def test_part_greater_than_the_whole_is_refused(director, url):
    answer = director.post(url, posted(pupils="100", single_parent="101"))
    assert errors(answer) == {"single_parent": ["Больше, чем «Обучающихся всего» (100)."]}
    assert SocialPassport.objects.count() == 0


def test_levels_must_give_the_total(director, url):
    answer = director.post(url, posted(pupils="100", pupils_1_4="40", pupils_5_9="40", pupils_10_11="10"))
    assert errors(answer) == {"pupils": ["По ступеням получается 90. Исправьте одно из чисел."]}


@pytest.mark.parametrize(
    "figures", [{"pupils": 10, "orphans": 11}, {"pupils": 10, "pupils_1_4": 4, "pupils_5_9": 4, "pupils_10_11": 1}]
)
def test_database_holds_the_same_rules(world, figures):
    with pytest.raises(IntegrityError), transaction.atomic():
        SocialPassport.objects.create(school=world.school, year=2026, **figures)


def test_saving_the_same_leaves_no_trace(world):
    given = {"values": {"pupils": 5}, "reasons": {}, "as_of": None, "responsible": ""}
    for _ in range(2):
        passports.save_passport(world.school, 2026, by=world.director, **given)
    assert AuditEvent.objects.filter(action="социальный паспорт сохранён").count() == 1


def test_last_year_stands_beside_the_field(director, url, world):
    f.SocialPassportFactory(school=world.school, year=2025, rates=Decimal("54.60"))
    page = director.get(url).content.decode()
    assert ("В 2025 году — 500." in page, "В 2025 году — 54,6." in page) == (True, True)


def test_table_tells_why_a_figure_is_missing(world):
    one = f.SocialPassportFactory(school=world.school, year=2026)
    rows = {row.title: row.cells[0] for _, section in passport_table([one]) for row in section}
    assert (rows["Обучающихся всего"].text, rows["Семей"].text, rows["Семей"].reason) == ("500", "—", "не собирали")


@pytest.mark.parametrize(("day", "year"), [(date(2026, 8, 31), 2025), (date(2026, 9, 1), 2026)])
def test_passport_year_turns_in_september(day, year):
    assert passport_year(day) == year


@pytest.mark.parametrize(("value", "text"), [(637, "637"), (Decimal("54.60"), "54,6"), (Decimal("0.25"), "0,25")])
def test_figure_is_shown_without_zeros_at_the_end(value, text):
    assert shown_figure(value) == text


def test_list_keeps_the_year_on_its_second_page(world, sign_in):
    f.SchoolFactory.create_batch(60, municipality=world.municipality)
    found = sign_in(world.methodist).get(reverse("schools:passport_list"), {"year": 2025, "page": 2})
    assert (found.context["year"], found.context["querystring"]) == (2025, "year=2025&q=")


@pytest.mark.parametrize(("who", "links"), [("methodist", 2), ("coordinator", 2), ("head", 0)])
def test_list_without_schools_leads_those_who_may_to_the_registry(world, sign_in, who, links):
    world.municipality.schools.update(is_active=False)
    page = sign_in(getattr(world, who)).get(reverse("schools:passport_list")).content.decode()
    addresses = [reverse("schools:school_import"), reverse("schools:school_create")]
    assert sum(page.count(f'href="{address}"') for address in addresses) == links


@pytest.mark.parametrize("schools", [1, 30])
def test_list_takes_as_many_queries_however_many_schools(
    world, sign_in, monkeypatch, django_assert_num_queries, schools
):
    for school in f.SchoolFactory.create_batch(schools, municipality=world.municipality):
        f.SocialPassportFactory(school=school)
    office = sign_in(world.methodist)
    office.get(reverse("schools:passport_list"))
    with django_assert_num_queries(12):
        office.get(reverse("schools:passport_list"), {"year": 2026})


def test_olympiads_are_saved_by_stage(director, world):
    url = reverse("schools:olympiad_fill", kwargs={"pk": world.school.pk, "year": 2026})
    director.post(url, {"municipal_participants": "20", "municipal_winners": "3", "regional_participants": "0"})
    rows = OlympiadResult.objects.order_by("stage").values_list("stage", "participants", "winners")
    assert list(rows) == [("municipal", 20, 3), ("regional", 0, 0)]
    director.post(url, {"municipal_participants": "20", "municipal_winners": "3"})
    assert OlympiadResult.objects.get().stage == "municipal"


def test_more_winners_than_participants_are_refused(director, world):
    url = reverse("schools:olympiad_fill", kwargs={"pk": world.school.pk, "year": 2026})
    answer = director.post(url, {"municipal_participants": "2", "municipal_winners": "3"})
    assert errors(answer) == {"municipal_winners": ["Больше, чем участников."]}


def test_figure_too_large_for_the_database_is_told(director, url):
    answer = director.post(url, posted(pupils="99999999999"))
    assert (answer.status_code, list(errors(answer))) == (200, ["pupils"])


def test_service_refuses_what_the_form_would(world):
    with pytest.raises(ValidationError):
        passports.save_passport(
            world.school,
            2026,
            by=world.director,
            values={"pupils": 5, "orphans": 6},
            reasons={},
            as_of=None,
            responsible="",
        )
