from accounts.models import Role, User
from monitoring.contacts import whom_to_ask
from tests import factories as f

ANNA = {"last_name": "Ветрова", "first_name": "Анна", "patronymic": "Ильинична", "email": "vetrova@example.org"}
OLEG = {"last_name": "Лугов", "first_name": "Олег", "patronymic": "", "email": "lugov@example.org"}


def test_methodists_come_with_what_they_are_reached_by(db):
    town = f.MunicipalityFactory()
    f.UserFactory(municipality=town, role=Role.METHODIST, phone="2-12-34", **ANNA)
    f.UserFactory(municipality=town, role=Role.METHODIST, **OLEG)
    f.UserFactory(municipality=town, role=Role.METHODIST, is_active=False)
    people = "Ветрова Анна Ильинична, тел. 2-12-34, vetrova@example.org и Лугов Олег, lugov@example.org"
    assert whom_to_ask(town.pk) == f"Обратитесь к методисту: {people}."


def test_coordinator_stands_in_for_a_methodist_and_the_department_for_both(db):
    town = f.MunicipalityFactory()
    f.UserFactory(municipality=town, role=Role.COORDINATOR, **OLEG)
    assert whom_to_ask(town.pk) == "Обратитесь к координатору: Лугов Олег, lugov@example.org."
    User.objects.update(is_active=False)
    assert whom_to_ask(town.pk) == "Обратитесь в управление образования."
