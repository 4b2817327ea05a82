"""Pages of the reminders: one's wish with what comes next, the rules of the town, the log."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from accounts.models import AuditEvent, ReminderSettings
from monitoring.models import Reminder
from monitoring.reminders import remind
from monitoring.reminders.planned import planned
from monitoring.reminders.words import stage_words, wish_words
from tests import factories as f

WISH, RULES, LOG = (reverse(f"monitoring:reminder_{name}") for name in ("wish", "rules", "log"))
NOON = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)  # Monday


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (
            {},
            "Напомним за 7\u00a0дней и за 1\u00a0день, с 7 утра рабочего дня; о просроченном скажем в ближайшее рабочее утро. "
            "Если этот день выходной — напомним в рабочий день перед ним. "
            "Письмом на o@example.org и уведомлением на портале.",
        ),
        (
            {"days_before": [], "by_email": False},
            "До срока напоминать не будем, о просроченном скажем в ближайшее рабочее утро. "
            "Только уведомлением на портале: письма отключены.",
        ),
        (
            {"rhythm": "weekly", "weekday": 2, "days_before": [0, 14]},
            "Раз в неделю, по средам с 7 утра, скажем одним перечнем, до каких сроков осталось мало времени "
            "(за 14\u00a0дней и в день срока) и что просрочено. В выходной — на следующее рабочее утро. "
            "Письмом на o@example.org и уведомлением на портале.",
        ),
    ],
)
def test_wish_in_words(wish, words):
    person = f.UserFactory.build(email="o@example.org")
    assert wish_words(ReminderSettings(user=person, **wish)) == words


@pytest.mark.parametrize(
    ("role", "kind", "stage", "words"),
    [
        ("director", "term", 7, "за 7\u00a0дней"),
        ("director", "report", 0, "в день срока"),
        ("director", "term", -1, "просрочено"),
        ("coordinator", "late_term", -3, "координатору на 3-й день"),
        ("head", "late_report", -7, "начальнику на 7-й день"),
        ("curator", "late_report", -1, "куратору на 1-й день"),
        ("methodist", "review", 0, "ждёт проверки"),
    ],
)
def test_stage_in_words(role, kind, stage, words):
    assert stage_words(Reminder(person=f.UserFactory.build(role=role), kind=kind, stage=stage)) == words


def test_wish_is_saved_with_its_trace(world, sign_in):
    sent = {"days_before": ["14", "3"], "rhythm": "weekly", "weekday": "2", "by_email": "on"}
    sign_in(world.director).post(WISH, sent)
    stored = ReminderSettings.objects.get(user=world.director)
    assert (stored.days_before, stored.rhythm, stored.weekday, stored.by_email) == ([14, 3], "weekly", 2, True)
    assert AuditEvent.objects.get().after == {"days_before": [14, 3], "rhythm": "weekly", "weekday": 2}


def test_wish_of_days_nobody_offers_is_refused(world, sign_in):
    response = sign_in(world.director).post(WISH, {"days_before": ["900"], "rhythm": "daily", "weekday": "0"})
    assert (list(response.context["form"].errors), ReminderSettings.objects.count()) == (["days_before"], 0)


def plan(person):
    return [(one.day, one.stage) for one in planned(person, person.municipality, NOON)]


def test_what_comes_next(world):
    assert plan(world.director) == [(date(2026, 9, 23), 7), (date(2026, 9, 29), 1)]


def test_what_comes_next_week_by_week(world):
    f.ReminderSettingsFactory(user=world.director, rhythm="weekly", weekday=0)
    assert plan(world.director) == [(date(2026, 9, 21), 7), (date(2026, 9, 28), 1)]


@pytest.mark.parametrize("wish", [{}, {"days_before": [30, 14, 2, 0]}, {"rhythm": "weekly", "weekday": 3}])
def test_what_comes_next_is_what_then_comes(world, wish):
    opens = {"period__opens_on": date(2026, 9, 1)}
    f.SchoolReportFactory(period__programme=world.programme, school=world.school, **opens)
    f.ReminderSettingsFactory(user=world.director, **wish)
    foreseen = plan(world.director)
    for day in range(14, 31):
        remind(NOON.replace(day=day))
    came = Reminder.objects.filter(person=world.director, stage__gte=0).order_by("sent_on", "due_on")
    assert [one for one in foreseen if one[0] <= date(2026, 9, 30)] == [(one.sent_on, one.stage) for one in came]


def test_what_was_said_is_not_foreseen(world):
    remind(datetime(2026, 9, 23, 9, tzinfo=UTC))
    later = planned(world.director, world.municipality, datetime(2026, 9, 23, 10, tzinfo=UTC))
    assert [(one.day, one.stage) for one in later] == [(date(2026, 9, 29), 1)]


def test_rules_are_changed_with_their_trace(world, sign_in):
    sign_in(world.coordinator).post(RULES, {"escalate_to_coordinator": "5", "escalate_to_head": "12"})
    world.municipality.refresh_from_db()
    assert (world.municipality.escalate_to_coordinator, world.municipality.escalate_to_head) == (5, 12)
    event = AuditEvent.objects.get()
    assert (event.municipality, event.before) == (
        world.municipality, {"escalate_to_coordinator": 3, "escalate_to_head": 7},
    )  # fmt: skip


@pytest.mark.parametrize(("coordinator", "head"), [("9", "4"), ("0", "4"), ("3", "91")])
def test_rules_that_make_no_sense_are_refused(world, sign_in, coordinator, head):
    response = sign_in(world.coordinator).post(
        RULES, {"escalate_to_coordinator": coordinator, "escalate_to_head": head}
    )
    assert (response.status_code, AuditEvent.objects.count()) == (200, 0)


def log(client, **asked):
    return [row.pk for row, _, _ in client.get(LOG, asked).context["rows"]]


def test_log_tells_how_each_was_told(world, sign_in):
    f.ReminderSettingsFactory(user=world.other_director, by_email=False)
    remind(datetime(2026, 9, 23, 9, tzinfo=UTC))
    world.director.letters.update(state="failed")
    rows = sign_in(world.head).get(LOG).context["rows"]
    assert {row.person: (stage, way) for row, stage, way in rows} == {
        world.director: ("за 7\u00a0дней", "письмо не доставлено"),
        world.other_director: ("за 7\u00a0дней", "только на портале"),
    }


def test_log_is_filtered(world, sign_in):
    report = f.SchoolReportFactory(period__programme=world.programme, school=world.school)
    of = {"municipality": world.municipality, "occurrence": world.occurrence}
    term = f.ReminderFactory(**of, person=world.director, school=world.school)
    later = f.ReminderFactory(**of, person=world.head, kind="late_term", stage=-7, sent_on=date(2026, 10, 7))
    hand_in = f.ReminderFactory(**of | {"occurrence": None}, person=world.director, kind="report", report=report)
    client = sign_in(world.coordinator)
    assert log(client) == [later.pk, hand_in.pk, term.pk]
    assert log(client, person=world.head.pk) == [later.pk]
    assert log(client, kind="report") == [hand_in.pk]
    assert log(client, about=world.activity.title.split()[0]) == [later.pk, term.pk]
    assert log(client, since="2026-10-01") == [later.pk]
    assert log(client, until="2026-09-30", kind="term") == [term.pk]


def test_log_of_a_person_who_went_to_another_town_stays_in_the_old_one(world, stranger, sign_in):
    row = f.ReminderFactory(municipality=world.municipality, occurrence=world.occurrence, person=world.director)
    world.director.municipality = stranger.municipality
    world.director.save()
    assert (log(sign_in(world.head)), log(sign_in(stranger.head))) == ([row.pk], [])


@pytest.mark.parametrize("rows", [1, 30])
def test_log_asks_the_same_for_any_number(world, sign_in, django_assert_max_num_queries, rows):
    for _ in range(rows):
        f.ReminderFactory(occurrence__activity__section=world.activity.section, school=world.school)
    client = sign_in(world.head)
    with django_assert_max_num_queries(11):
        client.get(LOG)
