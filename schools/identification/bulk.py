"""The rules over whole columns at once: sets of schools instead of schools one by one. Findings only, no explanation.

What a school gets here it gets from `judging.py` too; tests hold the two paths together. A municipality's what-if and a
country's forty thousand schools take this path.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from itertools import compress
from typing import NamedTuple

from schools.identification.cells import NO_CELLS, Cells, Slot, total
from schools.identification.columns import Columns
from schools.identification.flags import Findings
from schools.identification.methodology import Methodology
from schools.identification.parameters import CrossYear, Engine, Use
from schools.identification.population import Population, window_shares
from schools.identification.reference import QUARTER

Schools = set[int]  # positions in the columns


class Sets(NamedTuple):
    """Findings turned over: for each of them, the schools it holds for."""

    met: Schools
    judged: Schools
    experts: Schools
    at_risk: Schools
    small: Schools

    def by_school(self, schools: int) -> list[Findings]:
        """The findings of each of so many schools; there are few different ones, so they are shared."""
        codes = bytearray(schools)
        for bit, found in enumerate(self):
            for at in found:
                codes[at] += 1 << bit
        known = [Findings(*(bool(code >> bit & 1) for bit in range(len(self)))) for code in range(1 << len(self))]
        return [known[code] for code in codes]


class Judged(NamedTuple):
    """One procedure in one year (or its sums). `as_if_low`: small samples that reach the threshold."""

    low: Schools
    small: Schools
    as_if_low: Schools


def findings(
    methodology: Methodology, columns: Columns, year: int, slots: Sequence[Slot], population: Population
) -> Sets:
    """What the rule of the methodology finds, for all schools."""
    return _RULES[methodology.engine](methodology, columns, year, slots, population)


class _Tables:
    """Answers for each number of participants, so that a column is judged by looking up, without a line of Python per row.

    [0]: nobody took part; [-1]: not known.
    """

    def __init__(self, methodology: Methodology, columns: Iterable[Cells]) -> None:
        most = max((max(cells.participants, default=0) for cells in columns), default=0)
        least, never = methodology.min_n, most + 1
        few, enough = range(1, min(least, never)), range(least, never)
        no_answer = [never] * (len(few) + 1)
        self._least_low_of_few = [never, *map(methodology.least_low, few)]
        self._assessed = [False, *(False for _ in few), *(True for _ in enough), False]
        self._small = [False, *(True for _ in few), *(False for _ in enough), False]
        self._least_low = [*no_answer, *map(methodology.least_low, enough), never]
        self._least_risky = [*no_answer, *map(methodology.least_risky, enough), never]

    def judged(self, cells: Cells) -> Judged:
        small = list(compress(zip(*cells, strict=True), map(self._small.__getitem__, cells.participants)))
        return Judged(
            _reaching(cells, self._least_low),
            {at for at, _n, _failed in small},
            {at for at, n, failed in small if failed >= self._least_low_of_few[n]},
        )

    def assessed(self, columns: Iterable[Cells], schools: int) -> Schools:
        """Schools with min_n participants in any of the columns, of so many schools."""
        found: Schools = set()
        for cells in columns:
            if len(found) < schools:
                found.update(compress(cells.schools, map(self._assessed.__getitem__, cells.participants)))
        return found

    def risky(self, cells: Cells) -> Schools:
        """Schools at the risk border or above it."""
        return _reaching(cells, self._least_risky)


def _reaching(cells: Cells, least: Sequence[int]) -> Schools:
    return set(compress(cells.schools, map(operator.ge, cells.failed, map(least.__getitem__, cells.participants))))


def _union(sets: Iterable[Schools]) -> Schools:
    return set().union(*sets)


def _at_least(count: int, sets: Iterable[Schools]) -> Schools:
    """Schools that are in `count` of the sets or more."""
    tiers: list[Schools] = [set() for _ in range(count)]
    for one in sets:
        for tier in range(count - 1, 0, -1):
            tiers[tier] |= tiers[tier - 1] & one
        tiers[0] |= one
    return tiers[-1]


def _low_share(
    methodology: Methodology, columns: Columns, year: int, slots: Sequence[Slot], _population: Population
) -> Sets:
    if methodology.engine == Engine.SEED3:
        now, then = [total(list(slot.years.values())) for slot in slots], []
    else:
        now, then = ([slot.years.get(one, NO_CELLS) for slot in slots] for one in (year, year - 1))
    tables = _Tables(methodology, [*now, *then])
    last, before = [tables.judged(cells) for cells in now], [tables.judged(cells) for cells in then]
    judged = tables.assessed(now, len(columns.schools))
    small = _union(one.small for one in last)
    apart = [slot.apart.get(year, set()) | slot.apart.get(year - 1, set()) for slot in slots]
    met = _met(methodology, [one.low for one in last], [one.low for one in before], apart)
    touched = small.union(*(one.small for one in before))
    taken = [[one.low & touched | one.as_if_low for one in judged_year] for judged_year in (last, before)]
    as_if_large = _met(methodology, taken[0], taken[1], apart)
    at_risk = _union(map(tables.risky, now))
    return Sets(met, judged, ((small - judged) | as_if_large) - met, at_risk, small)


def _met(
    methodology: Methodology, last: Sequence[Schools], before: Sequence[Schools], apart: Sequence[Schools]
) -> Schools:
    """C1 or C2 over the sets of schools that are low in each procedure; `apart`: its two years are not comparable."""
    c1 = _at_least(methodology.k_same_year, last)
    if methodology.engine == Engine.SEED3 or methodology.cross_year == CrossYear.NONE:
        return c1
    if methodology.cross_year == CrossYear.ANY_PROCEDURE:
        return c1 | (_union(last) & _union(before))
    return c1 | _union((now & then) - gone for now, then, gone in zip(last, before, apart, strict=True))


def _index(
    methodology: Methodology, _columns: Columns, year: int, slots: Sequence[Slot], population: Population
) -> Sets:
    values = population.index_values
    below = {at for at, value in values[year].items() if value <= methodology.index_cut}
    bottom = [
        {at for at, value in of_year.items() if population.indexes[one].place(value).percentile <= QUARTER}
        for one, of_year in values.items()
    ]
    met, judged = below | _at_least(methodology.quartile_years, bottom), set(values[year])
    small = _small(methodology, [slot.years[year] for slot in slots if year in slot.years])
    return Sets(met, judged, small - judged - met, set(), small)


def _small(methodology: Methodology, cells: Iterable[Cells]) -> Schools:
    least = methodology.min_n
    return {at for one in cells for at, n, _failed in zip(*one, strict=True) if 0 < n < least}


def _worst(
    methodology: Methodology, _columns: Columns, _year: int, slots: Sequence[Slot], population: Population
) -> Sets:
    shares = window_shares(methodology, slots)
    met = {at for at, share in shares.items() if population.shares.place(share).percentile <= methodology.worst_pct}
    present = {at for slot in slots for cells in slot.years.values() for at, n, _ in zip(*cells, strict=True) if n > 0}
    small = present - set(shares)
    return Sets(met, set(shares), small, set(), small)


def _every_year(
    methodology: Methodology, columns: Columns, year: int, slots: Sequence[Slot], _population: Population
) -> Sets:
    met, cleared, small = set(range(len(columns.schools))), Schools(), Schools()
    for item, listed in enumerate(methodology.listed):
        for one_year in methodology.years(year) if listed.use != Use.EVIDENCE else ():
            cells = [slot.years[one_year] for slot in slots if slot.item == item and one_year in slot.years]
            rows = [row for one in cells for row in zip(*one, strict=True)]
            known = {at for at, n, _failed in rows if n >= methodology.min_n}
            failing = {at for at, n, f in rows if n >= methodology.min_n and f >= methodology.min_failed}
            met, cleared = met & failing, cleared | (known - failing)
            small |= _small(methodology, cells)
    return Sets(met, met | cleared, small - met - cleared, set(), small)


def _external(
    methodology: Methodology, columns: Columns, _year: int, _slots: Sequence[Slot], _population: Population
) -> Sets:
    named = set(map(str, methodology.external_ids))
    met = {at for at, id_ in enumerate(columns.schools) if str(id_) in named}
    return Sets(met, set(range(len(columns.schools))), set(), set(), set())


_RULES: dict[Engine, Callable[[Methodology, Columns, int, Sequence[Slot], Population], Sets]] = {
    Engine.FED30: _low_share,
    Engine.SEED3: _low_share,
    Engine.ZIDX: _index,
    Engine.WORST_Q: _worst,
    Engine.MULTI_ABS: _every_year,
    Engine.EXTERNAL: _external,
}
