"""Columns under a methodology: for each unfolded procedure and year, the counts of every school that has any."""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain
from typing import NamedTuple

from schools.identification.columns import Block, Columns
from schools.identification.expansion import Work, drops_marked, levels_of, takes_level, works_of
from schools.identification.inputs import Attempt, Procedure
from schools.identification.methodology import Methodology
from schools.identification.parameters import Attempts, Engine, Listed, Use


class Cells(NamedTuple):
    """Parallel columns; a school stands in them once. Rows without participants are to be passed over."""

    schools: Sequence[int]
    participants: Sequence[int]
    failed: Sequence[int]


NO_CELLS = Cells((), (), ())


@dataclass(frozen=True, slots=True)
class Slot:
    """One counted procedure with its grade and level, year by year; `item`: its number in the methodology's list.

    `apart`: by year, the schools whose results are not comparable with other years.
    """

    item: int
    listed: Listed
    procedure: Procedure
    years: Mapping[int, Cells]
    apart: Mapping[int, set[int]]


def slots_of(methodology: Methodology, columns: Columns, year: int) -> list[Slot]:
    """All counted procedures of the methodology in its order, in the years its rule looks at."""
    years = methodology.years(year)
    if methodology.engine == Engine.FED30:
        years = years[:2]  # older ones are evidence
    blocks: dict[Work, list[Block]] = defaultdict(list)
    for block in columns.blocks:
        if block.key.year in years and block.key.group not in methodology.exclude_groups:
            blocks[block.key[:3]].append(block)
    return [
        Slot(item, listed, Procedure(*work, level), *_years(methodology, columns, procedure, level, own, years))
        for item, listed in enumerate(methodology.listed)
        if listed.use != Use.EVIDENCE
        for procedure in [listed.procedure]
        for work in works_of(procedure, blocks)
        for own in [blocks.get(work, [])]
        for level in levels_of(methodology, procedure, (block.key.level for block in own))
    ]


def _years(
    methodology: Methodology, columns: Columns, listed: Procedure, level: str, own: Sequence[Block], years: range
) -> tuple[dict[int, Cells], dict[int, set[int]]]:
    of_level = [block for block in own if takes_level(methodology, listed, level, block.key.level)]
    found, apart = {}, {}
    for year in years:
        of_year = [block for block in of_level if block.key.year == year]
        if of_year:
            dropped = _dropped(methodology, columns, Procedure(*of_year[0].key[:3], level), year)
            chosen = _of_attempt(methodology.attempts, of_year)
            found[year] = _added_up(columns, chosen, dropped)
            apart[year] = {at for block, passed_over in chosen for at in block.not_comparable() - set(passed_over)}
    return found, apart


def _dropped(methodology: Methodology, columns: Columns, procedure: Procedure, year: int) -> set[int]:
    """Schools whose marker leaves this ВПР out."""
    return {at for at, own in columns.markers.items() if drops_marked(methodology, own, procedure, year)}


def _of_attempt(attempts: Attempts, blocks: Sequence[Block]) -> list[tuple[Block, Collection[int]]]:
    """The blocks that count, each with the schools it does not count for: their figures after resits stand instead."""
    first = [block for block in blocks if block.key.attempt == Attempt.FIRST]
    if attempts == Attempts.MAIN_FIRST:
        return [(block, ()) for block in first]
    final = [block for block in blocks if block.key.attempt == Attempt.FINAL]
    resat: dict[str, set[int]] = defaultdict(set)
    for block in final:
        resat[block.key.level] |= {at for at, n in zip(block.schools, block.participants, strict=True) if n > 0}
    return [(block, ()) for block in final] + [(block, resat[block.key.level]) for block in first]


def _added_up(columns: Columns, chosen: Sequence[tuple[Block, Collection[int]]], dropped: set[int]) -> Cells:
    """Blocks as they are where that will do: this is the bulk of all data."""
    blocks = [block for block, _passed_over in chosen]
    if not blocks:
        return NO_CELLS
    untouched = not dropped and not any(passed_over for _block, passed_over in chosen)
    if untouched and not any(map(columns.repeats, blocks)):
        return total([Cells(block.schools, block.participants, block.failed) for block in blocks])
    rows = (
        (
            (at, n, failed)
            for at, n, failed in zip(block.schools, block.participants, block.failed, strict=True)
            if at not in passed_over and at not in dropped
        )
        for block, passed_over in chosen
    )
    return _sums(chain.from_iterable(rows), 1)


def _plus(one: Sequence[int], other: Sequence[int]) -> list[int]:
    return list(map(operator.add, one, other))


def total(cells: Sequence[Cells], least: int = 1) -> Cells:
    """Sums over several procedures or years; counts below `least` participants are passed over.

    Columns of the same schools in the same order are added as they are.
    """
    first = cells[0] if cells else NO_CELLS
    if len(cells) == 1 and least == 1:
        return first
    whole = all(one.schools == first.schools and min(one.participants, default=least) >= least for one in cells)
    if whole and cells:
        return Cells(
            first.schools,
            reduce(_plus, (one.participants for one in cells)),
            reduce(_plus, (one.failed for one in cells)),
        )
    return _sums(chain.from_iterable(zip(*one, strict=True) for one in cells), least)


def _sums(rows: Iterable[tuple[int, int, int]], least: int) -> Cells:
    participants: dict[int, int] = {}
    failed: dict[int, int] = {}
    for at, n, n_failed in rows:
        if n >= least:
            participants[at] = participants.get(at, 0) + n
            failed[at] = failed.get(at, 0) + n_failed
    return Cells(list(participants), list(participants.values()), list(failed.values()))
