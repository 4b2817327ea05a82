"""A year of a municipality, day by day: everybody is reminded of everything, at each stage once, through two weeks of downtime.

The expectation is made here by other means than the portal's: morning by morning, from what the year was made of.
"""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import Notification, OutgoingMail, Role
from monitoring.models import Reminder
from monitoring.reminders import remind
from roadmaps.models import Activity, Completion, Occurrence
from roadmaps.services import refresh_occurrences
from schools.workdays import WorkingDays
from tests import factories as f

START, END, DAY = date(2026, 1, 1), date(2026, 12, 31), timedelta(days=1)
DOWN = {date(2026, 3, 10) + n * DAY for n in range(14)}
DAYS = [START + n * DAY for n in range((END - START).days + 1)]
WORKING = WorkingDays()
MORNINGS = [day for day in DAYS if day not in DOWN and WORKING.is_working(day)]
WISHES = {  # of the schools' directors; the last one has none
    0: {"days_before": [14, 3]},
    1: {"days_before": [0], "by_email": False},
    2: {"days_before": []},
    3: {"rhythm": "weekly", "weekday": 2, "days_before": [30, 5]},
    4: {"rhythm": "weekly", "weekday": 4},
}
DUE, CLOSES = date(2026, 4, 6), date(2026, 4, 20)  # of the reports of the first quarter
SENT = {0: date(2026, 4, 2), 1: date(2026, 4, 10)}  # by the place of the school; the others never send theirs
PHRASES = [
    "ежегодно, 1-15 сентября", "до 1 ноября 2026 г.", "ежеквартально", "март, май, ноябрь 2026 г.", "20-21 октября",
    "ежемесячно", "17 марта 2026 г.", "до 25 марта 2026 г.", "в течение года", "четыре раза в год", "апрель - май 2026",
    "ежегодно, последняя неделя апреля", "постоянно", "по графику института", "декабрь", "1 полугодие",
]  # fmt: skip


@pytest.fixture
def town(db):
    """Six schools with directors of all wishes, an office with a weekly methodist, a plan and the reports of a quarter."""
    roadmap = f.RoadmapFactory(
        approved=True, programme__starts_on=START, programme__ends_on=END, programme__municipality__timezone="Asia/Omsk"
    )
    municipality = roadmap.programme.municipality
    opens = DUE - 16 * DAY
    period = f.ReportingPeriodFactory(programme=roadmap.programme, opens_on=opens, due_on=DUE, closes_on=CLOSES)
    for number in range(6):
        staff = f.SchoolStaffFactory(school__municipality=municipality)
        roadmap.programme.schools.add(staff.school)
        f.SchoolReportFactory(period=period, school=staff.school)
        if number in WISHES:
            f.ReminderSettingsFactory(user=staff.user, **WISHES[number])
    for role in (Role.METHODIST, Role.COORDINATOR, Role.HEAD):
        f.UserFactory(municipality=municipality, role=role)
    f.ReminderSettingsFactory(user=municipality.users.filter(role=Role.METHODIST).last(), rhythm="weekly", weekday=0)
    section = f.SectionFactory(roadmap=roadmap)
    for number, phrase in enumerate(PHRASES):
        audience = Activity.Audience.ALL_SCHOOLS if number % 2 else Activity.Audience.MUNICIPAL
        activity = f.ActivityFactory(section=section, deadline_text=phrase, audience=audience, responsible_text="")
        refresh_occurrences(activity)
    return municipality


def is_settled_in_time(occurrence):
    return occurrence.pk % 3 == 0


def is_put_off(occurrence, place):
    """By the second school, the day before, for twenty days."""
    return place == 1 and occurrence.pk % 3 == 1


def live(municipality, terms, reports, day):
    """What happens on this day before anybody is reminded."""
    for occurrence, school, place, _ in terms:
        if is_settled_in_time(occurrence) and day == occurrence.due_on - 2 * DAY:
            Completion.objects.create(occurrence=occurrence, school=school, done_on=day)
        if is_put_off(occurrence, place) and day == occurrence.due_on - DAY:
            f.PostponementFactory(occurrence=occurrence, school=school, new_on=occurrence.due_on + 20 * DAY)
    for place, report in enumerate(reports):
        if SENT.get(place) == day:
            report.state, report.submitted_by = "submitted", report.school.staff.get().user
            report.submitted_at = datetime(day.year, day.month, day.day, tzinfo=UTC)
            report.save()


def terms_of(municipality):
    """(occurrence, school, its place, people who answer)."""
    schools = list(municipality.schools.order_by("pk"))
    office = list(municipality.users.filter(role__in=[Role.METHODIST, Role.COORDINATOR]))
    for occurrence in Occurrence.objects.select_related("activity").filter(due_on__lte=END):
        if occurrence.activity.audience == Activity.Audience.MUNICIPAL:
            yield occurrence, None, None, office
        else:
            for place, school in enumerate(schools):
                yield occurrence, school, place, [school.staff.get().user]


