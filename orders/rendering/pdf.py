"""An order as PDF/A-2a by WeasyPrint: Django's template engine with autoescape makes the HTML."""

from django.template.loader import render_to_string

from accounts.papers import html_to_pdf
from orders.rendering.composition import Paper, compose, table_size
from orders.rendering.document import CommandStyle, OrderDocument

SINGLE_LINE = 1.15  # a single line of a word processor in Tinos, as a share of the font size


def render_pdf(document: OrderDocument) -> bytes:
    """PDF/A-2a of the order and its appendices; the same document always gives the same bytes.

    About 0.2 s and 10 ms for each roadmap row. Raises ValueError for clauses nested too deep.
    """
    paper = compose(document)
    return html_to_pdf(
        render_to_string("orders/pdf/order.html", {"paper": paper, "css": _styles(paper)}), title=paper.title
    )


def _styles(paper: Paper) -> dict[str, object]:
    """What the stylesheet needs of the profile: millimetres and points as whole numbers, ratios as text."""
    profile = paper.profile
    return {
        "portrait": profile.margins,
        "landscape": profile.margins.turned(),
        "text_size": profile.font_size,
        "table_size": table_size(profile),
        "single": f"{SINGLE_LINE:.2f}",
        "spacing": f"{SINGLE_LINE * profile.line_spacing / 100:.3f}",
        "corner_width": profile.corner_width,
        "heading_place": profile.heading_align if paper.heading_fits_corner else "wide",
        "command_is_spaced": profile.command_style is CommandStyle.SPACED,
        "executor_lines": sum(executor.count("\n") + 1 for executor in paper.executors),
    }
