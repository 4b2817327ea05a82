"""What the consolidation answers. The screen, the XLSX and the PDF read these and compute nothing themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from accounts.russian import decimals_that_keep_side, round_half_up
from monitoring.aggregation.inputs import (
    SENT,
    SETTLED,
    ActivityStatus,
    IndicatorRow,
    Kind,
    Method,
    OccurrenceRow,
    ReportState,
    SchoolRow,
)


class CellState(StrEnum):
    """Why a school's cell has or has not a value."""

    ENTERED = "entered"
    ZERO_BASE = "zero_base"  # 0 of 0: filled in, but no share can be made of it
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    NOT_REPORTED = "not_reported"  # the report is not in a state that counts


class TargetStatus(StrEnum):
    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    NO_DATA = "no_data"
    NO_TARGET = "no_target"


@dataclass(frozen=True, slots=True)
class SchoolValue:
    """One school's figure of one indicator; `exact` in the indicator's unit (a share in percent)."""

    school: SchoolRow
    indicator: IndicatorRow
    state: CellState
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    exact: Fraction | None = None
    previous: Fraction | None = None
    target: Decimal | None = None
    status: TargetStatus = TargetStatus.NO_DATA
    comment: str = ""

    @property
    def unit(self) -> str:
        """Where schools are counted the school's own number is a plain number, not the municipality's percent."""
        counts_schools = self.indicator.method == Method.COUNT_SCHOOLS
        return "" if counts_schools and self.indicator.kind == Kind.SHARE else self.indicator.unit

    @property
    def decimals(self) -> int:
        if self.indicator.method == Method.COUNT_SCHOOLS:
            return decimals_of(self.numerator)
        return decimals_beside(self.exact, self.target, self.indicator.decimals)

    @property
    def value(self) -> Decimal | None:
        return None if self.exact is None else round_half_up(self.exact, self.decimals)


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """The municipality's figure of one indicator with what it rests on.

    `reported` schools gave a usable value, of `applicable` ones that should; the rest is told apart by counts.
    """

    indicator: IndicatorRow
    numerator: Decimal | None
    denominator: Decimal | None
    exact: Fraction | None
    target: Decimal | None
    status: TargetStatus
    previous: Fraction | None
    same_schools: bool
    schools: tuple[SchoolValue, ...]

    def _count(self, state: CellState) -> int:
        return sum(cell.state == state for cell in self.schools)

    @property
    def expected(self) -> int:
        return len(self.schools)

    @property
    def reported(self) -> int:
        return self._count(CellState.ENTERED)

    @property
    def zero_base(self) -> int:
        return self._count(CellState.ZERO_BASE)

    @property
    def missing(self) -> int:
        return self._count(CellState.MISSING)

    @property
    def not_applicable(self) -> int:
        return self._count(CellState.NOT_APPLICABLE)

    @property
    def not_reported(self) -> int:
        return self._count(CellState.NOT_REPORTED)

    @property
    def applicable(self) -> int:
        return self.expected - self.not_applicable

    @property
    def decimals(self) -> int:
        """Decimals to show: more than usual where rounding would make a missed target look met."""
        return decimals_beside(self.exact, self.target, self.indicator.decimals)

    @property
    def value(self) -> Decimal | None:
        """The figure to show, rounded half up; None prints as «—», which is not zero."""
        return None if self.exact is None else round_half_up(self.exact, self.decimals)

    @property
    def change(self) -> Fraction | None:
        """Difference to the previous period: percentage points for shares, units for the rest."""
        return None if self.exact is None or self.previous is None else self.exact - self.previous

    @property
    def change_unit(self) -> str:
        return "п.п." if self.indicator.kind == Kind.SHARE else self.indicator.unit


@dataclass(frozen=True, slots=True)
class ActivityCell:
    """One school's word on one occurrence; `reported` is False while its report does not count.

    `is_past`: its own day has passed, which it may have put off; `is_claimed`: the school says it is done, in a report
    under review or on «Мои сроки», and no report that counts says so yet.
    """

    school: SchoolRow
    status: ActivityStatus
    reported: bool
    done_on: date | None = None
    result: str = ""
    reason: str = ""
    is_past: bool = False
    is_claimed: bool = False


