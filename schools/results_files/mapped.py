"""A table of results in any order of columns: our own template, or another system's export with a saved mapping."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from schools.results_files.group_tables import is_first
from schools.results_files.mapping import TITLES
from schools.results_files.percents import PercentError, count_of, counts_of
from schools.results_files.records import Procedure, ResultCounts, Scope, Unit
from schools.results_files.source import Output, Source, all_missing, is_remark
from schools.results_files.subjects import EXAM_GRADES, KINDS, kind_in, level_in, subject_of
from schools.results_files.titles import Facts, read_facts, year_in
from schools.results_files.units import coded_unit, is_total, login_in, school_code, unit_in
from schools.tables.book import Row
from schools.tables.values import Cell, CellError, decimal, grade, is_missing, text, whole

_MARKS = ("mark2", "mark3", "mark4", "mark5")
_PERCENTS = ("percent2", "percent3", "percent4", "percent5")
_ZERO = "Если таких участников нет, поставьте 0."
_SAMPLE = 200  # rows by which marks are told to be counts or percents
_SUM_TOLERANCE = 0.05  # percents are rounded
_KEYS = ("kind", "subject", "grade", "level", "wave", "year")


class _Counts(NamedTuple):
    participants: int
    failed: int
    marks: tuple[int, int, int, int] | None
    derived: bool


class _RowError(ValueError):
    """The row contradicts itself. `field` names the column to point at; the message is Russian."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def read(source: Source, out: Output, constants: Mapping[str, str]) -> None:
    columns = source.header.columns
    if not _can_count(source):
        return
    procedures, numbers = _Procedures(source, constants), _Numbers(source)
    values = [
        columns[code]
        for code in ("participants", "failed", "failed_percent", *_MARKS, *_PERCENTS, "mean")
        if code in columns
    ]
    for number, row in source.body():
        if all_missing(row, values) or _is_beside(source, row):
            continue  # a note, a heading or an empty line
        unit = _unit(source, number, row)
        procedure = procedures.of(number, row)
        if unit is None or procedure is None or not numbers.hold(number, row):
            continue
        try:
            counts = numbers.read(row)
        except _RowError as error:
            source.error(number, str(error), columns.get(error.field))
            continue
        if is_first(source, out.seen(procedure), number, unit):
            out.results.append(
                _result(unit, procedure, counts, numbers.points(row, counts.participants), source.sheet.name, number)
            )


def _is_beside(source: Source, row: Row) -> bool:
    """The header again, a note, or «Итого» over different subjects: no result of anybody."""
    columns = source.header.columns
    school = row[columns["school"]]
    told = [columns[code] for code in ("kind", "subject", "grade") if code in columns]
    if not school or is_total(school):
        return bool(told) and all_missing(row, told) and is_remark(row, [] if school else [columns["school"]])
    return source.is_header_again(row, "participants")


def _can_count(source: Source) -> bool:
    columns = source.header.columns
    ways = [["failed"], ["failed_percent"], list(_MARKS), list(_PERCENTS)]
    if any(all(code in columns for code in way) for way in ways):
        return True
    message = "Нет столбца с числом не преодолевших минимум и нет столбцов отметок 2, 3, 4, 5. Добавьте одно из двух."
    source.error(source.header.last, message)
    return False


def _unit(source: Source, number: int, row: Row) -> Unit | None:
    columns = source.header.columns
    at_school, at_name = columns["school"], columns.get("name")
    name = text(row[at_name]) if at_name is not None else ""
    code = school_code(row[at_school]) or login_in(text(row[at_school]))
    if code:
        return coded_unit(code, name)
    unit = unit_in(row[at_school]) or unit_in(name)
    if unit is None:
        source.empty_cell(number, at_school, "Напишите логин школы.")
        return None
    if unit.scope is Scope.MUNICIPALITY:  # a bare word: nothing says that it is a school or a group
        source.bad_cell(number, row, at_school, "нужен логин (edu123456), код или наименование школы")
        return None
    return unit


