"""«Индивидуальные результаты» (Ф1) of ФИС ОКО: a row per pupil, added up per school while it is read.

Messages never quote a cell here: a shifted column may bring a name anywhere.
"""

from __future__ import annotations

import re

from schools.results_files.records import JournalCounts, Procedure, ResultCounts, ScoreCounts
from schools.results_files.source import Output, Source, all_missing, is_remark
from schools.results_files.tally import Tally
from schools.results_files.titles import procedure_of, read_facts
from schools.results_files.units import coded_unit, is_organisation, login_in, school_code
from schools.tables.book import Row
from schools.tables.headers import Field, field
from schools.tables.values import Cell, CellError, is_missing, key, text, whole

FIELDS: tuple[Field, ...] = (
    field("school", "ОО", r"логин( оо)?|код оо|оо логин", required=False),
    field("name", "Название ОО", r"наименование оо|краткое наименование оо", required=False),
    field("code", "Код участника", r"код( обучающегося| учащегося)?|номер участника"),
    field("score", "Первичный балл", r"перв балл|сумма баллов|всего баллов"),
    field("mark", "Отметка", r"отметка за впр|отметка впр"),
    field("journal", "Отметка по журналу", r"отметка за (четверть|триместр|предыдущую четверть.*)", required=False),
)
TASK = re.compile(
    r"(\d{1,2}(?:[. ]\d{1,2})?(?:[кk]\d)?) (\d{1,2}) ?б[а-я]*"
)  # «9.1 (1б)», «1К1 (4б)» as `key` leaves them
_DECLARED = re.compile(r"(?:кол во|количество) участников\D{0,3}(\d{1,6})")
_MARK = "нужна отметка от 2 до 5 (если работы нет — «Н» или «X»)"


def read(source: Source, out: Output) -> None:
    facts = read_facts(source)
    procedure = procedure_of(facts, source, kind="ВПР")
    if procedure is None:
        return
    tallies: dict[str, Tally] = {}
    declared = {login_in(line): count for _, line in source.lines() if (count := _declared(line)) is not None}
    rows = _Rows(source, tallies, declared, facts.maximum)
    rows.read()
    if are_orphaned(source, rows.orphans):
        return
    seen = out.seen(procedure)
    for code, tally in tallies.items():
        tally.declared = declared.get(code, declared.get("") if len(tallies) == 1 else None)
        if check_tally(source, code, tally, seen):
            _keep(source, out, procedure, code, tally, facts.maximum)


def _declared(line: str) -> int | None:
    found = _DECLARED.search(key(line))
    return int(found[1]) if found else None


