"""What all schools of a run are together: norms of results and of context, and rankings. Schools not covered stay outside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby

from schools.identification.cells import Slot, total
from schools.identification.columns import Columns
from schools.identification.context_rules import ContextRules
from schools.identification.inputs import Procedure
from schools.identification.methodology import Methodology
from schools.identification.parameters import Engine
from schools.identification.reference import Norm, Ranking, Reference, norm_of
from schools.identification.weighting import Scales, weighted

NOBODY = Ranking(())


@dataclass(frozen=True, slots=True)
class Population:
    """`norms`: shares of failed in percent; `index_values`: by year and position; rankings have the worst first."""

    norms: Mapping[tuple[Procedure, int], Norm] = field(default_factory=dict)
    index_values: Mapping[int, Mapping[int, float]] = field(default_factory=dict)
    indexes: Mapping[int, Ranking] = field(default_factory=dict)
    shares: Ranking = NOBODY
    context_norms: Mapping[str, Norm] = field(default_factory=dict)
    context: Ranking = NOBODY
    results: Ranking = NOBODY


def excluded_schools(methodology: Methodology, columns: Columns) -> set[int]:
    """Schools of the types the methodology does not cover."""
    left_out = {one for one in set(columns.types.values()) if methodology.excludes(one)}
    return {at for at, school_type in columns.types.items() if school_type in left_out}


def population_of(
    methodology: Methodology, columns: Columns, year: int, reference: Reference, slots: Sequence[Slot]
) -> Population:
    """Everything the verdicts on single schools need to know of the others; only what the methodology asks for."""
    outside = excluded_schools(methodology, columns)
    norms = _norms(methodology, slots, outside, reference) if methodology.engine == Engine.ZIDX else {}
    years = methodology.years(year) if methodology.engine == Engine.ZIDX else ()
    values = {one: _index_values(methodology, slots, one, norms) for one in years}
    context_norms = _context_norms(methodology.context, columns, outside, reference)
    return Population(
        norms=norms,
        index_values=values,
        indexes={one: _ranking(of_year, outside) for one, of_year in values.items()},
        shares=_ranking(window_shares(methodology, slots), outside) if methodology.engine == Engine.WORST_Q else NOBODY,
        context_norms=context_norms,
        context=_ranking(context_values(methodology, columns, context_norms), outside),
        results=_ranking(last_shares(methodology, slots, year), outside) if columns.context else NOBODY,
    )


def _ranking(values: Mapping[int, float], outside: set[int]) -> Ranking:
    return Ranking(value for at, value in values.items() if at not in outside)


def _norms(
    methodology: Methodology, slots: Sequence[Slot], outside: set[int], reference: Reference
) -> dict[tuple[Procedure, int], Norm]:
    least, found = methodology.min_n, {}
    for slot in slots:
        for year, cells in slot.years.items():
            shares = [
                100 * failed / n for at, n, failed in zip(*cells, strict=True) if n >= least and at not in outside
            ]
            key = slot.procedure, year
            found[key] = reference.results.get(key) or norm_of(shares)
    return found


def _index_values(
    methodology: Methodology, slots: Sequence[Slot], year: int, norms: Mapping[tuple[Procedure, int], Norm]
) -> dict[int, float]:
    """The index of results of each school that has one in this year: `weighted`, for all schools at once."""
    scales = Scales.of_results(methodology)
    top: dict[int, float] = defaultdict(float)
    bottom: dict[int, float] = defaultdict(float)
    items: dict[int, int] = defaultdict(int)  # a bit for each
    for item, own in groupby(slots, key=lambda slot: slot.item):
        weight, bit = float(scales.weights[item]), 1 << item
        for at, z in _item_z(methodology, [slot for slot in own if year in slot.years], year, norms):
            top[at] += weight * z
            bottom[at] += weight
            items[at] |= bit
    enough = {bits: scales.enough(_bits(bits)) for bits in set(items.values())}
    return {at: round(value / bottom[at], 9) for at, value in top.items() if enough[items[at]]}


def _bits(number: int) -> list[int]:
    return [bit for bit in range(number.bit_length()) if number >> bit & 1]


def _item_z(
    methodology: Methodology, slots: Sequence[Slot], year: int, norms: Mapping[tuple[Procedure, int], Norm]
) -> Iterator[tuple[int, float]]:
    """z of each school in one listed procedure; its grades and levels are averaged."""
    least, found = methodology.min_n, []
    for slot in slots:
        z = norms[slot.procedure, year].z
        rows = zip(*slot.years[year], strict=True)
        found.append({at: -z(100 * failed / n) for at, n, failed in rows if n >= least})
    if len(found) == 1:
        return iter(found[0].items())
    by_school: dict[int, list[float]] = defaultdict(list)
    for one in found:
        for at, value in one.items():
            by_school[at].append(value)
    return ((at, sum(values) / len(values)) for at, values in by_school.items())


def window_shares(methodology: Methodology, slots: Sequence[Slot]) -> dict[int, float]:
    """−Σ failed / Σ participants over all procedures and years of the window, where min_n took part."""
    at, n, failed = total([cells for slot in slots for cells in slot.years.values()])
    return {at: -f / n for at, n, f in zip(at, n, failed, strict=True) if n >= methodology.min_n}


def last_shares(methodology: Methodology, slots: Sequence[Slot], year: int) -> dict[int, float]:
    """−Σ failed / Σ participants over the procedures of the last year that have min_n participants."""
    at, n, failed = total([slot.years[year] for slot in slots if year in slot.years], methodology.min_n)
    return {at: -f / n for at, n, f in zip(at, n, failed, strict=True) if n >= methodology.min_n}


def _context_norms(
    rules: ContextRules | None, columns: Columns, outside: set[int], reference: Reference
) -> dict[str, Norm]:
    found = {}
    for variable in rules.variables if rules else ():
        shares = [
            float(own[variable.name])
            for at, own in columns.context.items()
            if variable.name in own and at not in outside
        ]
        found[variable.name] = reference.context.get(variable.name) or norm_of(shares)
    return found


def context_values(methodology: Methodology, columns: Columns, norms: Mapping[str, Norm]) -> dict[int, float]:
    """The index of social wellbeing, 50 ± 10, of each school that has one."""
    if methodology.context is None or not methodology.context.variables:
        return {}
    values = {at: context_index(methodology, own, norms) for at, own in columns.context.items()}
    return {at: value for at, value in values.items() if value is not None}


def context_index(methodology: Methodology, shares: Mapping[str, Fraction], norms: Mapping[str, Norm]) -> float | None:
    """50 + 10 · weighted mean of z, more is better; None below the coverage the methodology asks for."""
    rules = methodology.context
    if rules is None:
        return None
    parts = {
        place: one.sign * norms[one.name].z(float(shares[one.name]))
        for place, one in enumerate(rules.variables)
        if one.name in shares
    }
    value = weighted(Scales.of_context(methodology), parts).value
    return None if value is None else round(50 + 10 * value, 9)
