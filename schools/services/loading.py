"""A file with results on its way in: taken, read by a task, deleted. What a pupil is called never gets further than the reader."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from accounts import audit
from accounts.models import Municipality, User
from schools.models import ExamThreshold, ImportUnit, ResultImport, SchoolIdentifier, SourceMapping
from schools.results_files import (
    ColumnMapping,
    Expected,
    IdSystem,
    Layout,
    MappingError,
    Reading,
    guess_layout,
    read_results,
    suggest_mapping,
    why_unknown,
)
from schools.results_loading.content import content_of, years_of
from schools.results_loading.memory import without_collector
from schools.results_loading.packing import pack
from schools.tables.book import Book, TableError, open_book
from schools.tables.problems import Problem
from schools.thresholds import EGE, federal

log = logging.getLogger(__name__)
State = ResultImport.State

PROGRESS_SECONDS = 0.5
LOST_AFTER = timedelta(minutes=15)  # longer than a task may run
INTERRUPTED = "Чтение файла прервалось, сам файл уже удалён. Загрузите его ещё раз."
UNKNOWN_LAYOUT = (
    "Портал не узнал эту таблицу. Выберите, что в файле, при загрузке, возьмите наш образец или один раз "
    "укажите столбцы на странице «Свои таблицы»."
)
FAILED = "Не получилось прочитать файл. Откройте его у себя, сохраните заново в .xlsx и загрузите ещё раз."


@transaction.atomic
def start_import(
    *,
    by: User,
    municipality: Municipality,
    file_name: str,
    data: bytes,
    layout: str = "",
    mapping: SourceMapping | None = None,
    expected: dict[str, Any] | None = None,
) -> ResultImport:
    """Keep the checked bytes until the task has read them. `expected`: what the person said of the file, by fields of Expected."""
    from schools.tasks import read_results_file  # the task calls back into this module

    started = ResultImport(
        municipality=municipality, by=by, file_name=file_name, layout=layout, mapping=mapping, expected=expected or {}
    )
    started.file.save("", ContentFile(data), save=True)
    audit.record("результаты: файл загружен", started, by=by, municipality=municipality, after={"file": file_name})
    read_results_file.delay_on_commit(started.pk)
    return started


@without_collector()
def read_import(pk: int) -> None:
    """Read the file of a waiting import and delete it. A second call, after a worker was lost, refuses the import."""
    data = _claim(pk)
    if data is None:
        return
    started = ResultImport.objects.select_related("municipality", "mapping").get(pk=pk)
    try:
        reading = _read(started, data)
    except TableError as error:
        _refuse(started, str(error))
    except Exception as error:  # its words may quote a cell of the file, and a log keeps no names
        log.error("Import %d could not be read: %s", pk, type(error).__name__)
        _refuse(started, FAILED)
    else:
        _keep(started, reading)


@transaction.atomic
def _claim(pk: int) -> bytes | None:
    """The bytes of the file, which lies nowhere any more."""
    started = ResultImport.objects.select_for_update().filter(pk=pk).first()
    if started is None or started.state not in (State.WAITING, State.READING):
        return None
    if started.state == State.READING:
        _refuse(started, INTERRUPTED)
        return None
    with started.file.open("rb") as file:
        data: bytes = file.read()
    forget_file(started)
    started.state = State.READING
    started.save(update_fields=["file", "state"])
    return data


def forget_file(started: ResultImport) -> None:
    if started.file:
        started.file.delete(save=False)


def _read(started: ResultImport, data: bytes) -> Reading:
    mapping = _saved(started.mapping) if started.mapping else None
    book = open_book(data)
    layout = Layout.TABLE if mapping else Layout(started.layout) if started.layout else guess_layout(book)
    if layout in (None, Layout.TABLE) and mapping is None:  # what a person has explained goes before our synonyms
        started.mapping, mapping = _fitting(started.municipality, book)
        layout = Layout.TABLE if mapping else layout
    if layout is None:
        raise TableError(why_unknown(book) or UNKNOWN_LAYOUT)
    started.layout = layout
    return read_results(book, layout, _expected(started), mapping=mapping, progress=_progress(started.pk))


def _saved(mapping: SourceMapping) -> ColumnMapping:
    return ColumnMapping.from_data({"columns": mapping.columns, "constants": mapping.constants})


def _fitting(municipality: Municipality, book: Book) -> tuple[SourceMapping | None, ColumnMapping | None]:
    """The saved source all of whose columns the file has."""
    saved = list(SourceMapping.objects.filter(municipality=municipality))
    titles = set(suggest_mapping(book).titles) if saved else set()
    for one in saved:
        try:
            if set(one.columns.values()) <= titles:
                return one, _saved(one)
        except MappingError:
            continue
    return None, None


def _expected(started: ResultImport) -> Expected:
    """What the person said, and the passing scores of the year: federal ones, then the municipality's own."""
    year = started.expected.get("year") or started.created_at.year
    own = ExamThreshold.objects.filter(municipality=started.municipality, year=year, kind=EGE)
    minimums = federal(year, EGE) | dict(own.values_list("subject", "minimum"))
    return Expected(**started.expected, minimums=minimums)


