"""«Мои сроки» and the report of the quarter tell the same story, whichever is filled in first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from monitoring.services import reports
from roadmaps.models import Activity, Occurrence
from tests.browser import steps_report as report
from tests.browser.test_terms import PDF, open_form, term
from tests.browser.town import open_quarter

pytestmark = pytest.mark.browser


def test_mark_goes_into_the_report_and_the_report_back_to_the_terms(arrive, town):
    quarter = open_quarter(town)
    first, second = quarter.activities
    Activity.objects.filter(pk=first.pk).update(report_form="Справка")
    day = town.today - timedelta(2)
    words = {"label": f"до {day:%d.%m.%Y}", "due_on": day, "named_on": day, "starts_on": None}
    Occurrence.objects.filter(activity=first).update(**words)
    begun = {"status": "in_progress", "result": "", "done_on": None, "reason": ""}
    key = Occurrence.objects.get(activity=first).pk
    reports.save(report=quarter.reports[0], by=town.director, entries={key: begun})

    director = arrive()
    page = director.sign_in(town.director)
    page.goto("/terms/")
    form = open_form(page, first.title)
    form.get_by_label("Дата исполнения").fill(day.isoformat())
    form.get_by_label("Результат").fill("Проведено шесть уроков")
    form.get_by_label("Справка").set_input_files({"name": "итоги.pdf", "mimeType": "application/pdf", "buffer": PDF})
    form.get_by_role("button", name="Сохранить").click()
    expect(term(page, first.title).get_by_role("button", name="Снять отметку")).to_be_visible()

    page.goto(f"/reports/{quarter.reports[0].pk}/")
    row = report.card(page, first.title)
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

    report.choose(report.card(page, second.title), "в работе")
    for label, number in (("педагогов, прошедших обучение", "7"), ("педагогов всего", "10"), ("уроков", "0")):
        page.get_by_role("textbox", name=label, exact=True).fill(number)
    report.submit(page)
    expect(page.get_by_role("link", name="итоги.pdf")).to_be_visible()
    page.goto("/terms/")
    expect(term(page, first.title).get_by_text("в отчёте, на проверке")).to_be_visible()
    expect(page.get_by_role("button", name="Снять отметку")).to_have_count(0)
    director.look("director-terms-under-review")
