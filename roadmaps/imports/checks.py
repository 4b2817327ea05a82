"""What a person should look at before accepting what was read. Nothing here changes a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from roadmaps.imports.document import Column, Row, Table
from roadmaps.imports.numbers import parts
from roadmaps.imports.text import is_blank
from roadmaps.imports.wording import YEAR

Years = tuple[int, int]

_SHORT_DATE = re.compile(r"(?<!\d)\d{1,2}\.\d{1,2}\.(\d\d)(?!\d)")
_NUMBER_SIGN = "№\N{NO-BREAK SPACE}"


def checked(table: Table, years: Years | None) -> Table:
    """The table with warnings at its rows and at itself. `years`: first and last year of the programme."""
    rows = [replace(row, warnings=(*row.warnings, *_row_warnings(row, table, years))) for row in table.rows]
    return replace(table, rows=_with_number_warnings(rows), warnings=(*table.warnings, *_table_warnings(table)))


def located(tables: list[Table]) -> tuple[str, ...]:
    """All warnings as sentences that name their place."""
    several = len([table for table in tables if table.rows]) > 1
    return tuple(sentence for table in tables for sentence in _sentences(table, several))


def _sentences(table: Table, several: bool) -> Iterator[str]:
    prefix = f"Таблица {table.index}: " if several else ""
    yield from (prefix + warning for warning in table.warnings)
    prefix = f"Таблица {table.index}, строка" if several else "Строка"
    for row in table.rows:
        number = f" ({_NUMBER_SIGN}{_bare(row.number)})" if row.number else ""
        yield from (f"{prefix} {row.lines[0]}{number}: {warning}." for warning in row.warnings)


def _row_warnings(row: Row, table: Table, years: Years | None) -> Iterator[str]:
    if is_blank(row.activity):
        yield "не указано мероприятие"
    if Column.DEADLINE in table.columns and is_blank(row.deadline):
        yield "не указан срок"
    if Column.RESPONSIBLE in table.columns and is_blank(row.responsible):
        yield "не указаны ответственные"
    shifted = [f"под {year} — {other}" for year, text in row.by_year for other in sorted(_years(text) - {year})]
    outside = sorted(year for year in _years(row.deadline) if years and not years[0] <= year <= years[1])
    if shifted:
        yield f"годы в ячейках не те, что в заголовках столбцов: {', '.join(shifted)}"
    elif years and outside:
        yield f"в сроке назван {_listed(outside)} год, а период программы — {_period(years)}"


def _with_number_warnings(rows: list[Row]) -> tuple[Row, ...]:
    if not any(row.number for row in rows):
        return tuple(rows)
    seen: set[tuple[str, str]] = set()
    result: list[Row] = []
    previous: tuple[int, ...] = ()
    for row in rows:
        number = _bare(row.number)
        figures = parts(number)
        if not number:
            row = _warned(row, "нет номера")
        elif (row.section, number) in seen:
            row = _warned(row, f"номер {number} уже был")
        elif _skips(previous, figures):
            row = _warned(row, f"пропущен номер: перед этим был {'.'.join(map(str, previous))}")
        seen.add((row.section, number))
        previous = figures or previous
        result.append(row)
    return tuple(result)


def _warned(row: Row, warning: str) -> Row:
    return replace(row, warnings=(*row.warnings, warning))


def _skips(previous: tuple[int, ...], figures: tuple[int, ...]) -> bool:
    """2.3 after 2.1. A number of another depth or another branch begins anew."""
    same_branch = len(previous) == len(figures) > 0 and previous[:-1] == figures[:-1]
    return same_branch and figures[-1] > previous[-1] + 1


def _table_warnings(table: Table) -> Iterator[str]:
    if not any(row.number for row in table.rows):
        yield "Мероприятия не пронумерованы."
    if Column.DEADLINE not in table.columns:
        yield "В таблице нет столбца со сроками."
    if Column.RESPONSIBLE not in table.columns:
        yield "В таблице нет столбца с ответственными."


def _years(text: str) -> set[int]:
    return {int(year) for year in YEAR.findall(text)} | {2000 + int(year) for year in _SHORT_DATE.findall(text)}


def _bare(number: str) -> str:
    return number.replace("№", "").strip(" .)")


def _listed(years: list[int]) -> str:
    return ", ".join(map(str, years))


def _period(years: Years) -> str:
    return str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"
