"""The order as PDF: what a clerk looks at before the head may sign."""

import hashlib
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from orders.rendering import render_docx
from orders.rendering.document import Clause, CommandStyle, HeadingAlign, Margins, RoadmapSection, Signatory
from tests.orders.rendering.reading import docx_words, orientations, page_numbers, pages, pdf_words, render_pdf, words
from tests.orders.rendering.samples import (
    KLYUCHEVSK,
    SECTIONS,
    programme_order,
    roadmap,
    working_group_order,
)

HEADER = "№ п/п Мероприятие Срок Ответственные"
WIDE_HEADER = "Мероприятие Срок Ответственные Ожидаемый результат Форма отчётного документа"


def test_first_page_begins_with_requisites_in_order():
    lines = pages(render_pdf(programme_order()))[0].replace("\u00a0", " ").split("\n")
    assert lines[:6] == [
        "МУНИЦИПАЛЬНОЕ УЧРЕЖДЕНИЕ",
        "«Управление образования",
        "администрации города Ключевска»",
        "ПРИКАЗ",
        "«25» мая 2025 года № 613",
        "г. Ключевск",
    ]


@pytest.mark.parametrize(("order", "header"), [(programme_order(), HEADER), (working_group_order(), WIDE_HEADER)])
def test_pdf_and_docx_say_the_same(order, header):
    assert pdf_words(render_pdf(order), repeated=header) == docx_words(render_docx(order))


def test_spaced_command_and_centred_heading_say_the_same():
    profile = replace(KLYUCHEVSK, command_style=CommandStyle.SPACED, heading_align=HeadingAlign.CENTRE)
    order = programme_order(profile=profile, heading="О поддержке школ", appendices=())
    text = pdf_words(render_pdf(order))
    assert (text, text.count("условиях,приказываю:1.Утвердить:")) == (docx_words(render_docx(order)), 1)


def test_order_stands_upright_and_roadmap_lies():
    assert orientations(render_pdf(programme_order())) == ["tall"] * 5 + ["wide"] * 3 + ["tall"]


def test_order_and_each_appendix_number_their_pages_from_the_second():
    assert page_numbers(render_pdf(programme_order())) == ["", "2", "", "2", "3", "", "2", "3", ""]


def test_two_roadmaps_in_a_row_start_anew():
    order = programme_order(clauses=(Clause("Утвердить планы."),), appendices=(roadmap(), roadmap()))
    assert page_numbers(render_pdf(order)) == ["", "", "2", "3", "", "2", "3"]


@pytest.mark.parametrize("per_section", [(5, 7, 5, 5), (1, 30, 1, 1), (20, 20, 20, 20)])
def test_header_stands_on_every_roadmap_page(per_section):
    order = programme_order(clauses=(Clause("Утвердить план."),), appendices=(roadmap(per_section),))
    _, first, *others = pages(render_pdf(order))
    assert words(first).count(words(HEADER)) == 1
    assert [words(text).startswith(words(HEADER)) for text in others] == [True] * len(others)


def _plan_of_long_cells():
    """Four rows of 3,000 characters in a cell, each taller than a page in the narrower column."""
    row = ("1.", "щит " * 750, "год", "щит " * 750)
    return programme_order(appendices=(replace(roadmap(), sections=(RoadmapSection(SECTIONS[0], (row,) * 4),)),))


def test_header_stands_on_every_page_of_long_cells():
    texts = [
        words(text) for text, shape in zip(*_pages_and_shapes(_plan_of_long_cells()), strict=True) if shape == "wide"
    ]
    assert len(texts) > 4
    assert [text.count(words(HEADER)) for text in texts] == [1] * len(texts)


def _pages_and_shapes(order):
    return pages(render_pdf(order)), orientations(render_pdf(order))


def test_long_cells_lose_no_words():
    assert pdf_words(render_pdf(_plan_of_long_cells())).count("щит") == 4 * 2 * 750


@pytest.mark.parametrize("rows", range(1, 9))
def test_section_row_never_ends_a_page(rows):
    order = programme_order(clauses=(Clause("Утвердить план."),), appendices=(roadmap((rows, 6, 6, 1)),))
    last_lines = [
        text.removesuffix(f"\n{index}").split("\n")[-1] for index, text in enumerate(pages(render_pdf(order)))
    ]
    assert [line for line in last_lines if words(line) in map(words, SECTIONS)] == []