class _Numbers:
    """The numbers of a row: which columns hold them, whether they can be read, whether they agree."""

    def __init__(self, source: Source) -> None:
        columns = source.header.columns
        self._source = source
        self._participants, self._failed = columns["participants"], columns.get("failed")
        self._failed_percent, self._mean = columns.get("failed_percent"), columns.get("mean")
        self._marks = _all_of(columns, _MARKS)
        self._percents = _all_of(columns, _PERCENTS)
        if self._marks and not self._percents and _are_percents(source, self._marks):
            source.warn(source.header.last, "Столбцы отметок прочитаны как проценты: в сумме они дают 100.")
            self._marks, self._percents = [], self._marks
        shares = {*self._percents, *(columns[code] for code in ("failed_percent", *_PERCENTS) if code in columns)}
        counts = {columns[code] for code in ("participants", "failed", *_MARKS) if code in columns}
        self._counts, self._shares = sorted(counts - shares), sorted(shares)

    def hold(self, number: int, row: Row) -> bool:
        """True when all can be read; otherwise every wrong cell was reported."""
        if not self._shares and self._mean is None:
            for place in self._counts:
                count = row[place]
                if type(count) is not float or count < 0 or not count.is_integer():
                    break
            else:
                return True
        check = self._source.check_cells
        good = check(number, row, self._counts, whole, _ZERO)
        good = check(number, row, self._shares, decimal, _ZERO) and good
        if self._mean is not None and not is_missing(row[self._mean]):
            good = check(number, row, [self._mean], decimal) and good
        return good

    def read(self, row: Row) -> _Counts:
        """Raises _RowError when the numbers contradict each other."""
        participants = whole(row[self._participants]) or 0
        marks, derived = self._read_marks(row, participants)
        failed = marks[0] if marks else None
        if self._failed is not None:
            given = whole(row[self._failed]) or 0
            if failed is not None and given != failed:
                raise _RowError("failed", f"Не преодолели минимум {given}, а двоек {failed}. Исправьте одно из чисел.")
            failed = given
        elif failed is None and self._failed_percent is not None:
            try:
                failed, derived = count_of(decimal(row[self._failed_percent]) or 0, participants), True
            except PercentError as error:
                raise _RowError("failed_percent", f"{error}. Сверьте строку с исходным файлом.") from None
        failed = failed or 0
        if failed > participants:
            message = f"Не преодолели минимум {failed}, а участников всего {participants}."
            raise _RowError("failed", f"{message} Проверьте, не перепутаны ли столбцы.")
        return _Counts(participants, failed, marks, derived)

    def _read_marks(self, row: Row, participants: int) -> tuple[tuple[int, int, int, int] | None, bool]:
        if self._marks:
            two, three, four, five = [whole(row[place]) or 0 for place in self._marks]
            total = two + three + four + five
            if total != participants:
                message = f"Участников {participants}, а отметок {total}. Исправьте число участников или отметки."
                raise _RowError("participants", message)
            return (two, three, four, five), False
        if not self._percents:
            return None, False
        try:
            two, three, four, five = counts_of([decimal(row[place]) or 0.0 for place in self._percents], participants)
        except PercentError as error:
            field = "percent2" if "percent2" in self._source.header.columns else "mark2"
            raise _RowError(field, f"{error}. Сверьте строку с исходным файлом.") from None
        return (two, three, four, five), True

    def points(self, row: Row, participants: int) -> int | None:
        """Sum of points behind a mean: the whole number nearest to mean × participants; None without a mean."""
        mean = decimal(row[self._mean]) if self._mean is not None else None
        return None if mean is None else int(mean * participants + 0.5)


