"""Indicators: the schools' cells and the municipality's figure made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, localcontext
from fractions import Fraction

from monitoring.aggregation.inputs import (
    AggregationError,
    Id,
    IndicatorRow,
    Kind,
    Method,
    SchoolRow,
    ValueRow,
    ValueState,
)
from monitoring.aggregation.results import CellState, IndicatorResult, SchoolValue
from monitoring.aggregation.targets import Targets, judge

Values = Mapping[tuple[Id, Id], ValueRow]
Total = tuple[Decimal | None, Decimal | None, Fraction | None]


def values_by_cell(rows: Iterable[ValueRow]) -> dict[tuple[Id, Id], ValueRow]:
    """Values by school and indicator; each cell once."""
    cells: dict[tuple[Id, Id], ValueRow] = {}
    for row in rows:
        if (row.school_id, row.indicator_id) in cells:
            raise AggregationError("Значение показателя школы пришло дважды.")
        cells[row.school_id, row.indicator_id] = row
    return cells


@dataclass(frozen=True, slots=True)
class Basis:
    """What all indicators of a period share: schools whose report counts, the values, the targets, the border of «partly»."""

    counted: frozenset[Id]
    values: Values
    targets: Targets
    partly_from: int


def consolidate_indicator(
    indicator: IndicatorRow, schools: Sequence[SchoolRow], basis: Basis, previous: IndicatorResult | None
) -> IndicatorResult:
    """One indicator over all expected schools."""
    before = {cell.school.id: cell.exact for cell in previous.schools} if previous else {}
    cells = tuple(_cell(indicator, school, basis, before.get(school.id)) for school in schools)
    numerator, denominator, exact = _total(indicator, cells)
    target = basis.targets.get((indicator.id, None))
    return IndicatorResult(
        indicator=indicator,
        numerator=numerator,
        denominator=denominator,
        exact=exact,
        target=target,
        status=judge(exact, target, indicator.direction, basis.partly_from),
        previous=previous.exact if previous else None,
        same_schools=previous is not None and _reporters(cells) == _reporters(previous.schools),
        schools=cells,
    )


def _reporters(cells: Iterable[SchoolValue]) -> set[Id]:
    return {cell.school.id for cell in cells if cell.state == CellState.ENTERED}


def _cell(indicator: IndicatorRow, school: SchoolRow, basis: Basis, previous: Fraction | None) -> SchoolValue:
    """What the school says; nothing of a report that does not count, for drafts leak nothing."""
    target = basis.targets.get((indicator.id, school.id))
    if school.id not in basis.counted:
        return SchoolValue(school, indicator, CellState.NOT_REPORTED, previous=previous, target=target)
    row = basis.values.get((school.id, indicator.id)) or ValueRow(school.id, indicator.id, ValueState.MISSING)
    state = _state(indicator, row)
    filled = state in (CellState.ENTERED, CellState.ZERO_BASE)
    exact = school_figure(indicator, row) if state == CellState.ENTERED else None
    return SchoolValue(
        school=school,
        indicator=indicator,
        state=state,
        numerator=row.numerator if filled else None,
        denominator=row.denominator if filled and indicator.needs_denominator else None,
        exact=exact,
        previous=previous,
        target=target,
        status=judge(exact, target, indicator.direction, basis.partly_from),
        comment=row.comment,
    )


def _state(indicator: IndicatorRow, row: ValueRow) -> CellState:
    """An empty cell is not zero; half a fraction and «5 of 0» are no figure at all."""
    if row.state == ValueState.NOT_APPLICABLE:
        return CellState.NOT_APPLICABLE
    if row.state == ValueState.MISSING or row.numerator is None:
        return CellState.MISSING
    if not indicator.needs_denominator or row.denominator:
        return CellState.ENTERED
    return CellState.ZERO_BASE if row.denominator == 0 and row.numerator == 0 else CellState.MISSING


def school_figure(indicator: IndicatorRow, row: ValueRow) -> Fraction:
    """One school's own figure of an entered cell."""
    numerator = Fraction(row.numerator or 0)
    if indicator.method == Method.SUM_RATIO:
        return indicator.factor * numerator / Fraction(row.denominator or 0)
    return numerator


def _total(indicator: IndicatorRow, cells: Sequence[SchoolValue]) -> Total:
    """Totals of the filled-in cells; without any, nothing (which is not zero)."""
    filled = [cell for cell in cells if cell.state in (CellState.ENTERED, CellState.ZERO_BASE)]
    if not filled or indicator.method == Method.NONE:
        return None, None, None
    if indicator.method == Method.COUNT_SCHOOLS:
        return _count_schools(indicator, filled)
    numerator = exact_sum(_weighed(indicator, cell) for cell in filled)
    if indicator.method == Method.SUM:
        return numerator, None, Fraction(numerator)
    denominator = exact_sum(cell.denominator or Decimal(0) for cell in filled)
    return (
        numerator,
        denominator,
        indicator.factor * Fraction(numerator) / Fraction(denominator) if denominator else None,
    )


def _weighed(indicator: IndicatorRow, cell: SchoolValue) -> Decimal:
    numerator = cell.numerator or Decimal(0)
    if indicator.method == Method.WEIGHTED_MEAN:
        return _exact().multiply(numerator, cell.denominator or Decimal(0))
    return numerator


def _count_schools(indicator: IndicatorRow, cells: Sequence[SchoolValue]) -> Total:
    """Schools with a number above zero, of all that gave one."""
    having = sum(bool(cell.numerator) for cell in cells)
    exact = Fraction(having) if indicator.kind == Kind.COUNT else Fraction(100 * having, len(cells))
    return Decimal(having), Decimal(len(cells)), exact


def _exact() -> Context:
    """A context that would rather fail than round."""
    return Context(prec=100, traps=[Inexact])


def exact_sum(numbers: Iterable[Decimal]) -> Decimal:
    """A sum that does not depend on the order of its parts."""
    with localcontext(_exact()):
        return sum(numbers, Decimal(0))
