"""What a director typed is never lost silently: not without a network, not after the session has ended."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import steps_report as report
from tests.browser.town import open_quarter
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser


@pytest.fixture
def director(arrive, town) -> Visitor:
    """At the open report."""
    open_quarter(town)
    visitor = arrive()
    page = visitor.sign_in(town.director)
    page.get_by_role("link", name="Начать заполнять").click()
    page.wait_for_url(re.compile(r"/reports/\d+/"), wait_until="load")  # with its scripts, before the network goes
    return visitor


def plan(page: Page) -> Locator:
    return page.get_by_label("План на следующий квартал")


def kept_after_reload(director: Visitor) -> str:
    """The text on the page as the server has it; that a request failed the console has said, and rightly."""
    director.complaints.clear()
    director.page.reload()
    return plan(director.page).input_value()


def test_text_typed_without_network_is_saved_when_it_is_back(director):
    page = director.page
    director.context.set_offline(True)
    plan(page).fill("Пригласим наставников")
    expect(page.get_by_role("status").filter(has_text="Не сохранено: нет связи с порталом.")).to_be_visible()
    director.context.set_offline(False)
    with report.saved_by_itself(page):
        page.get_by_role("button", name="Сохранить").click()
    assert kept_after_reload(director) == "Пригласим наставников"


def test_text_typed_after_the_session_ended_is_saved_after_a_new_sign_in(director, town):
    page = director.page
    director.context.clear_cookies()
    plan(page).fill("Пригласим наставников")
    expect(page.get_by_role("status").filter(has_text="Не сохранено: вы вышли из портала.")).to_be_visible()
    with page.expect_popup() as neighbour:
        page.get_by_role("link", name="Войдите в соседней вкладке").click()
    director.sign_in(town.director, neighbour.value)
    with report.saved_by_itself(page):
        page.get_by_role("button", name="Сохранить").click()
    assert kept_after_reload(director) == "Пригласим наставников"


def test_text_typed_before_the_scripts_have_come_is_saved_when_they_come(director):
    page = director.page
    page.route("**/report*.js", lambda route: page.wait_for_timeout(500) or route.continue_())
    page.reload(wait_until="commit")
    with report.saved_by_itself(page):
        plan(page).fill("Пригласим наставников")
    assert kept_after_reload(director) == "Пригласим наставников"


def test_opening_a_report_saves_nothing(director):
    saves = []
    director.page.on("request", lambda request: saves.append(request.url) if request.method == "POST" else None)
    director.page.reload(wait_until="networkidle")
    assert saves == []
