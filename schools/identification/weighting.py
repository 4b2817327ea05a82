"""Weighted mean of what is at hand: weights renormalised, and refused where too little of them is covered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from schools.identification.methodology import Methodology
from schools.identification.parameters import Use


class Weighted(NamedTuple):
    """`value` is None when `coverage` (share of the required weights at hand) is too low."""

    value: float | None
    coverage: Fraction


@dataclass(frozen=True, slots=True)
class Scales:
    """Weights by number of the part; what is not required adds to the mean but is not missed."""

    weights: Mapping[int, Fraction]
    required: frozenset[int]
    least: Fraction
    _covered: dict[tuple[int, ...], Fraction] = field(default_factory=dict)  # the same parts cover the same

    @classmethod
    def of_results(cls, methodology: Methodology) -> Scales:
        listed = dict(enumerate(methodology.listed))
        return cls(
            {item: one.weight for item, one in listed.items() if one.use != Use.EVIDENCE},
            frozenset(item for item, one in listed.items() if one.use == Use.REQUIRED),
            methodology.min_coverage,
        )

    @classmethod
    def of_context(cls, methodology: Methodology) -> Scales:
        variables = methodology.context.variables if methodology.context else ()
        weights = {place: one.weight for place, one in enumerate(variables)}
        return cls(weights, frozenset(weights), methodology.min_coverage)

    def coverage(self, present: Iterable[int]) -> Fraction:
        """Share of the required weights among the parts present."""
        parts = tuple(sorted(present))
        if parts not in self._covered:
            whole = sum((self.weights[item] for item in self.required), Fraction(0))
            own = sum((self.weights[item] for item in parts if item in self.required), Fraction(0))
            self._covered[parts] = own / whole if whole else Fraction(bool(parts))
        return self._covered[parts]

    def enough(self, present: Iterable[int]) -> bool:
        """Whether the parts present cover as much of the weights as asked for."""
        parts = list(present)
        return self.coverage(parts) >= self.least and any(self.weights[item] for item in parts)


def weighted(scales: Scales, parts: Mapping[int, float]) -> Weighted:
    """Parts by their number -> weighted mean. Terms are added one by one in a fixed order, so that the digits are the same."""
    coverage = scales.coverage(parts)
    top = bottom = 0.0
    for item in sorted(parts):
        weight = float(scales.weights[item])
        top += weight * parts[item]
        bottom += weight
    if not scales.enough(parts):
        return Weighted(None, coverage)
    return Weighted(round(top / bottom, 9), coverage)
