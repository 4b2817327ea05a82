"""A year's figure out of its quarters, where that is honest."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from monitoring.aggregation.inputs import Accumulation
from monitoring.aggregation.results import IndicatorResult


def year_figure(quarters: Sequence[IndicatorResult]) -> Fraction | None:
    """The year's figure of one indicator by its quarters in order of time, or None: it has to be entered separately.

    What grows from the beginning of the year, or is taken at the end of a quarter, is the last quarter's figure. What is
    counted per quarter is never added up: the same teacher may stand in four quarters (10 + 12 + 9 + 11 of 20 is not 42 of 20).
    """
    if not quarters or quarters[-1].indicator.accumulation == Accumulation.PERIOD:
        return None
    return quarters[-1].exact