def _are_percents(source: Source, marks: list[int]) -> bool:
    """Whether «2», «3», «4», «5» are shares: most of the first rows sum to 100, and not to their participants."""
    last, at_participants = source.header.last, source.header.columns["participants"]
    shares = counts = 0
    for row in source.sheet.head(last + _SAMPLE)[last:]:
        try:
            total = sum(decimal(row[place]) or 0 for place in marks)
            participants = whole(row[at_participants])
        except CellError:
            continue
        if total and total != participants:
            shares += min(abs(total - 100), 100 * abs(total - 1)) <= _SUM_TOLERANCE
        else:
            counts += bool(total)
    return shares > counts


def _all_of(columns: Mapping[str, int], codes: tuple[str, ...]) -> list[int]:
    """Places of the columns when every one of them is there."""
    return [columns[code] for code in codes] if all(code in columns for code in codes) else []


def _result(unit: Unit, procedure: Procedure, counts: _Counts, score: int | None, sheet: str, row: int) -> ResultCounts:
    points = score
    score_unit = "" if score is None else "балл"
    if points is None and counts.marks:
        points = sum(mark * times for mark, times in enumerate(counts.marks, 2))
        score_unit = "отметка"
    return ResultCounts(
        unit, procedure, counts.participants, counts.failed, counts.marks, points,
        None if points is None else counts.participants, score_unit, counts.derived or score is not None, sheet, row,
    )  # fmt: skip


class _Procedures:
    """The procedure of a row: from its cells, else what the mapping, the title or the user says. Each combination is made once."""

    def __init__(self, source: Source, constants: Mapping[str, str]) -> None:
        self._source = source
        self._facts: Facts = read_facts(source)
        self._constants = constants
        self._places = {code: source.header.columns.get(code) for code in _KEYS}
        self._wanted = source.expected.year
        self._made: dict[tuple[Cell, ...], Procedure] = {}

    def of(self, number: int, row: Row) -> Procedure | None:
        cells = tuple("" if place is None else row[place] for place in self._places.values())
        procedure = self._made.get(cells)
        if procedure is None:
            procedure = self._new(number, row)
            if procedure is not None:
                self._made[cells] = procedure
        return procedure

    def _new(self, number: int, row: Row) -> Procedure | None:
        said = {code: self._said(code, row) for code in _KEYS}
        kind, subject, year = kind_in(said["kind"]), subject_of(said["subject"]), year_in(said["year"])
        level = level_in(said["level"]) or level_in(said["subject"])
        study = EXAM_GRADES.get(kind) or _grade(said["grade"])
        wrong = [
            ("kind", kind not in KINDS, f"нужно одно из: {', '.join(KINDS)}"),
            ("subject", not subject, "предмет не узнан"),
            ("grade", study is None, "нужен класс от 1 до 12"),
            ("level", bool(said["level"]) and not level, "нужно «база», «профиль» или «углублённый»"),
            ("year", year is None, "нужен год, например 2026"),
            (
                "year",
                bool(year and self._wanted and year != self._wanted),
                f"загружаются результаты {self._wanted} года",
            ),
        ]
        for code, is_wrong, message in wrong:
            if is_wrong:
                self._report(number, row, code, message)
        if study is None or year is None or any(is_wrong for _, is_wrong, _ in wrong):
            return None
        if (kind, subject) == ("ЕГЭ", "математика") and not level:
            level = "профиль"
        return Procedure(kind, subject, study, level, said["wave"], year, study)

    def _said(self, code: str, row: Row) -> str:
        """The cell's text, or else what is known of the whole file."""
        place = self._places[code]
        if place is not None and not is_missing(row[place]):
            return text(row[place])
        file = self._constants.get(code), getattr(self._facts, code), getattr(self._source.expected, code)
        return next((str(known) for known in file if known), "")

    def _report(self, number: int, row: Row, code: str, message: str) -> None:
        place = self._places[code]
        if place is not None and not is_missing(row[place]):
            self._source.bad_cell(number, row, place, message)
        else:
            self._source.error(
                number, f"{TITLES[code]}: {message}. Заполните столбец или укажите в форме загрузки.", place
            )


def _grade(words: str) -> int | None:
    try:
        return grade(words)
    except CellError:
        return None
