"""Which rows of a file go into which table of the database, what tells two rows apart, and what a corrected file may change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from schools.models import (
    AssessmentResult,
    JournalComparison,
    ObjectivityMarker,
    OlympiadResult,
    ReferenceResult,
    ScoreDistribution,
    SocialPassport,
)
from schools.models.results import PROCEDURE
from schools.results_files import PASSPORT

Values = tuple[Any, ...]
Merge = Callable[[Values, Values], Values]


def _taken_whole(_: Values, after: Values) -> Values:
    return after


@dataclass(frozen=True)
class Table:
    """`owner`: column of whom a row belongs to. `merge(stored, read)`: what the row will hold. `fixed`: columns no file gives."""

    model: type[models.Model]
    keys: tuple[str, ...]
    values: tuple[str, ...]
    owner: str = "school_id"
    merge: Merge = _taken_whole
    fixed: dict[str, Any] = field(default_factory=dict)

    @property
    def identity(self) -> tuple[str, ...]:
        return self.owner, *self.keys


_COUNTS = (
    "actual_grade", "participants", "failed", "mark2", "mark3", "mark4", "mark5", "score_sum", "scored", "score_unit", "derived",
)  # fmt: skip


def _merge_counts(before: Values, after: Values) -> Values:
    """An empty cell erases nothing, and figures restored from percents do not replace exact ones that agree with them."""
    if before[1:3] != after[1:3]:
        return after
    actual, *people = after[:3]
    marks, score, derived = after[3:7], after[7:10], after[10]
    if derived and not before[10]:
        return before
    if marks[0] is None:
        marks, derived = before[3:7], before[10] if before[3] is not None else derived
    is_mean_mark = score[2] in ("", "отметка")  # told by the marks: any real score says more
    if score[0] is None or (is_mean_mark and before[9] not in ("", "отметка")):
        score = before[7:10]
    return (actual if actual is not None else before[0], *people, *marks, *score, derived)


def _merge_figures(before: Values, after: Values) -> Values:
    """What the file does not know stays as the school has said it; a reason stays only where there is no figure."""
    figures = tuple(new if new is not None else old for old, new in zip(before[:-1], after[:-1], strict=True))
    told = {**before[-1], **after[-1]}
    missing = {item.code for item, value in zip(PASSPORT, figures, strict=True) if value is None}
    return (*figures, {code: words for code, words in told.items() if code in missing})


TABLES: dict[str, Table] = {
    "results": Table(
        AssessmentResult, tuple(PROCEDURE), _COUNTS, merge=_merge_counts, fixed={"comparable": True}
    ),
    "references": Table(
        ReferenceResult,
        ("scope", "name", *PROCEDURE),
        _COUNTS,
        owner="municipality_id",
        merge=_merge_counts,
        fixed={"comparable": True},
    ),
    "journal": Table(JournalComparison, tuple(PROCEDURE), ("lowered", "confirmed", "raised")),
    "scores": Table(ScoreDistribution, tuple(PROCEDURE), ("counts", "derived")),
    "markers": Table(ObjectivityMarker, ("year", "grade", "subject"), ("marked",)),
    "olympiads": Table(OlympiadResult, ("year", "stage"), ("participants", "winners")),
    "passports": Table(
        SocialPassport,
        ("year",),
        (*(item.code for item in PASSPORT), "reasons"),
        merge=_merge_figures,
        fixed={"responsible": ""},
    ),
}  # fmt: skip
