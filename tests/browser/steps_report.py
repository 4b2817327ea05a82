"""What a director does with the quarter's report, and the office with it afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from playwright.sync_api import Locator, Page, expect

from tests.browser.visitor import Visitor

ADDRESS = re.compile(r"/reports/\d+/$")
SAVED = re.compile(r"^Сохранено в\s\d\d:\d\d$")


def start(page: Page) -> None:
    """From the director's first page to the report, with its scripts."""
    page.get_by_role("link", name="Начать заполнять").click()
    page.wait_for_url(ADDRESS)


def part(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def rows(page: Page, name: str) -> list[Locator]:
    """The cards of a part: activities or indicators."""
    return part(page, name).get_by_role("group").all()


def card(page: Page, text: str) -> Locator:
    return page.get_by_role("group", name=text)


@contextmanager
def saved_by_itself(page: Page) -> Iterator[None]:
    """What is typed inside is stored without a button: «Сохранено в 14:32»."""
    with page.expect_response(re.compile(r"/reports/\d+/(activities|indicators|texts)/")) as answer:
        yield
    assert answer.value.ok
    expect(page.get_by_role("status").filter(has_text=SAVED)).to_be_visible()


def say_done(row: Locator, day: date, result: str) -> None:
    choose(row, "выполнено")
    row.get_by_label("Дата исполнения").fill(day.isoformat())
    row.get_by_label("Результат").fill(result)


def choose(row: Locator, status: str) -> None:
    """The radio button itself is drawn as its label; the chosen one gets a sign before its word."""
    row.get_by_text(status, exact=True).click()
    expect(row.get_by_role("radio", name=status, checked=True)).to_have_count(1)


def submit(page: Page) -> None:
    page.get_by_role("button", name="Проверить и отправить").click()
    page.get_by_role("button", name="Отправить отчёт").click()
    expect(page.get_by_text(re.compile("Отчёт( за .*)? отправлен"))).to_be_visible()


def open_report(visitor: Visitor, school: str) -> Page:
    """From the office's first page to the report of a school."""
    page = visitor.page
    visitor.menu("Отчёты школ")
    page.get_by_role("link", name=school, exact=True).click()
    page.wait_for_url(ADDRESS)
    return page


def return_report(page: Page, reason: str) -> None:
    page.get_by_label("Что исправить").fill(reason)
    page.get_by_role("button", name="Вернуть отчёт").click()


def accept_report(page: Page) -> None:
    page.get_by_role("button", name="Принять отчёт").first.click()
    expect(page.get_by_text("Отчёт принят.")).to_be_visible()


def history(page: Page) -> list[str]:
    """The moves of the report, newest first."""
    return part(page, "История").get_by_role("listitem").locator("strong").all_inner_texts()
