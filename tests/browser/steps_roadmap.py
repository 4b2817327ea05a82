"""What the methodist does with a roadmap, as seen and clicked on the pages."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.visitor import Visitor
from tests.roadmaps.docx_files import programme_docx

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def upload(visitor: Visitor, first_year: int, last_year: int) -> None:
    page = visitor.page
    visitor.menu("Дорожные карты")
    page.get_by_role("link", name="Загрузить из Word").click()
    page.get_by_label("Файл Word").set_input_files(
        {"name": "программа.docx", "mimeType": WORD, "buffer": programme_docx()}
    )
    page.get_by_label("Название программы").fill("Программа «Шаг вперёд»")
    page.get_by_label("Первый год").fill(str(first_year))
    page.get_by_label("Последний год").fill(str(last_year))
    page.get_by_role("button", name="Прочитать файл").click()
    expect(page.get_by_role("heading", name="Разбор файла")).to_be_visible()


def review_line(page: Page, number: str) -> int:
    """Place of the line of an activity among the lines of the review."""
    numbers = [field.input_value() for field in page.get_by_label("№", exact=True).all()]
    return numbers.index(number)


def as_in_document(page: Page, text: str) -> Locator:
    """The text where nobody can change it."""
    return page.get_by_text(text, exact=True).and_(page.locator(":not(textarea)"))


def correct_cell(page: Page, number: str, label: str, text: str) -> None:
    page.get_by_label(label, exact=True).nth(review_line(page, number)).fill(text)


def accept_review(page: Page) -> None:
    page.get_by_role("button", name="Создать черновик карты").click()
    expect(page.get_by_text("Черновик карты готов.")).to_be_visible()


def row(page: Page, text: str) -> Locator:
    return page.get_by_role("row").filter(has_text=text)


def edit(page: Page, number: str, **fields: str) -> None:
    """Open the row of an activity for editing and type; the fields go by their labels with _ for a space."""
    page.get_by_role("link", name=f"Изменить {number}", exact=True).click()
    for label, text in fields.items():
        page.get_by_label(label.replace("_", " ")).fill(text)


def save(page: Page, text: str) -> None:
    """Press «Сохранить» and wait for the row that holds the text."""
    page.get_by_role("button", name="Сохранить", exact=True).click()
    expect(row(page, text)).to_be_visible()


def add_activity(page: Page, after: str, *, number: str, title: str, deadline: str, responsible: str) -> None:
    page.get_by_role("link", name=f"Добавить мероприятие ниже {after}", exact=True).click()
    page.get_by_label("Номер", exact=True).fill(number)
    page.get_by_label("Мероприятие").fill(title)
    page.get_by_label("Срок").fill(deadline)
    page.get_by_label("Ответственные").fill(responsible)
    page.get_by_label("Исполняет").select_option(label="все школы программы")
    page.get_by_role("button", name="Добавить", exact=True).click()
    expect(row(page, title)).to_be_visible()


def numbers_in_order(page: Page) -> list[str]:
    rows = page.get_by_role("row").filter(has=page.get_by_role("link", name="Изменить"))
    return [one.get_by_role("cell").first.inner_text() for one in rows.all()]


def approve(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_role("link", name="Проверить и утвердить").click()
    visitor.look("roadmap-check")
    page.get_by_role("button", name="Утвердить карту").click()
    expect(page.get_by_text("Карта утверждена.")).to_be_visible()


def choose_schools(visitor: Visitor, *schools: str) -> None:
    page = visitor.page
    page.get_by_role("link", name="Школы программы").click()
    for school in schools:
        page.get_by_label(school).check()
    visitor.look("programme")
    page.get_by_role("button", name="Сохранить").click()
