"""Protocols of ОГЭ and ЕГЭ: one subject, a row per pupil, of one school or of many.

Names and documents stand in these files. Nothing of a row is kept but the sums of its school, and messages quote no cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from schools.results_files.exams import keep_exam, score_of
from schools.results_files.individual import are_orphaned, check_tally, mark_of
from schools.results_files.records import Expected, Procedure
from schools.results_files.source import Output, Source, all_missing, is_remark
from schools.results_files.tally import Tally
from schools.results_files.titles import procedure_of, read_facts
from schools.results_files.units import is_organisation, login_in, school_code
from schools.tables.book import Row
from schools.tables.headers import Field, field
from schools.tables.values import Cell, CellError, is_missing, key, text, whole

FIELDS: tuple[Field, ...] = (
    field("school", "Код ОО", r"код (оу|школы|образовательной организации)|оо|schoolcode", required=False),
    field("name", "Наименование ОО", r"название оо|наименование оу|школа", required=False),
    field("surname", "Фамилия", r"фио|фамилия имя отчество|участник|surname(cell)?"),
    field("primary", "Первичный балл", r"перв балл|первичный балл итого|primarymark(cell)?"),
    field("mark", "Оценка", r"отметка|mark5(cell)?", required=False),
    field("score", "Балл", r"тестовый балл|балл по (стобалльной|100 балльной) шкале", required=False),
)
APPEAL = re.compile(r".*апелляци.*|балл до изменения")  # a protocol of appeals names only those who appealed
_CODE = re.compile(r"(?<![а-я])код (?:оо|оу|школы|образовательной организации)\D{0,3}(\d{3,12})(?!\d)")
_NO_RESULT = re.compile(
    r"уд|нз|не заверш.*|удален.*|неявк.*|не явил.*|отсутств.*|аннулирован.*|не участв.*|без результата|нет результата"
)


def read(source: Source, out: Output) -> None:
    """«Оценка» of ОГЭ or «Балл» of ЕГЭ."""
    columns = source.header.columns
    facts = read_facts(source)
    is_marked = "mark" in columns
    if not is_marked and "score" not in columns:
        source.error(source.header.last, "Не нашёлся столбец «Оценка» (ОГЭ) или «Балл» (ЕГЭ). Верните его в таблицу.")
        return
    is_base = (facts.subject, facts.level) == ("математика", "база")  # the one exam of grade 11 that is marked
    procedure = procedure_of(facts, source, kind="ОГЭ" if is_marked and not is_base else "ЕГЭ")
    is_marked = is_marked or is_base
    if procedure is None:
        return
    minimum = None if is_marked else facts.minimum or minimum_of(source.expected, procedure)
    if not is_marked and minimum is None:
        source.error(None, _no_minimum(procedure))
        return
    pupils = _Pupils(source, lambda tally, cell: _take(tally, cell, minimum))
    pupils.read()
    if are_orphaned(source, pupils.orphans):
        return
    seen = out.seen(procedure)
    for code, tally in pupils.tallies.items():
        if check_tally(source, code, tally, seen):
            keep_exam(source, out, procedure, code, tally, has_marks=is_marked)


def minimum_of(expected: Expected, procedure: Procedure) -> int | None:
    """The least passing score: of the level where it is given («математика профиль»), else of the subject."""
    levelled = f"{procedure.subject} {procedure.level}".strip()
    return expected.minimums.get(levelled, expected.minimums.get(procedure.subject))


def _no_minimum(procedure: Procedure) -> str:
    return (
        f"Неизвестен минимальный балл: {procedure.kind}, {procedure.subject}, {procedure.year} год. "
        "Внесите его в справочник порогов и загрузите файл ещё раз."
    )


class _Pupils:
    """The pass over the rows: sums by code of the school, and how many rows have no readable code."""

    def __init__(self, source: Source, take: Callable[[Tally, Cell], None]) -> None:
        columns = source.header.columns
        self.tallies: dict[str, Tally] = {}
        self.orphans = 0
        self._source = source
        self._take = take
        self._result = columns["mark"] if "mark" in columns else columns["score"]
        self._school, self._name = columns.get("school"), columns.get("name")
        self._surname, self._primary = columns["surname"], columns["primary"]
        self._own_code = _code_above(source) if self._school is None else ""
        self._first = 1 if key(source.header.titles[0].leaf).startswith("№") else 0  # a row's own number
        self._met: set[int] = set()

    def read(self) -> None:
        if self._school is None and not self._own_code:
            message = (
                "Не сказано, чей это протокол. Добавьте столбец «Код ОО» или напишите над таблицей «Код ОО: 012345»."
            )
            self._source.error(self._source.header.last, message)
            return
        identifying = [place for place in (self._school, self._surname) if place is not None]
        own = [place for place in (self._school, self._primary, self._result) if place is not None]
        for number, row in self._source.body():
            if all_missing(row, own) or is_remark(row, identifying) or self._source.is_header_again(row, "surname"):
                continue
            tally = self._tally(number, row)
            if tally is None:
                self.orphans += 1
            elif not self._is_twice(tally, number, row):
                self._add(tally, number, row)

    def _add(self, tally: Tally, number: int, row: Row) -> None:
        try:
            self._take(tally, row[self._result])
            if is_missing(row[self._result]) and _is_score(row[self._primary]):
                raise CellError("первичный балл есть, а итога нет")
        except CellError as error:
            tally.broken += 1
            self._source.bad_cell(number, row, self._result, str(error))

    def _tally(self, number: int, row: Row) -> Tally | None:
        code = self._own_code if self._school is None else school_code(row[self._school])
        tally = self.tallies.get(code)
        if tally is None:
            if not code:
                self._source.error(number, "Не узнан код школы. Нужен код из цифр.", self._school)
                return None
            tally = self.tallies[code] = Tally(number)
            if self._name is not None and is_organisation(text(row[self._name])):
                tally.name = text(row[self._name])
        return tally

    def _is_twice(self, tally: Tally, number: int, row: Row) -> bool:
        """The same row but for its number: a pupil counted twice. Only hashes are kept, and only while the sheet is read."""
        if is_missing(row[self._surname]):
            return False
        met = hash(tuple(row[self._first :]))
        if met not in self._met:
            self._met.add(met)
            return False
        tally.broken += 1
        self._source.error(number, "Такая строка уже есть: участник записан дважды. Уберите лишнюю строку.")
        return True


def _code_above(source: Source) -> str:
    """The school of a protocol without a column for it: «Код ОО: 012345» or a login above the table."""
    for _, line in source.lines():
        found = _CODE.search(key(line))
        if found:
            return found[1]
        if login := login_in(line):
            return login
    return ""


def _is_score(value: Cell) -> bool:
    try:
        return whole(value) is not None
    except CellError:
        return False


def _take(tally: Tally, cell: Cell, minimum: int | None) -> None:
    """Add a mark (no minimum given) or a test score. Raises CellError before anything is added."""
    if is_missing(cell) or (type(cell) is str and _NO_RESULT.fullmatch(key(cell))):
        tally.absent += 1
        return
    if minimum is None:
        mark = mark_of(cell)
        tally.marks[mark or 0] += 1
        tally.failed += mark == 2
    else:
        score = score_of(cell)
        tally.scores[score] += 1
        tally.failed += score < minimum
    tally.participants += 1
