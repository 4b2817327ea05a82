"""CSV files as programs and people save them: UTF-8 or Windows-1251, comma, semicolon, tab or bar."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice

_DELIMITERS = (";", "\t", ",", "|")
_SAMPLE = 50  # lines


def decode(data: bytes) -> str | None:
    """Text of the file, or None when it is no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").lstrip("\ufeff")
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            content = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in content else content
    return None


def sniff(content: str) -> str:
    """The delimiter that parts most of the first lines into the same number of cells. Decimal commas must not win."""
    sample = [line for line in islice(StringIO(content), _SAMPLE * 4) if line.strip()][:_SAMPLE]
    return max(_DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))


def _evenness(sample: list[str], delimiter: str) -> int:
    widths = Counter(len(row) for row in csv.reader(sample, delimiter=delimiter) if len(row) > 1)
    if not widths:
        return 0
    width, times = widths.most_common(1)[0]
    return times * min(width, 3) * len(sample) + width


def rows(content: str) -> Iterator[list[str]]:
    """Rows of cells as text. Raises csv.Error for a cell longer than 128 KB."""
    return csv.reader(StringIO(content, newline=""), delimiter=sniff(content))
