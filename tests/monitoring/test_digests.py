from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import OutgoingMail
from monitoring import digests
from roadmaps.models import Activity
from schools.models import SchoolStaff
from tests import factories as f

NOON = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)  # Thursday, noon in Moscow


@pytest.fixture
def report(world):
    return f.SchoolReportFactory(period__programme=world.programme, school=world.school)


def lines_to(person):
    return [line for letter in person.letters.all() for line in letter.body.splitlines() if line.startswith("—")]


def test_director_told_of_report_and_overdue_activity(world, report):
    digests.send_digests(NOON)
    assert lines_to(world.director) == [
        f"— {world.activity} (сентябрь 2026)",
        "— отчёт за III квартал 2026: осталось 4\u00a0дня",
    ]


def test_other_director_not_told_of_foreign_report(world, report):
    digests.send_digests(NOON)
    assert lines_to(world.other_director) == [f"— {world.activity} (сентябрь 2026)"]


def test_digest_written_once_a_day(world, report):
    assert [digests.send_digests(NOON), digests.send_digests(NOON + timedelta(hours=3))] == [2, 0]


def test_digest_after_a_week_of_downtime_is_one_letter(world, report):
    digests.send_digests(NOON)
    digests.send_digests(NOON + timedelta(days=8))
    assert world.director.letters.count() == 2


def test_digest_waits_for_the_municipality_s_own_morning(world, report):
    world.municipality.timezone = "Europe/Kaliningrad"
    world.municipality.save()
    assert digests.send_digests(datetime(2026, 10, 1, 4, 59, tzinfo=UTC)) == 0
    assert digests.send_digests(datetime(2026, 10, 1, 5, 0, tzinfo=UTC)) == 2


def test_day_of_a_digest_is_the_municipality_s_own(world, report):
    world.municipality.timezone = "Asia/Kamchatka"
    world.municipality.save()
    digests.send_digests(datetime(2026, 10, 1, 20, 0, tzinfo=UTC))
    assert world.director.letters.get().key == f"digest:{world.director.pk}:2026-10-02"


def test_unsubscribed_person_gets_nothing(world, report):
    world.director.wants_digest = False
    world.director.save()
    digests.send_digests(NOON)
    assert not world.director.letters.exists()


def test_reported_activity_is_not_called_overdue(world, report):
    f.ActivityEntryFactory(report=report, occurrence=world.occurrence)
    report.state, report.submitted_at, report.submitted_by = "submitted", NOON, world.director
    report.save()
    digests.send_digests(NOON)
    assert lines_to(world.director) == []
    assert lines_to(world.methodist) == ["— ждут вашей проверки: 1\u00a0отчёт"]


def test_office_told_of_late_schools_and_municipal_activities(world, report):
    municipal = f.ActivityFactory(section=world.activity.section, audience=Activity.Audience.MUNICIPAL)
    f.OccurrenceFactory(activity=municipal, starts_on=None, due_on=date(2026, 10, 9), label="9 октября 2026")
    digests.send_digests(NOON + timedelta(days=6))
    assert lines_to(world.methodist) == [
        f"— не сдали отчёт: 1\u00a0школа — {world.school}",
        f"— {municipal} (9 октября 2026)",
    ]


def test_listed_activity_reaches_the_listed_school_only(world):
    world.activity.audience = Activity.Audience.LISTED
    world.activity.save()
    world.activity.schools.add(world.other_school)
    digests.send_digests(NOON)
    assert [lines_to(p) for p in (world.director, world.other_director)] == [
        [],
        [f"— {world.activity} (сентябрь 2026)"],
    ]


def test_draft_roadmap_reminds_nobody(world):
    world.roadmap.state, world.roadmap.approved_at, world.roadmap.approved_by = "draft", None, None
    world.roadmap.save()
    assert digests.send_digests(NOON) == 0


@pytest.mark.parametrize("schools", [1, 30])
def test_digest_query_count_besides_letters(world, django_assert_num_queries, schools):
    for _ in range(schools):
        staff = f.SchoolStaffFactory(school__municipality=world.municipality, duty=SchoolStaff.Duty.DIRECTOR)
        world.programme.schools.add(staff.school)
    digests.send_digests(NOON)
    assert OutgoingMail.objects.count() == schools + 2
    with django_assert_num_queries(9 + (schools + 2)):  # a look-up per letter that is there already
        digests.send_digests(NOON)
