"""A byte for each school, side by side in one long integer: what is found of forty thousand schools in a few operations.

A lane is the byte at a school's position; it holds 0 or 1 here, so that `|`, `&` and `& ~` are the union, the intersection and
the difference of sets of schools.
"""

from __future__ import annotations

import operator
import struct
from array import array
from collections.abc import Iterable, Sequence
from functools import reduce

from schools.identification.cells import Cells
from schools.identification.methodology import Methodology

Lanes = int
LOW, ASSESSED, RISKY, SMALL, LOW_IF_LARGE = range(5)  # bits of an answer
_PAIR = struct.Struct("=2i")
_NUMBER = struct.Struct("=q")


class Answers(dict[int, int]):
    """By participants and failed, packed into one number: the bits of the answer. There are few different pairs; each is judged once.

    LOW_IF_LARGE: too few participants to be judged, but their share reaches the threshold. Nobody, or not known: no bit at all.
    """

    def __init__(self, methodology: Methodology) -> None:
        super().__init__()
        self._methodology = methodology

    def __missing__(self, pair: int) -> int:
        answer = self[pair] = self._judged(*_PAIR.unpack(_NUMBER.pack(pair)))
        return answer

    def _judged(self, participants: int, failed: int) -> int:
        if participants <= 0:
            return 0
        is_low = failed >= self._methodology.least_low(participants)
        if participants < self._methodology.min_n:
            return 1 << SMALL | is_low << LOW_IF_LARGE
        is_risky = failed >= self._methodology.least_risky(participants)
        return 1 << ASSESSED | is_low << LOW | is_risky << RISKY


class Judge:
    """Judges columns of counts, a lookup for a school. Many columns name the same schools in the same order: that is worked out once."""

    def __init__(self, methodology: Methodology, schools: int) -> None:
        self._answers = Answers(methodology)
        self._schools = schools
        self._ones = int.from_bytes(b"\1" * schools, "little")
        self._orders: dict[int, tuple[Sequence[int], list[int] | None]] = {}

    def answers(self, cells: Cells) -> Lanes:
        """All bits of the answers in the schools' lanes; a school without a row has none."""
        rows = bytes(map(self._answers.__getitem__, _pairs(cells)))
        order = self._order(cells.schools)
        if order is not None:
            rows += b"\0"  # where the order says -1
            rows = bytes([rows[row] for row in order])
        return int.from_bytes(rows, "little")

    def only(self, bit: int, answers: Lanes) -> Lanes:
        """One bit of the answers as 0 or 1."""
        return answers >> bit & self._ones

    def at(self, positions: Iterable[int]) -> Lanes:
        """The lanes of these schools."""
        lanes = bytearray(self._schools)
        for position in positions:
            lanes[position] = 1
        return int.from_bytes(lanes, "little")

    def _order(self, schools: Sequence[int]) -> list[int] | None:
        """For each lane the row of its school, -1 where there is none; None: the rows stand in the order of the lanes."""
        known = self._orders.get(id(schools))
        if known is None:
            known = self._orders[id(schools)] = schools, self._new_order(schools)
        return known[1]

    def _new_order(self, schools: Sequence[int]) -> list[int] | None:
        if array("i", schools) == array("i", range(self._schools)):
            return None
        order = [-1] * self._schools
        for row, position in enumerate(schools):
            order[position] = row
        return order


def _pairs(cells: Cells) -> array[int]:
    """Participants and failed of each row in one number, as `_PAIR` has them."""
    both = array("i", bytes(8 * len(cells.schools)))
    both[0::2], both[1::2] = array("i", cells.participants), array("i", cells.failed)
    packed = array("q")
    packed.frombytes(both.tobytes())
    return packed


def union(many: Iterable[Lanes]) -> Lanes:
    return reduce(operator.or_, many, 0)


def at_least(count: int, many: Iterable[Lanes]) -> Lanes:
    """Schools that are in `count` of them or more."""
    tiers = [0] * count
    for one in many:
        for tier in range(count - 1, 0, -1):
            tiers[tier] |= tiers[tier - 1] & one
        tiers[0] |= one
    return tiers[-1]
