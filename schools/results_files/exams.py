"""The flat table of РИС ГИА: ОГЭ or ЕГЭ of all schools and subjects, a row per pupil.

Nothing of a row is kept but the sums of its school, and messages quote no cell.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from schools.results_files.individual import are_orphaned, check_tally
from schools.results_files.records import Expected, Procedure, ResultCounts
from schools.results_files.source import Output, Source, all_missing, is_remark
from schools.results_files.subjects import GVE_CODES, KINDS, subject_by_code
from schools.results_files.tally import Tally
from schools.results_files.titles import read_facts, year_in
from schools.results_files.units import coded_unit, is_organisation, school_code
from schools.tables.book import Row
from schools.tables.headers import Field, field
from schools.tables.values import Cell, CellError, is_missing, text, whole

_SCORE_LIMIT = 100


def score_of(cell: Cell) -> int:
    score = whole(cell)
    if score is None or score > _SCORE_LIMIT:
        raise CellError(f"нужен балл от 0 до {_SCORE_LIMIT}")
    return score


def keep_exam(source: Source, out: Output, procedure: Procedure, code: str, tally: Tally, *, has_marks: bool) -> None:
    """The sums of a school become its result; a school where nobody sat the exam has none."""
    sheet, row = source.sheet.name, tally.row
    if not tally.participants:
        source.warn(row, f"Школа {code}: экзамен никто не сдавал, результата нет.")
        return
    points = sum(mark * times for mark, times in enumerate(tally.marks)) if has_marks else tally.score_sum
    out.results.append(
        ResultCounts(
            coded_unit(code, tally.name), procedure, tally.participants, tally.failed,
            tally.by_mark if has_marks else None, points, tally.participants,
            "отметка" if has_marks else "тестовый балл", False, sheet, row,
        )
    )  # fmt: skip


TABLE_FIELDS: tuple[Field, ...] = (
    field("code", "Код предмета", r"предмет код|код экзамена"),
    field("date", "Дата экзамена", r"дата"),
    field("school", "Код ОУ", r"код (оо|школы|образовательной организации)"),
    field("name", "Наименование ОУ", r"наименование оо|название оо", required=False),
    field("score", "Балл", r"тестовый балл|testresult|итоговый балл"),
    field("passed", "Зачет", r"зачет незачет|порог"),
)
_YEARS = range(2000, 2040)
_FIRST_DAY = date(1899, 12, 30)  # day 0 of Excel
_FAILED, _PASSED = 2, frozenset([1, 3, 4, 5])


def read_table(source: Source, out: Output) -> None:
    """The flat table of РИС ГИА: all schools and subjects, «Зачет» = 2 where the threshold was not passed."""
    facts = read_facts(source)
    kind = facts.kind or source.expected.kind
    if kind not in KINDS:
        source.error(None, "В файле не сказано, ОГЭ это или ЕГЭ. Выберите экзамен в форме загрузки.")
        return
    rows = _TableRows(source, replace(source.expected, kind=kind))
    rows.read()
    if are_orphaned(source, rows.orphans):
        return
    for (code, procedure), tally in rows.tallies.items():
        if check_tally(source, code, tally, out.seen(procedure)):
            keep_exam(source, out, procedure, code, tally, has_marks=False)


class _TableRows:
    """The pass over the rows; procedures are made once per subject code and year."""

    def __init__(self, source: Source, expected: Expected) -> None:
        self.tallies: dict[tuple[str, Procedure], Tally] = {}
        self.orphans = 0
        self._source = source
        self._expected = expected
        self._procedures: dict[tuple[Cell, int], Procedure | None] = {}
        columns = source.header.columns
        self._code, self._date, self._school = columns["code"], columns["date"], columns["school"]
        self._score, self._passed, self._name = columns["score"], columns["passed"], columns.get("name")

    def read(self) -> None:
        cells = [self._code, self._school, self._score, self._passed]
        for number, row in self._source.body():
            if all_missing(row, cells) or is_remark(row, [self._date, self._school]):
                continue
            if self._source.is_header_again(row, "school"):
                continue
            procedure = self._procedure(number, row)
            tally = self._tally(number, row, procedure) if procedure else None
            if tally is None:
                self.orphans += 1
                continue
            try:
                self._take(tally, row)
            except CellError as error:
                tally.broken += 1
                self._report(number, row, str(error))

    def _procedure(self, number: int, row: Row) -> Procedure | None:
        year = year_of(row[self._date])
        if year is None:
            self._source.bad_cell(number, row, self._date, "нужна дата экзамена, например 01.06.2026")
            return None
        found = self._procedures.get((row[self._code], year))
        if found is None:
            found = self._new_procedure(number, row, year)
            if found is not None:
                self._procedures[row[self._code], year] = found
        return found

    def _new_procedure(self, number: int, row: Row, year: int) -> Procedure | None:
        kind, expected = self._expected.kind, self._expected
        if expected.year and year != expected.year:
            self._source.error(
                number,
                f"Дата экзамена — {year} год, а загружается {expected.year}. Уберите строку или исправьте год.",
                self._date,
            )
            return None
        digits = text(row[self._code])
        code = int(digits) if digits.isdecimal() and len(digits) < 4 else 0
        found = subject_by_code(code, kind)
        if found is None:
            hint = (
                "это ГВЭ, его результаты не смешиваются с другими" if code in GVE_CODES else "нет такого кода предмета"
            )
            self._source.error(number, f"«Код предмета»: {hint}. Исправьте код или уберите строку.", self._code)
            return None
        grade = 9 if kind == "ОГЭ" else 11
        return Procedure(kind, *found[:1], grade, found[1], expected.wave, year, grade)

    def _tally(self, number: int, row: Row, procedure: Procedure) -> Tally | None:
        code = school_code(row[self._school])
        if not code:
            self._source.error(number, "Не узнан код школы. Нужен код из цифр.", self._school)
            return None
        tally = self.tallies.get((code, procedure))
        if tally is None:
            tally = self.tallies[code, procedure] = Tally(number)
            if self._name is not None and is_organisation(text(row[self._name])):
                tally.name = text(row[self._name])
        return tally

    def _take(self, tally: Tally, row: Row) -> None:
        passed = whole(row[self._passed])
        if passed is None:
            if not is_missing(row[self._score]):
                raise CellError("балл есть, а зачёта нет")
            tally.absent += 1
            return
        score = score_of(row[self._score])
        if passed != _FAILED and passed not in _PASSED:
            raise CellError("нужно 2 (порог не преодолён) или 5 (преодолён)")
        tally.participants += 1
        tally.scores[score] += 1
        tally.failed += passed == _FAILED

    def _report(self, number: int, row: Row, expected: str) -> None:
        """Say which of the two cells is wrong."""
        try:
            score_of(row[self._score])
        except CellError:
            self._source.bad_cell(number, row, self._score, expected)
        else:
            self._source.bad_cell(number, row, self._passed, expected)


def year_of(value: Cell) -> int | None:
    """The year of a date: a date cell, 01.06.2026, 2026-06-01, or the bare day number an old .xls may hold (46174)."""
    if isinstance(value, date):
        return value.year if value.year in _YEARS else None
    if type(value) is float or type(value) is int:
        return (_FIRST_DAY + timedelta(days=int(value))).year if 36_526 <= value < 51_136 else None  # 2000 to 2039
    return year_in(text(value))
