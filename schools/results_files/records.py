"""What the readers give: counts of schools. Rows of pupils are added up while they are read and have no type of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from schools.tables.problems import Problem


class Scope(StrEnum):
    """Whose figures a row holds. All but schools are reference rows: kept for comparison, never identified."""

    SCHOOL = "school"
    SAMPLE = "sample"  # «Вся выборка»
    REGION = "region"
    MUNICIPALITY = "municipality"
    TOTAL = "total"  # «Итого»


class IdSystem(StrEnum):
    FIS_OKO = "fis_oko"  # edu220123, before 2021 sch224208
    RIS_GIA = "ris_gia"  # digits
    NAME = "name"  # the file has only a name; somebody has to choose the school


class Unit(NamedTuple):
    """A school or a reference group as the file calls it. `value` is the identifier in `system`; `name` may be empty."""

    scope: Scope
    system: IdSystem
    value: str
    name: str = ""


class Procedure(NamedTuple):
    """kind × subject × grade of the programme × level × wave × exam year. `actual_grade` differs after the autumn of 2020."""

    kind: str
    subject: str
    grade: int
    level: str
    wave: str
    year: int
    actual_grade: int


class ResultCounts(NamedTuple):
    """Counts of one unit in one procedure; `sheet` and `row` say where they stand (for pupils' files the first row of the unit).

    `failed`: «2» or below the minimum. `marks`: how many got 2, 3, 4, 5, or None when the file gives no marks.
    `score_sum` / `scored` is the mean score in `score_unit` («первичный балл», «тестовый балл», «отметка»).
    `derived`: counts restored from rounded percents or means.
    """

    unit: Unit
    procedure: Procedure
    participants: int
    failed: int
    marks: tuple[int, int, int, int] | None
    score_sum: int | None
    scored: int | None
    score_unit: str
    derived: bool
    sheet: str
    row: int


class JournalCounts(NamedTuple):
    """Marks of the work against the marks in the class register: how many are lower, equal, higher."""

    unit: Unit
    procedure: Procedure
    lowered: int
    confirmed: int
    raised: int
    sheet: str
    row: int

    @property
    def participants(self) -> int:
        return self.lowered + self.confirmed + self.raised


class ScoreCounts(NamedTuple):
    """How many participants got 0, 1, 2, … primary points."""

    unit: Unit
    procedure: Procedure
    counts: tuple[int, ...]
    derived: bool
    sheet: str
    row: int


class ObjectivityMarker(NamedTuple):
    """Whether the ВПР of a school in a grade and subject carries the marker in an exam year."""

    unit: Unit
    year: int
    grade: int
    subject: str
    marked: bool
    sheet: str
    row: int


class OlympiadCounts(NamedTuple):
    """Participants and winners (with prize-winners) of a school at one stage; `year`: the school year ends in it."""

    unit: Unit
    year: int
    stage: str
    participants: int
    winners: int
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class SocialPassport:
    """Counts of a school by the codes of `passports.FIELDS`. None is «unknown», with the words of the file in `reasons`."""

    unit: Unit
    year: int
    values: Mapping[str, int | None]
    reasons: Mapping[str, str]
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Expected:
    """What the user said of the file. Fills what the file leaves out; where the file says otherwise there is an error.

    `minimums`: least passing score by subject, for files with test scores and no minimum of their own.
    """

    kind: str = ""
    subject: str = ""
    grade: int | None = None
    level: str = ""
    wave: str = ""
    year: int | None = None
    minimums: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one file. At most 500 errors and warnings are kept; the counts are of all.

    With errors the rest is still what the right rows say: a preview may show it, an import should wait for a corrected file.
    """

    layout: str
    results: tuple[ResultCounts, ...] = ()
    journal: tuple[JournalCounts, ...] = ()
    scores: tuple[ScoreCounts, ...] = ()
    markers: tuple[ObjectivityMarker, ...] = ()
    passports: tuple[SocialPassport, ...] = ()
    olympiads: tuple[OlympiadCounts, ...] = ()
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    error_count: int = 0
    warning_count: int = 0
    rows_read: int = 0
