"""What a director typed is never lost silently: not without a network, not after the session has ended."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from roadmaps.models import Occurrence
from tests.accounts.upload_files import PDF
from tests.browser import steps_report as report
from tests.browser.test_terms import open_form, term
from tests.browser.town import Town, open_quarter
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser


@pytest.fixture
def director(arrive, town) -> Visitor:
    """At the open report."""
    open_quarter(town)
    visitor = arrive()
    page = visitor.sign_in(town.director)
    report.start(page)
    return visitor


def plan(page: Page) -> Locator:
    return page.get_by_label("План на следующий квартал")


def choose_file(page: Page) -> None:
    file = {"name": "опрос.pdf", "mimeType": "application/pdf", "buffer": PDF}
    page.get_by_label("Подтверждающие документы").first.set_input_files(file)


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


def form_of_a_term(director: Visitor, town: Town) -> Locator:
    """In the list of terms, with something typed in it."""
    Occurrence.objects.update(starts_on=None, due_on=town.today, named_on=town.today)
    director.page.goto("/terms/")
    form = open_form(director.page, "Открытые уроки")
    form.get_by_label("Результат").fill("Шесть уроков")
    return form


def test_row_typed_after_the_session_ended_stays_and_is_saved_after_a_new_sign_in(director, town):
    page, form = director.page, form_of_a_term(director, town)
    director.context.clear_cookies(name="sessionid")
    form.get_by_role("button", name="Сохранить").click()
    with page.expect_popup() as neighbour:
        page.get_by_role("alert").get_by_role("link", name="Войдите в соседней вкладке").click()
    director.sign_in(town.director, neighbour.value)
    form.get_by_role("button", name="Сохранить").click()
    expect(term(page, "Открытые уроки").get_by_text("Шесть уроков")).to_be_visible()
    expect(form).to_have_count(0)


def test_row_typed_without_network_stays(director, town):
    page, form = director.page, form_of_a_term(director, town)
    director.context.set_offline(True)
    form.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_role("alert")).to_have_text(
        "Не сохранено: нет связи с порталом. Введённое осталось на странице, повторите чуть позже."
    )
    expect(form.get_by_label("Результат")).to_have_value("Шесть уроков")
    director.complaints.clear()


def test_file_chosen_without_network_is_saved_when_it_is_back(director):
    page = director.page
    director.context.set_offline(True)
    choose_file(page)
    expect(page.get_by_role("status").filter(has_text="Не сохранено: нет связи с порталом.")).to_be_visible()
    director.context.set_offline(False)
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("опрос.pdf")).to_have_count(1)
    director.complaints.clear()


def before_the_scripts(page: Page, act: Callable[[Page], None]) -> None:
    """Load the page anew; its script is on its way until the person has acted."""

    def hold(route: Route) -> None:
        act(page)
        route.continue_()

    page.route("**/report*.js", hold, times=1)
    page.reload()


def test_text_typed_before_the_scripts_have_come_is_saved_when_they_come(director):
    with report.saved_by_itself(director.page):
        before_the_scripts(director.page, lambda page: plan(page).fill("Пригласим наставников", force=True))
    assert kept_after_reload(director) == "Пригласим наставников"


def test_file_chosen_before_the_scripts_have_come_is_saved_when_they_come(director):
    before_the_scripts(director.page, choose_file)
    expect(director.page.get_by_text("опрос.pdf")).to_have_count(1)


def test_opening_a_report_saves_nothing(director):
    saves = []
    director.page.on("request", lambda request: saves.append(request.url) if request.method == "POST" else None)
    director.page.reload(wait_until="networkidle")
    assert saves == []
