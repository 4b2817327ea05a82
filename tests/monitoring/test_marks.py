"""A row of the report and the mark on «Мои сроки» that say different things. Today is 1 October 2026."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from monitoring.loading import load_sheet
from monitoring.services import reports
from monitoring.services.reports import ReportError, take_mark
from monitoring.sheet import MarkRow
from monitoring.views.pages import findings_of
from monitoring.wording import deadline_words
from roadmaps import services
from tests import factories as f
from tests.monitoring.conftest import HALF

MARK = {"done_on": date(2026, 9, 18), "result": "Провели открытый урок"}
BEGUN = {"status": "in_progress", "result": "", "done_on": None, "reason": ""}
PUT_OFF = {"new_on": date(2026, 10, 14), "reason": "Карантин", "today": date(2026, 9, 1)}


@pytest.fixture
def begun(report, world):
    """The report says «в работе», then the school marks it as done."""
    reports.save(report=report, by=world.director, entries={world.occurrence.pk: BEGUN})
    services.mark_done(world.occurrence, by=world.director, school=world.school, **MARK)
    return report


def row_of(report):
    [row] = load_sheet(report).entries
    return row


def said(row):
    return (row.status, row.done_on, row.result, row.reason)


def take(client, report, world, **headers):
    return client.post(reverse("monitoring:entry_take", args=[report.pk, world.occurrence.pk]), headers=headers)


def not_applicable(world):
    return services.mark_not_applicable(
        world.occurrence, by=world.director, school=world.school, reason="Нет 11 классов", on=date(2026, 9, 18)
    )


def test_row_keeps_its_words_and_offers_the_mark(begun):
    row = row_of(begun)
    assert (said(row), row.offer) == (("in_progress", None, "", ""), MarkRow(True, **MARK))


def test_check_asks_to_look_at_it_and_lets_the_report_go(begun, world, indicator):
    reports.save(report=begun, by=world.director, values={indicator.pk: HALF})
    assert [problem.field for problem in findings_of(begun, load_sheet(begun)).soft] == [
        f"id_{row_of(begun).prefix}-mark"
    ]
    assert reports.submit(report=begun, by=world.director) is True


def test_mark_is_taken_at_a_press(begun, world):
    take_mark(report=begun, occurrence_id=world.occurrence.pk, by=world.director)
    row = row_of(begun)
    assert (said(row), row.offer) == (("done", *MARK.values(), ""), None)
    event = AuditEvent.objects.filter(action="отчёт: правка").latest("pk")
    assert event.after == {"status": "done", "done_on": "2026-09-18", "result": MARK["result"]}


def test_result_that_was_typed_stays(begun, world):
    words = BEGUN | {"result": "Два урока из трёх"}
    reports.save(report=begun, by=world.director, entries={world.occurrence.pk: words})
    take_mark(report=begun, occurrence_id=world.occurrence.pk, by=world.director)
    assert said(row_of(begun)) == ("done", MARK["done_on"], "Два урока из трёх", "")


def test_mark_taken_back_meanwhile_is_not_taken(begun, world):
    services.undo_completion(world.occurrence.completions.get(), by=world.director)
    with pytest.raises(ReportError, match="больше нет"):
        take_mark(report=begun, occurrence_id=world.occurrence.pk, by=world.director)
    assert row_of(begun).status == "in_progress"


def test_locked_report_takes_nothing(begun, world, indicator):
    reports.save(report=begun, by=world.director, values={indicator.pk: HALF})
    reports.submit(report=begun, by=world.director)
    with pytest.raises(ReportError, match="менять его нельзя"):
        take_mark(report=begun, occurrence_id=world.occurrence.pk, by=world.director)


def test_what_is_not_applicable_leaves_the_report_at_a_press(report, world):
    reports.save(report=report, by=world.director, entries={world.occurrence.pk: BEGUN})
    not_applicable(world)
    assert row_of(report).offer == MarkRow(False, date(2026, 9, 18), "Нет 11 классов")
    take_mark(report=report, occurrence_id=world.occurrence.pk, by=world.director)
    assert load_sheet(report).entries == ()


def test_row_that_left_the_report_comes_back_with_its_files(report, world):
    f.EvidenceFactory(entry=f.ActivityEntryFactory(report=report, occurrence=world.occurrence))
    mark = not_applicable(world)
    take_mark(report=report, occurrence_id=world.occurrence.pk, by=world.director)
    assert load_sheet(report).entries == ()
    services.undo_completion(mark, by=world.director)
    assert (row_of(report).status, len(row_of(report).files)) == ("", 1)


def test_accepted_report_offers_nothing_any_more(submitted, world):
    reports.accept(report=submitted, by=world.methodist, submission_id=reports.latest_submission_id(submitted))
    assert row_of(submitted).mark is None


def test_page_answers_a_press_with_the_row(begun, world, sign_in):
    page = take(sign_in(world.director), begun, world, hx_request="true")
    assert (page.status_code, page.context["row"].status, page.context["form"].bases[0]) == (
        200,
        "done",
        (f"initial-entry-{world.occurrence.pk}-status", "done"),
    )


def test_page_takes_a_row_that_left_the_report_away(report, world, sign_in):
    reports.save(report=report, by=world.director, entries={world.occurrence.pk: BEGUN})
    not_applicable(world)
    page = take(sign_in(world.director), report, world, hx_request="true")
    assert page.content.decode().count(f'<div id="entry-{world.occurrence.pk}-card" hx-swap-oob="delete">') == 1


def test_page_says_that_the_mark_is_gone(begun, world, sign_in):
    services.undo_completion(world.occurrence.completions.get(), by=world.director)
    page = take(sign_in(world.director), begun, world, hx_request="true")
    assert (page.status_code, page.context["error"]) == (
        409,
        "Этой отметки на «Моих сроках» больше нет. Обновите страницу.",
    )


def test_page_without_htmx_takes_it_with_the_form(begun, world, sign_in):
    sent = {"take": str(world.occurrence.pk), "texts-difficulties": "Нет учителя", "initial-texts-difficulties": ""}
    sign_in(world.director).post(reverse("monitoring:report_save", args=[begun.pk]), sent)
    begun.refresh_from_db()
    assert (row_of(begun).status, begun.difficulties) == ("done", "Нет учителя")


def test_reader_sees_what_stands_on_the_terms(begun, world, sign_in):
    page = sign_in(world.methodist).get(reverse("monitoring:report_detail", args=[begun.pk]))
    assert page.content.decode().count("на «Моих сроках» отмечено: выполнено 18\u00a0сентября\u00a02026") == 1


def test_row_shows_the_day_the_school_has_put_it_off_to(report, world):
    services.postpone(world.occurrence, by=world.director, school=world.school, **PUT_OFF)
    row = row_of(report)
    assert (row.moved_to, row.moved_why) == (date(2026, 10, 14), "Карантин")
    assert deadline_words(row) == "сентябрь 2026, перенесён на 14\u00a0октября\u00a02026: Карантин"


def test_row_already_filled_shows_the_new_day_too(begun, world):
    services.postpone(world.occurrence, by=world.methodist, **PUT_OFF)
    assert (row_of(begun).moved_to, row_of(begun).moved_why) == (date(2026, 10, 14), "Карантин")


def test_day_put_off_by_another_school_is_not_shown(report, world):
    services.postpone(world.occurrence, by=world.other_director, school=world.other_school, **PUT_OFF)
    assert deadline_words(row_of(report)) == "сентябрь 2026"


def test_postponement_taken_back_is_not_shown(report, world):
    services.postpone(world.occurrence, by=world.director, school=world.school, **PUT_OFF)
    services.undo_postponement(world.occurrence, by=world.director, school=world.school)
    assert row_of(report).moved_to is None


def test_term_moved_from_a_day_off_says_no_reason(report, world):
    world.occurrence.due_on, world.occurrence.moved = date(2026, 10, 1), "day_off"
    world.occurrence.save()
    assert deadline_words(row_of(report)) == "сентябрь 2026, перенесён на 1\u00a0октября\u00a02026"
