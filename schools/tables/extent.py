"""How large a table claims to be, told before it is read.

The fast reader lays a sheet out as a full rectangle: one stray cell in XFD1048576 makes it ask for 512 GB and abort the
whole process. So the references of an .xlsx, and the repetitions of an .ods, are looked over first.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from xml.sax.handler import ContentHandler
from zipfile import ZipFile

from defusedxml.expatreader import create_parser

from schools.tables.formula_errors import MARK

MAX_ROWS = 200_000
MAX_CELLS = 12_000_000
_CHUNK = 1 << 18
_OVERLAP = 64  # longer than any reference, so that none hides on a border of chunks

# beyond column AZ or row 159 999, or with blanks or another quote around «=»: only then every reference is parsed
_FAR = re.compile(
    rb' r(?:="(?:[B-Zb-z][A-Za-z]|[A-Za-z]{3}|[A-Za-z]*+(?:1[6-9]\d{4}|[2-9]\d{5}|\d{7})|\s)|\s|=[^"])'
)  # one pattern: each look at the hundred megabytes of a large sheet costs a tenth of reading it
# XML lets an attribute be spelled in other ways; no program does, but then again every reference is parsed
_ODD = (b"\t", b"\n", b"\r", b"'")
_PROLOG = re.compile(rb"\s*<\?xml[^>]*>\s*")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]{0,9})(\d{0,9})""")


class TooLargeError(Exception):
    """More rows or cells than are read."""


def check_xlsx(data: bytes) -> list[str]:
    """Raise TooLargeError when a sheet of the workbook spans more than MAX_ROWS rows or MAX_CELLS cells.

    Returns the members of the archive in which a formula has failed, met on the way.
    """
    failed = []
    with ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.lower().endswith(".xml") and "worksheets/" in name.lower() and _check_sheet(archive, name):
                failed.append(name)
    return failed


def _check_sheet(archive: ZipFile, name: str) -> bool:
    """Whether a formula has failed in it."""
    looks_small, has_failed = _look_over(archive, name)
    if looks_small:
        return has_failed
    rows, columns = 0, 0
    for chunk in _chunks(archive, name):
        found = _REFERENCE.findall(chunk)
        columns = max([columns, *map(_column, {letters for letters, _ in found})])
        rows = max([rows, *(int(digits) for _, digits in found if digits)])
        _check(rows, columns)
    return has_failed


def _look_over(archive: ZipFile, name: str) -> tuple[bool, bool]:
    """Whether every reference is plainly written and none of them is far away; whether a formula has failed."""
    looks_small, has_failed = True, False
    for chunk in _chunks(archive, name):
        looks_small = looks_small and not (any(odd in chunk for odd in _ODD) or _FAR.search(chunk))
        has_failed = has_failed or MARK in chunk
    return looks_small, has_failed


def _chunks(archive: ZipFile, name: str) -> Any:
    with archive.open(name) as part:
        start = part.read(_CHUNK)
        yield _PROLOG.sub(b"", start, count=1)
        tail = start[-_OVERLAP:]
        while chunk := part.read(_CHUNK):
            yield tail + chunk
            tail = chunk[-_OVERLAP:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _check(rows: int, columns: int) -> None:
    if rows > MAX_ROWS or rows * columns > MAX_CELLS:
        raise TooLargeError


def check_ods(data: bytes) -> None:
    """The same for an OpenDocument table, where one element may stand for a million rows."""
    with ZipFile(BytesIO(data)) as archive, archive.open("content.xml") as part:
        parser: Any = create_parser(forbid_dtd=True)
        parser.setContentHandler(_Repetitions())
        while chunk := part.read(_CHUNK):
            parser.feed(chunk)


class _Repetitions(ContentHandler):
    """Counts rows and columns up to the last cell with a value; empty repetitions at the end cost nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = self._columns = self._row = self._column = self._repeated = 0
        self._filled = False

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - the name is SAX's
        if name == "table:table":
            self._rows = self._columns = self._row = 0
        elif name == "table:table-row":
            self._column, self._filled = 0, False
            self._repeated = int(attrs.get("table:number-rows-repeated", "1"))
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._column += int(attrs.get("table:number-columns-repeated", "1"))
            if "office:value-type" in attrs or "table:formula" in attrs:
                self._filled = True
                self._columns = max(self._columns, self._column)

    def endElement(self, name: str) -> None:  # noqa: N802 - the name is SAX's
        if name == "table:table-row":
            self._row += self._repeated
            if self._filled:
                self._rows = self._row
            _check(self._rows, self._columns)
