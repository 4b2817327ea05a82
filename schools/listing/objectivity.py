"""What a school's card tells of how far results can be relied on: the region's markers, marks beside the class register, scores."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from accounts.russian import NBSP, decimal_comma
from schools.models import JournalComparison, School, ScoreDistribution
from schools.models.comparability import procedure_words
from schools.models.results import ProcedureFields, ProcedureKind

BAR, HEIGHT = 4, 36  # of the little chart, in units of its viewBox
Key = tuple[int, str, int, str, str, str]  # year, kind, grade, subject, level, wave


@dataclass(frozen=True)
class Bar:
    """One score and how many got it; where its bar stands and how high it is, as SVG writes numbers."""

    score: int
    count: int
    x: int
    y: str
    height: str


@dataclass
class Row:
    """A piece of work of one year. `marked`: None where the region has said nothing."""

    key: Key
    marked: bool | None = None
    journal: JournalComparison | None = None
    scores: list[Bar] = field(default_factory=list)
    derived: bool = False

    @property
    def name(self) -> str:
        year, kind, grade, subject, level, wave = self.key
        extra = "".join(f", {word}" for word in (level, wave) if word)
        return f"{procedure_words(kind, subject, grade)}{extra}, {year}{NBSP}год"

    @property
    def compared(self) -> list[tuple[str, str]]:
        """How the marks of the work stand to those of the register: title and «3 из 25 — 12,0 %»."""
        one = self.journal
        if one is None:
            return []
        whole = one.lowered + one.confirmed + one.raised
        parts = (("ниже журнала", one.lowered), ("как в журнале", one.confirmed), ("выше журнала", one.raised))
        return [(title, _share(count, whole)) for title, count in parts]

    @property
    def width(self) -> int:
        return BAR * len(self.scores)

    @property
    def in_words(self) -> str:
        return ", ".join(f"{bar.score} — {bar.count}" for bar in self.scores if bar.count)


@dataclass(frozen=True)
class Objectivity:
    """`rows`: the newest work first, only those with something to see; `clean`: works the region calls free of markers."""

    rows: list[Row]
    clean: int

    def __bool__(self) -> bool:
        return bool(self.rows or self.clean)


def objectivity_of(school: School) -> Objectivity:
    """Three queries."""
    rows: dict[Key, Row] = {}

    def row(key: Key) -> Row:
        return rows.setdefault(key, Row(key))

    for marker in school.markers.all():
        row((marker.year, ProcedureKind.VPR, marker.grade, marker.subject, "", "")).marked = marker.marked
    for journal in school.journal_comparisons.all():
        row(_key(journal)).journal = journal
    for scores in school.score_distributions.all():
        one = row(_key(scores))
        one.scores, one.derived = list(_bars(scores)), scores.derived
    telling = [one for one in rows.values() if one.marked or one.journal or one.scores]
    clean = sum(1 for one in rows.values() if one.marked is False)
    return Objectivity(sorted(telling, key=lambda one: (-one.key[0], *one.key[1:])), clean)


def _key(one: ProcedureFields) -> Key:
    return one.year, one.kind, one.grade, one.subject, one.level, one.wave


def _bars(scores: ScoreDistribution) -> Iterator[Bar]:
    most = max(scores.counts, default=0) or 1
    for score, count in enumerate(scores.counts):
        height = HEIGHT * count / most
        yield Bar(score, count, BAR * score, f"{HEIGHT - height:.2f}", f"{height:.2f}")


def _share(count: int, whole: int) -> str:
    return f"{count} из{NBSP}{whole} — {decimal_comma(Fraction(100 * count, whole), 1)}{NBSP}%" if whole else "0"
