"""What would turn the verdict of the rules beside the share that failed: MULTI_ABS and WORST_Q.

An index (ZIDX) moves the mean and the deviation of all schools with it, so there is no number of pupils to name; `change_words.py`
says its borders instead. A list from outside (EXTERNAL) has no counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from schools.identification.methodology import Methodology
from schools.identification.reference import Place, Ranking
from schools.identification.verdicts import Change, Evidence
from schools.identification.what_would_change import Steps, change_of, cheapest, cheapest_way


def change_every_year(methodology: Methodology, counted: Sequence[Evidence], met: bool) -> Steps:
    """Out: one procedure loses its failures in one year; in: each without enough of them gets as many as that takes.

    `counted`: evidence of procedures and years that are all known.
    """
    least, known = methodology.min_failed, sorted((one for one in counted if one.assessed), key=_place)
    places = [list(own) for _place, own in groupby(known, key=_place)]
    if met:
        return cheapest_way(tuple(change_of(one, least - 1) for one in own if one.failed >= least) for own in places)
    fit = [[one for one in own if one.participants >= least] for own in places if not _fails(own, least)]
    if not all(fit):
        return ()
    return tuple(step for own in fit for step in cheapest((change_of(one, least) for one in own), 1))


def _place(one: Evidence) -> tuple[int, int]:
    return one.item, -one.year


def _fails(own: Sequence[Evidence], least: int) -> bool:
    return any(one.failed >= least for one in own)


def change_worst(methodology: Methodology, ranking: Ranking, failed: int, participants: int, years: range) -> Steps:
    """The nearest sum of failed that takes the school across the border, while the other schools stay as they are."""

    def within(number: int) -> bool:
        place = place_if(ranking, -failed / participants, -number / participants)
        return place.percentile <= methodology.worst_pct

    now = within(failed)
    border = _first(within, participants)  # all sums from here on are within the worst
    needed = border - 1 if now else border
    if not 0 <= needed <= participants:
        return ()
    return (Change(None, participants, failed, needed, max(years), min(years)),)


def place_if(ranking: Ranking, own: float, other: float) -> Place:
    """The school's place if it had another value than its own."""
    place = ranking.place(other)
    return Place(place.worse - (own < other), place.equal + (own != other), place.of)


def _first(holds: Callable[[int], bool], most: int) -> int:
    """The least number from 0 to `most` that fits, most + 1 if none does; what fits one fits all greater ones."""
    low, high = 0, most + 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low