@dataclass(frozen=True, slots=True)
class ActivityResult:
    """One occurrence with the words of the schools it concerns, or the department's own completion."""

    occurrence: OccurrenceRow
    schools: tuple[ActivityCell, ...]
    is_past: bool

    def _count(self, status: ActivityStatus) -> int:
        return sum(cell.reported and cell.status == status for cell in self.schools)

    @property
    def done(self) -> int:
        return self._count(ActivityStatus.DONE)

    @property
    def in_progress(self) -> int:
        return self._count(ActivityStatus.IN_PROGRESS)

    @property
    def not_done(self) -> int:
        return self._count(ActivityStatus.NOT_DONE)

    @property
    def not_applicable(self) -> int:
        return self._count(ActivityStatus.NOT_APPLICABLE)

    @property
    def blank(self) -> int:
        return self._count(ActivityStatus.BLANK)

    @property
    def not_reported(self) -> int:
        return sum(not cell.reported for cell in self.schools)

    @property
    def applicable(self) -> int:
        return len(self.schools) - self.not_applicable

    @property
    def is_expected(self) -> bool:
        """Whether anybody has to do it: what is not applicable to any school counts nowhere."""
        return self.occurrence.municipal or not self.schools or self.applicable > 0

    @property
    def is_done(self) -> bool:
        """By the department, or by every school it concerns."""
        if self.occurrence.municipal:
            return self.occurrence.done_on is not None
        return self.applicable > 0 and self.done == self.applicable

    @property
    def is_claimed(self) -> bool:
        """Every school says it is done, and some of them have not been checked yet."""
        claimed = sum(cell.is_claimed for cell in self.schools)
        return claimed > 0 and self.done + claimed == self.applicable

    @property
    def is_overdue(self) -> bool:
        """The day has passed and somebody has not done it. Computed, never stored."""
        if self.occurrence.municipal:
            return self.is_past and not self.is_done
        return any(cell.is_past and cell.status not in SETTLED and not cell.is_claimed for cell in self.schools)


@dataclass(frozen=True, slots=True)
class Submission:
    """One expected school and its report; state None means that no report was begun."""

    school: SchoolRow
    state: ReportState | None
    on_time: bool | None
    counted: bool
    submitted_on: date | None = None
    accepted_on: date | None = None


@dataclass(frozen=True, slots=True)
class SubmissionSummary:
    schools: tuple[Submission, ...]

    @property
    def expected(self) -> int:
        return len(self.schools)

    @property
    def counted(self) -> int:
        return sum(one.counted for one in self.schools)

    @property
    def handed_in(self) -> tuple[Submission, ...]:
        """Those that lie with the office; a report given back to its school is not among them."""
        return tuple(one for one in self.schools if one.state in SENT)

    @property
    def on_time(self) -> int:
        return sum(one.on_time is True for one in self.handed_in)

    @property
    def late(self) -> int:
        return sum(one.on_time is False for one in self.handed_in)

    def in_state(self, *states: ReportState | None) -> int:
        return sum(one.state in states for one in self.schools)


@dataclass(frozen=True, slots=True)
class Consolidated:
    """The consolidated figures of one period."""

    counted_states: frozenset[ReportState]
    indicators: tuple[IndicatorResult, ...]
    activities: tuple[ActivityResult, ...]
    submissions: SubmissionSummary


def decimals_of(number: Decimal | None) -> int:
    """Decimals a typed number really has: none in 5 and 5.00, one in 2.50."""
    return 0 if number is None else max(0, -int(number.normalize().as_tuple().exponent))


def decimals_beside(exact: Fraction | None, target: Decimal | None, decimals: int) -> int:
    return decimals if exact is None or target is None else decimals_that_keep_side(exact, target, decimals)
