"""An order as DOCX for the office's own document system: the same words as the PDF, ready to be edited in Word."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Length, Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from orders.rendering.composition import Paper, Sheet, Table, compose, table_size
from orders.rendering.document import CommandStyle, HeadingAlign, OrderDocument, Profile
from orders.rendering.typography import NBSP
from orders.rendering.word_tables import CELL, add_ends, add_table
from orders.rendering.word_xml import add_page_field, number_pages, reset_style, set_defaults, space_out

TEXT, PROGRAMME = "Текст приказа", "Текст приложения"
EXECUTOR_SIZE = Pt(12)


def render_docx(document: OrderDocument) -> bytes:
    """The twin of render_pdf. Raises ValueError for clauses nested too deep."""
    paper, word = compose(document), Document()
    set_defaults(word)
    _add_styles(word, paper.profile)
    properties = word.core_properties
    properties.title, properties.author, properties.comments, properties.language = paper.title[:255], "", "", "ru-RU"
    _open_order(word, paper.profile)
    _write_requisites(word, paper)
    _write_text(word, paper)
    _write_signature(word, paper)
    for sheet in paper.sheets:
        _open_appendix(word, paper.profile, sheet)
        _write_appendix(word, sheet, paper)
    output = BytesIO()
    word.save(output)
    return output.getvalue()


def _add_styles(word: WordDocument, profile: Profile) -> None:
    size = profile.font_size
    for name, is_bold in (("Normal", False), ("Heading 1", False), ("Heading 2", True), ("Heading 3", True)):
        style = word.styles[name]
        if isinstance(style, ParagraphStyle):
            reset_style(style, size, is_bold=is_bold)
    reset_style(_new_style(word, CELL), table_size(profile), hyphenated=True)
    for name in (TEXT, PROGRAMME):
        style = _new_style(word, name)
        reset_style(style, size, hyphenated=name == PROGRAMME)
        layout = style.paragraph_format
        layout.alignment, layout.first_line_indent = ALIGN.JUSTIFY, Mm(12.5)
        layout.line_spacing = profile.line_spacing / 100


def _new_style(word: WordDocument, name: str) -> ParagraphStyle:
    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{name} is not a paragraph style")
    return style


def _open_order(word: WordDocument, profile: Profile) -> None:
    section = word.sections[0]
    _shape(word, profile, is_landscape=False)
    number_pages(section)
    section.header_distance = Mm(10)
    header = section.header.paragraphs[0]
    header.style, header.alignment = "Normal", ALIGN.CENTER
    add_page_field(header)


def _open_appendix(word: WordDocument, profile: Profile, sheet: Sheet) -> None:
    """A section of its own. Its header and its numbering from 1 are copied from the order's section."""
    word.add_section(WD_SECTION.NEW_PAGE)
    holder = word.paragraphs[-1]  # of the section break; a line of usual height could fall on a page of its own
    holder.paragraph_format.line_spacing = Pt(1)
    _shape(word, profile, is_landscape=sheet.is_landscape)


def _shape(word: WordDocument, profile: Profile, *, is_landscape: bool) -> None:
    section, margins = word.sections[-1], profile.margins.turned() if is_landscape else profile.margins
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if is_landscape else (Mm(210), Mm(297))
    section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)
    section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)


def _text_width(word: WordDocument) -> Length:
    section = word.sections[-1]
    return Length((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0))


def _add(word: WordDocument, text: str, style: str = "Normal", *, before: int = 0, after: int = 0) -> Paragraph:
    """A paragraph with the given space around it, mm."""
    paragraph = word.add_paragraph(text, style)
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Mm(before), Mm(after)
    return paragraph


def _write_requisites(word: WordDocument, paper: Paper) -> None:
    width = _text_width(word)
    if paper.draft_mark:
        _add(word, paper.draft_mark, after=4).alignment = ALIGN.RIGHT
    for line in paper.organisation:
        _emphasise(_add(word, line))
    _emphasise(_add(word, paper.kind, before=8, after=6))
    add_ends(word, paper.date, paper.number, Length(width // 2), width, keeps_next=True)
    if paper.place:
        _add(word, paper.place, before=3).alignment = ALIGN.CENTER
    heading = _add(word, paper.heading, "Heading 1", before=8, after=8)
    if not paper.heading_fits_corner:
        return
    if paper.profile.heading_align is HeadingAlign.CENTRE:
        heading.alignment = ALIGN.CENTER
    else:
        heading.paragraph_format.right_indent = Length(width - Mm(paper.profile.corner_width))


def _emphasise(paragraph: Paragraph) -> None:
    paragraph.alignment = ALIGN.CENTER
    paragraph.runs[0].bold = True


def _write_text(word: WordDocument, paper: Paper) -> None:
    if paper.profile.command_style is CommandStyle.SPACED:
        command = _add(word, f"{paper.preamble} ", TEXT).add_run(paper.command)
        space_out(command)
    else:
        if paper.preamble:
            _add(word, paper.preamble, TEXT)
        _add(word, paper.command, before=3, after=3).paragraph_format.keep_with_next = True
    for clause in paper.clauses:
        paragraph = _add(word, f"{clause.label}{NBSP}{clause.text}", TEXT)
        paragraph.paragraph_format.keep_with_next = clause is paper.clauses[-1]  # the signature never stands alone


def _write_signature(word: WordDocument, paper: Paper) -> None:
    gap = _add(word, "", before=3)
    gap.paragraph_format.keep_with_next = True
    corner, width = Mm(paper.profile.corner_width), _text_width(word)
    add_ends(word, paper.position, paper.name, corner, width, keeps_next=bool(paper.executors))
    for executor in paper.executors:
        paragraph = _add(word, executor, before=5)
        paragraph.runs[0].font.size = EXECUTOR_SIZE
        paragraph.paragraph_format.keep_with_next = executor is not paper.executors[-1]


def _write_appendix(word: WordDocument, sheet: Sheet, paper: Paper) -> None:
    width = _text_width(word)
    for line in (paper.draft_mark, *sheet.mark):
        if line:
            mark = _add(word, line, after=4 if line == paper.draft_mark else 0)
            mark.paragraph_format.left_indent = Length(width - Mm(paper.profile.corner_width))
    _add(word, "\n".join(sheet.title), "Heading 2", before=8, after=6).alignment = ALIGN.CENTER
    for block in sheet.blocks:
        if isinstance(block, Table):
            add_table(word, block, width)
            continue
        if block.title:
            _add(word, block.title, "Heading 3", before=5, after=3).alignment = ALIGN.CENTER
        for text in block.paragraphs:
            _add(word, text, PROGRAMME)
