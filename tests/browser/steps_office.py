"""Indicators, periods, orders: what the office prepares around a roadmap."""

from __future__ import annotations

import re
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor


def add_indicator(
    page: Page, *, code: str, name: str, kind: str, count: str, of: str = "", target: tuple[int, int] = (0, 0)
) -> None:
    """`target`: for which year, how much."""
    page.get_by_role("link", name="Добавить показатель").click()
    page.get_by_label("Код").fill(code)
    page.get_by_label("Название").fill(name)
    page.get_by_label(kind).check()
    page.get_by_label("Что считать").fill(count)
    if of:
        page.get_by_label("Из скольких или на сколько").fill(of)
    else:
        page.get_by_label("Единица").fill("шт.")
    year, value = target
    if year:
        page.get_by_label(str(year), exact=True).fill(str(value))


def confirm_indicator(page: Page, name: str) -> None:
    page.get_by_role("button", name="Завести показатель").click()
    expect(page.get_by_role("rowheader").filter(has_text=name)).to_be_visible()


def open_period_today(visitor: Visitor, today: date) -> None:
    """Make the current quarter's period and let it open today, four days before it is due."""
    page = visitor.page
    page.get_by_role("link", name="отчётные периоды").click()
    page.get_by_role("button", name="Добавить").click()
    page.get_by_label("Отчёты открываются").fill(today.isoformat())
    page.get_by_label("Срок сдачи").fill((today + timedelta(4)).isoformat())
    page.get_by_label("Приём закрывается").fill((today + timedelta(14)).isoformat())
    visitor.look("period")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_role("link", name="Изменить даты")).to_be_visible()


def fill_blank(page: Page) -> None:
    page.get_by_label("наименование органа").fill("УПРАВЛЕНИЕ ОБРАЗОВАНИЯ\nАДМИНИСТРАЦИИ ГОРОДСКОГО ОКРУГА СОСНОВКА")
    page.get_by_label("должность подписанта").fill("Начальник управления образования")
    page.get_by_role("textbox", name=re.compile("^Подписант")).fill("А. И. Озёрная")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Бланк сохранён.")).to_be_visible()


def prepare_order(visitor: Visitor) -> None:
    """The first order asks for the office's blank first."""
    page = visitor.page
    visitor.menu("Приказы")
    page.get_by_role("button", name="Подготовить приказ").click()
    expect(page.get_by_text("Сначала заполните бланк")).to_be_visible()
    fill_blank(page)
    page.get_by_role("button", name="Подготовить приказ").click()
    expect(page.get_by_text("Проект приказа готов.")).to_be_visible()
