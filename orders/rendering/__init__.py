"""Orders on paper: one OrderDocument, rendered to PDF and to its DOCX twin. No ORM, no request."""

from orders.rendering.pdf import render_pdf
from orders.rendering.word import render_docx

__all__ = ["render_docx", "render_pdf"]
