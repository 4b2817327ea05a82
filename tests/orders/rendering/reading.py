"""Reads papers back: the text of a PDF page by page, the text of a DOCX in its order, both comparable."""

import re
from functools import cache
from io import BytesIO

from docx import Document
from docx.text.paragraph import Paragraph
from pypdf import PdfReader

from orders.rendering import render_pdf

render_pdf = cache(render_pdf)  # documents are frozen and the same document gives the same bytes


def pages(pdf):
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def page_numbers(pdf):
    """What each page has in its top margin; it is the last thing drawn."""
    last_lines = [text.strip().split("\n")[-1] for text in pages(pdf)]
    return [line if line.isdigit() else "" for line in last_lines]


def orientations(pdf):
    return ["wide" if page.mediabox.width > page.mediabox.height else "tall" for page in PdfReader(BytesIO(pdf)).pages]


def words(text):
    """The text without what lines do to it: spaces and hyphens."""
    return re.sub(r"[\s\u00a0-]", "", text)


def pdf_words(pdf, *, repeated=""):
    """All words of the PDF in order, without page numbers and without a table header's later appearances."""
    texts = [words(re.sub(r"\n\d+$", "", text.strip())) for text in pages(pdf)]
    for index, text in enumerate(texts[1:], start=1):
        texts[index] = text.removeprefix(words(repeated))
    return "".join(texts)


def docx_words(docx):
    document = Document(BytesIO(docx))
    texts = []
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            texts.append(block.text)
        else:
            texts += [cell.text for row in block._tbl.tr_lst for cell in cells(row, block)]
    return words("".join(texts))


def cells(row, table):
    from docx.table import _Cell

    return [_Cell(tc, table) for tc in row.tc_lst]
