"""What the engine answers: flags, and the explanation as data. Words are made of it in `explanation.py`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, localcontext
from enum import StrEnum
from fractions import Fraction

from schools.identification.context_rules import Absolute
from schools.identification.flags import Flags, ListStatus, Quadrant, Status
from schools.identification.inputs import MissingReason, Procedure, SchoolId
from schools.identification.methodology import Methodology
from schools.identification.parameters import Use
from schools.identification.reference import Norm, Place


class Outcome(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    NOT_EVALUABLE = "not_evaluable"

    @classmethod
    def of(cls, answer: bool | None) -> Outcome:
        return cls.NOT_EVALUABLE if answer is None else cls.MET if answer else cls.NOT_MET


class NoteCode(StrEnum):
    """Circumstances a reader must know; none of them changes the verdict by itself."""

    MARKERS = "markers"
    MARKED_ROWS_DROPPED = "marked_rows_dropped"
    SMALL_SAMPLE = "small_sample"
    LOW_COVERAGE = "low_coverage"
    LOW_PARTICIPATION = "low_participation"
    DERIVED = "derived"
    ADDED_UP = "added_up"
    NOT_COMPARABLE = "not_comparable"
    REORGANISED = "reorganised"
    ONE_LEVEL_ONLY = "one_level_only"
    EVIDENCE_ONLY = "evidence_only"
    OUTSIDE_METHODOLOGY = "outside_methodology"
    RELATIVE_RULE = "relative_rule"
    EXIT_MONITORING = "exit_monitoring"
    MAY_EXIT = "may_exit"
    MARKERS_BAR_EXIT = "markers_bar_exit"
    MANUAL_BASIS = "manual_basis"
    NO_EXIT_WITHOUT_DATA = "no_exit_without_data"
    RE_ENTRY = "re_entry"
    MARKERS_BAR_LEADERSHIP = "markers_bar_leadership"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One procedure in one year: the counts used, or why there are none. `rows` were added up to get the counts.

    `low` is None when the counts are missing or fewer than min_n took part (`small`). With `since` the counts are sums
    over the years from `since` to `year`.
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
    use: Use = Use.REQUIRED
    item: int = 0  # its number in the methodology's list
    comparable: bool = True
    since: int | None = None

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


Number = int | float | Fraction | str | None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question of the rule and its answer; README.md lists the codes and the `numbers` of each.

    `met_by`: procedures that are low as the criterion asks (for C2 of `any_procedure`: low in the last year);
    `unknown`: procedures whose missing year leaves the question open.
    """

    code: str
    outcome: Outcome
    met_by: tuple[Procedure, ...] = ()
    unknown: tuple[Procedure, ...] = ()
    years: tuple[int, ...] = ()
    numbers: Mapping[str, Number] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """One term of an index: a share in percent, the norm it was held against, its z (more is better) and weight."""

    name: str
    percent: Fraction | None
    norm: Norm | None
    z: float | None
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Index:
    """A weighted mean of z over the parts at hand; None where they cover too little of the weights."""

    year: int
    value: float | None
    coverage: Fraction
    parts: tuple[Part, ...]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class ContextVerdict:
    """The social context. `adverse` is None when neither «yes» nor «no» can be said; `index` is 50 ± 10."""

    adverse: bool | None
    criteria: tuple[Criterion, ...]
    index: Index | None
    cut: Fraction | None
    shares: Mapping[str, Fraction]
    absolute: tuple[Absolute, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A step towards another verdict: this many failed instead of so many, in this year (in all years from `since` to it).

    No procedure: in all of them together.
    """

    procedure: Procedure | None
    participants: int
    failed: int
    needed: int
    year: int
    since: int | None = None

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
    """The verdict on one school: the flags of the bulk path and what they rest on."""

    school_id: SchoolId
    school_type: str
    year: int
    methodology: Methodology
    flags: Flags
    criteria: tuple[Criterion, ...]
    evidence: tuple[Evidence, ...]
    pooled: tuple[Evidence, ...]
    indexes: tuple[Index, ...]
    context: ContextVerdict | None
    changes: tuple[Change, ...]
    coverage: Coverage
    result_place: Place | None
    notes: tuple[Note, ...]

    @property
    def status(self) -> Status:
        return self.flags.status

    @property
    def low_results(self) -> bool | None:
        return self.flags.low_results

    @property
    def at_risk(self) -> bool:
        return self.flags.at_risk

    @property
    def insufficient_data(self) -> bool:
        return self.flags.insufficient_data

    @property
    def small_sample(self) -> bool:
        return self.flags.small_sample

    @property
    def expert_review(self) -> bool:
        return self.flags.expert_review

    @property
    def excluded(self) -> bool:
        return self.flags.excluded

    @property
    def exit_monitoring(self) -> bool:
        return self.flags.list_status == ListStatus.EXIT_MONITORING

    @property
    def quadrant(self) -> Quadrant:
        return self.flags.quadrant

    @property
    def judged(self) -> tuple[Evidence, ...]:
        """What the rule looked at first: the sums where it judges by sums, else the counted procedures of the last year."""
        return self.pooled or tuple(one for one in self.evidence if one.year == self.year and one.use != Use.EVIDENCE)
