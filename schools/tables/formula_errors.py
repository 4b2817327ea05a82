"""Cells of an .xlsx where a formula has failed: «#REF!», «#DIV/0!». The fast reader gives them as empty, and empty may mean «none»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from posixpath import join, normpath
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring

Errors = Mapping[tuple[int, int], str]  # row and column, both from 0 -> what Excel shows

MARK = b' t="e"'
_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]* t="e"[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>([^<]{1,20})</v>')
_NO_DATA = "#N/A"  # the one error people write on purpose: there is no value
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def errors_by_sheet(data: bytes, parts: list[str]) -> dict[str, Errors]:
    """Failed cells by the name of the sheet. `parts`: the members of the archive in which MARK was met."""
    with ZipFile(BytesIO(data)) as archive:
        names = dict(_sheets(archive))
        return {names[part]: dict(_errors(archive.read(part))) for part in parts if part in names}


def _sheets(archive: ZipFile) -> Iterator[tuple[str, str]]:
    """Member of the archive and name of the sheet."""
    relations = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    for element in fromstring(archive.read("xl/workbook.xml")).iter():
        if element.tag.endswith("}sheet"):
            target = targets.get(element.get(_RELATION), "")
            yield normpath(join("xl", target)).lstrip("/"), element.get("name", "")


def _errors(content: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for letters, digits, shown in _CELL.findall(content):
        code = shown.decode("ascii", "replace")
        if code != _NO_DATA:
            yield (int(digits) - 1, _column(letters)), code


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
