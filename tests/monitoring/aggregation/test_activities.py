from datetime import date

import pytest

from monitoring.aggregation import (
    ActivityStatus,
    AggregationError,
    EntryRow,
    OccurrenceRow,
    PeriodData,
    ReportRow,
    ReportState,
    SchoolRow,
)
from tests.monitoring.aggregation.builders import TODAY, consolidated

SCHOOLS = tuple(SchoolRow(number, f"Школа № {number}") for number in range(1, 7))
STATUSES = ["done", "in_progress", "not_done", "", "not_applicable"]  # school 6 has no report
PAST, COMING = date(2026, 10, 9), TODAY


def occurrence(**extra):
    return OccurrenceRow("o", "1.1", "Семинар", "Раздел 1", **extra)


def activity(statuses=STATUSES, claimed=frozenset(), **extra):
    data = PeriodData(
        year=2026,
        schools=SCHOOLS,
        reports=tuple(ReportRow(number, ReportState.ACCEPTED) for number in range(1, 6)),
        occurrences=(occurrence(**extra),),
        claimed=claimed,
        entries=tuple(EntryRow(number, "o", ActivityStatus(status)) for number, status in enumerate(statuses, 1)),
    )
    [found] = consolidated(data).activities
    return found


def counts(found):
    return (found.done, found.in_progress, found.not_done, found.blank, found.not_applicable, found.not_reported)


def test_activity_counts_schools_by_status():
    found = activity()
    assert (counts(found), len(found.schools), found.applicable) == ((1, 1, 1, 1, 1, 1), 6, 5)


def test_activity_of_some_schools_counts_only_those():
    assert counts(activity(school_ids=frozenset({1, 3}))) == (1, 0, 1, 0, 0, 0)


def test_activity_without_an_entry_is_blank():
    assert activity(statuses=[]).blank == 5


def test_entry_of_a_report_that_does_not_count_is_withheld():
    found = activity(statuses=["done"] * 6)
    assert (found.done, found.schools[5].status, found.schools[5].reported) == (5, "", False)


@pytest.mark.parametrize(("due_on", "overdue"), [(PAST, True), (COMING, False), (None, False)])
def test_activity_is_overdue_after_its_day(due_on, overdue):
    assert activity(due_on=due_on).is_overdue is overdue


def test_activity_done_by_all_it_concerns_is_done():
    found = activity(statuses=["done", "not_applicable"], school_ids=frozenset({1, 2}), due_on=PAST)
    assert (found.is_done, found.is_overdue) == (True, False)


def test_activity_not_applicable_to_anyone_is_not_done():
    found = activity(statuses=["not_applicable"], school_ids=frozenset({1}), due_on=PAST)
    assert (found.is_done, found.is_overdue) == (False, False)


def claimed(statuses, *schools):
    found = activity(
        statuses=statuses,
        school_ids=frozenset(range(1, len(statuses) + 1)),
        due_on=PAST,
        claimed=frozenset((school, "o") for school in schools),
    )
    return found.is_done, found.is_claimed, found.is_overdue


@pytest.mark.parametrize(
    ("statuses", "schools", "expected"),
    [
        (["done", ""], [2], (False, True, False)),
        (["", ""], [2], (False, False, True)),
        (["done", "in_progress"], [2], (False, True, False)),
        (["done", "not_applicable"], [1, 2], (True, False, False)),
        (["done", "not_applicable", ""], [3], (False, True, False)),
    ],
)
def test_what_schools_say_is_done_is_no_debt_before_it_is_checked(statuses, schools, expected):
    assert claimed(statuses, *schools) == expected


def test_claim_of_a_school_without_a_report_is_not_counted_as_done():
    found = activity(statuses=[], school_ids=frozenset({6}), due_on=PAST, claimed=frozenset({(6, "o")}))
    assert (found.done, found.not_reported, found.is_claimed, found.is_overdue) == (0, 1, True, False)


@pytest.mark.parametrize(("done_on", "done", "overdue"), [(None, False, True), (PAST, True, False)])
def test_municipal_activity_asks_no_school(done_on, done, overdue):
    found = activity(municipal=True, due_on=PAST, done_on=done_on)
    assert (found.schools, found.is_done, found.is_overdue) == ((), done, overdue)


def test_entry_that_comes_twice_is_refused():
    entry = EntryRow(1, "o", ActivityStatus.DONE)
    with pytest.raises(AggregationError):
        consolidated(PeriodData(year=2026, schools=SCHOOLS, entries=(entry, entry)))


def test_submissions_by_state_and_term():
    states = [("accepted", True), ("accepted", False), ("submitted", True), ("returned", False), ("draft", None)]
    reports = tuple(ReportRow(id_, ReportState(state), on_time) for id_, (state, on_time) in enumerate(states, 1))
    found = consolidated(PeriodData(year=2026, schools=SCHOOLS, reports=reports)).submissions
    assert [found.in_state(state) for state in ReportState] == [1, 1, 1, 2]
    assert (found.expected, found.counted, found.on_time, found.late, found.in_state(None)) == (6, 2, 2, 1, 1)
