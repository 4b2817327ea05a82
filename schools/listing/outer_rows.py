"""A list of schools from outside as rows: pasted text or a table with any columns. Bytes or text in, rows out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from schools.results_files.records import Scope
from schools.results_files.units import is_organisation, login_in, school_code, unit_in
from schools.tables.book import Row, Sheet, TableError, open_book
from schools.tables.headers import Field, Header, field, find_header
from schools.tables.values import Cell, text

MAX_ROWS = 3000
LONGEST = 400  # characters of a name
NOTHING = "В файле не нашлось ни одной школы. Нужен столбец с названиями школ или с их логинами, кодами, ИНН."
TOO_MANY = f"В перечне больше {MAX_ROWS} строк. Оставьте в файле школы своего муниципалитета и загрузите его снова."

_SCHOOLS = (
    r"оо|(обще)?образовательн(ая|ое) (организация|учреждение)|организация|учреждение|(краткое |полное |сокращенное )?"
    r"(наименование|название)( оо| школы| организации| учреждения| (обще)?образовательн.*)?"
)
_TOWNS = (
    r"мо|муниципальн(ое|ый) (образование|район|округ).*|наименование (мо|муниципал.*)|муниципалитет.*|"
    r"городской округ.*|(город|район)( .*)?|территория|атэ"
)
_HEADING = re.compile(r"(перечень|список|сведения|(полное |краткое )?(наименование|название)) |№\s*(п/?п)?$")
COLUMNS: tuple[Field, ...] = (
    field("name", "Школа", _SCHOOLS),
    field("code", "Код", r"(логин|код)( или код)?( оо| школы| ои| фис око| рис гиа)*|оо логин", required=False),
    field("inn", "ИНН", required=False),
    field("ogrn", "ОГРН", required=False),
    field("municipality", "Муниципалитет", _TOWNS, required=False),
)


@dataclass(frozen=True, slots=True)
class OuterRow:
    """A line of the list. `codes`: what may identify the school, as written; `municipality` is empty where the list tells none."""

    row: int
    name: str
    codes: tuple[str, ...] = ()
    municipality: str = ""


def rows_of_text(pasted: str) -> list[OuterRow]:
    """A school a line; a line copied from a table is parted by tabs. Raises TableError."""
    lines = [[cell.strip() for cell in line.split("\t")] for line in pasted.splitlines()]
    found = []
    for number, cells in enumerate(lines, 1):
        filled = [cell for cell in cells if cell]
        if filled:
            name = next(filter(is_organisation, filled), filled[0] if len(filled) == 1 else "")
            found += [OuterRow(number, name[:LONGEST], _codes(filled))] if name else []
    return _limited(found)


def rows_of_table(data: bytes) -> list[OuterRow]:
    """Schools of all visible sheets. Raises TableError where there is none."""
    found: list[OuterRow] = []
    for sheet in open_book(data).visible():
        header = find_header(sheet, COLUMNS)
        is_known = header is not None and not header.missing
        found += _under_header(sheet, header) if is_known and header else _without_header(sheet)
    return _limited(found)


def _limited(rows: list[OuterRow]) -> list[OuterRow]:
    if not rows:
        raise TableError(NOTHING)
    if len(rows) > MAX_ROWS:
        raise TableError(TOO_MANY)
    return rows


def _under_header(sheet: Sheet, header: Header) -> Iterator[OuterRow]:
    """A municipality told once, in a merged cell or a line of its own, holds for the rows below it."""
    told = ""
    for number, row in enumerate(sheet.rows(), 1):
        cells = {code: text(row[place]) for code, place in header.columns.items() if place < len(row)}
        if number <= header.last or not any(cells.values()):
            continue
        told = cells.get("municipality") or told
        codes = _codes(cells.get(code, "") for code in ("code", "inn", "ogrn"))
        name = cells["name"]
        unit = unit_in(name)
        if unit is not None and unit.scope is Scope.MUNICIPALITY and not codes and _is_alone(row):
            told = name
        elif codes or (unit is not None and unit.scope in (Scope.SCHOOL, Scope.MUNICIPALITY)):
            yield OuterRow(number, name[:LONGEST], (*codes, *_codes([name])), told)


def _without_header(sheet: Sheet) -> Iterator[OuterRow]:
    """The first cell of a row that can be the name of a school; a sentence above the list is not."""
    for number, row in enumerate(sheet.rows(), 1):
        filled = [words for words in map(text, row) if words]
        name = next((words for words in filled if is_organisation(words) and not _HEADING.match(words.lower())), "")
        if name:
            yield replace(OuterRow(number, name[:LONGEST]), codes=_codes(filled))


def _is_alone(row: Row) -> bool:
    return sum(1 for cell in row if text(cell)) == 1


def _codes(cells: Iterable[Cell]) -> tuple[str, ...]:
    """Logins and long numbers: a short one is a number in the list, not a code."""
    found = []
    for cell in cells:
        words = text(cell)
        code = login_in(words) or school_code(words) or (words if words.isdecimal() else "")
        found += [code] if len(code) >= 6 else []
    return tuple(dict.fromkeys(found))
