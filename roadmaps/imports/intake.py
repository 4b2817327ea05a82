"""The one way a roadmap file gets in, from the browser and from the command line: through the gateway, then to the reader."""

from __future__ import annotations

import re
from typing import IO, Any

from accounts.uploads import MEGABYTE, Kind, check
from roadmaps.imports.checks import Years
from roadmaps.imports.document import Document, Row
from roadmaps.imports.reader import read_docx

MAX_BYTES = 20 * MEGABYTE

_PERIOD = re.compile(r"\s*(20\d\d)(?:\s*[-–—]\s*(20\d\d))?\s*")
_FIELDS = ("section", "number", "activity", "deadline", "responsible", "result", "report_form", "planned")


def read_upload(file: IO[bytes], name: str, years: Years | None = None) -> Document:
    """Check the file and read it. Raises accounts.uploads.UploadError with a Russian message; nothing is kept."""
    check(file, name, allowed=frozenset({Kind.DOCX}), max_bytes=MAX_BYTES)
    return read_docx(file.read(), years)


def parse_years(text: str) -> Years:
    """«2021-2025» -> (2021, 2025), «2023» -> (2023, 2023). Raises ValueError with a Russian message."""
    found = _PERIOD.fullmatch(text)
    years = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if years[0] > years[1]:
        raise ValueError(f"Период «{text}» не понят. Напишите годы так: 2021-2025 или 2023.")
    return years


def as_data(document: Document) -> dict[str, Any]:
    """The tables of activities and all warnings as plain data for JSON."""
    tables = [
        {
            "title": table.title,
            "kind": table.kind.value,
            "columns": {column.value: text for column, text in table.columns.items()},
            "rows": [_row_data(row) for row in table.rows],
        }
        for table in document.activities
    ]
    return {"tables": tables, "warnings": list(document.warnings)}


def _row_data(row: Row) -> dict[str, str]:
    return {name: getattr(row, name) for name in _FIELDS}
