"""The smallest change of the counts a rule judges by that would turn the verdict: how firm it is, shown in pupils."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from schools.identification.inputs import Procedure
from schools.identification.methodology import Methodology
from schools.identification.parameters import CrossYear, Engine
from schools.identification.verdicts import Change, Criterion, Evidence, Outcome

Year = Mapping[Procedure, Evidence]


def nearest_change(
    methodology: Methodology, criteria: Sequence[Criterion], last: Year, before: Year
) -> tuple[Change, ...]:
    """Steps to the opposite verdict, the cheapest set of them; empty when the data at hand cannot turn it."""
    if any(criterion.outcome == Outcome.MET for criterion in criteria):
        return _steps_out(methodology, criteria, last)
    ways = [way for way in (_way_to_c1(methodology, last), _way_to_c2(methodology, last, before)) if way]
    return min(ways, key=_cost, default=())


def _cost(steps: Iterable[Change]) -> int:
    return sum(step.difference for step in steps)


def _cheapest(steps: Iterable[Change], count: int) -> tuple[Change, ...]:
    return tuple(sorted(steps, key=lambda step: (step.difference, str(step.procedure)))[: max(count, 0)])


def _steps_out(methodology: Methodology, criteria: Sequence[Criterion], last: Year) -> tuple[Change, ...]:
    """C2 fails when each procedure that meets it stops being low; then C1 when fewer than k stay low."""
    c1 = criteria[0]
    broken = tuple(procedure for one in criteria[1:] if one.outcome == Outcome.MET for procedure in one.met_by)
    left = [procedure for procedure in c1.met_by if procedure not in broken]
    extra = (_not_low(methodology, last[procedure]) for procedure in left)
    needed = _cheapest(extra, len(left) - methodology.k_same_year + 1)
    return (*(_not_low(methodology, last[procedure]) for procedure in broken), *needed)


def _way_to_c1(methodology: Methodology, last: Year) -> tuple[Change, ...]:
    lows = sum(bool(one.low) for one in last.values())
    steps = [_low(methodology, one) for one in last.values() if one.low is False]
    count = methodology.k_same_year - lows
    return _cheapest(steps, count) if len(steps) >= count else ()


def _way_to_c2(methodology: Methodology, last: Year, before: Year) -> tuple[Change, ...]:
    """One procedure becoming low now is enough if the year before was low (in it, or in any, by parameter)."""
    if methodology.cross_year == CrossYear.NONE or methodology.engine == Engine.SEED3:
        return ()
    if methodology.cross_year == CrossYear.ANY_PROCEDURE:
        fit = last if any(one.low for one in before.values()) else {}
    else:
        fit = {procedure: one for procedure, one in last.items() if before[procedure].low}
    return _cheapest((_low(methodology, one) for one in fit.values() if one.low is False), 1)


def _low(methodology: Methodology, one: Evidence) -> Change:
    return Change(one.procedure, one.participants, one.failed, methodology.least_low(one.participants), one.since)


def _not_low(methodology: Methodology, one: Evidence) -> Change:
    return Change(one.procedure, one.participants, one.failed, methodology.least_low(one.participants) - 1, one.since)
