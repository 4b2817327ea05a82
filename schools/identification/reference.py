"""What schools are compared with: means and deviations, of the schools at hand or of a region, and places among them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import fsum, sqrt
from typing import Any, NamedTuple

from schools.identification.inputs import Procedure

_WINSOR = 3.0
QUARTER, MEDIAN = 25, 50  # percentiles


class Norm(NamedTuple):
    """Mean and standard deviation (of the whole set, divided by N) of a share; `schools` 0: given from outside."""

    mean: float
    sd: float
    schools: int = 0

    def z(self, value: float) -> float:
        """Standard deviations above the mean, within ±3; where all are equal nobody deviates."""
        if not self.sd:
            return 0.0
        return max(-_WINSOR, min(_WINSOR, (value - self.mean) / self.sd))


def norm_of(values: Sequence[float]) -> Norm:
    """Exact sums, so that the order of schools does not matter."""
    if not values or min(values) == max(values):
        return Norm(values[0] if values else 0.0, 0.0, len(values))
    mean = fsum(values) / len(values)
    return Norm(mean, sqrt(fsum((value - mean) ** 2 for value in values) / len(values)), len(values))


class Place(NamedTuple):
    """A school among all: how many are worse, how many are as good (itself included), of how many."""

    worse: int
    equal: int
    of: int

    @property
    def percentile(self) -> Fraction:
        """(worse + half of the equal) / all, in percent: 0 is the worst end; the middle where there is nobody."""
        if not self.of:
            return Fraction(50)
        return Fraction(100 * (2 * self.worse + self.equal), 2 * self.of)


class Ranking:
    """Values of schools, less is worse."""

    def __init__(self, values: Iterable[float]) -> None:
        self._ordered = sorted(values)

    def place(self, value: float) -> Place:
        worse = bisect_left(self._ordered, value)
        return Place(worse, bisect_right(self._ordered, value) - worse, len(self._ordered))


@dataclass(frozen=True, slots=True)
class Reference:
    """Norms of a region or the country: of context shares, and of shares of failed, both in percent.

    Where a norm is given, it stands in place of the schools' own.
    """

    context: Mapping[str, Norm] = field(default_factory=dict)
    results: Mapping[tuple[Procedure, int], Norm] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "context": {name: list(norm[:2]) for name, norm in self.context.items()},
            "results": sorted(
                ([*procedure, year, *norm[:2]] for (procedure, year), norm in self.results.items()), key=str
            ),
        }


NO_REFERENCE = Reference()
