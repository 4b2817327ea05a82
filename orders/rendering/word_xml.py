"""The parts of WordprocessingML that python-docx leaves to its users: fonts by script, page fields, table rows."""

from __future__ import annotations

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

# Word has Times New Roman; elsewhere its name falls back to Tinos or Liberation Serif, which have the same widths.
FONT = "Times New Roman"

_AFTER_PAGE_NUMBERS = (
    "cols",
    "formProt",
    "vAlign",
    "noEndnote",
    "titlePg",
    "textDirection",
    "bidi",
    "rtlGutter",
    "docGrid",
)
_AFTER_INDENT = ("tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook")
_AFTER_HYPHENS = ("spacing", "ind", "contextualSpacing", "mirrorIndents", "jc", "outlineLvl", "rPr")


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """<w:tag w:name="value" …/>"""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def set_defaults(document: Document) -> None:
    """Cyrillic text takes its font from fields of its own, and the template's theme font would win over a style's."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    defaults.clear()
    defaults.append(element("rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT))
    defaults.append(element("lang", val="ru-RU", eastAsia="ru-RU", bidi="ar-SA"))
    document.settings.element.insert_element_before(
        element("autoHyphenation"),
        "w:consecutiveHyphenLimit",
        "w:hyphenationZone",
        "w:characterSpacingControl",
        "w:compat",
    )


def reset_style(style: ParagraphStyle, size: int, *, is_bold: bool = False, hyphenated: bool = False) -> None:
    """Black text in our font, single spacing, nothing left of the template's look."""
    for part in (style.element.rPr, style.element.pPr):
        if part is not None:
            style.element.remove(part)
    style.element.get_or_add_rPr().append(element("rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT))
    style.font.size, style.font.bold, style.font.color.rgb = Pt(size), is_bold, RGBColor(0, 0, 0)
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing, layout.widow_control = Pt(0), Pt(0), 1.0, True
    if not hyphenated:
        style.element.get_or_add_pPr().insert_element_before(
            element("suppressAutoHyphens"), *(f"w:{name}" for name in _AFTER_HYPHENS)
        )


def number_pages(section: Section) -> None:
    """Numbers from the section's second page, counted from its first."""
    section.different_first_page_header_footer = True
    section._sectPr.insert_element_before(
        element("pgNumType", start="1"), *(f"w:{name}" for name in _AFTER_PAGE_NUMBERS)
    )


def add_page_field(paragraph: Paragraph) -> None:
    field = element("fldSimple", instr="PAGE")
    field.append(OxmlElement("w:r"))
    paragraph._p.append(field)


def space_out(run: Run) -> None:
    """Letters 3 points apart: real spaces would break searching and reading aloud."""
    run._r.get_or_add_rPr().append(element("spacing", val="60"))


def set_cell_margins(table: Table, *, sides: int, ends: int) -> None:
    """Twips (1/20 point) between text and lines. The table moves right by `sides`, so its line stands on the margin."""
    properties = table._tbl.tblPr
    properties.insert_element_before(
        element("tblInd", w=str(sides), type="dxa"), *(f"w:{name}" for name in _AFTER_INDENT)
    )
    margins = element("tblCellMar")
    for side, width in (("top", ends), ("left", sides), ("bottom", ends), ("right", sides)):
        margins.append(element(side, w=str(width), type="dxa"))
    properties.insert_element_before(margins, "w:tblLook")


def span_row(row: _Row) -> None:
    """Leave one cell over all columns."""
    first, *others = row._tr.tc_lst
    first.width = Length(sum(cell.width or 0 for cell in (first, *others)))
    for cell in others:
        row._tr.remove(cell)
    first.grid_span = 1 + len(others)


def repeat_on_pages(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(element("tblHeader"))


def keep_whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(element("cantSplit"))
