from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import AuditEvent, OutgoingMail
from monitoring.lifecycle import moves_for
from monitoring.models import ActivityEntry, IndicatorValue, ReportEvent, SchoolReport
from monitoring.services import reports
from monitoring.services.reports import HasProblemsError, ReportError, latest_submission_id
from roadmaps.models import Completion
from schools.models import SchoolStaff
from tests import factories as f
from tests.monitoring.conftest import DONE, HALF, fill

State = SchoolReport.State
AFTER_DUE = datetime(2026, 10, 7, 9, tzinfo=UTC)
AFTER_CLOSE = datetime(2026, 10, 16, 9, tzinfo=UTC)
PEOPLE = ["methodist", "coordinator", "head", "curator", "director", "other_director"]
OFFICE = {State.RETURNED, State.ACCEPTED}
ALLOWED = {
    State.DRAFT: {"director": {State.SUBMITTED}},
    State.SUBMITTED: {"methodist": OFFICE, "coordinator": OFFICE},
    State.RETURNED: {"director": {State.SUBMITTED}},
    State.ACCEPTED: {},
}


def bring(report, world, indicator, state):
    """Bring a draft to a state by the services themselves, filled in."""
    fill(report, world, indicator)
    if state == State.DRAFT:
        return
    reports.submit(report=report, by=world.director)
    seen = latest_submission_id(report)
    if state == State.RETURNED:
        reports.return_to_school(report=report, by=world.methodist, comment="Нет протокола", submission_id=seen)
    if state == State.ACCEPTED:
        reports.accept(report=report, by=world.methodist, submission_id=seen)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("state", State.values)
def test_moves_are_those_of_role_and_state(report, world, indicator, state, person):
    bring(report, world, indicator, state)
    expected = ALLOWED[State(state)].get(person, set())
    assert moves_for(report, getattr(world, person), date(2026, 10, 1)) == expected


@pytest.mark.parametrize("person", ["methodist", "coordinator", "director"])
def test_moves_of_another_municipality_are_none(submitted, stranger, person):
    assert moves_for(submitted, getattr(stranger, person), date(2026, 10, 1)) == frozenset()


def act(report, user, to):
    seen = latest_submission_id(report)
    if to == State.SUBMITTED:
        return reports.submit(report=report, by=user)
    if to == State.RETURNED:
        return reports.return_to_school(report=report, by=user, comment="Исправьте", submission_id=seen)
    return reports.accept(report=report, by=user, submission_id=seen)


@pytest.mark.parametrize("to", [State.SUBMITTED, State.RETURNED, State.ACCEPTED])
@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("state", State.values)
def test_services_move_exactly_where_the_table_allows(report, world, indicator, state, person, to):
    bring(report, world, indicator, state)
    is_allowed = to in ALLOWED[State(state)].get(person, set())
    steps = report.events.count()
    try:
        act(report, getattr(world, person), to)
    except (PermissionDenied, ReportError):
        assert not is_allowed
    report.refresh_from_db()
    assert (report.state, report.events.count()) == ((to, steps + 1) if is_allowed else (state, steps))


def test_save_keeps_what_was_said_and_the_time(report, world, indicator):
    now = datetime(2026, 10, 1, 11, 32, tzinfo=UTC)
    said = {"difficulties": "Нет учителя физики", "next_steps": "Курсы"}
    fill(report, world, indicator)
    reports.save(report=report, by=world.director, texts=said, now=now)
    entry, value = ActivityEntry.objects.get(report=report), IndicatorValue.objects.get(report=report)
    report.refresh_from_db()
    assert (entry.status, entry.done_on, entry.result) == ("done", date(2026, 9, 20), "Проведено")
    assert (value.state, value.numerator, value.denominator) == ("entered", 5, 10)
    assert (report.difficulties, report.next_steps, report.saved_at) == ("Нет учителя физики", "Курсы", now)


@pytest.mark.parametrize(
    ("state", "numerator", "denominator"), [("missing", None, None), ("entered", 0, 10), ("not_applicable", None, None)]
)
def test_save_keeps_missing_zero_and_not_applicable_apart(report, world, indicator, state, numerator, denominator):
    said = {**HALF, "state": state, "numerator": numerator, "denominator": denominator}
    reports.save(report=report, by=world.director, values={indicator.pk: said})
    value = IndicatorValue.objects.get(report=report)
    assert (value.state, value.numerator, value.denominator) == (state, numerator, denominator)


def test_save_writes_what_was_and_what_became_of_it(filled, world, indicator):
    reports.save(report=filled, by=world.director, values={indicator.pk: {**HALF, "numerator": Decimal(7)}})
    event = AuditEvent.objects.filter(object_type="monitoring.indicatorvalue").latest("pk")
    assert (event.actor, event.before, event.after) == (world.director, {"numerator": "5.00"}, {"numerator": "7"})


