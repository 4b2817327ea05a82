"""A year of a municipality, day by day: everybody is reminded of everything, at each stage once, through two weeks of downtime.

The expectation is made here by other means than the portal's: day by day, from the terms alone.
"""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import OutgoingMail, Role
from monitoring.models import Reminder
from monitoring.reminders import remind
from roadmaps.models import Activity, Completion
from roadmaps.services import refresh_occurrences
from schools.workdays import WorkingDays
from tests import factories as f

START, END = date(2026, 1, 1), date(2026, 12, 31)
DOWN = {date(2026, 3, 10) + timedelta(days=n) for n in range(14)}
DAYS = [START + timedelta(days=n) for n in range((END - START).days + 1)]
WORKING = WorkingDays()
WISHES = {0: [7, 1], 1: [14, 3], 2: [0], 3: []}  # of the first schools' directors
PHRASES = [
    "ежегодно, 1-15 сентября", "до 1 ноября 2026 г.", "ежеквартально", "март, май, ноябрь 2026 г.", "20-21 октября",
    "ежемесячно", "17 марта 2026 г.", "до 25 марта 2026 г.", "в течение года", "четыре раза в год", "апрель - май 2026",
    "ежегодно, последняя неделя апреля", "постоянно", "по графику института", "декабрь", "1 полугодие",
]  # fmt: skip


@pytest.fixture
def town(db):
    """Six schools, an activity for each phrase of the municipality and another of all schools, some terms settled in time."""
    roadmap = f.RoadmapFactory(
        approved=True, programme__starts_on=START, programme__ends_on=END, programme__municipality__timezone="Asia/Omsk"
    )
    municipality = roadmap.programme.municipality
    for number in range(6):
        staff = f.SchoolStaffFactory(school__municipality=municipality)
        roadmap.programme.schools.add(staff.school)
        if number in WISHES:
            f.ReminderSettingsFactory(user=staff.user, days_before=WISHES[number])
    for role in (Role.METHODIST, Role.COORDINATOR, Role.HEAD):
        f.UserFactory(municipality=municipality, role=role)
    section = f.SectionFactory(roadmap=roadmap)
    for number, phrase in enumerate(PHRASES):
        audience = Activity.Audience.ALL_SCHOOLS if number % 2 else Activity.Audience.MUNICIPAL
        activity = f.ActivityFactory(section=section, deadline_text=phrase, audience=audience, responsible_text="")
        refresh_occurrences(activity)
    return municipality


def settle(municipality, day):
    """What is settled on this day: each third term, two days before it is due."""
    for occurrence in f.OccurrenceFactory._meta.model.objects.filter(due_on=day + timedelta(days=2)):
        if occurrence.pk % 3 == 0:
            for school in terms_of(occurrence, municipality):
                Completion.objects.create(occurrence=occurrence, school=school, done_on=day)


def terms_of(occurrence, municipality):
    return [None] if occurrence.activity.audience == Activity.Audience.MUNICIPAL else list(municipality.schools.all())


def answering(municipality, school):
    if school:
        return [duty.user for duty in school.staff.all()]
    return list(municipality.users.filter(role__in=[Role.METHODIST, Role.COORDINATOR]))


def expected(municipality):
    """(person, occurrence, school, stage) -> day, worked out morning by morning."""
    mornings = [day for day in DAYS if day not in DOWN and WORKING.is_working(day)]
    found = {}
    for occurrence in f.OccurrenceFactory._meta.model.objects.filter(due_on__lte=END):
        settled_on = occurrence.due_on - timedelta(days=2) if occurrence.pk % 3 == 0 else date.max
        for school in terms_of(occurrence, municipality):
            own = answering(municipality, school)
            for person in own:
                wish = getattr(person, "reminder_settings", None)
                said = set()
                for day in mornings:
                    stage = stage_on(occurrence.due_on, day, wish.days_before if wish else [7, 1])
                    recent = occurrence.due_on >= day - timedelta(days=92)
                    if stage is not None and stage not in said and day < settled_on and recent:
                        said.add(stage)
                        found[person.pk, occurrence.pk, school and school.pk, stage] = day
            for superior in municipality.users.filter(role__in=[Role.COORDINATOR, Role.HEAD]):
                after = 3 if superior.role == Role.COORDINATOR else 7
                late = [
                    day for day in mornings
                    if timedelta(days=after) <= day - occurrence.due_on <= timedelta(days=92) and day < settled_on
                ]  # fmt: skip
                if late and superior not in own:
                    found[superior.pk, occurrence.pk, school and school.pk, -after] = late[0]
    return found


def stage_on(due_on, day, days_before):
    if day > due_on:
        return -1
    reached = []
    for days in days_before:
        wished = due_on - timedelta(days=days)
        while not WORKING.is_working(wished):
            wished -= timedelta(days=1)
        if wished <= day:
            reached.append(days)
    return min(reached, default=None)


def test_a_year_of_reminders(town):
    for day in DAYS:
        settle(town, day)
        if day not in DOWN:
            for hour in (1, 4, 9):  # before the morning in Omsk, then twice after it
                remind(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))
    rows = Reminder.objects.values_list("person", "occurrence", "school", "stage", "sent_on")
    said = {row[:4]: row[4] for row in rows}
    assert len(rows) == len(said)
    assert said == expected(town)
    assert len(said) > 400  # a year that has something to tell
    a_day = defaultdict(int)
    for letter in OutgoingMail.objects.all():
        a_day[letter.recipient_id, letter.key] += 1
    assert set(a_day.values()) == {1}
