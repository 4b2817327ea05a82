"""The first full loop on one portal: a Word file becomes a roadmap, a report, consolidated figures and an order."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from monitoring.models import ReportingPeriod
from monitoring.wording import day_month_year
from tests.accounts.upload_files import PDF
from tests.browser import steps_office as office
from tests.browser import steps_report as report
from tests.browser import steps_roadmap as roadmap
from tests.browser.portal import Portal
from tests.browser.town import Town
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser


def test_first_loop_from_word_file_to_order(arrive, portal, town):
    methodist, colleague, director, head, coordinator = (arrive() for _ in range(5))
    methodist.page.goto("/login/")
    methodist.look("sign-in")
    methodist.sign_in(town.methodist)
    methodist.look("methodist-home")
    word_file_becomes_a_draft(methodist, town)
    draft_is_edited_in_place(methodist)
    two_people_edit_one_activity(methodist, colleague, town)
    draft_comes_into_force(methodist)
    indicators_and_period_are_set(methodist, town)
    portal.run("monitoring.tasks.open_reports")
    portal.run("monitoring.tasks.remind")
    director_drafts_the_report(director, town)
    director_is_told_of_every_gap(director)
    methodist_returns_the_report(methodist)
    director_submits_again(director, portal, town)
    methodist_accepts_the_report(methodist)
    quarter_closes(portal)
    head_sees_how_the_quarter_went(head, town)
    head_downloads_the_order(methodist, head)
    letters_have_arrived(coordinator, town)


def word_file_becomes_a_draft(methodist: Visitor, town: Town) -> None:
    """Beside each row of the document stands what was understood; a corrected cell is read anew at once."""
    page, last_day = methodist.page, town.quarter[1]
    roadmap.upload(methodist, last_day.year - 1, last_day.year + 1)
    place = roadmap.review_line(page, "1.2.")
    expect(page.get_by_label("Срок", exact=True).nth(place)).to_have_value("ежегодно, 1-15 сентября")
    expect(roadmap.as_in_document(page, "ежегодно, 1-15 сентября")).to_have_count(1)
    methodist.look("review")
    roadmap.correct_cell(page, "1.2.", "Срок", f"до {last_day:%d.%m.%Y}")
    expect(page.get_by_text(f"до {day_month_year(last_day)} года включительно")).to_be_visible()
    roadmap.accept_review(page)
    expect(page.get_by_text("Мероприятий: 22")).to_be_visible()
    expect(page.get_by_role("button", name="Строки раздела")).to_have_count(4)
    expect(roadmap.row(page, "Правка школьных программ")).to_contain_text(f"до {last_day:%d.%m.%Y}")
    methodist.look("roadmap-draft")


def draft_is_edited_in_place(methodist: Visitor) -> None:
    page = methodist.page
    roadmap.edit(page, "1.3.", Срок="ежегодно, октябрь")
    methodist.look("edit-in-place")
    roadmap.save(page, "ежегодно, октябрь")
    roadmap.add_activity(
        page,
        after="1.4.",
        number="1.5.",
        title="Опрос родителей о школе",
        deadline="ежеквартально",
        responsible="Руководители ОО",
    )
    assert roadmap.numbers_in_order(page)[:5] == ["1.1.", "1.2.", "1.3.", "1.4.", "1.5."]
    expect(page.get_by_text("Мероприятий: 23")).to_be_visible()
    page.get_by_role("button", name="Выше: 1.5.").click()
    expect(page.get_by_role("row").filter(has=page.get_by_role("link", name="Изменить")).nth(3)).to_contain_text("1.5.")
    assert roadmap.numbers_in_order(page)[:5] == ["1.1.", "1.2.", "1.3.", "1.5.", "1.4."]
    page.get_by_role("button", name="Удалить: 4.2.").click()
    expect(page.get_by_text("Удалено: «4.2. Беседы с директорами")).to_be_visible()
    expect(page.get_by_text("Мероприятий: 22")).to_be_visible()
    page.get_by_role("button", name="Вернуть", exact=True).click()
    expect(page.get_by_role("link", name="Изменить 4.2.")).to_be_visible()
    roadmap.edit(page, "1.1.")
    page.get_by_label("Мероприятие").press("Escape")
    expect(page.get_by_role("link", name="Изменить 1.1.", exact=True)).to_be_focused()


def two_people_edit_one_activity(methodist: Visitor, colleague: Visitor, town: Town) -> None:
    page, other = methodist.page, colleague.sign_in(town.colleague)
    other.goto(page.url)
    roadmap.edit(page, "2.2.", Мероприятие="Список школ: мой вариант")
    roadmap.edit(other, "2.2.", Мероприятие="Список школ: вариант коллеги", Срок="ежегодно, ноябрь")
    roadmap.save(other, "Список школ: вариант коллеги")
    page.get_by_role("button", name="Сохранить", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Пока вы писали, это мероприятие изменили.")
    expect(page.get_by_role("alert")).to_contain_text("Осокина")
    expect(page.get_by_label("Мероприятие")).to_have_value("Список школ: мой вариант")
    expect(page.get_by_text("Список школ: вариант коллеги", exact=True)).to_be_visible()
    methodist.look("conflict")
    page.get_by_role("button", name="Сохранить моё").click()
    expect(page.get_by_role("link", name="Изменить 2.2.", exact=True)).to_be_visible()
    expect(roadmap.row(page, "Список школ: мой вариант")).to_contain_text("ежегодно, ноябрь")


def draft_comes_into_force(methodist: Visitor) -> None:
    page = methodist.page
    roadmap.choose_schools(methodist, "СОШ № 7", "СОШ № 12")
    methodist.menu("Дорожные карты")
    page.get_by_role("rowheader").get_by_role("link").click()
    roadmap.approve(methodist)
    methodist.look("roadmap-approved")


def indicators_and_period_are_set(methodist: Visitor, town: Town) -> None:
    page = methodist.page
    methodist.menu("Показатели и периоды")
    page.get_by_role("link", name="ещё не заведены").first.click()
    office.add_indicator(
        page,
        code="П1",
        name="Доля обученных учителей",
        kind="доля",
        count="обученных",
        of="всего учителей",
        target=(town.today.year, 60),
    )
    methodist.look("indicator")
    office.confirm_indicator(page, "Доля обученных учителей")
    office.add_indicator(page, code="П2", name="Открытые уроки", kind="количество", count="уроков")
    office.confirm_indicator(page, "Открытые уроки")
    methodist.look("indicators")
    office.open_period_today(methodist, town.today)


def director_drafts_the_report(director: Visitor, town: Town) -> None:
    """Everything typed is stored by itself and is there after a reload."""
    page = director.sign_in(town.director)
    expect(page.get_by_text(re.compile(r"Отчёт за .* квартал .*осталось\s4\sдня"))).to_be_visible()
    director.look("director-home")
    report.start(page)
    lessons = report.card(page, "Опрос родителей о школе")
    with report.saved_by_itself(page):
        report.say_done(lessons, town.today, "Опросили 140 семей")
    with page.expect_response(re.compile("/files/")):
        page.get_by_label("Подтверждающие документы").filter(visible=True).set_input_files(
            {"name": "опрос.pdf", "mimeType": "application/pdf", "buffer": PDF}
        )
    expect(page.get_by_role("link", name="опрос.pdf")).to_be_visible()
    with report.saved_by_itself(page):
        report.card(page, "Доля обученных учителей").get_by_label("обученных").fill("9")
    director.look("report")
    page.reload()
    expect(lessons.get_by_label("Результат")).to_have_value("Опросили 140 семей")
    expect(page.get_by_role("link", name="опрос.pdf")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text=report.SAVED)).to_be_visible()


def director_is_told_of_every_gap(director: Visitor) -> None:
    """All gaps at once, each a link to its field; without them the report goes and is locked."""
    page = director.page
    page.get_by_role("button", name="Проверить и отправить").click()
    expect(page.get_by_role("alert")).to_contain_text("Отправить пока нельзя")
    director.look("gaps")
    page.get_by_role("alert").get_by_role("link", name="Доля обученных учителей").click()
    teachers = report.card(page, "Доля обученных учителей")
    expect(teachers.get_by_label("всего учителей")).to_be_focused()
    with report.saved_by_itself(page):
        page.keyboard.type("20")
    expect(teachers.get_by_text("45,0 %")).to_be_visible()
    for row in report.rows(page, "Мероприятия"):
        if not row.get_by_role("radio", checked=True).count():
            with report.saved_by_itself(page):
                report.choose(row, "в работе")
    lessons = report.card(page, "Открытые уроки")
    with report.saved_by_itself(page):
        lessons.get_by_label("уроков").fill("0")
    report.submit(page)
    expect(page.get_by_role("textbox")).to_have_count(0)


def methodist_returns_the_report(methodist: Visitor) -> None:
    page = report.open_report(methodist, "СОШ № 7")
    methodist.look("report-to-review")
    report.return_report(page, "  ")
    expect(page.get_by_text("без причины отчёт не возвращают")).to_be_visible()
    report.return_report(page, "Ни одного урока за квартал? Проверьте число.")
    expect(page.get_by_text("Отчёт возвращён.")).to_be_visible()
    methodist.look("reports-of-schools")


def director_submits_again(director: Visitor, portal: Portal, town: Town) -> None:
    portal.wait_for_letters()
    assert "Ни одного урока за квартал?" in portal.letters_to(town.director.email)[-1]
    page = director.page
    page.goto("/")
    expect(page.get_by_text("Ни одного урока за квартал?")).to_be_visible()
    director.look("returned")
    page.get_by_role("link", name="Исправить").click()
    with report.saved_by_itself(page):
        report.card(page, "Открытые уроки").get_by_label("уроков").fill("3")
    report.submit(page)


def methodist_accepts_the_report(methodist: Visitor) -> None:
    page = report.open_report(methodist, "СОШ № 7")
    report.accept_report(page)
    report.open_report(methodist, "СОШ № 7")
    moves = ["на проверке → принят", "возвращён → на проверке", "на проверке → возвращён", "черновик → на проверке"]
    assert report.history(page) == moves
    methodist.look("history")


def quarter_closes(portal: Portal) -> None:
    """Days pass, and the worker makes the consolidated report."""
    period = ReportingPeriod.objects.get()
    ReportingPeriod.objects.update(
        opens_on=period.starts_on, due_on=period.opens_on - timedelta(2), closes_on=period.opens_on - timedelta(1)
    )
    portal.run("monitoring.tasks.close_periods")


def head_sees_how_the_quarter_went(head: Visitor, town: Town) -> None:
    """The figures on the screen and in the paper, and the way down to the school."""
    page = head.sign_in(town.head)
    expect(page.get_by_role("link", name=re.compile("1 из 2 школ"))).to_be_visible()
    head.look("dashboard")
    paper = PdfReader(BytesIO(head.download(page.get_by_role("link", name="Сводный отчёт, PDF"))))
    assert "45,0" in paper.pages[0].extract_text()
    page.get_by_role("link", name="Доля обученных учителей").click()
    expect(page.get_by_role("row", name=re.compile("СОШ № 7.*45,0"))).to_be_visible()
    head.look("indicator-by-school")
    page.get_by_role("link", name="СОШ № 7").click()
    expect(page.get_by_role("heading", name="СОШ № 7")).to_be_visible()
    head.look("school")


def head_downloads_the_order(methodist: Visitor, head: Visitor) -> None:
    office.prepare_order(methodist)
    methodist.look("order-draft")
    page = head.page
    head.menu("Приказы")
    head.look("orders")
    page.get_by_role("rowheader").get_by_role("link").click()
    paper = PdfReader(BytesIO(head.download(page.get_by_role("link", name="Открыть PDF"))))
    shapes = [(round(one.mediabox.width), round(one.mediabox.height)) for one in paper.pages]
    assert set(shapes) == {(595, 842), (842, 595)}
    assert shapes[0] == (595, 842)
    plan = [page.extract_text() for page, shape in zip(paper.pages, shapes, strict=True) if shape == (842, 595)]
    assert all("Мероприятие" in text for text in plan)
    assert "Опрос родителей о школе" in "".join(plan)
    assert "ПРИКАЗ" in paper.pages[0].extract_text()


def letters_have_arrived(coordinator: Visitor, town: Town) -> None:
    """Written by pages and tasks, sent by the worker, shown to the office."""
    page, quarter = coordinator.sign_in(town.coordinator), ReportingPeriod.objects.get().label
    coordinator.menu("Отправленные письма")
    coordinator.look("letters")
    to_director = page.get_by_role("row").filter(has_text=town.director.last_name)
    expect(to_director.filter(has_text="отправлено")).to_have_count(3)
    subjects = [f"Отчёт за {quarter} принят", f"Отчёт за {quarter} возвращён", re.compile(r"^Опора — .*срок: \d")]
    expect(to_director.get_by_role("link")).to_have_text(subjects)
    page.get_by_role("link", name=f"Отчёт за {quarter} возвращён").click()
    expect(page.get_by_text("Ни одного урока за квартал? Проверьте число.")).to_be_visible()
    coordinator.look("letter")
