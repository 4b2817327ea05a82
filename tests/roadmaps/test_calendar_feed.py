"""The private calendar: its file is what RFC 5545 asks for, and holds what the person may see. Today is 22 November 2026."""

from datetime import date

import pytest
from django.urls import reverse
from icalendar import Calendar

from accounts.models import AuditEvent, Municipality, Role, User
from roadmaps import services
from roadmaps.models import Activity, CalendarFeed, Occurrence
from tests import factories as f

PAGE = "/calendar/"


@pytest.fixture(autouse=True)
def november(today):
    """The world's occurrence of all schools fell due on 30 September."""


def feed_of(person):
    return CalendarFeed.objects.filter(user=person).first() or f.CalendarFeedFactory(user=person)


def fetch(client, person, **headers):
    return client.get(reverse("roadmaps:calendar_file", args=[feed_of(person).token]), headers=headers)


def events(client, person):
    return list(Calendar.from_ical(fetch(client, person).content).events)


def uids(client, person):
    return [str(event["UID"]).partition("@")[0] for event in events(client, person)]


def municipal(world, **fields):
    activity = f.ActivityFactory(section=world.activity.section, **fields)
    return f.OccurrenceFactory(activity=activity, due_on=date(2026, 12, 10), starts_on=None)


def put_off(world, **changed):
    days = {"new_on": date(2026, 12, 3), "reason": "Карантин", "today": date(2026, 11, 22)}
    services.postpone(world.occurrence, by=world.director, school=world.school, **days | changed)


def test_calendar_holds_what_rfc_5545_demands(client, world):
    calendar = Calendar.from_ical(fetch(client, world.director).content)
    assert {name: str(calendar[name]) for name in ("VERSION", "PRODID", "CALSCALE", "METHOD", "X-WR-TIMEZONE")} == {
        "VERSION": "2.0",
        "PRODID": "-//Opora//Terms//RU",
        "CALSCALE": "GREGORIAN",
        "METHOD": "PUBLISH",
        "X-WR-TIMEZONE": "Europe/Moscow",
    }
    assert str(calendar["X-WR-CALNAME"]) == f"Опора: сроки, {world.municipality.name}"


def test_event_is_a_whole_day(client, world):
    [event] = events(client, world.director)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 9, 30), date(2026, 10, 1))
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt
    assert event["DTSTAMP"].dt.tzinfo is not None


def test_lines_are_folded_and_end_with_cr_lf(client, world):
    Activity.objects.update(title="Проведение совещания с очень длинным названием; часть, и ещё " * 5)
    body = fetch(client, world.director).content
    lines = body.split(b"\r\n")
    assert (body.count(b"\n"), max(len(line) for line in lines) <= 75, lines[-1]) == (body.count(b"\r\n"), True, b"")
    [event] = events(client, world.director)
    assert "длинным названием; часть, и ещё" in event["DESCRIPTION"]


def test_keys_of_events_are_unique_and_stay(client, world):
    for _ in range(3):
        municipal(world)
    before = uids(client, world.methodist)
    services.change_state(world.roadmap, by=world.methodist, to="closed")
    services.change_state(world.roadmap, by=world.methodist, to="approved")
    assert (len(set(before)), uids(client, world.methodist)) == (4, before)


def test_unchanged_calendar_is_not_sent_again(client, world):
    first = fetch(client, world.director)
    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert first.headers["Cache-Control"] == "private, max-age=900"
    assert fetch(client, world.director).content == first.content
    again = fetch(client, world.director, if_none_match=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")


def test_changed_calendar_is_sent_again(client, world):
    old = fetch(client, world.director).headers["ETag"]
    put_off(world)
    assert fetch(client, world.director, if_none_match=old).status_code == 200


def test_done_is_ticked(client, world):
    services.mark_done(world.occurrence, by=world.director, school=world.school, done_on=date(2026, 9, 20), result="Да")
    assert str(events(client, world.director)[0]["SUMMARY"])[:2] == "✓ "


def test_not_applicable_is_left_out(client, world):
    services.mark_not_applicable(
        world.occurrence, by=world.director, school=world.school, reason="Нет", on=date(2026, 11, 1)
    )
    assert (uids(client, world.director), uids(client, world.other_director)) == (
        [],
        [f"occurrence-{world.occurrence.pk}-school-{world.other_school.pk}"],
    )


def test_own_postponement_moves_the_day_and_counts(client, world):
    put_off(world)
    [event] = events(client, world.director)
    assert (event["DTSTART"].dt, event["SEQUENCE"]) == (date(2026, 12, 3), 1)


def test_office_has_one_event_for_schools_and_one_for_each_that_moved(client, world):
    put_off(world)
    own, pk = municipal(world), world.occurrence.pk
    expected = [f"occurrence-{pk}", f"occurrence-{pk}-school-{world.school.pk}", f"occurrence-{own.pk}"]
    assert uids(client, world.methodist) == expected


def test_director_has_nothing_of_other_schools_and_of_the_municipality(client, world):
    municipal(world)
    listed = municipal(world, audience="listed")
    listed.activity.schools.set([world.other_school])
    assert uids(client, world.director) == [f"occurrence-{world.occurrence.pk}-school-{world.school.pk}"]


def test_town_has_nothing_of_another_town(client, world, stranger):
    assert uids(client, world.methodist) == [f"occurrence-{world.occurrence.pk}"]


def test_old_and_far_terms_are_left_out(client, world):
    Occurrence.objects.update(due_on=date(2026, 8, 1), named_on=date(2026, 8, 1), starts_on=None)
    assert events(client, world.director) == []


def test_unknown_address_is_not_there(client, world):
    assert client.get("/calendar/вымысел.ics").status_code == 404


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": Role.ADMIN, "municipality": None}])
def test_person_who_may_not_look_has_no_calendar(client, world, change):
    feed_of(world.director)
    User.objects.filter(pk=world.director.pk).update(**change)
    assert fetch(client, world.director).status_code == 404


def test_closed_municipality_has_no_calendars(client, world):
    Municipality.objects.update(is_active=False)
    assert fetch(client, world.director).status_code == 404


def test_new_address_takes_the_place_of_the_old(client, world, sign_in):
    old = feed_of(world.director).token
    sign_in(world.director).post("/calendar/renew/")
    assert client.get(f"/calendar/{old}.ics").status_code == 404
    assert fetch(client, world.director).status_code == 200


def test_revoked_address_leads_nowhere(client, world, sign_in):
    old = feed_of(world.director).token
    sign_in(world.director).post("/calendar/revoke/")
    assert client.get(f"/calendar/{old}.ics").status_code == 404


def test_page_shows_the_own_address_alone(world, sign_in, settings):
    settings.SITE_URL = "https://opora.example.org"
    mine, other = feed_of(world.director), feed_of(world.other_director)
    page = sign_in(world.director).get(PAGE)
    assert page.context["address"] == f"https://opora.example.org/calendar/{mine.token}.ics"
    assert other.token not in page.text


def test_audit_does_not_know_the_secret(world, sign_in):
    sign_in(world.director).post("/calendar/renew/")
    event = AuditEvent.objects.get()
    assert (event.action, event.actor, list(event.after)) == ("выдан адрес календаря", world.director, ["issued_at"])


@pytest.mark.parametrize("number", [1, 30])
def test_file_takes_the_same_queries(client, world, django_assert_num_queries, number):
    for _ in range(number):
        f.PostponementFactory(occurrence=municipal(world))
        f.CompletionFactory(occurrence=municipal(world, audience="all"), school=world.school)
    feed_of(world.methodist)
    with django_assert_num_queries(11):
        fetch(client, world.methodist)