def test_save_of_the_same_leaves_no_trace(filled, world, indicator):
    before = AuditEvent.objects.count()
    fill(filled, world, indicator)
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("person", ["methodist", "coordinator", "head", "curator", "other_director"])
def test_save_by_anybody_else_is_refused(report, world, indicator, person):
    with pytest.raises(PermissionDenied):
        reports.save(report=report, by=getattr(world, person), values={indicator.pk: HALF})


def test_save_by_a_director_who_only_supports_the_school_is_refused(report, world, indicator):
    f.SchoolStaffFactory(school=world.school, user=world.other_director, duty=SchoolStaff.Duty.CURATOR)
    with pytest.raises(PermissionDenied):
        reports.save(report=report, by=world.other_director, values={indicator.pk: HALF})


@pytest.mark.parametrize(("state", "word"), [(State.SUBMITTED, "на проверке"), (State.ACCEPTED, "принят")])
def test_save_of_a_locked_report_is_refused(report, world, indicator, state, word):
    bring(report, world, indicator, state)
    with pytest.raises(ReportError) as refusal:
        reports.save(report=report, by=world.director, values={indicator.pk: {**HALF, "numerator": 9}})
    assert str(refusal.value) == f"Отчёт уже {word}: менять его нельзя. Правка не сохранена."
    assert IndicatorValue.objects.get(report=report).numerator == 5


@pytest.mark.parametrize("part", ["entries", "values"])
def test_save_of_a_row_the_report_does_not_ask_for_is_refused(report, world, part):
    foreign = f.OccurrenceFactory().pk if part == "entries" else f.IndicatorFactory().pk
    with pytest.raises(ReportError, match="Этой строки в отчёте больше нет"):
        reports.save(report=report, by=world.director, **{part: {foreign: {}}})
    assert (ActivityEntry.objects.count(), IndicatorValue.objects.count()) == (0, 0)


def test_submit_locks_the_report_and_keeps_a_snapshot(filled, world):
    assert reports.submit(report=filled, by=world.director) is True
    event = ReportEvent.objects.get(report=filled)
    assert (filled.state, filled.submitted_by) == (State.SUBMITTED, world.director)
    assert (event.from_state, event.to_state, event.actor) == ("draft", "submitted", world.director)
    assert event.snapshot["values"][0]["numerator"] == "5.00"
    assert event.snapshot["entries"][0]["result"] == "Проведено"


def test_submit_with_gaps_lists_them_all_and_changes_nothing(report, world, indicator):
    with pytest.raises(HasProblemsError) as refusal:
        reports.submit(report=report, by=world.director)
    expected = [f"id_entry-{world.occurrence.pk}-status", f"id_value-{indicator.pk}-numerator"]
    assert [problem.field for problem in refusal.value.problems] == expected
    report.refresh_from_db()
    assert (report.state, report.submitted_at, report.events.count()) == (State.DRAFT, None, 0)


def test_submit_twice_makes_one_event(filled, world):
    twin = SchoolReport.objects.get(pk=filled.pk)
    outcomes = [reports.submit(report=one, by=world.director) for one in (filled, twin)]
    assert (outcomes, ReportEvent.objects.count()) == ([True, False], 1)


def test_submit_after_due_is_taken(filled, world):
    assert reports.submit(report=filled, by=world.director, now=AFTER_DUE) is True


def test_submit_in_the_last_minute_of_the_closing_day_is_taken(filled, world):
    assert reports.submit(report=filled, by=world.director, now=datetime(2026, 10, 15, 20, 59, tzinfo=UTC)) is True


def test_submit_after_closing_is_refused_with_the_day(filled, world):
    with pytest.raises(ReportError) as refusal:
        reports.submit(report=filled, by=world.director, now=AFTER_CLOSE)
    assert str(refusal.value).startswith("Приём отчётов за III квартал 2026 закрыт 15\u00a0октября.")
    filled.refresh_from_db()
    assert filled.state == State.DRAFT


def test_submit_again_after_a_return_keeps_the_whole_history(report, world, indicator):
    bring(report, world, indicator, State.RETURNED)
    reports.submit(report=report, by=world.director)
    steps = report.events.values_list("from_state", "to_state", "comment")
    expected = [("draft", "submitted", ""), ("submitted", "returned", "Нет протокола"), ("returned", "submitted", "")]
    assert list(steps) == expected


