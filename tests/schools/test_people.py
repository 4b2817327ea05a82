import pytest
from django.urls import reverse

from accounts.models import AuditEvent, Role, User
from schools.models import School, SchoolStaff
from tests import factories as f

PERSON = {"last_name": "Речная", "first_name": "Ольга", "email": "rechnaya@example.org", "role": Role.DIRECTOR}


def test_director_invited_with_a_school_sees_that_school_only(sign_in, world):
    sign_in(world.coordinator).post(reverse("schools:person_create"), PERSON | {"schools": [world.school.pk]})
    person = User.objects.get(email=PERSON["email"])
    assert person.municipality == world.municipality
    assert list(School.objects.visible_to(person)) == [world.school]


def test_director_without_a_school_refused_at_the_field(sign_in, world):
    page = sign_in(world.coordinator).post(reverse("schools:person_create"), PERSON)
    assert page.context["form"].errors == {"schools": ["Отметьте школу: без неё директор и куратор ничего не увидят."]}
    assert not User.objects.filter(email=PERSON["email"]).exists()


def test_school_of_another_municipality_refused(sign_in, world, stranger):
    page = sign_in(world.coordinator).post(reverse("schools:person_create"), PERSON | {"schools": [stranger.school.pk]})
    assert list(page.context["form"].errors) == ["schools"]


def test_coordinator_cannot_make_a_portal_admin(sign_in, world):
    page = sign_in(world.coordinator).post(reverse("schools:person_create"), PERSON | {"role": Role.ADMIN})
    assert list(page.context["form"].errors) == ["role"]


def test_role_is_chosen_and_never_guessed(sign_in, world):
    client = sign_in(world.coordinator)
    offered = client.get(reverse("schools:person_create")).context["form"].fields["role"].choices
    page = client.post(reverse("schools:person_create"), PERSON | {"role": ""})
    assert (offered[0], list(page.context["form"].errors)) == (("", "выберите роль"), ["role"])


def test_coordinator_cannot_move_a_person_to_another_municipality(sign_in, world, stranger):
    data = PERSON | {"role": Role.METHODIST, "municipality": stranger.municipality.pk}
    sign_in(world.coordinator).post(reverse("schools:person_create"), data)
    assert User.objects.get(email=PERSON["email"]).municipality == world.municipality


def test_own_role_cannot_be_changed(sign_in, world):
    me = world.coordinator
    data = {
        "last_name": me.last_name,
        "first_name": me.first_name,
        "email": me.email,
        "role": Role.HEAD,
        "is_active": "on",
    }
    sign_in(me).post(reverse("schools:person_edit", args=[me.pk]), data)
    me.refresh_from_db()
    assert me.role == Role.COORDINATOR


def test_director_made_methodist_loses_the_school(sign_in, world):
    person = world.director
    data = {
        "last_name": person.last_name,
        "first_name": "Анна",
        "email": person.email,
        "role": Role.METHODIST,
        "is_active": "on",
    }
    sign_in(world.coordinator).post(reverse("schools:person_edit", args=[person.pk]), data)
    assert not SchoolStaff.objects.filter(user=person).exists()
    actions = AuditEvent.objects.about(person).values_list("action", flat=True)
    assert sorted(actions) == ["пользователь изменён", "школы человека изменены"]


def test_admin_invites_coordinator_of_a_municipality(sign_in, world, admin):
    data = PERSON | {"role": Role.COORDINATOR, "municipality": world.municipality.pk}
    sign_in(admin).post(reverse("schools:person_create"), data)
    assert User.objects.get(email=PERSON["email"]).municipality == world.municipality


def test_admin_form_without_municipality_says_so(sign_in, admin):
    page = sign_in(admin).post(reverse("schools:person_create"), PERSON | {"role": Role.COORDINATOR})
    assert page.status_code == 200
    assert not User.objects.filter(email=PERSON["email"]).exists()


def letter_to(person, sign_in, world):
    sign_in(world.coordinator).post(reverse("schools:person_invite", args=[person.pk]))
    return person.letters.get().subject, AuditEvent.objects.about(person).get().actor


def test_invitation_sent_again_to_one_without_a_password(sign_in, world):
    world.director.set_unusable_password()
    world.director.save()
    assert letter_to(world.director, sign_in, world) == ("Приглашение на портал «Опора»", world.coordinator)


def test_one_who_has_a_password_gets_the_link_to_a_new_one(sign_in, world):
    assert letter_to(world.director, sign_in, world) == ("Новый пароль для портала «Опора»", world.coordinator)


def test_people_are_found_by_name_and_school(sign_in, world):
    f.SchoolStaffFactory.create_batch(2, school=world.school)
    words = f"{world.director.last_name.lower()} {world.school.short_name}"
    page = sign_in(world.coordinator).get(reverse("schools:person_list"), {"q": words})
    assert list(page.context["page"]) == [world.director]


@pytest.mark.parametrize("rows", [1, 30])
def test_person_list_query_count(sign_in, world, django_assert_num_queries, rows):
    f.SchoolStaffFactory.create_batch(rows, school=world.school)
    client = sign_in(world.coordinator)
    with django_assert_num_queries(12):
        client.get(reverse("schools:person_list"))


def test_administrator_comes_from_an_empty_town_to_its_coordinator(sign_in, admin, world, stranger):
    User.objects.filter(municipality=stranger.municipality).update(is_active=False)
    client = sign_in(admin)
    page = client.get(reverse("accounts:municipality_list")).content.decode()
    asked = {"municipality": str(stranger.municipality.pk), "role": Role.COORDINATOR}
    assert page.count("Пригласить координатора") == 1
    assert client.get(reverse("schools:person_create"), asked).context["form"].initial == asked
