"""A report open in two windows: different fields both survive, of two values of one field the person chooses."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps_report as report
from tests.browser.town import open_quarter

pytestmark = pytest.mark.browser


@pytest.fixture
def windows(arrive, town) -> tuple[Page, Page]:
    open_quarter(town)
    visitor = arrive()
    first = visitor.sign_in(town.director)
    report.start(first)
    second = visitor.context.new_page()
    second.goto(first.url)
    return first, second


def numbers(page: Page) -> tuple[str, str]:
    taught, all_of_them = page.get_by_label("педагогов, прошедших обучение"), page.get_by_label("педагогов всего")
    return taught.input_value(), all_of_them.input_value()


def test_different_fields_of_one_row_both_survive(windows):
    first, second = windows
    with report.saved_by_itself(first):
        first.get_by_label("педагогов, прошедших обучение").fill("7")
    with report.saved_by_itself(second):
        second.get_by_label("педагогов всего").fill("10")
    assert numbers(second) == ("7", "10")
    first.reload()
    assert numbers(first) == ("7", "10")


@pytest.mark.parametrize(("choice", "kept"), [("Записать: 8", "8"), ("Оставить: 7", "7")])
def test_two_values_of_one_field_are_shown_and_one_is_chosen(windows, choice, kept):
    first, second = windows
    with report.saved_by_itself(first):
        first.get_by_label("педагогов, прошедших обучение").fill("7")
    second.get_by_label("педагогов, прошедших обучение").fill("8")
    expect(second.get_by_text("Там записано: 7. У вас: 8.")).to_be_visible()
    with report.saved_by_itself(second):
        second.get_by_role("button", name=choice).click()
    expect(second.get_by_text("Там записано")).to_have_count(0)
    first.reload()
    assert (numbers(first)[0], numbers(second)[0]) == (kept, kept)


def test_typing_on_is_no_conflict_with_oneself(windows):
    page, _ = windows
    plan = page.get_by_label("План на следующий квартал")
    for text in ("Курсы", "Курсы и наставники"):
        with report.saved_by_itself(page):
            plan.fill(text)
    page.reload()
    assert plan.input_value() == "Курсы и наставники"


def test_long_paste_stays_and_says_by_how_much_it_is_too_long(windows):
    page, _ = windows
    plan = page.get_by_label("План на следующий квартал")
    plan.fill("я" * 4312)
    expect(page.get_by_text("знаков на 312. Сократите его — пока не сохранено.")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Не сохранено: исправьте отмеченное поле.")).to_be_visible()
    assert len(plan.input_value()) == 4312
    with report.saved_by_itself(page):
        plan.fill("я" * 4000)
    expect(page.get_by_text("пока не сохранено")).to_have_count(0)
