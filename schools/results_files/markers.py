"""The yearly table of objectivity markers: a row per school, a column per grade and subject («4 РУ»)."""

from __future__ import annotations

import re

from schools.results_files.group_tables import is_first
from schools.results_files.records import IdSystem, ObjectivityMarker, Scope, Unit
from schools.results_files.source import Output, Source, all_missing, is_remark
from schools.results_files.subjects import subject_of
from schools.results_files.units import coded_unit, school_code
from schools.tables.book import Row
from schools.tables.headers import Field, field
from schools.tables.values import Cell, CellError, is_missing, key, text, whole

FIELDS: tuple[Field, ...] = (
    field("year", "Год", r"учебный год|год впр"),
    field("municipality", "Муниципалитет", r"мо|муниципальное образование|район", required=False),
    field("group", "Логин", r"логин оо|оо логин|код оо"),
    field("name", "ОО", r"наименование оо|название оо|школа|краткое наименование.*"),
    field("count", "Количество маркеров", r"кол во маркеров|всего маркеров|маркеров", required=False),
)
MARKER = re.compile(r"(\d{1,2}) ?(?:кл\w*\.? ?)?([а-я][а-я .]*)")
_SCHOOL_YEAR = re.compile(r"(20\d\d)(?: ?[/–-] ?(?:20)?(\d\d))?(?: ?(?:г|год|уч)\.?.*)?")
_YES, _NO = frozenset(["1", "да", "+", "*", "v", "есть", "маркер"]), frozenset(["0", "нет", "-", "—", "–"])

Columns = list[tuple[int, int, str]]  # place, grade, subject


def read(source: Source, out: Output) -> None:
    marks = _columns(source)
    if not marks:
        return
    columns = source.header.columns
    for number, row in source.body():
        if all_missing(row, [columns["year"], columns["group"], *(place for place, _, _ in marks)]):
            continue
        if is_remark(row, [columns["group"], columns["name"]]) or source.is_header_again(row, "group"):
            continue
        year = _year(source, number, row)
        unit = _unit(source, number, row)
        values = _values(source, number, row, marks)
        if year is None or unit is None or values is None:
            continue
        if _count_holds(source, number, row, values) and is_first(source, out.seen(f"маркеры {year}"), number, unit):
            for (_, grade, subject), marked in zip(marks, values, strict=True):
                out.markers.append(ObjectivityMarker(unit, year, grade, subject, marked, source.sheet.name, number))


def _columns(source: Source) -> Columns:
    found: Columns = []
    for place, match in source.header.series(MARKER):
        subject = subject_of(match[2])
        if subject:
            found.append((place, int(match[1]), subject))
        else:
            source.error(
                source.header.last, f"{source.title(place)}: предмет не узнан. Нужно, например, «4 РУ».", place
            )
            return []
    return found


def _year(source: Source, number: int, row: Row) -> int | None:
    """«2026» or the school year «2025/2026», which ВПР close: 2026."""
    place = source.header.columns["year"]
    found = _SCHOOL_YEAR.fullmatch(text(row[place]).lower())
    if not found:
        source.bad_cell(number, row, place, "нужен год, например 2026 или 2025/2026")
        return None
    year = 2000 + int(found[2]) if found[2] else int(found[1])
    wanted = source.expected.year
    if wanted and year != wanted:
        source.error(number, f"Год {year}, а загружается {wanted}. Уберите строку или исправьте год.", place)
        return None
    return year


def _unit(source: Source, number: int, row: Row) -> Unit | None:
    columns = source.header.columns
    code, name = school_code(row[columns["group"]]), text(row[columns["name"]])
    if code:
        return coded_unit(code, name)
    if is_missing(row[columns["group"]]) and name:
        return Unit(Scope.SCHOOL, IdSystem.NAME, name, name)
    source.bad_cell(number, row, columns["group"], "нужен логин школы вида edu123456")
    return None


def marker_of(value: Cell) -> bool:
    """1, «да», «+» or an empty cell, 0, «нет». Raises CellError."""
    word = key(value) or text(value)
    if word in _NO or is_missing(value):
        return False
    if word in _YES:
        return True
    raise CellError("нужно 1 (маркер есть) или 0")


def _values(source: Source, number: int, row: Row, marks: Columns) -> list[bool] | None:
    values, good = [], True
    for place, _, _ in marks:
        try:
            values.append(marker_of(row[place]))
        except CellError as error:
            source.bad_cell(number, row, place, str(error))
            good = False
    return values if good else None


def _count_holds(source: Source, number: int, row: Row, values: list[bool]) -> bool:
    place = source.header.columns.get("count")
    if place is None or is_missing(row[place]):
        return True
    try:
        declared = whole(row[place])
    except CellError as error:
        source.bad_cell(number, row, place, str(error))
        return False
    if declared != sum(values):
        source.error(
            number, f"Отмечено маркеров {sum(values)}, а в столбце количества {declared}. Исправьте строку.", place
        )
        return False
    return True
