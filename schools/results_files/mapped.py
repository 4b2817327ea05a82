"""A table of results in any order of columns: our own template, or another system's export with a saved mapping."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from schools.results_files.group_tables import is_first
from schools.results_files.mapping import TITLES
from schools.results_files.percents import PercentError, count_of, counts_of, is_percent_of
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
_MANY = 1_000_000  # participants no school has
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
    procedures, numbers, units = _Procedures(source, constants), _Numbers(source), _Units(source)
    values = [
        columns[code]
        for code in ("participants", "failed", "failed_percent", *_MARKS, *_PERCENTS, "mean")
        if code in columns
    ]
    for number, row in source.body():
        counts, unit = numbers.plain(row), units.known(row)
        if counts is None or unit is None:  # not a row as most are
            if all_missing(row, values) or _is_beside(source, row):
                continue  # a note, a heading or an empty line
            unit, counts = units.of(number, row), None
        procedure = procedures.of(number, row)
        if unit is None or procedure is None:
            continue
        counts = counts or numbers.checked(number, row)
        if counts is not None and is_first(source, out.seen(procedure), number, unit):
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


class _Units:
    """Whose row it is. The same school comes with the same cells a hundred times and is made out once."""

    def __init__(self, source: Source) -> None:
        self._source = source
        columns = source.header.columns
        self._school, self._name = columns["school"], columns.get("name")
        self._cells = _taking([self._school, *([] if self._name is None else [self._name])])
        self._known: dict[tuple[Cell, ...], Unit] = {}

    def known(self, row: Row) -> Unit | None:
        """The school, where another row has named it in the same words."""
        return self._known.get(self._cells(row))

    def of(self, number: int, row: Row) -> Unit | None:
        """The school or group; None after an error was reported."""
        unit = self._made_out(number, row)
        if unit is not None and unit.scope is Scope.SCHOOL and row[self._school]:
            self._known[self._cells(row)] = unit
        return unit

    def _made_out(self, number: int, row: Row) -> Unit | None:
        school = row[self._school]
        name = text(row[self._name]) if self._name is not None else ""
        code = school_code(school) or login_in(text(school))
        if code:
            return coded_unit(code, name)
        unit = unit_in(school) or unit_in(name)
        if unit is None:
            self._source.empty_cell(number, self._school, "Напишите логин школы.")
            return None
        if unit.scope is Scope.MUNICIPALITY:  # a bare word: nothing says that it is a school or a group
            expected = "нужен логин (edu123456), код или наименование школы"
            self._source.bad_cell(number, row, self._school, expected)
            return None
        return unit


def _taking(places: Sequence[int]) -> Callable[[Row], tuple[Any, ...]]:
    """Takes the cells at these places out of a row."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda row: tuple(row[place] for place in places)


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
        at_share = self._failed_percent
        self._scale = 100 if at_share is not None and _are_fractions(source, at_share) else 1
        shares = {*self._percents, *(columns[code] for code in ("failed_percent", *_PERCENTS) if code in columns)}
        counts = {columns[code] for code in ("participants", "failed", *_MARKS) if code in columns}
        self._counts, self._shares = sorted(counts - shares), sorted(shares)
        failed = self._failed if self._failed is not None else (self._marks or [self._participants])[0]
        self._plain = _taking([self._participants, failed, *self._marks])

    def plain(self, row: Row) -> _Counts | None:
        """The counts of a row of whole numbers that agree; None for any other row, which has to be looked at closely."""
        cells = self._plain(row)
        try:
            if self._shares or self._mean is not None or not all(map(float.is_integer, cells)):
                return None
        except TypeError:  # not a number
            return None
        participants, failed, *marks = map(int, cells)
        if not 0 <= failed <= participants < _MANY:
            return None
        if not marks:
            return _Counts(participants, failed, None, derived=False)
        two, three, four, five = marks
        agree = two == failed and two + three + four + five == participants and min(three, four, five) >= 0
        return _Counts(participants, failed, (two, three, four, five), derived=False) if agree else None

    def checked(self, number: int, row: Row) -> _Counts | None:
        """The counts of any row; None after everything that is wrong with it was reported."""
        if not self._hold(number, row):
            return None
        try:
            return self._read(row)
        except _RowError as error:
            self._source.error(number, str(error), self._source.header.columns.get(error.field))
            return None

    def _hold(self, number: int, row: Row) -> bool:
        """True when all can be read; otherwise every wrong cell was reported."""
        check = self._source.check_cells
        good = check(number, row, self._counts, whole, _ZERO)
        good = check(number, row, self._shares, decimal, _ZERO) and good
        if self._mean is not None and not is_missing(row[self._mean]):
            good = check(number, row, [self._mean], decimal) and good
        return good

    def _read(self, row: Row) -> _Counts:
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
                failed, derived = count_of(self._scale * (decimal(row[self._failed_percent]) or 0), participants), True
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


def _are_fractions(source: Source, at_share: int) -> bool:
    """Whether shares are Excel's own percents, 0.125 for 12,5 %: none above one, and some that is no percent of its people."""
    last, at_participants, met = source.header.last, source.header.columns["participants"], False
    for row in source.sheet.head(last + _SAMPLE)[last:]:
        try:
            share, people = decimal(row[at_share]), whole(row[at_participants])
        except CellError:
            continue
        if not share or not people:
            continue
        if share > 1:
            return False
        is_percent = is_percent_of(share, round(share * people / 100), people)
        met = met or (not is_percent and is_percent_of(100 * share, round(share * people), people))
    return met


def _all_of(columns: Mapping[str, int], codes: tuple[str, ...]) -> list[int]:
    """Places of the columns when every one of them is there."""
    return [columns[code] for code in codes] if all(code in columns for code in codes) else []


def _result(unit: Unit, procedure: Procedure, counts: _Counts, score: int | None, sheet: str, row: int) -> ResultCounts:
    points = score
    score_unit = "" if score is None else "балл"
    if points is None and counts.marks:
        two, three, four, five = counts.marks
        points = 2 * two + 3 * three + 4 * four + 5 * five
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
        self._cells = _taking([place for place in self._places.values() if place is not None])
        self._wanted = source.expected.year
        self._made: dict[tuple[Cell, ...], Procedure] = {}

    def of(self, number: int, row: Row) -> Procedure | None:
        cells = self._cells(row)
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
