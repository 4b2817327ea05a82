"""The years a document says its plan is for: «в 2020-2021 учебном году», «на 2021–2025 годы»."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from roadmaps.imports.document import Document

_YEARS = re.compile(
    r"(?<![\d.])(20\d\d)(?:\s*[-–—/]\s*(20\d\d|\d\d))?\s*(?:г\.\s*|гг\.\s*)?(?:(учебн|уч\.?\s*г)|(?:год|г\b|гг\b))",
    re.IGNORECASE,
)
LONGEST_PLAN = 10  # years
FEWEST_DEADLINES = 3  # that name a school year, where no title does


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """`first`, `last`: calendar years, 2020 and 2021 for the school year 2020/2021."""

    kind: Literal["school", "calendar"]
    first: int
    last: int

    @property
    def words(self) -> str:
        if self.kind == "school":
            plural = "учебный год" if self.last == self.first + 1 else "учебные годы"
            return f"{self.first}/{self.last} {plural}"
        return f"{self.first} год" if self.first == self.last else f"{self.first}–{self.last} годы"


def named_period(document: Document) -> NamedPeriod | None:
    """What the title of a table of activities says, else the school year that several of its deadlines name."""
    for table in document.activities:
        for period in _found([table.title]):
            return period
    deadlines = [row.deadline for table in document.activities for row in table.rows]
    school = Counter(period for period in _found(deadlines) if period.kind == "school")
    return next((period for period, times in school.most_common(1) if times >= FEWEST_DEADLINES), None)


def _found(texts: Iterable[str]) -> list[NamedPeriod]:
    """Several years stand before a single one: «план на 2021-2025 годы по итогам 2020 года»."""
    found = [_period(match) for text in texts for match in _YEARS.finditer(text[:2000])]
    return sorted((period for period in found if period), key=lambda period: period.first == period.last)


def _period(match: re.Match[str]) -> NamedPeriod | None:
    first, written = int(match[1]), match[2]
    last = first if written is None else int(written) if len(written) > 2 else first // 100 * 100 + int(written)
    if match[3]:
        return NamedPeriod("school", first, last) if 0 < last - first <= LONGEST_PLAN else None
    return NamedPeriod("calendar", first, last) if 0 <= last - first <= LONGEST_PLAN else None