def _progress(pk: int) -> Callable[[int, int], None]:
    """Rows read so far, told to the database twice a second at most."""
    told_at = 0.0

    def tell(row: int, rows: int) -> None:
        nonlocal told_at
        if time.monotonic() - told_at > PROGRESS_SECONDS:
            told_at = time.monotonic()
            ResultImport.objects.filter(pk=pk).update(done_rows=row, total_rows=rows)

    return tell


def _refuse(started: ResultImport, message: str) -> None:
    started.state, started.message = State.REFUSED, message
    started.save(update_fields=["state", "message", "layout", "mapping"])


@transaction.atomic
def _keep(started: ResultImport, reading: Reading) -> None:
    content = content_of(reading)
    exam_year = max(years_of(content.rows), default=started.created_at.year)
    known = KnownSchools(started.municipality, date(exam_year, 5, 31))
    ImportUnit.objects.bulk_create(
        ImportUnit(
            source=started,
            position=position,
            scope=unit.scope.value,
            system=unit.system.value,
            value=unit.value[:400],
            name=unit.name[:400],
            school_id=known.of(unit.system.value, unit.value[:400]) if unit.scope == "school" else None,
        )
        for position, unit in enumerate(content.units)
    )
    started.content = pack(content.rows)
    started.done_rows = started.total_rows = reading.rows_read
    started.problems, started.problem_count = _told(reading.errors), reading.error_count
    started.warnings, started.warning_count = _told(reading.warnings), reading.warning_count
    started.state = State.REVIEW
    started.save()


def _told(problems: tuple[Problem, ...]) -> list[list[Any]]:
    return [[one.sheet, one.row, one.column, one.message] for one in problems]


class KnownSchools:
    """Schools by system and identifier, of those that hold on the day. One query."""

    def __init__(self, municipality: Municipality, on: date) -> None:
        rows = SchoolIdentifier.objects.filter(municipality=municipality).valid_on(on)
        self._exact: dict[tuple[str, str], int] = {}
        self._numbers: dict[str, set[int]] = {}
        for system, value, school in rows.values_list("system", "value", "school_id"):
            self._exact[system, value] = school
            if system == IdSystem.RIS_GIA:
                self._numbers.setdefault(value.lstrip("0"), set()).add(school)

    def of(self, system: str, value: str) -> int | None:
        """The school; a code of digits also when Excel has taken its leading zeros away."""
        found = self._exact.get((system, value))
        if found is None and system == IdSystem.RIS_GIA:
            same = self._numbers.get(value.lstrip("0"), set())
            found = next(iter(same)) if len(same) == 1 else None
        return found


def sweep_imports(now: datetime) -> None:
    """What a lost worker has left: a file that nobody will read is deleted, the person is told to load it again."""
    lost = ResultImport.objects.filter(state__in=[State.WAITING, State.READING], created_at__lt=now - LOST_AFTER)
    for started in lost:
        forget_file(started)
        started.state, started.message = State.REFUSED, INTERRUPTED
        started.save(update_fields=["file", "state", "message"])
