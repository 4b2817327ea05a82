"""The test world: one municipality with its people and two schools, and a stranger municipality of the same shape."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client
from hypothesis import settings as hypothesis_settings

from accounts.models import Municipality, Role, User
from roadmaps.models import Activity, Occurrence, Programme, Roadmap
from schools.models import School, SchoolStaff
from tests import factories as f

# the same examples everywhere, however slow the machine: a red run tells of a change, not of luck
hypothesis_settings.register_profile("steady", deadline=None, derandomize=True, database=None)
hypothesis_settings.load_profile("steady")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The database goes when nobody is in it: the child of a worker that was killed may stay longer than DROP waits."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            " AND backend_type = 'client backend' AND usename = current_user AND pid <> pg_backend_pid()"
        )


@dataclass
class World:
    """One municipality: people by role, an own and another school, a programme with a roadmap in force."""

    municipality: Municipality
    methodist: User
    coordinator: User
    head: User
    director: User
    other_director: User
    curator: User
    school: School
    other_school: School
    programme: Programme
    roadmap: Roadmap
    activity: Activity
    occurrence: Occurrence


def make_world(**municipality: str) -> World:
    town = f.MunicipalityFactory(**municipality)
    people = {
        role: f.UserFactory(role=role, municipality=town)
        for role in (Role.METHODIST, Role.COORDINATOR, Role.HEAD, Role.CURATOR)
    }
    school, other_school = f.SchoolFactory.create_batch(2, municipality=town)
    director = f.SchoolStaffFactory(school=school).user
    other_director = f.SchoolStaffFactory(school=other_school).user
    f.SchoolStaffFactory(school=school, user=people[Role.CURATOR], duty=SchoolStaff.Duty.CURATOR)
    programme = f.ProgrammeFactory(municipality=town)
    programme.schools.set([school, other_school])
    roadmap = f.RoadmapFactory(programme=programme, approved=True)
    activity = f.ActivityFactory(section__roadmap=roadmap, audience=Activity.Audience.ALL_SCHOOLS)
    return World(
        municipality=town,
        methodist=people[Role.METHODIST],
        coordinator=people[Role.COORDINATOR],
        head=people[Role.HEAD],
        curator=people[Role.CURATOR],
        director=director,
        other_director=other_director,
        school=school,
        other_school=other_school,
        programme=programme,
        roadmap=roadmap,
        activity=activity,
        occurrence=f.OccurrenceFactory(activity=activity),
    )


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def stranger(db: None) -> World:
    """A world of another municipality."""
    return make_world()


@pytest.fixture
def admin(db: None) -> User:
    return f.UserFactory(role=Role.ADMIN)


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    def as_user(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="accounts.backends.PortalBackend")
        return client

    return as_user


@pytest.fixture(autouse=True)
def test_settings(settings, tmp_path) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # hundreds of sign-ins
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.CELERY_TASK_ALWAYS_EAGER = True
