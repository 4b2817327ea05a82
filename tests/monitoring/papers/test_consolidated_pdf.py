from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from monitoring.aggregation import ACCEPTED_ONLY, PeriodData, consolidate
from monitoring.papers import build_consolidated_pdf
from tests.monitoring.papers.world import LONG_NAME, TODAY, paper


@pytest.fixture(scope="module")
def reader():
    signed = paper(
        conclusions="Первый вывод <b>& второй</b>.\n\nТретий.",
        signatory_post="Начальник управления",
        signatory_name="И. О. Белова",
    )
    return PdfReader(BytesIO(build_consolidated_pdf(signed)))


def text_of(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_paper_is_a4_landscape_and_titled(reader):
    box = reader.pages[0].mediabox
    assert (round(box.width / 72 * 25.4), round(box.height / 72 * 25.4)) == (297, 210)
    assert reader.metadata.title == "Сводный отчёт за III квартал 2026 года"


def test_paper_begins_with_answers(reader):
    start = " ".join(reader.pages[0].extract_text().replace("\xa0", " ").split())
    answers = (
        "Учтены принятые отчёты 9 из 12 школ. Отчёт сдали 10 из 12 школ: в срок — 9, с опозданием — 1; принято — 9, на проверке — 1; "
        "не сдано — 2, из них возвращено — 1. "
        "Цель года достигнута у 1 из 4 показателей, близко к цели — 3. Выполнено 1 из 5 мероприятий, просрочено — 2. 1. Показатели"
    )
    assert start[start.index("Учтены") : start.index(" Код")] == answers


@pytest.mark.parametrize(
    "figure",
    ["68,0\xa0%", "+8,0\xa0п.п.", "не более 7,5", "5\xa0159", "64,5\xa0балл", "55,6\xa0%", "9 из 12", "не сводится"],
)
def test_paper_shows_the_engines_figures(reader, figure):
    assert text_of_page(reader, 0).count(figure.replace("\xa0", " ")) > 0


def text_of_page(reader, number):
    return " ".join(reader.pages[number].extract_text().replace("\xa0", " ").split())


def test_paper_tells_no_data_from_not_applicable(reader):
    rows = [
        line
        for line in reader.pages[1].extract_text().replace("\xa0", " ").splitlines()
        if line.startswith("МБОУ СОШ № 6")
    ]
    assert rows == ["МБОУ СОШ № 6 69,2 8,0 2 н/п 49,5 0"]


def test_paper_takes_text_literally(reader):
    assert text_of(reader).count("Первый вывод <b>& второй</b>.") == 1


def test_paper_is_signed_at_the_end(reader):
    assert text_of_page(reader, -1).removesuffix(" 3").endswith("Начальник управления И. О. Белова")


def test_paper_uses_our_font_alone(reader):
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert {name.partition("-")[0] for name in fonts} == {"Tinos"}


def test_header_of_a_long_table_is_repeated():
    reader = PdfReader(BytesIO(build_consolidated_pdf(paper(40))))
    assert [text_of_page(reader, number).count("Школа П1, % П2, %") for number in (1, 2)] == [1, 1]


def test_paper_without_indicators_and_activities_keeps_what_it_has():
    empty = consolidate(PeriodData(year=2026, schools=()), counted_states=ACCEPTED_ONLY, today=TODAY)
    reader = PdfReader(BytesIO(build_consolidated_pdf(replace(paper(2), result=empty))))
    assert text_of_page(reader, 0).endswith("1. Сдача отчётов Школа Состояние Отправлен Срок Принят")


def test_paper_of_the_same_data_has_the_same_bytes():
    assert build_consolidated_pdf(paper(3)) == build_consolidated_pdf(paper(3))


def test_long_name_is_whole(reader):
    assert text_of(reader).count(LONG_NAME) == 2
