"""What the engine answers: flags, and the explanation as data. Words are made of it in `explanation.py`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from enum import StrEnum
from fractions import Fraction

from schools.identification.inputs import MissingReason, Procedure, SchoolId
from schools.identification.methodology import Methodology


class Status(StrEnum):
    """One word for lists and filters; the flags of a verdict say more."""

    LOW_RESULTS = "low_results"
    AT_RISK = "at_risk"
    NOT_LOW = "not_low"
    EXPERT_REVIEW = "expert_review"
    INSUFFICIENT = "insufficient"
    EXCLUDED = "excluded"


class Outcome(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    NOT_EVALUABLE = "not_evaluable"


class NoteCode(StrEnum):
    """Circumstances a reader must know; none of them changes the verdict by itself."""

    MARKERS = "markers"
    MARKED_ROWS_DROPPED = "marked_rows_dropped"
    SMALL_SAMPLE = "small_sample"
    LOW_COVERAGE = "low_coverage"
    LOW_PARTICIPATION = "low_participation"
    DERIVED = "derived"
    ADDED_UP = "added_up"
    ONE_LEVEL_ONLY = "one_level_only"
    OUTSIDE_METHODOLOGY = "outside_methodology"
    EXIT_MONITORING = "exit_monitoring"
    MANUAL_BASIS = "manual_basis"
    NO_EXIT_WITHOUT_DATA = "no_exit_without_data"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One procedure in one year: the counts used, or why there are none. `rows` were added up to get the counts.

    `low` is None when the counts are missing or fewer than min_n took part (`small`).
    """

    procedure: Procedure
    year: int
    participants: int = 0
    failed: int = 0
    low: bool | None = None
    risky: bool = False
    small: bool = False
    missing: MissingReason | None = None
    rows: int = 0
    derived: bool = False
    roll: int | None = None
    levels: tuple[str, ...] = ()

    @property
    def assessed(self) -> bool:
        return self.low is not None

    @property
    def share(self) -> Fraction | None:
        """Exact share of those who failed, 0..1."""
        return Fraction(self.failed, self.participants) if self.participants else None

    @property
    def wilson_percent(self) -> tuple[Decimal, Decimal] | None:
        """95 % Wilson interval of the share in percent, one decimal: how far chance alone may carry it."""
        return wilson_percent(self.failed, self.participants) if self.participants else None


def wilson_percent(failed: int, participants: int) -> tuple[Decimal, Decimal]:
    """Wilson score interval (z = 1.96) in percent. Decimal, so that every machine prints the same digits."""
    with localcontext() as context:
        context.prec = 28
        n, z = Decimal(participants), Decimal("1.96")
        p = Decimal(failed) / n
        centre = p + z * z / (2 * n)
        half = z * (p * (1 - p) / n + z * z / (4 * n * n)).sqrt()
        ends = [100 * (centre + sign * half) / (1 + z * z / n) for sign in (-1, 1)]
        low, high = (min(max(end, Decimal(0)), Decimal(100)).quantize(Decimal("0.1"), ROUND_HALF_UP) for end in ends)
    return low, high


@dataclass(frozen=True, slots=True)
class Criterion:
    """C1: enough low procedures in the last year; C2: low two years running.

    `met_by`: procedures that are low as the criterion asks (for C2 of `any_procedure`: low in the last year);
    `unknown`: procedures whose missing year leaves the question open.
    """

    code: str
    outcome: Outcome
    met_by: tuple[Procedure, ...] = ()
    unknown: tuple[Procedure, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A step towards another verdict: this many failed instead of so many, in the last year."""

    procedure: Procedure
    participants: int
    failed: int
    needed: int

    @property
    def difference(self) -> int:
        return abs(self.needed - self.failed)


@dataclass(frozen=True, slots=True)
class Note:
    code: NoteCode
    procedures: tuple[Procedure, ...] = ()
    year: int | None = None
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """Procedures with usable counts in the last year, of those the school could have had."""

    assessed: int
    applicable: int

    def is_below(self, share: Fraction) -> bool:
        return Fraction(self.assessed) < share * self.applicable


@dataclass(frozen=True, slots=True)
class VerdictResult:
    """The verdict on one school. `low_results` is None when neither «yes» nor «no» can be said."""

    school_id: SchoolId
    school_type: str
    year: int
    methodology: Methodology
    low_results: bool | None
    at_risk: bool
    insufficient_data: bool
    small_sample: bool
    expert_review: bool
    exit_monitoring: bool
    excluded: bool
    criteria: tuple[Criterion, ...]
    evidence: tuple[Evidence, ...]
    changes: tuple[Change, ...]
    coverage: Coverage
    notes: tuple[Note, ...]

    @property
    def status(self) -> Status:
        ladder = (
            (self.excluded, Status.EXCLUDED),
            (self.low_results is True, Status.LOW_RESULTS),
            (self.expert_review, Status.EXPERT_REVIEW),
            (self.insufficient_data, Status.INSUFFICIENT),
            (self.at_risk, Status.AT_RISK),
        )
        return next((status for holds, status in ladder if holds), Status.NOT_LOW)
