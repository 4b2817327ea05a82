"""Codes of a school in outside systems and its reorganisations."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import AuditEvent
from schools.models import School, SchoolIdentifier, SchoolSuccession
from schools.services import identity
from tests import factories as f


@pytest.fixture
def office(world, sign_in):
    return sign_in(world.methodist)


def codes_url(school):
    return reverse("schools:school_codes", kwargs={"pk": school.pk})


def test_code_is_added_and_removed(office, world):
    office.post(codes_url(world.school), {"system": "fis_oko", "value": "edu220123", "valid_from": "2024-09-01"})
    code = SchoolIdentifier.objects.get()
    assert (code.school, code.municipality, code.valid_from) == (world.school, world.municipality, date(2024, 9, 1))
    office.post(reverse("schools:code_delete", kwargs={"pk": code.pk}))
    assert SchoolIdentifier.objects.count() == 0
    actions = AuditEvent.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions)[-2:] == ["код школы добавлен", "код школы удалён"]


def test_two_schools_share_no_code_at_one_time(office, world):
    f.SchoolIdentifierFactory(school=world.other_school, value="edu220123", valid_to=date(2025, 8, 31))
    taken = office.post(
        codes_url(world.school), {"system": "fis_oko", "value": "edu220123", "valid_from": "2025-08-31"}
    )
    assert list(taken.context["code"].non_field_errors()) == [
        "Такой идентификатор в эти сроки уже есть у школы муниципалитета."
    ]
    office.post(codes_url(world.school), {"system": "fis_oko", "value": "edu220123", "valid_from": "2025-09-01"})
    assert SchoolIdentifier.objects.count() == 2


def test_database_holds_codes_apart_but_not_between_municipalities(world, stranger):
    f.SchoolIdentifierFactory(school=world.school, value="edu1")
    f.SchoolIdentifierFactory(school=stranger.school, value="edu1")
    with pytest.raises(IntegrityError), transaction.atomic():
        f.SchoolIdentifierFactory(school=world.other_school, value="edu1")


def test_codes_are_looked_up_by_day(world):
    old = f.SchoolIdentifierFactory(school=world.school, value="a", valid_to=date(2025, 8, 31))
    new = f.SchoolIdentifierFactory(school=world.school, value="b", valid_from=date(2025, 9, 1))
    found = [list(SchoolIdentifier.objects.valid_on(day)) for day in (date(2025, 8, 31), date(2025, 9, 1))]
    assert found == [[old], [new]]


def test_reorganisation_is_recorded_with_its_share(office, world):
    office.post(
        codes_url(world.school),
        {"successor": world.other_school.pk, "happened_on": "2025-08-01", "share": "60", "basis": "Постановление"},
    )
    row = SchoolSuccession.objects.get()
    assert (row.predecessor, row.successor, row.share) == (world.school, world.other_school, 60)
    office.post(reverse("schools:succession_delete", kwargs={"pk": row.pk}))
    assert SchoolSuccession.objects.count() == 0


def test_school_does_not_succeed_itself(world):
    with pytest.raises(ValidationError):
        identity.add_succession(
            world.school, by=world.methodist, successor=world.school, happened_on=date(2025, 8, 1), share=100
        )


@pytest.mark.parametrize(
    ("grades", "levels"),
    [
        ((1, 11), ["начальное", "основное", "среднее"]),
        ((1, 9), ["начальное", "основное"]),
        ((10, 11), ["среднее"]),
        ((None, None), []),
    ],
)
def test_levels_follow_from_grades(grades, levels):
    assert School(first_grade=grades[0], last_grade=grades[1]).levels == levels


@pytest.mark.parametrize("grades", [{"first_grade": 5, "last_grade": 1}, {"first_grade": 1}])
def test_grades_are_both_known_and_in_order(world, grades):
    with pytest.raises(IntegrityError), transaction.atomic():
        School.objects.filter(pk=world.school.pk).update(**grades)
