"""What the engine reads: counts of a school in assessment procedures. No pupils, no names of people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from schools.identification.names import level_words, subject_words

SchoolId = int | str


class InputError(ValueError):
    """The data contradict themselves; the message is for the user."""


class MissingReason(StrEnum):
    """Why there is no usable number. Missing is not zero, and «not held» is not «not loaded» (domain rule 8.2)."""

    NOT_HELD = "not_held"
    NOT_DRAWN = "not_drawn"
    NO_GRADE = "no_grade"
    NOBODY_CHOSE = "nobody_chose"
    NO_FILE = "no_file"
    UNKNOWN = "unknown"
    # found by the engine itself
    ABSENT = "absent"
    NO_PARTICIPANTS = "no_participants"
    ONLY_RESITS = "only_resits"
    EXCLUDED_GROUP = "excluded_group"
    OBJECTIVITY_MARKER = "objectivity_marker"

    @property
    def is_not_expected(self) -> bool:
        """The school could not have had this result, so its absence is no gap in the data."""
        return self in (self.NOT_HELD, self.NOT_DRAWN, self.NO_GRADE, self.NOBODY_CHOSE)


class Attempt(StrEnum):
    FIRST = "first"  # main day, first attempt
    FINAL = "final"  # the same pupils after resits
    RESIT = "resit"  # only those who sat again: counted already, never added to anything


class PreviousStatus(StrEnum):
    """What the school was after the run before this one."""

    NONE = ""
    CANDIDATE = "candidate"
    PROPOSED = "proposed"
    APPROVED = "approved"
    IN_SUPPORT = "in_support"
    EXIT_MONITORING = "exit_monitoring"
    EXITED = "exited"
    LISTED = "listed"  # approved or in support, where the source does not tell them apart
    LISTED_MANUALLY = "listed_manually"  # by experts, not by the rule

    @property
    def is_listed(self) -> bool:
        return self in _LISTED


_LISTED = (
    PreviousStatus.APPROVED,
    PreviousStatus.IN_SUPPORT,
    PreviousStatus.EXIT_MONITORING,
    PreviousStatus.LISTED,
    PreviousStatus.LISTED_MANUALLY,
)


class Procedure(NamedTuple):
    """One assessment procedure: kind × subject × grade of the programme × level. Only equal ones are comparable."""

    kind: str
    subject: str
    grade: int | None = None
    level: str = ""

    def __str__(self) -> str:
        grade = f", {self.grade} класс" if self.grade and self.kind not in ("ОГЭ", "ЕГЭ") else ""
        level = f" ({level_words(self.level)})" if self.level else ""
        return f"{self.kind}{grade}, {subject_words(self.subject)}{level}"


@dataclass(frozen=True, slots=True)
class Result:
    """Counts of one school in one procedure of one exam year, or the reason why there are none.

    `failed` got «2» (ВПР, ОГЭ) or did not reach the minimum (ЕГЭ); `roll` is the number of pupils in the grade;
    `derived`: counts restored from rounded percents; not `comparable`: another scale, wave or programme than other years.
    Names must be canonical (`names.py`). Several rows of one procedure and year (branches, waves) are added up.
    Raises InputError.
    """

    kind: str
    subject: str
    grade: int | None
    level: str
    year: int
    participants: int | None = None
    failed: int | None = None
    missing_reason: MissingReason | None = None
    derived: bool = False
    attempt: Attempt = Attempt.FIRST
    group: str = ""
    roll: int | None = None
    comparable: bool = True

    def __post_init__(self) -> None:
        if (self.participants is None) != (self.failed is None):
            raise InputError("Число участников и число не преодолевших минимум задаются вместе.")
        if self.participants is None or self.failed is None:
            return
        if self.missing_reason is not None:
            raise InputError("Результат есть, но указана и причина его отсутствия.")
        if not 0 <= self.failed <= self.participants:
            raise InputError(f"Не преодолели минимум {self.failed} из {self.participants}: так не бывает.")

    @property
    def procedure(self) -> Procedure:
        return Procedure(self.kind, self.subject, self.grade, self.level)

    @property
    def has_counts(self) -> bool:
        return bool(self.participants)

    @property
    def reason(self) -> MissingReason:
        """Why the row has no usable counts."""
        if self.participants == 0:
            return MissingReason.NO_PARTICIPANTS
        return self.missing_reason or MissingReason.UNKNOWN


@dataclass(frozen=True, slots=True)
class Marker:
    """An objectivity marker (признак необъективности): ВПР of one grade and subject. No year means every year."""

    subject: str
    grade: int
    year: int | None = None

    def covers(self, procedure: Procedure, year: int) -> bool:
        """Whether the marker stands at this very ВПР."""
        return self.in_year(year) and (procedure.subject, procedure.grade) == (self.subject, self.grade)

    def in_year(self, year: int) -> bool:
        return self.year is None or self.year == year

    def __str__(self) -> str:
        year = f", {self.year} год" if self.year else ""
        return f"{self.grade} класс, {subject_words(self.subject)}{year}"


class InheritanceKind(StrEnum):
    """What a reorganisation does to results from before it: they follow the pupils only where all of them went to one school."""

    WHOLE = "whole"  # rows of the former school are among the school's own
    PART = "part"  # nobody knows whose results the pupils who came have brought
    STILL_OPEN = "still_open"  # all came, but the former school stands in the registry with its results
    LEFT = "left"  # pupils of this school went away; its earlier results are theirs, too


class Inheritance(NamedTuple):
    """A reorganisation that the results of the window have seen: the other school, the year, the percent of pupils who moved."""

    kind: InheritanceKind
    name: str
    year: int
    share: str


@dataclass(frozen=True, slots=True)
class SchoolInput:
    """One school with its results. `name` only passes through; it takes no part in the inputs hash.

    `context`: shares of the social passport in percent; what is unknown is absent, never zero. `clean_runs`: how many runs
    in a row, up to the last one, found a listed school not low and without markers. `grades`: the first and the last one the school
    has, where that is known.
    """

    id: SchoolId
    school_type: str = ""
    results: tuple[Result, ...] = ()
    markers: tuple[Marker, ...] = ()
    previous_status: PreviousStatus = PreviousStatus.NONE
    name: str = ""
    context: Mapping[str, Fraction] = field(default_factory=dict)
    clean_runs: int = 0
    grades: tuple[int, int] | None = None
    inherited: tuple[Inheritance, ...] = ()

    def teaches(self, grade: int | None) -> bool:
        """Whether the school may have this grade at all."""
        return grade is None or self.grades is None or self.grades[0] <= grade <= self.grades[1]
