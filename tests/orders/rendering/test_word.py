"""The order as DOCX, read back."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from orders.rendering import render_docx
from orders.rendering.document import CommandStyle, HeadingAlign, RoadmapSection
from tests.orders.rendering.samples import KLYUCHEVSK, SECTIONS, programme_order, roadmap, working_group_order


def _read(order):
    return Document(BytesIO(render_docx(order)))


def test_each_appendix_is_a_section_of_its_own_shape():
    sizes = [
        (round(section.page_width.mm), round(section.page_height.mm)) for section in _read(programme_order()).sections
    ]
    assert sizes == [(210, 297), (210, 297), (297, 210), (210, 297)]


def test_margins_turn_with_the_sheet():
    upright, _, lying, _ = _read(programme_order()).sections
    assert [
        round(m.mm) for m in (upright.left_margin, upright.right_margin, upright.top_margin, upright.bottom_margin)
    ] == [30, 10, 20, 20]
    assert [round(m.mm) for m in (lying.left_margin, lying.right_margin, lying.top_margin, lying.bottom_margin)] == [
        20,
        20,
        30,
        10,
    ]


def test_pages_are_numbered_from_the_second_of_each_section():
    sections = _read(programme_order()).sections
    starts = [section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for section in sections]
    assert starts == ["1"] * 4
    assert [section.different_first_page_header_footer for section in sections] == [True] * 4


def test_header_holds_a_page_field_and_first_page_none():
    section = _read(programme_order()).sections[0]
    fields = [part._element.findall(f".//{qn('w:fldSimple')}") for part in (section.header, section.first_page_header)]
    assert [[field.get(qn("w:instr")) for field in found] for found in fields] == [["PAGE"], []]


def _row_marks(table):
    return [
        {child.tag.split("}")[1] for child in row._tr.trPr} if row._tr.trPr is not None else set() for row in table.rows
    ]


def test_roadmap_header_repeats_and_rows_stay_whole():
    plan = replace(
        roadmap(),
        sections=(RoadmapSection(SECTIONS[0], (("1.", "дело", "год", "центр"), ("2.", "щит " * 500, "год", "центр"))),),
    )
    table = _read(programme_order(appendices=(plan,))).tables[-1]
    assert _row_marks(table) == [{"tblHeader", "cantSplit"}, {"cantSplit"}, {"cantSplit"}, set()]


def test_section_row_is_one_cell_kept_with_the_next():
    table = _read(programme_order(appendices=(roadmap(),))).tables[-1]
    cell = table.rows[1]._tr.tc_lst[0]
    assert (len(table.rows[1]._tr.tc_lst), cell.grid_span, cell.width) == (
        1,
        4,
        sum(column.width for column in table.columns),
    )
    assert cell.p_lst[0].pPr.keepNext is not None


def test_tables_fill_the_width_of_their_sheet():
    document = _read(programme_order())
    widths = [sum(column.width for column in table.columns) for table in document.tables]
    assert [round(width / Mm(1)) for width in widths] == [170, 170, 170, 257, 170]


def test_cyrillic_text_has_its_font():
    styles = _read(programme_order()).styles
    fonts = [
        styles[name].element.rPr.find(qn("w:rFonts"))
        for name in ("Normal", "Heading 2", "Текст приказа", "Ячейка таблицы")
    ]
    assert {font.get(qn(f"w:{script}")) for font in fonts for script in ("ascii", "hAnsi", "cs", "eastAsia")} == {
        "Times New Roman"
    }


def test_signature_is_kept_with_the_last_clause():
    paragraphs = [p for p in _read(programme_order()).paragraphs if p.style.name == "Текст приказа"]
    assert [p.paragraph_format.keep_with_next for p in paragraphs[-2:]] == [False, True]


def test_executor_is_kept_with_the_signature():
    row = _read(programme_order(appendices=())).tables[-1].rows[0]
    layouts = [cell.paragraphs[0].paragraph_format for cell in row.cells]
    assert [(layout.keep_with_next, layout.keep_together) for layout in layouts] == [(True, True)] * 2
    assert _row_marks(row.table) == [set()]


def test_spaced_command_has_no_spaces_inside():
    order = programme_order(profile=replace(KLYUCHEVSK, command_style=CommandStyle.SPACED))
    paragraph = next(p for p in _read(order).paragraphs if p.text.endswith("приказываю:"))
    assert paragraph.runs[-1]._r.rPr.find(qn("w:spacing")).get(qn("w:val")) == "60"


@pytest.mark.parametrize(("align", "indent"), [(HeadingAlign.LEFT, 90), (HeadingAlign.CENTRE, None)])
def test_short_heading_stands_where_the_office_wants_it(align, indent):
    order = programme_order(profile=replace(KLYUCHEVSK, heading_align=align), heading="О поддержке школ")
    heading = next(p for p in _read(order).paragraphs if p.style.name == "Heading 1")
    right = heading.paragraph_format.right_indent
    assert (right and round(right.mm)) == indent


def test_title_language_and_nobody_as_author():
    properties = _read(working_group_order(heading="О поддержке школ")).core_properties
    assert (properties.title, properties.language, properties.author) == (
        "Проект приказа «О поддержке школ»",
        "ru-RU",
        "",
    )


def test_control_characters_do_not_spoil_the_file():
    document = _read(programme_order(heading="О\x00 поддержке\x0b школ"))
    assert next(p.text for p in document.paragraphs if p.style.name == "Heading 1") == "О  поддержке  школ"
