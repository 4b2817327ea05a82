"""Every page and form works with JavaScript off."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import steps_report as report
from tests.browser import steps_roadmap as roadmap
from tests.browser.town import open_quarter

pytestmark = pytest.mark.browser


def test_roadmap_is_uploaded_and_edited_without_javascript(arrive, town):
    methodist = arrive(javascript=False)
    page = methodist.sign_in(town.methodist)
    roadmap.upload(methodist, town.today.year, town.today.year)
    roadmap.correct_cell(page, "1.2.", "Срок", "ежегодно, ноябрь")
    roadmap.accept_review(page)
    expect(roadmap.row(page, "Правка школьных программ")).to_contain_text("ежегодно, ноябрь")
    roadmap.edit(page, "2.1.", Срок="ежегодно, октябрь")
    roadmap.save(page, "ежегодно, октябрь")
    expect(page.get_by_text("Мероприятие сохранено.")).to_be_visible()
    page.get_by_role("button", name="Удалить: 4.2.").click()
    page.get_by_role("button", name="Вернуть", exact=True).first.click()
    expect(page.get_by_text("Мероприятие вернулось на своё место.")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Ниже: 4.1.").click()
    assert roadmap.numbers_in_order(page)[-2:] == ["4.2.", "4.1."]


def test_report_is_filled_and_sent_without_javascript(arrive, town):
    quarter = open_quarter(town)
    page = arrive(javascript=False).sign_in(town.director)
    report.start(page)
    report.say_done(report.card(page, quarter.activities[0].title), town.today, "Проведено шесть уроков")
    report.choose(report.card(page, quarter.activities[1].title), "в работе")
    page.get_by_label("педагогов, прошедших обучение").fill("7")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Сохранено.", exact=True)).to_be_visible()
    page.get_by_role("button", name="Проверить и отправить").click()
    expect(page.get_by_role("alert").get_by_role("listitem")).to_have_count(2)
    page.get_by_role("alert").get_by_role("link").first.click()
    page.get_by_label("педагогов всего").fill("10")
    page.get_by_role("textbox", name="уроков", exact=True).fill("0")
    report.submit(page)
    expect(page.get_by_role("heading", name="на проверке")).to_be_visible()
