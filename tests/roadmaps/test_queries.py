from datetime import date

import pytest

from roadmaps import queries
from roadmaps.models import Activity, Roadmap
from roadmaps.queries import Progress
from roadmaps.table import Standing, roadmap_table
from tests import factories as f

TODAY = date(2026, 10, 1)


def municipal(world, **fields):
    return f.ActivityFactory(section=world.activity.section, **fields)


def occurrence(activity, start, due, **fields):
    return f.OccurrenceFactory(activity=activity, starts_on=start, due_on=due, **fields)


@pytest.fixture
def activity(world):
    """A municipal one: done in spring, overdue since September, running in October, ahead in December."""
    activity = municipal(world)
    done = occurrence(activity, date(2026, 4, 1), date(2026, 4, 30))
    f.CompletionFactory(occurrence=done, done_on=date(2026, 5, 20))
    occurrence(activity, date(2026, 9, 1), date(2026, 9, 30))
    occurrence(activity, date(2026, 10, 1), date(2026, 10, 31))
    occurrence(activity, None, date(2026, 12, 1))
    return activity


def progress(world):
    return queries.progress(Roadmap.objects.filter(pk=world.roadmap.pk), TODAY)[world.roadmap.pk]


def row_of(world, activity, user=None, today=TODAY):
    table = roadmap_table(world.roadmap, user or world.methodist, today)
    return next(row for section in table.sections for row in section.rows if row.activity == activity)


def test_progress_counts_planned_done_and_overdue(world, activity):
    assert progress(world).total == Progress(planned=4, done=1, overdue=1)


def test_progress_by_section_adds_up(world, activity):
    other = f.ActivityFactory(section__roadmap=world.roadmap)
    occurrence(other, None, date(2026, 1, 10))
    found = progress(world)
    assert found.sections[other.section_id] == Progress(planned=1, done=0, overdue=1)
    assert found.total == Progress(planned=5, done=1, overdue=2)


def test_activities_of_schools_do_not_count(world):
    assert progress(world).total == Progress()


def test_deleted_and_unplanned_do_not_count(world, activity):
    occurrence(activity, None, date(2026, 1, 1), is_planned=False)
    Activity.objects.filter(pk=activity.pk).update(deleted_at=world.roadmap.approved_at)
    assert progress(world).total == Progress()


def test_mark_of_a_school_does_not_complete_for_the_municipality(world, activity):
    late = activity.occurrences.get(due_on=date(2026, 9, 30))
    f.CompletionFactory(occurrence=late, school=world.school)
    assert progress(world).total == Progress(planned=4, done=1, overdue=1)


def test_nothing_of_a_draft_is_overdue(draft):
    occurrence(draft.one, None, date(2026, 1, 1))
    found = queries.progress(Roadmap.objects.filter(pk=draft.roadmap.pk), TODAY)[draft.roadmap.pk]
    assert found.total == Progress(planned=1, done=0, overdue=0)


def test_every_roadmap_has_an_entry(world, draft, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = queries.progress(Roadmap.objects.visible_to(world.methodist), TODAY)
    assert set(found) == {world.roadmap.pk, draft.roadmap.pk}


def test_standing_of_every_occurrence(world, activity):
    standings = [item.standing for item in row_of(world, activity).occurrences]
    assert standings == [Standing.DONE, Standing.OVERDUE, Standing.RUNNING, Standing.WAITING]


def test_overdue_and_running_are_shown_first(world, activity):
    row = row_of(world, activity)
    assert [item.standing for item in row.shown] == [Standing.OVERDUE, Standing.RUNNING]
    assert (row.is_whole, row.done_count) == (False, 1)


@pytest.mark.parametrize(("today", "expected"), [("2026-04-15", Standing.DONE), ("2026-06-01", Standing.WAITING)])
def test_without_anything_due_the_next_is_shown(world, activity, today, expected):
    activity.occurrences.exclude(due_on__in=[date(2026, 4, 30), date(2026, 12, 1)]).delete()
    if expected is Standing.DONE:
        activity.occurrences.filter(due_on=date(2026, 12, 1)).delete()
    assert [item.standing for item in row_of(world, activity, today=date.fromisoformat(today)).shown] == [expected]


def test_schools_that_completed_are_counted(world):
    f.CompletionFactory(occurrence=world.occurrence, school=world.school)
    item = row_of(world, world.activity).occurrences[0]
    assert (item.standing, item.schools_words) == (Standing.OVERDUE, "1 из\xa02\xa0школ")
    f.CompletionFactory(occurrence=world.occurrence, school=world.other_school)
    assert row_of(world, world.activity).occurrences[0].standing == Standing.DONE


def test_schools_that_have_reported_are_waited_for_no_more(world):
    f.ReportedTermFactory(occurrence=world.occurrence, school=world.school)
    row = row_of(world, world.activity)
    assert (row.occurrences[0].standing, row.occurrences[0].schools_words) == (
        Standing.OVERDUE,
        "0 из\xa02\xa0школ, на\xa0проверке 1",
    )
    f.CompletionFactory(occurrence=world.occurrence, school=world.other_school)
    row = row_of(world, world.activity)
    assert [item.standing for item in row.shown] == [Standing.REPORTED]


def test_reported_term_of_the_own_school_has_no_button(world):
    assert row_of(world, world.activity, world.director).occurrences[0].may_complete is True
    f.ReportedTermFactory(occurrence=world.occurrence, school=world.school)
    item = row_of(world, world.activity, world.director).occurrences[0]
    assert (item.standing, item.may_complete) == (Standing.REPORTED, False)


def test_director_sees_how_the_own_school_stands(world):
    f.CompletionFactory(occurrence=world.occurrence, school=world.school)
    item = row_of(world, world.activity, world.director).occurrences[0]
    assert (item.standing, item.schools_words) == (Standing.DONE, "")
    assert row_of(world, world.activity, world.other_director).occurrences[0].standing == Standing.OVERDUE


def test_how_other_schools_stand_is_not_shown(world):
    activity = municipal(world, audience=Activity.Audience.LISTED)
    activity.schools.set([world.other_school])
    occurrence(activity, None, date(2026, 9, 1))
    row = row_of(world, activity, world.director)
    assert (row.is_foreign, row.occurrences) == (True, [])


def test_responsibles_are_told_apart(world):
    activity = municipal(world, responsible_text="Управление образования, МКУ «Методический центр», руководители ОО")
    assert [chip.text for chip in row_of(world, activity).parties.chips] == [
        "Управление образования",
        "МКУ «Методический центр»",
        "руководители ОО",
    ]
