"""The rules of the share that failed (`low_share.py`) for all schools at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from schools.identification.cells import NO_CELLS, Cells, Slot, total
from schools.identification.lanes import ASSESSED, LOW, LOW_IF_LARGE, RISKY, SMALL, Judge, Lanes, at_least, union
from schools.identification.methodology import Methodology
from schools.identification.parameters import CrossYear, Engine


def low_share(methodology: Methodology, schools: int, year: int, slots: Sequence[Slot]) -> bytes:
    """The code of each school's findings, as `bulk.FINDINGS` counts them."""
    judge = Judge(methodology, schools)
    now, then = ([judge.answers(cells) for cells in one] for one in _columns(methodology, year, slots))

    def only(bit: int, answers: Iterable[Lanes]) -> list[Lanes]:
        return [judge.only(bit, one) for one in answers]

    apart = [judge.at(slot.apart.get(year, set()) | slot.apart.get(year - 1, set())) for slot in slots]
    judged, at_risk, small = union(only(ASSESSED, now)), union(only(RISKY, now)), union(only(SMALL, now))
    low, low_before = only(LOW, now), only(LOW, then)
    met = _met(methodology, low, low_before, apart)
    touched = small | union(only(SMALL, then))
    as_if_large = _met(
        methodology,
        [one & touched | few for one, few in zip(low, only(LOW_IF_LARGE, now), strict=True)],
        [one & touched | few for one, few in zip(low_before, only(LOW_IF_LARGE, then), strict=True)],
        apart,
    )
    experts = (small & ~judged | as_if_large) & ~met
    found = met | judged << 1 | experts << 2 | at_risk << 3 | small << 4
    return found.to_bytes(schools, "little")


def _columns(methodology: Methodology, year: int, slots: Sequence[Slot]) -> tuple[list[Cells], list[Cells]]:
    """What is judged: the last year and the one before it, or the sums of the window."""
    if methodology.engine == Engine.SEED3:
        return [total(list(slot.years.values())) for slot in slots], []
    return [slot.years.get(year, NO_CELLS) for slot in slots], [slot.years.get(year - 1, NO_CELLS) for slot in slots]


def _met(methodology: Methodology, last: Sequence[Lanes], before: Sequence[Lanes], apart: Sequence[Lanes]) -> Lanes:
    """C1 or C2 over what is low in each procedure; `apart`: its two years are not comparable."""
    c1 = at_least(methodology.k_same_year, last)
    if methodology.engine == Engine.SEED3 or methodology.cross_year == CrossYear.NONE:
        return c1
    if methodology.cross_year == CrossYear.ANY_PROCEDURE:
        return c1 | (union(last) & union(before))
    return c1 | union(now & then & ~gone for now, then, gone in zip(last, before, apart, strict=True))
