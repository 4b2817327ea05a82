"""What the consolidation reads. The values of the enumerations are those the models store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

Id = int | str


class AggregationError(ValueError):
    """The rows contradict their definitions: a programming or data error, never a user's typing."""


class Kind(StrEnum):
    SHARE = "share"  # percent: 100 × numerator / denominator
    COUNT = "count"
    MEAN = "mean"  # sum of points / number
    INDEX = "index"


class Method(StrEnum):
    """How the municipality's figure comes out of the schools' figures (domain notes, section 6). Never a mean of percents."""

    SUM_RATIO = "sum_ratio"  # Σ numerators / Σ denominators
    SUM = "sum"  # Σ numerators
    WEIGHTED_MEAN = (
        "weighted_mean"  # Σ (mean × weight) / Σ weights: the numerator is the mean, the denominator its weight
    )
    COUNT_SCHOOLS = "count_schools"  # schools whose number is above zero, of those that gave one
    NONE = "none"  # not to be aggregated: medians, indices


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"


class Accumulation(StrEnum):
    PERIOD = "period"
    CUMULATIVE = "cumulative"
    SNAPSHOT = "snapshot"


class ValueState(StrEnum):
    """«Не заполнено», a number (zero too) and «не применимо» are three different things."""

    MISSING = "missing"
    ENTERED = "entered"
    NOT_APPLICABLE = "not_applicable"


class ReportState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


SENT = frozenset({ReportState.ACCEPTED, ReportState.SUBMITTED})


class ActivityStatus(StrEnum):
    BLANK = ""
    DONE = "done"
    IN_PROGRESS = "in_progress"
    NOT_DONE = "not_done"
    NOT_APPLICABLE = "not_applicable"


SETTLED = frozenset({ActivityStatus.DONE, ActivityStatus.NOT_APPLICABLE})

_DEFAULT_METHOD = {
    Kind.SHARE: Method.SUM_RATIO,
    Kind.COUNT: Method.SUM,
    Kind.MEAN: Method.SUM_RATIO,
    Kind.INDEX: Method.NONE,
}
_ALLOWED = {
    Kind.SHARE: {Method.SUM_RATIO, Method.COUNT_SCHOOLS, Method.NONE},
    Kind.COUNT: {Method.SUM, Method.COUNT_SCHOOLS, Method.NONE},
    Kind.MEAN: {Method.SUM_RATIO, Method.WEIGHTED_MEAN, Method.NONE},
    Kind.INDEX: {Method.WEIGHTED_MEAN, Method.NONE},
}


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """The definition of one indicator. `aggregation` None means the usual one of its kind. Raises AggregationError."""

    id: Id
    code: str
    name: str
    unit: str
    kind: Kind
    numerator_label: str = ""
    denominator_label: str = ""
    aggregation: Method | None = None
    direction: Direction = Direction.UP
    accumulation: Accumulation = Accumulation.SNAPSHOT
    decimals: int = 1

    def __post_init__(self) -> None:
        if self.method not in _ALLOWED[self.kind]:
            raise AggregationError(f"Показатель {self.code}: вид {self.kind} не сводится способом {self.method}.")

    @property
    def method(self) -> Method:
        return self.aggregation or _DEFAULT_METHOD[self.kind]

    @property
    def needs_denominator(self) -> bool:
        return self.method in (Method.SUM_RATIO, Method.WEIGHTED_MEAN)

    @property
    def factor(self) -> int:
        """Shares are spoken of in percent."""
        return 100 if self.kind == Kind.SHARE else 1


@dataclass(frozen=True, slots=True)
class TargetRow:
    """The value to reach in a year: the municipality's, or one school's own."""

    indicator_id: Id
    year: int
    value: Decimal
    school_id: Id | None = None


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """A school whose report the period expects."""

    id: Id
    name: str


@dataclass(frozen=True, slots=True)
class ReportRow:
    """The state of one school's report; `on_time` is None while there is nothing to judge."""

    school_id: Id
    state: ReportState
    on_time: bool | None = None
    submitted_on: date | None = None
    accepted_on: date | None = None


@dataclass(frozen=True, slots=True)
class ValueRow:
    """What one school says of one indicator. Numbers only with the state ENTERED. Raises AggregationError."""

    school_id: Id
    indicator_id: Id
    state: ValueState
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    comment: str = ""

    def __post_init__(self) -> None:
        for number in (self.numerator, self.denominator):
            if number is not None and not (number.is_finite() and number >= 0):
                raise AggregationError("Числитель и знаменатель — конечные неотрицательные числа.")


@dataclass(frozen=True, slots=True)
class OccurrenceRow:
    """One coming-due of an activity. `school_ids`: whose it is; None means every expected school's.

    `moved`: days to which schools have put their own term off.

    A municipal one is carried out by the department and its bodies: no school reports on it, `done_on` is its completion.
    """

    id: Id
    number: str
    title: str
    section: str
    due_on: date | None = None
    term: str = ""
    school_ids: frozenset[Id] | None = None
    municipal: bool = False
    done_on: date | None = None
    moved: Mapping[Id, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EntryRow:
    """What one school says of one occurrence; `is_settled`: known whatever becomes of its report."""

    school_id: Id
    occurrence_id: Id
    status: ActivityStatus
    done_on: date | None = None
    result: str = ""
    reason: str = ""
    is_settled: bool = False