class _Rows:
    """The pass over the pupils. Codes of participants live only as long as this object."""

    def __init__(
        self, source: Source, tallies: dict[str, Tally], declared: dict[str, int], maximum: int | None
    ) -> None:
        self._source = source
        self._tallies = tallies
        self._declared = declared
        self._maximum = maximum
        columns = source.header.columns
        self._school, self._code, self._mark = columns.get("school"), columns["code"], columns["mark"]
        self._score, self._journal, self._name = columns["score"], columns.get("journal"), columns.get("name")
        self._tasks = [place for place, _ in source.header.series(TASK)]
        self.orphans = 0
        self._codes: set[tuple[str, str]] = set()
        self._headed = next(filter(None, (login_in(line) for _, line in reversed(source.lines()))), "")

    def read(self) -> None:
        cells = [self._code, self._mark, self._score]
        identifying = [place for place in (self._school, self._code) if place is not None]
        for number, row in self._source.body():
            raw = self._whose(row)
            tally = self._tallies.get(raw) if type(raw) is str and self._school is not None else None
            if tally is None:
                if all_missing(row, cells):
                    self._heading(row)
                    continue
                if is_remark(row, identifying) or self._source.is_header_again(row, "code"):
                    continue
                tally = self._tally(number, row)
            if tally is None:
                continue
            try:
                self._take(tally, row)
            except CellError:
                tally.broken += 1
                self._report(number, row)
                continue
            self._check_row(tally, number, row)

    def _tally(self, number: int, row: Row) -> Tally | None:
        code = school_code(self._whose(row))
        if not code:
            self.orphans += 1
            self._source.error(number, "Не узнан логин школы. Нужен логин ФИС ОКО вида edu123456.", self._school)
            return None
        tally = self._tallies.setdefault(code, Tally(number))
        if self._name is not None and not tally.name and is_organisation(text(row[self._name])):
            tally.name = text(row[self._name])
        return tally

    def _whose(self, row: Row) -> Cell:
        """The cell with the login; without such a column, the login of the line above the pupils."""
        return self._headed if self._school is None else row[self._school]

    def _heading(self, row: Row) -> None:
        """A line inside the table such as «Школа (edu123456) | Кол-во участников: 25»."""
        line = " ".join(filter(None, map(text, row)))
        self._headed = login_in(line) or self._headed
        count = _declared(line)
        if count is not None:
            self._declared[login_in(line)] = count

    def _take(self, tally: Tally, row: Row) -> None:
        """Raises CellError before anything is added."""
        mark, score = mark_of(row[self._mark]), whole(row[self._score])
        journal = None if self._journal is None else mark_of(row[self._journal])
        if mark is None:
            if score is not None:
                raise CellError(_MARK)
            tally.absent += 1
            return
        if score is None or (self._maximum is not None and score > self._maximum):
            raise CellError("")
        tally.participants += 1
        tally.marks[mark] += 1
        tally.scores[score] += 1
        if journal is not None:
            tally.lowered += mark < journal
            tally.confirmed += mark == journal
            tally.raised += mark > journal

    def _check_row(self, tally: Tally, number: int, row: Row) -> None:
        """What would mean that columns were mixed up: the same pupil twice, points of tasks that do not add up."""
        identity = (text(self._whose(row)), text(row[self._code]))
        if identity in self._codes:
            tally.broken += 1
            self._source.error(
                number, "Участник с таким кодом в этой школе уже был. Уберите лишнюю строку.", self._code
            )
        self._codes.add(identity)
        if not self._tasks_add_up(row):
            tally.broken += 1
            message = "Сумма баллов за задания не равна первичному баллу. Проверьте, не сдвинуты ли столбцы."
            self._source.error(number, message, self._score)

    def _tasks_add_up(self, row: Row) -> bool:
        """True as well when a task has «X» or a score is kept as text: then there is nothing to compare."""
        points = [point for place in self._tasks if isinstance(point := row[place], float | int)]
        score = row[self._score]
        return not points or len(points) < len(self._tasks) or type(score) is str or sum(points) == score

    def _report(self, number: int, row: Row) -> None:
        source = self._source
        good = source.check_cells(number, row, [self._score], whole)
        marks = [place for place in (self._mark, self._journal) if place is not None]
        for place in marks:
            try:
                mark_of(row[place])
            except CellError as error:
                source.bad_cell(number, row, place, str(error))
                good = False
        if not good:
            return
        if is_missing(row[self._mark]):
            source.empty_cell(number, self._mark, "Первичный балл есть, а отметки нет.")
        else:
            source.error(
                number,
                f"Первичный балл больше максимального ({self._maximum}). Проверьте, не сдвинуты ли столбцы.",
                self._score,
            )


def mark_of(value: Cell) -> int | None:
    """A mark from 2 to 5, None for an absent pupil. Raises CellError."""
    mark = whole(value)
    if mark is not None and not 2 <= mark <= 5:
        raise CellError(_MARK)
    return mark


def are_orphaned(source: Source, orphans: int) -> bool:
    """Rows whose school or subject is unknown belong to somebody: without them no school of the sheet has true counts."""
    if orphans:
        source.error(
            None, f"Строк, которые некуда отнести, — {orphans}: результаты листа не посчитаны, пока они не исправлены."
        )
    return bool(orphans)


def check_tally(source: Source, code: str, tally: Tally, seen: dict[str, tuple[str, int]]) -> bool:
    """Whether the sums of a school may be used; otherwise, and on doubts, a message."""
    before = seen.setdefault(code, (source.sheet.name, tally.row))
    if before != (source.sheet.name, tally.row):
        source.error(tally.row, f"Школа {code} уже есть на листе «{before[0]}». Оставьте её на одном листе.")
        return False
    if tally.broken:
        source.error(tally.row, f"Школа {code}: строк с ошибками — {tally.broken}, результаты школы не посчитаны.")
        return False
    if tally.declared is not None and tally.declared != tally.participants:
        source.warn(
            tally.row, f"Школа {code}: заявлено участников {tally.declared}, а строк с отметками {tally.participants}."
        )
    return True


def _keep(source: Source, out: Output, procedure: Procedure, code: str, tally: Tally, maximum: int | None) -> None:
    unit, sheet, row = coded_unit(code, tally.name), source.sheet.name, tally.row
    if not tally.participants:
        source.warn(row, f"Школа {code}: работу никто не писал, результата нет.")
        return
    out.results.append(
        ResultCounts(
            unit, procedure, tally.participants, tally.marks[2], tally.by_mark, tally.score_sum, tally.participants,
            "первичный балл", False, sheet, row,
        )
    )  # fmt: skip
    out.scores.append(ScoreCounts(unit, procedure, tally.histogram(maximum), False, sheet, row))
    if tally.lowered + tally.confirmed + tally.raised:
        out.journal.append(JournalCounts(unit, procedure, tally.lowered, tally.confirmed, tally.raised, sheet, row))