@pytest.mark.parametrize("comment", ["", "   ", "\n"])
def test_return_without_a_reason_is_refused(submitted, world, comment):
    with pytest.raises(ReportError, match="без причины отчёт не возвращают"):
        reports.return_to_school(report=submitted, by=world.methodist, comment=comment, submission_id=0)


def test_return_writes_to_the_submitter(submitted, world):
    act(submitted, world.methodist, State.RETURNED)
    letter = OutgoingMail.objects.get()
    assert (letter.recipient, letter.subject) == (world.director, "Отчёт за III квартал 2026 возвращён")
    assert letter.body.split("\n\n")[1] == "Исправьте"


def test_way_of_a_report_is_told_under_the_bell(submitted, world):
    """Of a submission to the office, of the return to the school; each step answers the ones before it."""
    assert [unread(person) for person in (world.methodist, world.coordinator, world.director)] == [1, 1, 0]
    act(submitted, world.methodist, State.RETURNED)
    assert [unread(person) for person in (world.methodist, world.coordinator, world.director)] == [0, 0, 1]
    text = f"Отчёт за III квартал 2026 возвращён ({world.school}): Исправьте"
    assert world.director.notifications.get().text == text
    reports.submit(report=submitted, by=world.director)
    assert [unread(person) for person in (world.methodist, world.coordinator, world.director)] == [1, 1, 0]


def unread(person):
    return person.notifications.unread().count()


def test_return_after_closing_is_refused(submitted, world):
    seen = latest_submission_id(submitted)
    said = {"comment": "Нет протокола", "submission_id": seen, "now": AFTER_CLOSE}
    with pytest.raises(ReportError, match="школа не смогла бы отправить отчёт снова"):
        reports.return_to_school(report=submitted, by=world.methodist, **said)


def test_accept_counts_what_is_done_as_completed(submitted, world):
    assert act(submitted, world.methodist, State.ACCEPTED) is True
    completion = Completion.objects.get()
    assert (completion.occurrence, completion.school) == (world.occurrence, world.school)
    assert (completion.done_on, completion.result) == (date(2026, 9, 20), "Проведено")
    assert (submitted.state, submitted.accepted_by) == (State.ACCEPTED, world.methodist)
    assert OutgoingMail.objects.get().subject == "Отчёт за III квартал 2026 принят"


def test_accept_twice_does_it_once(submitted, world):
    twin = SchoolReport.objects.get(pk=submitted.pk)
    assert [act(one, world.methodist, State.ACCEPTED) for one in (submitted, twin)] == [True, False]
    assert (Completion.objects.count(), OutgoingMail.objects.count(), submitted.events.count()) == (1, 1, 2)


def test_accepted_words_stand_above_a_mark_made_before(submitted, world):
    f.CompletionFactory(occurrence=world.occurrence, school=world.school, done_on=date(2026, 9, 1))
    act(submitted, world.methodist, State.ACCEPTED)
    mark = Completion.objects.get()
    assert (mark.done_on, mark.from_report, mark.by) == (DONE["done_on"], True, world.methodist)


def test_accept_of_what_is_not_done_completes_nothing(report, world, indicator):
    said = {"status": "not_done", "done_on": None, "result": "", "reason": "Нет учителя"}
    reports.save(report=report, by=world.director, entries={world.occurrence.pk: said}, values={indicator.pk: HALF})
    reports.submit(report=report, by=world.director)
    act(report, world.methodist, State.ACCEPTED)
    assert (report.state, Completion.objects.count()) == (State.ACCEPTED, 0)


def test_accept_after_closing_is_allowed(submitted, world):
    seen = latest_submission_id(submitted)
    assert reports.accept(report=submitted, by=world.methodist, submission_id=seen, now=AFTER_CLOSE) is True


def test_accept_of_a_version_the_reviewer_has_not_seen_is_refused(submitted, world):
    seen = latest_submission_id(submitted)
    act(submitted, world.coordinator, State.RETURNED)
    reports.submit(report=submitted, by=world.director)
    with pytest.raises(ReportError, match="школа отправила отчёт заново"):
        reports.accept(report=submitted, by=world.methodist, submission_id=seen)
    submitted.refresh_from_db()
    assert (submitted.state, Completion.objects.count()) == (State.SUBMITTED, 0)


def test_accept_after_a_colleague_returned_says_so(submitted, world):
    stale, seen = SchoolReport.objects.get(pk=submitted.pk), latest_submission_id(submitted)
    act(submitted, world.coordinator, State.RETURNED)
    with pytest.raises(ReportError) as refusal:
        reports.accept(report=stale, by=world.methodist, submission_id=seen)
    assert str(refusal.value) == "Отчёт уже возвращён. Обновите страницу."
