"""A director who has no mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import steps_report as report
from tests.browser.town import open_quarter
from tests.factories import PASSWORD

pytestmark = pytest.mark.browser

HAS_FOCUS = "(element) => element.contains(document.activeElement)"
SHOWS_FOCUS = """() => {
  const focused = document.activeElement;
  if (focused === document.body) return true; // between the last stop and the first one
  const drawn = [focused, focused.parentElement, focused.nextElementSibling, ...(focused.labels || [])].filter(Boolean);
  const styles = drawn.map((element) => getComputedStyle(element));
  return styles.some((style) => style.outlineStyle !== "none" || style.boxShadow !== "none");
}"""


def tab_to(page: Page, target: Locator, limit: int = 60) -> None:
    """Press Tab until the target, or something in it, has the focus, which every stop on the way must show."""
    target.wait_for()
    page.wait_for_load_state()  # keys go to a page whether its scripts have come or not
    for _ in range(limit):
        page.keyboard.press("Tab")
        assert page.evaluate(SHOWS_FOCUS), page.evaluate("document.activeElement.outerHTML")
        if target.evaluate(HAS_FOCUS):
            return
    pytest.fail(f"{target} cannot be reached with Tab")


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    tab_to(page, target)
    page.keyboard.press(key)


def test_report_is_filled_and_sent_by_keyboard_alone(arrive, town):
    quarter = open_quarter(town)
    page = arrive().page
    page.goto("/login/")
    expect(page.get_by_label("Электронная почта")).to_be_focused()
    page.keyboard.type(town.director.email)
    tab_to(page, page.get_by_label("Пароль"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Выйти").wait_for()
    press(page, page.get_by_role("link", name="К содержанию"))
    press(page, page.get_by_role("link", name="Начать заполнять"))
    for activity in quarter.activities:
        tab_to(page, report.card(page, activity.title))
        with report.saved_by_itself(page):
            page.keyboard.press("ArrowRight")
        expect(report.card(page, activity.title).get_by_role("radio", name="в работе", checked=True)).to_have_count(1)
    type_numbers(page)
    press(page, page.get_by_role("button", name="Проверить и отправить"))
    press(page, page.get_by_role("button", name="Отправить отчёт"), "Space")
    expect(page.get_by_role("heading", name="на проверке")).to_be_visible()


def type_numbers(page: Page) -> None:
    for label, number in (("педагогов, прошедших обучение", "7"), ("педагогов всего", "10"), ("уроков", "0")):
        tab_to(page, page.get_by_role("textbox", name=label, exact=True))
        with report.saved_by_itself(page):
            page.keyboard.type(number)
    expect(page.get_by_text("70,0 %")).to_be_visible()


IS_ABOVE_THE_BAR = """() => {
  const field = document.activeElement, bar = document.querySelector('.save-bar');
  return !field.closest('.row-card') || field.getBoundingClientRect().bottom <= bar.getBoundingClientRect().top;
}"""


def test_field_in_focus_is_never_under_the_bar(arrive, town):
    open_quarter(town)
    page = arrive().sign_in(town.director)
    page.set_viewport_size({"width": 390, "height": 500})
    report.start(page)
    for _ in range(25):
        page.keyboard.press("Tab")
        page.wait_for_function(IS_ABOVE_THE_BAR)
