"""Terms as people settle them: «Мои сроки», the calendars of a roadmap, the strip on paper."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from pypdf import PdfReader

from roadmaps.models import Activity, Occurrence
from tests import factories as f
from tests.browser.test_keyboard import press, tab_to
from tests.browser.town import Quarter, Town, open_quarter

pytestmark = pytest.mark.browser

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\n%%EOF\n"
A3 = (1191, 842)  # points, across


@pytest.fixture
def quarter(town: Town, portal) -> Quarter:
    """The first activity fell due a week ago and asks for a paper; the second is still ahead."""
    quarter = open_quarter(town)
    first, second = (activity.pk for activity in quarter.activities)
    Activity.objects.filter(pk=first).update(report_form="Справка, приказ")
    for key, day in ((first, town.today - timedelta(7)), (second, town.today + timedelta(3))):
        words = {"label": f"до {day:%d.%m.%Y}", "starts_on": None, "due_on": day, "named_on": day}
        Occurrence.objects.filter(activity=key).update(**words)
    return quarter


def term(page: Page, title: str) -> Locator:
    return page.locator("tbody.term").filter(has_text=title)


def open_form(page: Page, title: str) -> Locator:
    term(page, title).get_by_role("link", name="Отметить").click()
    form = term(page, title).locator("form").filter(has_text="Сохранить")
    expect(form.get_by_role("radio", name="Выполнено")).to_be_focused()
    return form


def test_director_settles_terms_in_the_list(arrive, town, quarter):
    director = arrive()
    page = director.sign_in(town.director)
    director.menu("Мои сроки")
    expect(page.get_by_text("просрочено 1", exact=True)).to_be_visible()
    form = open_form(page, "Открытые уроки")
    form.get_by_label("Результат").fill("Проведено шесть уроков")
    paper = {"name": "итоги.pdf", "mimeType": "application/pdf", "buffer": PDF}
    form.get_by_label("Справка").set_input_files(paper)
    form.get_by_role("button", name="Сохранить").click()
    expect(term(page, "Открытые уроки").get_by_text("выполнено", exact=True)).to_be_visible()
    form = open_form(page, "Семинар завучей")
    form.get_by_role("radio", name="Перенести срок").check()
    expect(form.get_by_label("Результат")).to_be_hidden()
    form.get_by_label("Причина").fill("Карантин")
    form.get_by_role("button", name="Сохранить").click()
    expect(form.get_by_text("Укажите новый срок.")).to_be_visible()
    form.get_by_label("Новый срок").fill((town.today + timedelta(20)).isoformat())
    form.get_by_role("button", name="Сохранить").click()
    expect(term(page, "Семинар завучей").get_by_text("Карантин")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Просроченного нет")).to_be_visible()
    director.look("director-terms")
    assert director.download(page.get_by_role("link", name="Справка")) == PDF


def test_answer_that_comes_late_leaves_the_cursor_where_it_is(arrive, town, quarter):
    page = arrive().sign_in(town.director)
    page.goto("/terms/")
    held: list[Route] = []
    page.route(
        "**/complete/**", lambda route: held.append(route) if route.request.method == "POST" else route.continue_()
    )
    with page.expect_request(lambda request: request.method == "POST"):
        open_form(page, "Открытые уроки").get_by_role("button", name="Сохранить").click()
    form = open_form(page, "Семинар завучей")
    held[0].continue_()
    expect(term(page, "Открытые уроки").get_by_role("button", name="Снять отметку")).to_be_visible()
    expect(term(page, "Открытые уроки")).not_to_have_class(re.compile("htmx-settling"))
    expect(form.get_by_role("radio", name="Выполнено")).to_be_focused()


def test_term_is_marked_and_unmarked_without_javascript(arrive, town, quarter):
    page = arrive(javascript=False).sign_in(town.director)
    page.goto("/terms/?state=overdue")
    term(page, "Открытые уроки").get_by_role("link", name="Отметить").click()
    page.get_by_role("radio", name="Не применимо").check()
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Напишите, почему мероприятие не применимо.")).to_be_visible()
    page.get_by_label("Причина").fill("Нет старших классов")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Отмечено: не применимо.")).to_be_visible()
    assert page.url.endswith("/terms/?state=overdue")
    page.get_by_role("button", name="Снять отметку").click()
    expect(term(page, "Открытые уроки").get_by_text("просрочено")).to_be_visible()


def test_term_is_marked_by_keyboard_alone(arrive, town, quarter):
    page = arrive().sign_in(town.director)
    page.goto("/terms/")
    press(page, term(page, "Открытые уроки").get_by_role("link", name="Отметить"))
    form = term(page, "Открытые уроки").locator("form")
    expect(form.get_by_role("radio", name="Выполнено")).to_be_focused()
    tab_to(page, form.get_by_label("Результат"))
    page.keyboard.type("Готово")
    press(page, form.get_by_role("link", name="Отмена"))
    link = term(page, "Открытые уроки").get_by_role("link", name="Отметить")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    press(page, form.get_by_role("button", name="Сохранить"), "Space")
    expect(term(page, "Открытые уроки").get_by_role("button", name="Снять отметку")).to_be_focused()


def test_methodist_turns_the_calendars_and_prints_the_strip(arrive, town, quarter):
    many = [f.ActivityFactory(section=quarter.activities[0].section, number=f"2.{n}.") for n in range(1, 70)]
    for place, activity in enumerate(many):
        f.OccurrenceFactory(activity=activity, starts_on=None, due_on=town.today + timedelta(place % 40))
    methodist = arrive()
    page = methodist.sign_in(town.methodist)
    page.goto(f"/roadmaps/{quarter.roadmap.pk}/")
    views = page.get_by_role("navigation", name="Вид карты")
    for name, picture in (("Месяц", "month"), ("Учебный год", "year"), ("Лента года", "strip")):
        views.get_by_role("link", name=name).click()
        expect(views.get_by_role("link", name=name)).to_have_attribute("aria-current", "page")
        methodist.look(f"methodist-roadmap-{picture}")
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    sizes = {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in paper.pages}
    assert (sizes, len(paper.pages) > 1) == ({A3}, True)
    assert ["сентябрь" in sheet.extract_text().lower() for sheet in paper.pages] == [True] * len(paper.pages)


def test_address_of_the_calendar_is_given_and_taken_away(arrive, town, quarter):
    head = arrive()
    page = head.sign_in(town.head)
    head.menu("Мои сроки")
    page.get_by_role("link", name="Сроки в моём календаре").click()
    page.get_by_role("button", name="Получить адрес").click()
    address = page.get_by_label("Ваш личный адрес").input_value()
    assert page.request.get(address).headers["content-type"] == "text/calendar; charset=utf-8"
    head.look("head-calendar-feed")
    page.get_by_role("button", name="Отозвать и выдать новый").click()
    expect(page.get_by_text("Новый адрес готов.")).to_be_visible()
    assert page.request.get(address).status == 404
