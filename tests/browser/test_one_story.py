"""«Мои сроки» and the report of the quarter tell the same story, whichever is filled in first."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from monitoring.services import reports
from roadmaps.models import Activity, Occurrence
from tests.browser import steps_report as report
from tests.browser.test_terms import PDF, open_form, term
from tests.browser.town import Quarter, Town, open_quarter
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser


@pytest.fixture
def quarter(town: Town, portal) -> Quarter:
    """The first activity falls due today and asks for a paper; its row in the report is begun."""
    quarter = open_quarter(town)
    first = quarter.activities[0]
    Activity.objects.filter(pk=first.pk).update(report_form="Справка")
    words = {"label": f"до {town.today:%d.%m.%Y}", "due_on": town.today, "named_on": town.today, "starts_on": None}
    Occurrence.objects.filter(activity=first).update(**words)
    begun = {"status": "in_progress", "result": "", "done_on": None, "reason": ""}
    reports.save(report=quarter.reports[0], by=town.director, entries={first.occurrences.get().pk: begun})
    return quarter


def test_mark_goes_into_the_report_and_the_report_back_to_the_terms(arrive, town, quarter):
    director, first, second = arrive(), *(activity.title for activity in quarter.activities)
    page = director.sign_in(town.director)
    term_is_marked(page, first)
    page.goto(f"/reports/{quarter.reports[0].pk}/")
    mark_is_taken(director, first, town.today)
    report_is_sent(page, second)
    page.goto("/terms/")
    expect(term(page, first).get_by_text("в отчёте, на проверке")).to_be_visible()
    expect(page.get_by_role("button", name="Снять отметку")).to_have_count(0)
    director.look("director-terms-under-review")


def term_is_marked(page: Page, title: str) -> None:
    page.goto("/terms/")
    form = open_form(page, title)
    form.get_by_label("Результат").fill("Проведено шесть уроков")
    form.get_by_label("Справка").set_input_files({"name": "итоги.pdf", "mimeType": "application/pdf", "buffer": PDF})
    form.get_by_role("button", name="Сохранить").click()
    expect(term(page, title).get_by_role("button", name="Снять отметку")).to_be_visible()


def mark_is_taken(director: Visitor, title: str, day: date) -> None:
    """What was said of the term comes into the row by one button."""
    page = director.page
    row = report.card(page, title)
    expect(row.get_by_text("На «Моих сроках» отмечено: выполнено")).to_be_visible()
    director.look("director-report-offers-the-mark")
    with report.saved_by_itself(page):
        row.get_by_role("button", name="Взять в отчёт").click()
    expect(row.get_by_role("radio", name="выполнено", checked=True)).to_be_focused()
    expect(row.get_by_label("Дата исполнения")).to_have_value(day.isoformat())
    expect(row.get_by_label("Результат")).to_have_value("Проведено шесть уроков")
    expect(row.get_by_role("button", name="Взять в отчёт")).to_have_count(0)
    expect(page.get_by_text("приложен на «Моих сроках»")).to_be_visible()
    assert director.download(page.get_by_role("link", name="итоги.pdf")) == PDF
    director.look("director-report-took-the-mark")


def report_is_sent(page: Page, title: str) -> None:
    report.choose(report.card(page, title), "в работе")
    for label, number in (("педагогов, прошедших обучение", "7"), ("педагогов всего", "10"), ("уроков", "0")):
        page.get_by_role("textbox", name=label, exact=True).fill(number)
    report.submit(page)
    expect(page.get_by_role("link", name="итоги.pdf")).to_be_visible()
