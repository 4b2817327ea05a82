"""«Сравнение отметок с отметками по журналу»: under each group of participants four rows with counts and percents."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from schools.results_files.group_tables import GROUP, PARTICIPANTS, is_first
from schools.results_files.percents import is_percent_of
from schools.results_files.records import JournalCounts, Procedure, Unit
from schools.results_files.source import Output, Source, all_missing
from schools.results_files.titles import procedure_of, read_facts
from schools.results_files.units import unit_in
from schools.tables.book import Row
from schools.tables.headers import Field
from schools.tables.headers import field as column
from schools.tables.values import CellError, decimal, key, whole

FIELDS: tuple[Field, ...] = (GROUP, PARTICIPANTS, column("percent", "%", r"доля.*|процент.*", required=False))
MOVES = {
    "lowered": re.compile(r"понизили.*"),
    "confirmed": re.compile(r"подтвердили.*"),
    "raised": re.compile(r"повысили.*"),
    "total": re.compile(r"всего.*|итого.*"),
}
_FRACTIONS = 0.001  # Excel's own percents are fractions of one: told by their sum
_WORDS = {"lowered": "Понизили", "confirmed": "Подтвердили", "raised": "Повысили"}


@dataclass(slots=True)
class _Group:
    unit: Unit
    row: int
    counts: dict[str, int] = field(default_factory=dict)
    percents: dict[str, tuple[int, float]] = field(default_factory=dict)  # with the row they stand in
    broken: bool = False


def move_of(label: str) -> str:
    return next((code for code, pattern in MOVES.items() if pattern.fullmatch(label)), "")


def read(source: Source, out: Output) -> None:
    procedure = procedure_of(read_facts(source), source, kind="ВПР")
    if procedure is None:
        return
    at_group = source.header.columns["group"]
    group: _Group | None = None
    for number, row in source.body():
        move = move_of(key(row[at_group]))
        if move and group is None:
            source.error(number, "Над этой строкой нет названия школы. Верните строку с логином школы.", at_group)
        elif move and group is not None:
            _take(source, group, move, number, row)
        elif all_missing(row, [place for place in source.header.columns.values() if place != at_group]):
            unit = unit_in(row[at_group])
            if unit is not None:
                _close(source, out, procedure, group)
                group = _Group(unit, number)
        elif not GROUP.pattern.fullmatch(key(row[at_group])):
            source.error(number, "Нужна строка «Понизили», «Подтвердили», «Повысили» или «Всего».", at_group)
    _close(source, out, procedure, group)


def _take(source: Source, group: _Group, move: str, number: int, row: Row) -> None:
    at_count, at_percent = source.header.columns["participants"], source.header.columns.get("percent")
    if not source.check_cells(number, row, [at_count], whole, "Если таких участников нет, поставьте 0."):
        group.broken = True
        return
    if move in group.counts:
        source.error(number, f"«{group.unit.name or group.unit.value}»: такая строка уже была. Оставьте одну.")
        group.broken = True
    group.counts[move] = whole(row[at_count]) or 0
    if at_percent is None:
        return
    try:
        percent = decimal(row[at_percent])
    except CellError as error:
        source.bad_cell(number, row, at_percent, str(error))
        return
    if percent is not None:
        group.percents[move] = (number, percent)


def _close(source: Source, out: Output, procedure: Procedure, group: _Group | None) -> None:
    """Check a finished group and keep it. A group without any of the four rows was a note or a heading."""
    if group is None or group.broken or not group.counts:
        return
    counts, called = group.counts, group.unit.name or group.unit.value
    missing = [word for code, word in _WORDS.items() if code not in counts]
    if missing:
        source.error(
            group.row, f"«{called}»: нет строки «{', '.join(missing)}». Верните её; если таких нет, поставьте 0."
        )
        return
    total = sum(counts[code] for code in _WORDS)
    if counts.get("total", total) != total:
        source.error(
            group.row,
            f"«{called}»: всего {counts['total']}, а в сумме получается {total}. Сверьте с исходной выгрузкой.",
        )
        return
    if _percents_hold(source, group, total) and is_first(source, out.seen(procedure), group.row, group.unit):
        lowered, confirmed, raised = (counts[code] for code in _WORDS)
        out.journal.append(
            JournalCounts(group.unit, procedure, lowered, confirmed, raised, source.sheet.name, group.row)
        )


def _percents_hold(source: Source, group: _Group, total: int) -> bool:
    shares = [percent for code, (_, percent) in group.percents.items() if code != "total"]
    scale = 100 if len(shares) == len(_WORDS) and abs(sum(shares) - 1) < _FRACTIONS else 1
    for code, (row, percent) in group.percents.items():
        if code == "total" or not total:
            continue
        if not is_percent_of(percent * scale, group.counts[code], total):
            at_percent = source.header.columns["percent"]
            source.error(
                row, f"{group.counts[code]} из {total} — это другая доля. Сверьте с исходной выгрузкой.", at_percent
            )
            return False
    return True
