"""What the reader found in a file: tables, their rows and what a person should look at. Plain data, no Django."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class TableKind(StrEnum):
    ACTIVITIES = "activities"
    PASSPORT = "passport"
    INDICATORS = "indicators"
    CONTROL_POINTS = "control_points"
    RISKS = "risks"
    PEOPLE = "people"
    OTHER = "other"


class Column(StrEnum):
    """What a column of a roadmap table holds; also the name of the field of `Row` it goes to."""

    SECTION = "section"
    NUMBER = "number"
    ACTIVITY = "activity"
    DEADLINE = "deadline"
    RESPONSIBLE = "responsible"
    RESULT = "result"
    REPORT_FORM = "report_form"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class Row:
    """An activity (or control point) as it stands in the document; paragraphs of a cell are separated by line feeds."""

    section: str = ""
    number: str = ""
    activity: str = ""
    deadline: str = ""
    responsible: str = ""
    result: str = ""
    report_form: str = ""
    planned: str = ""
    by_year: tuple[tuple[int, str], ...] = ()  # where deadlines stand in a column per year: (2022, "август")
    table: int = 0  # position of the table in the file, from 1
    lines: tuple[int, ...] = ()  # rows of the source table it was joined from, from 1
    warnings: tuple[str, ...] = ()  # Russian, without a place: «не указан срок»


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell as the document shows it, for the view beside the result. `span`: columns it covers."""

    text: str
    span: int


@dataclass(frozen=True, slots=True)
class PassportItem:
    """A row of the passport of a programme: «Цель» and what stands beside it."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the document; tables split over pages count as one."""

    index: int  # position in the file, from 1
    title: str
    kind: TableKind
    columns: dict[Column, str] = field(default_factory=dict)  # what was recognised -> header text
    rows: tuple[Row, ...] = ()  # of activities and control points
    passport: tuple[PassportItem, ...] = ()
    source: tuple[tuple[SourceCell, ...], ...] = ()  # all rows as they stand; row 1 is line 1 of `Row.lines`
    warnings: tuple[str, ...] = ()  # about the table as a whole, Russian


@dataclass(frozen=True, slots=True)
class Document:
    """All tables in the order of the file. `warnings` are those of tables and rows, each with its place."""

    tables: tuple[Table, ...]
    warnings: tuple[str, ...]

    @property
    def activities(self) -> tuple[Table, ...]:
        return self.of_kind(TableKind.ACTIVITIES)

    @property
    def passport(self) -> tuple[PassportItem, ...]:
        return tuple(item for table in self.of_kind(TableKind.PASSPORT) for item in table.passport)

    def of_kind(self, kind: TableKind) -> tuple[Table, ...]:
        return tuple(table for table in self.tables if table.kind is kind)
