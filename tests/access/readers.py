"""What a person can read in an answer of the portal: the page, the cells of a table, the text of a document."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any
from urllib.parse import unquote

import docx
import openpyxl
import pypdf


def _docx(content: bytes) -> str:
    document = docx.Document(BytesIO(content))
    return "\n".join(node.text for node in document.element.body.iter() if node.tag.endswith("}t") and node.text)


def _xlsx(content: bytes) -> str:
    book = openpyxl.load_workbook(BytesIO(content))
    cells = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row)
    return "\n".join([*book.sheetnames, *(str(value) for value in cells if value is not None)])


def _pdf(content: bytes) -> str:
    reader = pypdf.PdfReader(BytesIO(content))
    pages = "\n".join(page.extract_text() for page in reader.pages)
    return f"{pages}\n{reader.metadata}"


READERS: dict[str, Callable[[bytes], str]] = {
    "application/pdf": _pdf,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _xlsx,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": _docx,
    "text/html": lambda content: html.unescape(content.decode()),
    "text/plain": bytes.decode,
    "text/calendar": lambda content: content.decode().replace("\r\n ", ""),  # long lines are folded
}


def kind_of(response: Any) -> str:
    return str(response.headers.get("Content-Type", "text/plain")).partition(";")[0]


def text_of(response: Any) -> str:
    """Body and headers: a file's name and a redirect's address tell something too."""
    content = response.getvalue() if response.streaming else response.content
    headers = "\n".join(unquote(value) for value in response.headers.values())
    return f"{headers}\n{READERS[kind_of(response)](content)}"


def links_of(response: Any) -> list[str]:
    """Addresses of the portal that the answer leads to, those that htmx fetches too."""
    found = [response.headers["Location"]] if "Location" in response.headers else []
    if kind_of(response) == "text/html":
        found += re.findall(r'\b(?:href|hx-get)="([^"]*)"', response.content.decode())
    addresses = (html.unescape(link).partition("#")[0] for link in found)
    return [link for link in addresses if link.startswith(("/", "?")) and not link.startswith("/static/")]