@pytest.mark.parametrize("clauses", range(8, 28))
def test_signature_never_stands_alone(clauses):
    text = "Руководителям общеобразовательных организаций обеспечить выполнение мероприятий в установленные сроки."
    order = programme_order(clauses=(Clause(text),) * clauses, appendices=(), executors=())
    last = pages(render_pdf(order))[-1].split("Заместитель главы")[0]
    assert last.strip() != ""
    assert last.rstrip().endswith("установленные сроки.")


def test_executor_stays_on_the_page_of_the_signature():
    order = programme_order(clauses=(Clause("Принять меры."),) * 17, appendices=())
    last = pages(render_pdf(order))[-1].replace("\u00a0", " ")
    assert (last.count("Н.А. Озерова"), last.count("Дубравин Сергей Львович")) == (1, 1)


def test_draft_has_blanks_and_mark_on_order_and_every_appendix():
    text = words("".join(pages(render_pdf(working_group_order()))))
    assert (text.count("ПРОЕКТ"), text.count("«___»__________2026г.№______")) == (3, 3)


def test_registered_order_has_date_and_number_everywhere():
    text = words("".join(pages(render_pdf(programme_order()))))
    assert (text.count("«25»мая2025года№613"), text.count("ПРОЕКТ"), text.count("___")) == (4, 0, 0)


def test_dated_order_without_number_is_still_a_draft():
    text = words(pages(render_pdf(programme_order(number=None, appendices=())))[0])
    assert (text.startswith("ПРОЕКТ"), text.count("«25»мая2025года№______")) == (True, 1)


MARKUP = [
    '<img src=x onerror="alert(1)">',
    '<a rel="attachment" href="file:///etc/hostname">вложение</a>',
    "</td></tr></table><h1>Чужое</h1>",
    "{{ 7|add:7 }} {% include 'x' %} &amp; <script>",
]


@pytest.mark.parametrize("markup", MARKUP)
def test_markup_in_any_field_is_printed_as_typed(markup):
    plan = replace(roadmap(), title=(markup,), sections=(RoadmapSection(markup, (("1.", markup, markup, markup),)),))
    order = programme_order(
        heading=markup,
        preamble=markup,
        clauses=(Clause(markup),),
        signatory=Signatory(markup, "Н.А. Озерова"),
        executors=(markup,),
        number=markup,
        appendices=(plan,),
    )
    reader = PdfReader(BytesIO(render_pdf(order)))
    text = words("".join(page.extract_text() for page in reader.pages))
    assert (text.count(words(markup)), dict(reader.attachments)) == (12, {})


def test_fonts_are_ours_and_embedded():
    fonts = {}
    for page in PdfReader(BytesIO(render_pdf(programme_order()))).pages:
        fonts |= {font["/BaseFont"][8:]: font["/DescendantFonts"][0] for font in page["/Resources"]["/Font"].values()}
    assert {name.split("-")[0] for name in fonts} == {"Tinos"}
    assert [name for name, font in fonts.items() if "/FontFile2" not in font["/FontDescriptor"]] == []


def test_file_has_title_and_tags():
    reader = PdfReader(BytesIO(render_pdf(programme_order(heading="О поддержке\nшкол"))))
    root = reader.trailer["/Root"]
    assert reader.metadata.title.replace("\u00a0", " ") == "Приказ от «25» мая 2025 года № 613 «О поддержке школ»"
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "ru")


def test_same_order_gives_same_bytes():
    digests = {hashlib.sha256(render_pdf.__wrapped__(programme_order())).hexdigest() for _ in range(2)}
    assert len(digests) == 1


@pytest.mark.parametrize(("size", "lines"), [(12, 16), (13, 17), (14, 18)])
def test_font_size_of_the_office_is_used(size, lines):
    order = programme_order(profile=replace(KLYUCHEVSK, font_size=size), preamble="щит " * 300, appendices=())
    assert len([line for line in pages(render_pdf(order))[0].split("\n") if line.startswith("щит")]) == lines


def test_line_spacing_of_the_office_is_used():
    loose = replace(KLYUCHEVSK, line_spacing=150)
    orders = [programme_order(profile=profile, preamble="щит " * 600, appendices=()) for profile in (KLYUCHEVSK, loose)]
    assert [len(pages(render_pdf(order))) for order in orders] == [2, 3]


def test_word_longer_than_a_line_is_broken_not_cut_off():
    order = programme_order(
        profile=replace(KLYUCHEVSK, margins=Margins(left=80, right=60)), preamble="ы" * 60, appendices=()
    )
    assert max(line.count("ы") for line in pages(render_pdf(order))[0].split("\n")) < 40