def claims(municipality, terms, reports, day):
    """(person, kind, occurrence, report, school, due day, stage or None where the person's wish decides) of a morning."""
    office = list(municipality.users.filter(role__in=[Role.METHODIST, Role.COORDINATOR]))
    head, coordinator = (municipality.users.get(role=role) for role in (Role.HEAD, Role.COORDINATOR))
    for occurrence, school, place, people in terms:
        is_moved = is_put_off(occurrence, place) and day >= occurrence.due_on - DAY
        due = occurrence.due_on + 20 * DAY if is_moved else occurrence.due_on
        is_over = is_settled_in_time(occurrence) and day >= occurrence.due_on - 2 * DAY
        if is_over or due < day - timedelta(days=92):
            continue
        thing = (occurrence.pk, None, school and school.pk, due)
        yield from ((person, "term", *thing, None) for person in people)
        yield from (
            (superior, "late_term", *thing, -after)
            for superior, after in ((coordinator, 3), (head, 7))
            if (day - due).days >= after and superior not in people
        )
    for place, report in enumerate(reports):
        thing = (None, report.pk, report.school_id)
        if not DUE - 16 * DAY <= day <= CLOSES:
            continue
        if SENT.get(place, END) <= day:
            yield from ((person, "review", *thing, SENT[place], 0) for person in office)
            continue
        director = report.school.staff.get().user
        yield director, "report", *thing, DUE, None
        if day > DUE:
            yield director, "report", *thing, CLOSES, None
            yield from ((person, "late_report", *thing, DUE, -1) for person in office)
        if (day - DUE).days >= 7:
            yield head, "late_report", *thing, DUE, -7


def expected(municipality, terms, reports):
    """Every reminder of the year -> its day."""
    found, heard = {}, defaultdict(set)
    wishes = {person.pk: getattr(person, "reminder_settings", None) for person in municipality.users.all()}
    for before, day in zip([None, *MORNINGS], MORNINGS, strict=False):
        for person, *thing, stage in claims(municipality, terms, reports, day):
            wish, due = wishes[person.pk], thing[-1]
            weekly = scheduled(wish.weekday) if wish and wish.rhythm == "weekly" else None
            if weekly and not any(letter == day or (before and before < letter <= day) for letter in weekly):
                continue
            through = min(letter for letter in weekly if letter > day) - DAY if weekly else day
            said = stage if stage is not None else stage_on(due, day, through, wish.days_before if wish else [7, 1])
            about = (person.pk, *thing)
            if said is not None and said not in heard[about]:
                heard[about].add(said)
                found[*about, said] = day
    return found


def scheduled(weekday):
    """The days of the weekly letter: this weekday, or the working day after it."""
    found, day = set(), START - 7 * DAY
    while day < END + 30 * DAY:
        if day.weekday() == weekday:
            found.add(shifted(day, DAY))
        day += DAY
    return found


def shifted(day, step):
    while not WORKING.is_working(day):
        day += step
    return day


def stage_on(due, day, through, days_before):
    if day > due:
        return -1
    return min((n for n in days_before if shifted(due - n * DAY, -DAY) <= through), default=None)


def test_a_year_of_reminders(town):
    terms, reports = list(terms_of(town)), [school.reports.get() for school in town.schools.order_by("pk")]
    for day in DAYS:
        live(town, terms, reports, day)
        if day not in DOWN:
            for hour in (1, 4, 9):  # before the morning in Omsk, then twice after it
                remind(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))
    rows = Reminder.objects.values_list(
        "person", "kind", "occurrence", "report", "school", "due_on", "stage", "sent_on"
    )
    said = {row[:-1]: row[-1] for row in rows}
    assert len(rows) == len(said)
    assert said == expected(town, terms, reports)
    assert {kind: number > 10 for kind, number in Counter(key[1] for key in said).items()} == {
        "term": True, "late_term": True, "report": True, "late_report": True, "review": False,
    }  # fmt: skip
    told = {(person, day) for (person, *_), day in said.items()}
    quiet = next(person for person in town.users.all() if not letters_wanted(person))
    by_letter = sorted((person, f"digest:{person}:{day}") for person, day in told if person != quiet.pk)
    assert sorted(OutgoingMail.objects.values_list("recipient", "key")) == by_letter
    assert sorted(Notification.objects.values_list("recipient", "key")) == sorted(
        (person, f"digest:{day}") for person, day in told
    )


def letters_wanted(person):
    wish = getattr(person, "reminder_settings", None)
    return wish is None or wish.by_email
