"""Sums of one school while its pupils' rows go by. A pupil leaves nothing behind but these numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """`broken`: rows that could not be read; a school with any gives no result, for its counts would be wrong."""

    row: int
    name: str = ""
    marks: list[int] = field(default_factory=lambda: [0] * 6)  # by mark; 0 and 1 stay empty
    scores: Counter[int] = field(default_factory=Counter)
    failed: int = 0
    participants: int = 0
    absent: int = 0
    lowered: int = 0
    confirmed: int = 0
    raised: int = 0
    declared: int | None = None
    broken: int = 0

    @property
    def score_sum(self) -> int:
        return sum(score * times for score, times in self.scores.items())

    @property
    def by_mark(self) -> tuple[int, int, int, int]:
        return self.marks[2], self.marks[3], self.marks[4], self.marks[5]

    def histogram(self, maximum: int | None) -> tuple[int, ...]:
        """How many got 0, 1, 2, … points up to the maximum of the work, or the highest met."""
        top = max(maximum or 0, max(self.scores, default=0))
        return tuple(self.scores[score] for score in range(top + 1))
