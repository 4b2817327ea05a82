"""The rules over whole columns at once instead of schools one by one. Findings only, no explanation.

What a school gets here it gets from `judging.py` too; tests hold the two paths together. A municipality's what-if and a
country's forty thousand schools take this path.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from schools.identification.cells import Cells, Slot
from schools.identification.columns import Columns
from schools.identification.flags import Findings
from schools.identification.low_share_bulk import low_share
from schools.identification.methodology import Methodology
from schools.identification.parameters import Engine, Use
from schools.identification.population import Population, window_shares
from schools.identification.reference import QUARTER

Schools = set[int]  # positions in the columns

# Findings by their code: a bit for each, in the order of the fields.
FINDINGS = tuple(
    Findings(*(bool(code >> bit & 1) for bit in range(len(Findings._fields))))
    for code in range(1 << len(Findings._fields))
)


class Sets(NamedTuple):
    """Findings turned over: for each of them, the schools it holds for."""

    met: Schools
    judged: Schools
    experts: Schools
    at_risk: Schools
    small: Schools

    def codes(self, schools: int) -> bytes:
        """The code of each of so many schools."""
        codes = bytearray(schools)
        for bit, found in enumerate(self):
            for at in found:
                codes[at] += 1 << bit
        return bytes(codes)


def findings(
    methodology: Methodology, columns: Columns, year: int, slots: Sequence[Slot], population: Population
) -> bytes:
    """What the rule of the methodology finds: for each school the place of its findings in FINDINGS."""
    schools = len(columns.schools)
    if methodology.engine in (Engine.FED30, Engine.SEED3):
        return low_share(methodology, schools, year, slots)
    return _RULES[methodology.engine](methodology, columns, year, slots, population).codes(schools)


def _at_least(count: int, sets: Iterable[Schools]) -> Schools:
    """Schools that are in `count` of the sets or more."""
    tiers: list[Schools] = [set() for _ in range(count)]
    for one in sets:
        for tier in range(count - 1, 0, -1):
            tiers[tier] |= tiers[tier - 1] & one
        tiers[0] |= one
    return tiers[-1]


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
    Engine.ZIDX: _index,
    Engine.WORST_Q: _worst,
    Engine.MULTI_ABS: _every_year,
    Engine.EXTERNAL: _external,
}
