from datetime import date

import pytest

from accounts.models import AuditEvent
from roadmaps.deadlines import Choice
from roadmaps.models import Roadmap
from roadmaps.services import RefusedError, decide_deadline, refresh_municipality, refresh_occurrences, update_activity
from roadmaps.services.errors import EditConflictError
from roadmaps.services.meaning import meaning_fields
from tests import factories as f

pytestmark = pytest.mark.django_db


def activity_of(town, text):
    roadmap = f.RoadmapFactory(programme__municipality=town, programme__starts_on=date(2026, 1, 1))
    fields = meaning_fields(text, roadmap.programme.period)
    activity = f.ActivityFactory(section__roadmap=roadmap, deadline_text=text, **fields)
    refresh_occurrences(activity)
    return activity


def days_of(activity):
    return list(activity.occurrences.filter(is_planned=True).values_list("named_on", "due_on", "moved"))


@pytest.mark.parametrize(
    ("rule", "due_on", "moved"),
    [
        ("stay", date(2026, 11, 1), ""),
        ("before", date(2026, 10, 30), "day_off"),
        ("after", date(2026, 11, 2), "day_off"),
    ],
)
def test_term_on_a_sunday_moves_by_the_rule_of_the_town(rule, due_on, moved):
    activity = activity_of(f.MunicipalityFactory(day_off_rule=rule), "до 1 ноября 2026 г.")
    assert days_of(activity) == [(date(2026, 11, 1), due_on, moved)]


def test_special_day_moves_terms_when_the_calendar_changes():
    town = f.MunicipalityFactory(day_off_rule="after")
    activity = activity_of(town, "12 октября 2026 г.")
    f.SpecialDayFactory(municipality=town, day=date(2026, 10, 12))
    refresh_municipality(town)
    assert days_of(activity) == [(date(2026, 10, 12), date(2026, 10, 13), "day_off")]


def test_postponed_term_stays_where_it_was_put_off_to():
    town = f.MunicipalityFactory(day_off_rule="after")
    activity = activity_of(town, "12 октября 2026 г.")
    activity.occurrences.update(due_on=date(2026, 12, 1), moved="postponed")
    refresh_municipality(town)
    assert days_of(activity) == [(date(2026, 10, 12), date(2026, 12, 1), "postponed")]


def test_breaks_of_the_town_give_the_days_of_a_phrase():
    town = f.MunicipalityFactory()
    activity = activity_of(town, "осенние каникулы")
    f.AcademicPeriodFactory(municipality=town)
    refresh_municipality(town)
    assert days_of(activity) == [(date(2026, 11, 3), date(2026, 11, 3), "")]


def test_breaks_that_are_known_are_asked_about_no_more():
    town = f.MunicipalityFactory()
    activity = activity_of(town, "осенние каникулы")
    assert activity.is_deadline_unclear
    f.AcademicPeriodFactory(municipality=town)
    refresh_municipality(town)
    activity.refresh_from_db()
    assert (activity.needs_date, activity.is_deadline_unclear) == (False, False)


def test_breaks_of_another_town_give_nothing():
    activity = activity_of(f.MunicipalityFactory(), "осенние каникулы")
    f.AcademicPeriodFactory()
    refresh_municipality(activity.section.roadmap.programme.municipality)
    assert days_of(activity) == []


@pytest.fixture
def external(world):
    return activity_of(world.municipality, "по графику института")


def test_decide_deadline_with_days_gives_occurrences(world, external):
    days = Choice.dates((date(2026, 10, 5), date(2026, 10, 7)))
    decided = decide_deadline(external, by=world.methodist, version=1, choice=days)
    assert (decided.is_deadline_unclear, decided.deadline_decided_by, decided.version) == (False, world.methodist, 2)
    assert days_of(decided) == [(date(2026, 10, 7), date(2026, 10, 7), "")]


def test_decide_deadline_leaves_the_words_and_an_audit_event(world, external):
    decide_deadline(external, by=world.methodist, version=1, choice=Choice.no_date())
    external.refresh_from_db()
    event = AuditEvent.objects.about(external).get()
    assert (external.deadline_text, event.action, event.actor) == (
        "по графику института",
        "срок уточнён",
        world.methodist,
    )


def test_decision_can_be_taken_back(world, external):
    decide_deadline(external, by=world.methodist, version=1, choice=Choice.no_date())
    again = decide_deadline(external, by=world.methodist, version=2, choice=None)
    assert (again.is_deadline_unclear, again.deadline_choice, again.deadline_decided_at) == (True, None, None)


def test_decide_deadline_of_a_changed_activity_is_a_conflict(world, external):
    decide_deadline(external, by=world.methodist, version=1, choice=Choice.no_date())
    with pytest.raises(EditConflictError):
        decide_deadline(external, by=world.methodist, version=1, choice=Choice.dates((None, date(2026, 10, 7))))


def test_decide_deadline_in_a_closed_roadmap_is_refused(world, external):
    Roadmap.objects.filter(pk=external.section.roadmap_id).update(
        state="closed", approved_at="2026-01-01T00:00:00Z", approved_by=world.methodist
    )
    with pytest.raises(RefusedError):
        decide_deadline(external, by=world.methodist, version=1, choice=Choice.confirm())


def test_new_phrase_drops_the_decision(world, external):
    decide_deadline(external, by=world.methodist, version=1, choice=Choice.no_date())
    names = ["number", "title", "responsible_text", "expected_result", "report_form", "planned", "audience"]
    fields = {name: getattr(external, name) for name in names} | {"deadline_text": "октябрь 2026 г."}
    saved = update_activity(external, by=world.methodist, version=2, fields=fields, schools=[])
    assert (saved.deadline_choice, saved.deadline_decided_by, saved.is_deadline_unclear) == (None, None, False)
