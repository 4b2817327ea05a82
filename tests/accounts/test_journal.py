from datetime import datetime

import pytest
import time_machine
from django.urls import reverse

from accounts import audit
from accounts.journal import FieldChange, changes_of
from accounts.models import AuditEvent, User
from accounts.services import update_user
from schools.services import create_school, update_school
from tests import factories as f

URL = reverse("accounts:audit_list")


def note(world, action="проверка", obj=None, by=None, at="2026-10-05T10:00:00Z", **sides):
    with time_machine.travel(datetime.fromisoformat(at), tick=False):
        return audit.record(
            action, obj or world.school, by=by or world.director, municipality=world.municipality, **sides
        )


def shown(client, **query):
    return [event.pk for event, _ in client.get(URL, query).context["rows"]]


@pytest.fixture
def client(world, sign_in):
    return sign_in(world.head)


def test_fields_are_told_in_russian(world):
    update_school(world.school, by=world.methodist, pupils=512, kind="evening", is_active=False, address="")
    assert changes_of(AuditEvent.objects.about(world.school).get()) == [
        FieldChange("тип", "общеобразовательная", "вечерняя"),
        FieldChange("обучающихся", "500", "512"),
        FieldChange("действует", "да", "нет"),
    ]


def test_new_object_has_no_before(world):
    school = create_school(world.municipality, by=world.methodist, short_name="Лицей", full_name="Лицей", pupils=None)
    names = [FieldChange("краткое наименование", "", "Лицей"), FieldChange("полное наименование", "", "Лицей")]
    assert changes_of(AuditEvent.objects.about(school).get()) == names


def test_dates_lists_and_numbers_are_plain(world):
    event = note(
        world, before={"year": 2025, "schools": [1, 2, 3]}, after={"year": 2.5, "file": "2026-10-05", "schools": []}
    )
    assert changes_of(event) == [
        FieldChange("файл", "", "05.10.2026"),
        FieldChange("школ", "3\xa0записи", "—"),
        FieldChange("год", "2025", "2,5"),
    ]


@pytest.mark.parametrize("name", ["password", "reset_token", "pdf_sha256", "body", "unheard_of", "municipality"])
def test_secrets_and_names_nobody_understands_are_not_shown(world, name):
    assert changes_of(note(world, after={name: "тайна"})) == []


def test_secret_field_of_a_real_model_is_not_shown(world):
    assert changes_of(note(world, obj=world.head, before={"password": "хэш"}, after={"password": "другой"})) == []


def test_long_text_is_cut(world):
    assert [len(one.after) for one in changes_of(note(world, after={"note": "я" * 5000}))] == [300]


def test_change_of_a_person_is_seen_by_the_coordinator(world, sign_in):
    update_user(User.objects.get(pk=world.director.pk), by=world.coordinator, phone="8 800 000")
    page = sign_in(world.coordinator).get(URL)
    assert page.context["rows"][0][1] == [FieldChange("рабочий телефон", "", "8 800 000")]


def test_filters(world, client):
    first = note(world, "школа изменена", at="2026-10-01T20:30:00Z")  # 2 October in Moscow is still an hour away
    second = note(world, "школа заведена", obj=world.other_school, by=world.methodist, at="2026-10-03T10:00:00Z")
    assert shown(client, actor=world.methodist.pk) == [second.pk]
    assert shown(client, action="школа изменена") == [first.pk]
    assert shown(client, since="2026-10-02") == [second.pk]
    assert shown(client, until="2026-10-01") == [first.pk]
    assert shown(client, about=world.other_school.short_name.lower()) == [second.pk]


def test_wrong_date_is_said_and_filters_nothing(world, client):
    event = note(world)
    page = client.get(URL, {"since": "вчера"})
    assert ([one.pk for one, _ in page.context["rows"]], list(page.context["form"].errors)) == ([event.pk], ["since"])


def test_person_of_another_municipality_cannot_be_chosen(client, stranger):
    assert list(client.get(URL, {"actor": stranger.head.pk}).context["form"].errors) == ["actor"]


def test_autosaves_of_one_hour_are_one_line_that_opens(world, client):
    early = note(world, "отчёт: правка", at="2026-10-05T09:59:00Z")
    many = [note(world, "отчёт: правка", at=f"2026-10-05T10:{n:02}:00Z") for n in (1, 20, 59)]
    other = note(world, "отчёт: правка", by=world.other_director, at="2026-10-05T10:30:00Z")
    rows = client.get(URL).context["rows"]
    assert [(event.pk, event.series_count) for event, _ in rows] == [(many[2].pk, 3), (other.pk, 1), (early.pk, 1)]
    assert shown(client, series=many[2].pk) == [event.pk for event in reversed(many)]


def test_other_events_are_never_folded(world, client):
    events = [note(world), note(world)]
    assert shown(client) == [event.pk for event in reversed(events)]


def test_series_of_another_municipality_does_not_exist(client, stranger):
    event = note(stranger, "отчёт: правка")
    assert client.get(URL, {"series": event.pk}).status_code == 404


@pytest.mark.parametrize("rows", [1, 30])
def test_journal_query_count(world, client, django_assert_num_queries, rows):
    for n in range(rows):
        note(
            world,
            "отчёт: правка" if n % 2 else "проверка",
            by=f.UserFactory(municipality=world.municipality),
            after={"note": n},
        )
    with django_assert_num_queries(10):
        client.get(URL)
