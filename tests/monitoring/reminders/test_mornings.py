from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import Notification, OutgoingMail
from monitoring.models import Morning, Reminder
from monitoring.reminders import remind
from roadmaps.models import Activity
from schools.models import SchoolStaff
from tests import factories as f

NOON = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)  # Thursday, noon in Moscow


@pytest.fixture
def report(world):
    return f.SchoolReportFactory(period__programme=world.programme, school=world.school)


def lines_to(person):
    return [line for letter in person.letters.all() for line in letter.body.splitlines() if line.startswith("—")]


def days_later(number):
    return NOON + timedelta(days=number)


def test_director_told_of_report_and_overdue_activity(world, report):
    remind(NOON)
    assert lines_to(world.director) == [
        f"— {world.activity} (сентябрь 2026): срок прошёл 1\u00a0день назад",
        "— отчёт за III квартал 2026: осталось 4\u00a0дня",
    ]


def test_other_director_not_told_of_foreign_report(world, report):
    remind(NOON)
    assert lines_to(world.other_director) == [f"— {world.activity} (сентябрь 2026): срок прошёл 1\u00a0день назад"]


def test_morning_comes_once(world, report):
    assert [remind(NOON), remind(NOON + timedelta(hours=3))] == [2, 0]


def test_said_once_at_each_stage(world, report):
    for day in range(12):
        remind(days_later(day))
    stages = world.director.reminders.filter(kind="report", due_on=date(2026, 10, 5)).order_by("sent_on")
    assert [(one.stage, one.sent_on) for one in stages] == [
        (7, date(2026, 10, 1)),
        (1, date(2026, 10, 2)),  # the day before is a Sunday
        (-1, date(2026, 10, 6)),
    ]


def test_after_downtime_only_the_latest_stage_is_said(world, report):
    remind(days_later(5))
    assert [one.stage for one in world.director.reminders.filter(due_on=date(2026, 10, 5))] == [-1]


def test_day_off_is_no_morning(world, report):
    assert (remind(datetime(2026, 10, 3, 9, tzinfo=UTC)), Morning.objects.count()) == (0, 0)


def test_special_working_day_is_a_morning(world, report):
    f.SpecialDayFactory(municipality=world.municipality, day=date(2026, 10, 3), is_working=True)
    assert remind(datetime(2026, 10, 3, 9, tzinfo=UTC)) == 3  # the coordinator hears of the third day of a debt


def test_morning_is_the_municipality_s_own(world, report):
    world.municipality.timezone = "Europe/Kaliningrad"
    world.municipality.save()
    assert remind(datetime(2026, 10, 1, 4, 59, tzinfo=UTC)) == 0
    assert remind(datetime(2026, 10, 1, 5, 0, tzinfo=UTC)) == 2


def test_day_is_the_municipality_s_own(world, report):
    world.municipality.timezone = "Asia/Kamchatka"
    world.municipality.save()
    remind(datetime(2026, 10, 1, 20, 0, tzinfo=UTC))
    assert world.director.letters.get().key == f"digest:{world.director.pk}:2026-10-02"


def test_unsubscribed_person_gets_the_notification_only(world, report):
    f.ReminderSettingsFactory(user=world.director, by_email=False)
    remind(NOON)
    assert (world.director.letters.count(), world.director.notifications.count()) == (0, 1)


def test_own_days_before_are_kept(world, report):
    f.ReminderSettingsFactory(user=world.director, days_before=[2])
    for day in range(2):
        remind(days_later(day))
    told = world.director.reminders.get(kind="report")
    assert (told.stage, told.sent_on) == (2, date(2026, 10, 2))  # the third is a Saturday


def test_weekly_letter_waits_for_its_day(world, report):
    f.ReminderSettingsFactory(user=world.director, rhythm="weekly", weekday=0)
    for day in range(8):
        remind(days_later(day))
    assert [letter.key[-10:] for letter in world.director.letters.all()] == ["2026-10-05"]


def test_letter_can_be_refused_by_the_mail_program(world, report):
    remind(NOON)
    letter = world.director.letters.get()
    assert letter.unsubscribe_url in letter.body


def test_reported_activity_is_not_called_overdue(world, report):
    f.ReportedTermFactory(occurrence=world.occurrence, school=world.school)
    report.state, report.submitted_at, report.submitted_by = "submitted", NOON, world.director
    report.save()
    remind(NOON)
    assert lines_to(world.director) == []
    assert lines_to(world.methodist) == [f"— ждут проверки отчёты за III квартал 2026 — {world.school}"]


def test_late_school_is_told_to_the_office_at_once_and_to_the_head_later(world, report):
    for day in range(14):
        remind(days_later(day))
    told = Reminder.objects.filter(kind="late_report").values_list("person__role", "sent_on")
    assert set(told) == {
        ("coordinator", date(2026, 10, 6)),
        ("curator", date(2026, 10, 6)),
        ("methodist", date(2026, 10, 6)),
        ("head", date(2026, 10, 12)),
    }


def test_overdue_activity_goes_up_after_the_days_of_the_town(world):
    world.municipality.escalate_to_coordinator, world.municipality.escalate_to_head = 2, 9
    world.municipality.save()
    for day in range(14):
        remind(days_later(day))
    told = Reminder.objects.filter(kind="late_term", school=world.school).order_by("sent_on")
    assert [(one.person, one.sent_on) for one in told] == [
        (world.coordinator, date(2026, 10, 2)),
        (world.head, date(2026, 10, 9)),
    ]


def test_schools_that_owe_the_same_share_a_line(world):
    remind(days_later(7))
    assert lines_to(world.head) == [
        f"— {world.activity} (сентябрь 2026): срок прошёл 8\u00a0дней назад — {world.school}, {world.other_school}"
    ]


def test_listed_activity_reaches_the_listed_school_only(world):
    world.activity.audience = Activity.Audience.LISTED
    world.activity.save()
    world.activity.schools.add(world.other_school)
    remind(NOON)
    assert [len(lines_to(person)) for person in (world.director, world.other_director)] == [0, 1]


def test_postponed_term_is_said_anew(world):
    remind(NOON)
    f.PostponementFactory(occurrence=world.occurrence, school=world.school, new_on=date(2026, 10, 9))
    remind(days_later(1))
    assert [one.due_on for one in world.director.reminders.order_by("pk")] == [date(2026, 9, 30), date(2026, 10, 9)]


def test_draft_roadmap_reminds_nobody(world):
    world.roadmap.state, world.roadmap.approved_at, world.roadmap.approved_by = "draft", None, None
    world.roadmap.save()
    assert remind(NOON) == 0


@pytest.mark.parametrize("schools", [1, 30])
def test_morning_makes_few_queries_for_any_number_of_people(world, django_assert_max_num_queries, schools):
    for _ in range(schools):
        staff = f.SchoolStaffFactory(school__municipality=world.municipality, duty=SchoolStaff.Duty.DIRECTOR)
        world.programme.schools.add(staff.school)
    with django_assert_max_num_queries(33):
        remind(NOON)
    assert OutgoingMail.objects.count() == Notification.objects.count() == schools + 2
