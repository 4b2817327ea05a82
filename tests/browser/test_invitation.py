"""From the coordinator's form through the worker's letter to a director who is in."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

PASSWORD = "утро-вечера-мудренее-8"


def test_invited_director_chooses_a_password_and_is_in(arrive, town, portal):
    coordinator, director = arrive(), arrive()
    coordinator.sign_in(town.coordinator)
    invite(coordinator, "ivleva@example.org", "СОШ № 12")
    portal.wait_for_letters()
    (letter,) = portal.letters_to("ivleva@example.org")
    choose_password(director.page, re.findall(r"http://\S+/invitation/\S+", letter))
    director.menu("Школы")
    expect(director.page.get_by_role("main")).to_contain_text("СОШ № 12")
    coordinator.menu("Отправленные письма")
    coordinator.page.get_by_role("link", name="Приглашение на портал «Опора»").click()
    expect(coordinator.page.get_by_text("поэтому его текст не показывается")).to_be_visible()


def invite(coordinator: Visitor, email: str, school: str) -> None:
    page = coordinator.page
    coordinator.menu("Пользователи")
    page.get_by_role("link", name="Пригласить").click()
    page.get_by_label("Фамилия").fill("Ивлева")
    page.get_by_label("Имя").fill("Зоя")
    page.get_by_label("Электронная почта").fill(email)
    page.get_by_label("Роль").select_option(label="Директор школы")
    page.get_by_label(school).check()
    coordinator.look("invitation")
    page.get_by_role("button", name="Пригласить").click()
    expect(page.get_by_text(f"Приглашение отправлено: Ивлева Зоя, {email}.")).to_be_visible()


def choose_password(page: Page, links: list[str]) -> None:
    """The letter holds one link, and it works once."""
    (link,) = links
    page.goto(link)
    page.get_by_label("Новый пароль").first.fill(PASSWORD)
    page.get_by_label("Новый пароль ещё раз").fill(PASSWORD)
    page.get_by_role("button", name="Сохранить и войти").click()
    page.get_by_role("button", name="Выйти").wait_for()
    page.goto(link)
    expect(page.get_by_role("heading", name="Ссылка больше не действует")).to_be_visible()
    page.goto("/")
