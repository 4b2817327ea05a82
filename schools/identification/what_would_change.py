"""The smallest change of the counts a rule judges by that would turn the verdict: how firm it is, shown in pupils."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from schools.identification.inputs import Procedure
from schools.identification.methodology import Methodology
from schools.identification.parameters import CrossYear, Engine
from schools.identification.verdicts import Change, Criterion, Evidence, Outcome

Year = Mapping[Procedure, Evidence]
Steps = tuple[Change, ...]


def nearest_change(methodology: Methodology, criteria: Sequence[Criterion], last: Year, before: Year) -> Steps:
    """Steps to the opposite verdict of FED30 or SEED3, the cheapest set of them; empty when the data at hand cannot turn it."""
    by_code = {one.code: one for one in criteria if one.outcome == Outcome.MET}
    if not by_code:
        ways = [_into_c1(methodology, last), *_into_c2(methodology, last, before)]
    elif "C2" not in by_code:
        ways = [_out_of_c1(methodology, last)]
    elif methodology.cross_year == CrossYear.ANY_PROCEDURE:
        ways = [_all_out(methodology, last), (*_all_out(methodology, before), *_out_of_c1(methodology, last))]
    else:
        ways = [_out_of_pairs(methodology, by_code["C2"].met_by, last, before)]
    return cheapest_way(ways)


def cheapest_way(ways: Iterable[Steps]) -> Steps:
    """The way of the fewest pupils, of the fewest steps among equals; empty ways lead nowhere."""
    return min((way for way in ways if way), key=lambda way: (_cost(way), len(way)), default=())


def _cost(steps: Iterable[Change]) -> int:
    return sum(step.difference for step in steps)


def cheapest(steps: Iterable[Change], count: int) -> Steps:
    return tuple(sorted(steps, key=lambda step: (step.difference, str(step.procedure)))[: max(count, 0)])


def _out_of_c1(methodology: Methodology, last: Year) -> Steps:
    """Fewer than k stay low; nothing where that is so already."""
    steps = _all_out(methodology, last)
    return cheapest(steps, len(steps) - methodology.k_same_year + 1)


def _all_out(methodology: Methodology, year: Year) -> Steps:
    return tuple(_not_low(methodology, one) for one in year.values() if one.low)


def _out_of_pairs(methodology: Methodology, pairs: Sequence[Procedure], last: Year, before: Year) -> Steps:
    """Each pair is broken in its cheaper year; then, if too many stay low in the last one, the cheapest of these follow.

    To break a pair in the last year instead of the one before costs only the difference of the two.
    """
    now = {one.procedure: _not_low(methodology, one) for one in last.values() if one.low}
    earlier = {procedure: _not_low(methodology, before[procedure]) for procedure in pairs}
    early = {procedure for procedure in pairs if earlier[procedure].difference < now[procedure].difference}
    stay = [procedure for procedure in now if procedure not in pairs or procedure in early]

    def price(procedure: Procedure) -> tuple[int, str]:
        spared = earlier[procedure].difference if procedure in early else 0
        return now[procedure].difference - spared, str(procedure)

    extra = sorted(stay, key=price)[: max(len(stay) - methodology.k_same_year + 1, 0)]
    turned = [procedure for procedure in pairs if procedure not in early] + extra
    return (*(now[procedure] for procedure in turned), *(earlier[one] for one in pairs if one in early - set(extra)))


def _into_c1(methodology: Methodology, last: Year) -> Steps:
    lows = sum(bool(one.low) for one in last.values())
    steps = [_low(methodology, one) for one in last.values() if one.low is False]
    count = methodology.k_same_year - lows
    return cheapest(steps, count) if len(steps) >= count else ()


def _into_c2(methodology: Methodology, last: Year, before: Year) -> Iterable[Steps]:
    """A procedure becomes low in both years (any in each, by parameter); whatever is not known cannot be turned."""
    if methodology.cross_year == CrossYear.NONE or methodology.engine == Engine.SEED3:
        return []
    if methodology.cross_year == CrossYear.ANY_PROCEDURE:
        years = [[one for one in year.values() if one.assessed] for year in (last, before)]
        return [_one_low(methodology, years[0]) + _one_low(methodology, years[1])] if all(years) else []
    pairs = [(one, before[procedure]) for procedure, one in last.items()]
    fit = [pair for pair in pairs if all(one.assessed and one.comparable for one in pair)]
    return [tuple(_low(methodology, one) for one in pair if not one.low) for pair in fit]


def _one_low(methodology: Methodology, year: Sequence[Evidence]) -> Steps:
    return () if any(one.low for one in year) else cheapest((_low(methodology, one) for one in year), 1)


def _low(methodology: Methodology, one: Evidence) -> Change:
    return change_of(one, methodology.least_low(one.participants))


def _not_low(methodology: Methodology, one: Evidence) -> Change:
    return change_of(one, methodology.least_low(one.participants) - 1)


def change_of(one: Evidence, needed: int) -> Change:
    return Change(one.procedure, one.participants, one.failed, needed, one.year, one.since)
