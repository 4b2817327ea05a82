"""The two ФИС ОКО tables of percents with a row per group of participants: by marks and by primary scores.

The layouts are described in the domain notes, §5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from schools.results_files.percents import PercentError, counts_of
from schools.results_files.records import IdSystem, ResultCounts, Scope, ScoreCounts, Unit
from schools.results_files.source import Output, Source, all_missing
from schools.results_files.titles import procedure_of, read_facts
from schools.results_files.units import is_nameless, unit_in
from schools.tables.book import Row
from schools.tables.headers import Field, field
from schools.tables.values import Cell, CellError, decimal, key, whole

GROUP = field("group", "Группы участников", r"группа участников|группа|оо|школа|логин( оо)?|наименование оо.*")
SCHOOLS = field("schools", "Кол-во ОО", r"(кол во|количество|число) (оо|школ)", required=False)
PARTICIPANTS = field(
    "participants", "Кол-во участников", r"(кол во|количество|число) (участников|обучающихся|писавших).*|участников"
)
MARKS = tuple(field(f"mark{mark}", str(mark), rf"(отметка |доля )?{mark}( %)?") for mark in range(2, 6))
MARK_FIELDS: tuple[Field, ...] = (GROUP, SCHOOLS, PARTICIPANTS, *MARKS)
SCORE_FIELDS: tuple[Field, ...] = (GROUP, SCHOOLS, PARTICIPANTS)
SCORE = re.compile(r"(\d{1,3})")

GroupRow = tuple[int, Unit, int, tuple[int, ...]]  # row number, unit, participants, counts
_ZERO = "Если таких участников нет, поставьте 0."


def read_marks(source: Source, out: Output) -> None:
    """«Статистика по отметкам»: percents of 2, 3, 4, 5 restored to counts."""
    procedure = procedure_of(read_facts(source), source, kind="ВПР")
    if procedure is None:
        return
    places = [source.header.columns[item.code] for item in MARKS]
    name, collect = source.sheet.name, out.results.append
    for number, unit, participants, (two, three, four, five) in _rows(source, places, out.seen(procedure)):
        points, marks = 2 * two + 3 * three + 4 * four + 5 * five, (two, three, four, five)
        collect(
            ResultCounts(unit, procedure, participants, two, marks, points, participants, "отметка", True, name, number)
        )


def read_scores(source: Source, out: Output) -> None:
    """«Распределение первичных баллов»: percents of 0, 1, 2, … points restored to counts."""
    procedure = procedure_of(read_facts(source), source, kind="ВПР")
    if procedure is None:
        return
    series = source.header.series(SCORE)
    if [int(found[1]) for _, found in series] != list(range(len(series))):
        source.error(source.header.last, "Столбцы баллов должны идти подряд от 0. Верните недостающие столбцы.")
        return
    for number, unit, _, counts in _rows(source, _used(source, [place for place, _ in series]), out.seen(procedure)):
        out.scores.append(ScoreCounts(unit, procedure, counts, True, source.sheet.name, number))


def _used(source: Source, places: list[int]) -> list[int]:
    """Without the columns on the right that nobody has filled: our own form has more scores than most works give."""
    last = 0
    for row in islice(source.sheet.rows(), source.header.last, None):
        while last < len(places) and not all_missing(row, places[last:]):
            last += 1
    return places[:last] or places


class _Shares(dict[Cell, float | None]):
    """Percents by the cells they stand in: «33,33» comes a thousand times and is parsed once."""

    def __missing__(self, cell: Cell) -> float | None:
        share = self[cell] = decimal(cell)
        return share


def _rows(source: Source, places: Sequence[int], seen: dict[str, tuple[str, int]]) -> Iterator[GroupRow]:
    """Rows that hold together; the others are reported. Bare lines (notes, headings) are passed over."""
    at_unit, at_count = source.header.columns["group"], source.header.columns["participants"]
    shares = _Shares()
    for number, row in source.body():
        try:
            participants = whole(row[at_count])
            percents = [share for place in places if (share := shares[row[place]]) is not None]
        except CellError:
            _report(source, number, row, at_unit, at_count, places)
            continue
        unit = unit_in(row[at_unit])
        if unit is None or participants is None or len(percents) < len(places):
            _incomplete(source, number, row, unit, at_unit, at_count, places)
            continue
        if is_nameless(unit):
            source.error(number, "Не узнано, чья это строка. Нужен логин школы (edu123456) или название.", at_unit)
            continue
        try:
            counts = counts_of(percents, participants)
        except PercentError as error:
            source.error(number, f"{unit.name or unit.value}: {error}. Сверьте строку с исходной выгрузкой.", places[0])
            continue
        if is_first(source, seen, number, unit):
            yield number, unit, participants, counts


def _report(source: Source, number: int, row: Row, at_unit: int, at_count: int, places: Sequence[int]) -> None:
    if GROUP.pattern.fullmatch(key(row[at_unit])):
        return  # the header again, as on every printed page
    source.check_cells(number, row, [at_count], whole)
    source.check_cells(number, row, places, decimal, _ZERO)


def _incomplete(
    source: Source, number: int, row: Row, unit: Unit | None, at_unit: int, at_count: int, places: Sequence[int]
) -> None:
    if unit is not None and unit.scope is Scope.TOTAL:
        return  # «Итого» only repeats what stands above
    if all_missing(row, places) and not whole(row[at_count]):
        if unit is not None and unit.system is not IdSystem.NAME:
            source.warn(number, f"По школе {unit.name or unit.value} нет результатов, строка пропущена.", at_unit)
        return
    if unit is None:
        source.empty_cell(number, at_unit, "Напишите логин школы.")
    source.check_cells(number, row, [at_count], whole)
    source.check_cells(number, row, places, decimal, _ZERO)


def is_first(source: Source, seen: dict[str, tuple[str, int]], number: int, unit: Unit) -> bool:
    """Report a unit met twice in one procedure, and a school without an identifier."""
    before = seen.get(unit.value)
    if before is not None:
        where = f"в строке {before[1]}" + ("" if before[0] == source.sheet.name else f" листа «{before[0]}»")
        called = unit.name or unit.value
        source.error(number, f"«{called}» уже есть {where}. Оставьте одну строку.", source.header.columns.get("group"))
        return False
    seen[unit.value] = source.sheet.name, number
    if unit.system is IdSystem.NAME and unit.scope is Scope.SCHOOL:
        source.warn(number, f"У школы «{unit.name}» нет логина: при загрузке её придётся выбрать из списка.")
    return True
