"""A figure against its target, in exact fractions."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from monitoring.aggregation.inputs import AggregationError, Direction, Id, TargetRow
from monitoring.aggregation.results import TargetStatus

PARTLY_FROM_PERCENT = 80  # [design] four fifths of the way count as «достигнуто частично»

Targets = dict[tuple[Id, Id | None], Decimal]


def targets_of(year: int, rows: Iterable[TargetRow]) -> Targets:
    """Targets of the year by indicator and school (None: the municipality's). Years between are empty, never interpolated."""
    found: Targets = {}
    for row in rows:
        if row.year != year:
            continue
        if (row.indicator_id, row.school_id) in found:
            raise AggregationError("Целевое значение задано дважды.")
        found[row.indicator_id, row.school_id] = row.value
    return found


def judge(exact: Fraction | None, target: Decimal | None, direction: Direction, partly_from: int) -> TargetStatus:
    """Met, partly (at least `partly_from` percent of the way) or not; exact, so 59,96 does not meet 60."""
    if exact is None:
        return TargetStatus.NO_DATA
    if target is None:
        return TargetStatus.NO_TARGET
    limit = Fraction(target)
    reached, needed = (exact, limit) if direction == Direction.UP else (limit, exact)
    if reached >= needed:
        return TargetStatus.MET
    return TargetStatus.PARTLY if 100 * reached >= partly_from * needed else TargetStatus.NOT_MET
