"""The layouts that are known, how to tell them apart, and what to say when a file is not the one expected."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from schools.results_files import (
    exams,
    group_tables,
    individual,
    journal,
    mapping,
    markers,
    olympiads,
    passports,
    protocols,
)
from schools.results_files.source import Output, Source
from schools.tables.book import Book, Row, Sheet
from schools.tables.headers import SEARCHED_ROWS, Field, Header, field, find_header
from schools.tables.values import key


class Layout(StrEnum):
    """What a file can be. The order is the order of recognition: from the most particular columns to the most general."""

    INDIVIDUAL = "individual"
    EXAM_PROTOCOL = "exam_protocol"
    EXAM_TABLE = "exam_table"
    JOURNAL = "journal"
    MARKERS = "markers"
    SCORES = "scores"
    MARKS = "marks"
    PASSPORTS = "passports"
    OLYMPIADS = "olympiads"
    TABLE = "table"

    @property
    def caption(self) -> str:
        """What messages and pages call it."""
        return SPECS[self].title


@dataclass(frozen=True, slots=True)
class Spec:
    """`series`: columns that repeat (tasks, scores) and how many of them there must be.

    `reads_pupils`: messages show no cells. `without`: a column that only another layout has.
    """

    title: str
    fields: tuple[Field, ...]
    read: Callable[[Source, Output], None] | None
    reads_pupils: bool = False
    series: re.Pattern[str] | None = None
    least: int = 0
    without: re.Pattern[str] | None = None


_OWN_SUBJECT = re.compile(r"(учебный )?предмет|процедура")  # a subject in every row: a table of results

SPECS: dict[Layout, Spec] = {
    Layout.INDIVIDUAL: Spec("Индивидуальные результаты", individual.FIELDS, individual.read, reads_pupils=True),
    Layout.EXAM_PROTOCOL: Spec(
        "Протокол ГИА", protocols.FIELDS, protocols.read, reads_pupils=True, without=protocols.APPEAL
    ),
    Layout.EXAM_TABLE: Spec("Результаты ГИА общей таблицей", exams.TABLE_FIELDS, exams.read_table, reads_pupils=True),
    Layout.JOURNAL: Spec(
        "Сравнение отметок с отметками по журналу", journal.FIELDS, journal.read, without=_OWN_SUBJECT
    ),
    Layout.MARKERS: Spec("Маркеры необъективности", markers.FIELDS, markers.read, series=markers.MARKER, least=1),
    Layout.SCORES: Spec(
        "Распределение первичных баллов",
        group_tables.SCORE_FIELDS,
        group_tables.read_scores,
        series=group_tables.SCORE,
        least=4,
        without=_OWN_SUBJECT,
    ),
    Layout.MARKS: Spec(
        "Статистика по отметкам",
        group_tables.MARK_FIELDS,
        group_tables.read_marks,
        without=re.compile(rf"{_OWN_SUBJECT.pattern}|[016]"),
    ),
    Layout.PASSPORTS: Spec("Социальный паспорт", passports.FIELDS, passports.read),
    Layout.OLYMPIADS: Spec("Результаты олимпиады", olympiads.FIELDS, olympiads.read),
    # with columns of 0 and 1 points, those of 2, 3, 4, 5 are no marks
    Layout.TABLE: Spec("Таблица результатов", mapping.FIELDS, None, without=re.compile(r"[01]")),
}
_APPEALS = (
    field("surname", "Фамилия", r"фио|фамилия имя отчество"),
    field("appeal", "Тип апелляции", protocols.APPEAL.pattern),
)
_PLANNED = (field("blocks", "Блоки ПООП", r"блоки пооп.*"), field("most", "Макс балл", r"макс.*балл"))
_MANY_SCORES = (group_tables.PARTICIPANTS, field("subject", "Предмет", _OWN_SUBJECT.pattern), field("none", "0"))
_TASKS = (group_tables.GROUP, group_tables.PARTICIPANTS)
_FOREIGN: tuple[tuple[str, tuple[Field, ...], re.Pattern[str] | None], ...] = (  # what lies beside the right file
    ("Протокол апелляций", _APPEALS, None),
    ("Достижение планируемых результатов", _PLANNED, None),
    ("Распределение первичных баллов по многим предметам", _MANY_SCORES, group_tables.SCORE),
    ("Выполнение заданий", _TASKS, re.compile(r"1|1\.1|3\.1")),
    ("Реестр школ", (field("ogrn", "ОГРН"), field("inn", "ИНН")), None),
)


def find_table(sheet: Sheet, layout: Layout, head: Sequence[Row] | None = None) -> Header | None:
    """The header of this layout on the sheet, whole; None when the sheet is something else."""
    spec = SPECS[layout]
    header = find_header(sheet, spec.fields, head, spec.series)
    if header is None or header.missing or not _has_series(header, spec):
        return None
    if spec.without is not None and header.series(spec.without):
        return None
    if layout is Layout.JOURNAL and not _has_moves(sheet, header):
        return None
    if layout is Layout.SCORES and header.series(spec.series or group_tables.SCORE)[0][1][1] not in ("0", "1"):
        return None
    return header


def _has_series(header: Header, spec: Spec) -> bool:
    return spec.series is None or len(header.series(spec.series)) >= spec.least


def _has_moves(sheet: Sheet, header: Header) -> bool:
    place = header.columns["group"]
    return any(journal.move_of(key(row[place])) in ("lowered", "confirmed", "raised") for row in sheet.head(100))


def recognise(book: Book) -> Layout | None:
    """What the first recognised visible sheet is."""
    for sheet in book.visible():
        head = sheet.head(SEARCHED_ROWS)
        for layout in Layout:
            if find_table(sheet, layout, head) is not None:
                return layout
    return None


def foreign_title(sheet: Sheet) -> str:
    """The name of a file we know but do not read here, or an empty string."""
    for title, fields, series in _FOREIGN:
        header = find_header(sheet, fields)
        if header is not None and not header.missing and (series is None or header.series(series)):
            return title
    return ""
