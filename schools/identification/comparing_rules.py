"""Rules that compare schools with each other (domain notes, 1.3): ZIDX and WORST_Q.

    z := winsor3((mean - share of failed) / deviation), 0 where the deviation is 0; + is better
    I(y) := Σ w·z / Σ w over the procedures at hand, if they cover min_coverage of the weights
    ZIDX: Z1 := I(T) <= index_cut;  Z2 := the lowest quarter of schools by I(y) in quartile_years years of the window
    WORST_Q: Q1 := percentile of Σfailed / Σparticipants over the window within the worst worst_pct percent

Percentiles count the worse and half of the equal, so that equal schools stand or fall together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction

from schools.identification.evidence import pool
from schools.identification.flags import Findings
from schools.identification.judgement import Judgement
from schools.identification.methodology import Methodology
from schools.identification.other_changes import change_worst
from schools.identification.parameters import Use
from schools.identification.population import Population
from schools.identification.reference import QUARTER, Place
from schools.identification.verdicts import Criterion, Evidence, Index, Number, Outcome, Part
from schools.identification.weighting import Scales, weighted


def judge_index(methodology: Methodology, evidence: Sequence[Evidence], year: int, population: Population) -> Judgement:
    """Apply ZIDX to one school."""
    indexes = tuple(_index(methodology, evidence, one, population) for one in methodology.years(year))
    criteria = _z1(methodology, indexes[0]), _z2(methodology, indexes)
    counted = [one for one in evidence if one.year == year and one.use != Use.EVIDENCE]
    met = any(one.outcome == Outcome.MET for one in criteria)
    small = any(one.small for one in counted)
    judged = indexes[0].value is not None
    findings = Findings(met=met, judged=judged, experts=not met and not judged and small, at_risk=False, small=small)
    return Judgement(findings, criteria, indexes=indexes)


def _index(methodology: Methodology, evidence: Sequence[Evidence], year: int, population: Population) -> Index:
    own = [one for one in evidence if one.year == year and one.use != Use.EVIDENCE]
    parts = [_part(methodology, one, population) for one in own]
    by_item: dict[int, list[float]] = defaultdict(list)
    for one, part in zip(own, parts, strict=True):
        if part.z is not None:
            by_item[one.item].append(part.z)
    found = weighted(Scales.of_results(methodology), {item: sum(zs) / len(zs) for item, zs in by_item.items()})
    place = None if found.value is None else population.indexes[year].place(found.value)
    return Index(year, found.value, found.coverage, tuple(parts), place)


def _part(methodology: Methodology, one: Evidence, population: Population) -> Part:
    weight, name = methodology.listed[one.item].weight, str(one.procedure)
    if not one.assessed:
        return Part(name, None, None, None, weight)
    norm = population.norms[one.procedure, one.year]
    return Part(
        name,
        Fraction(100 * one.failed, one.participants),
        norm,
        -norm.z(100 * one.failed / one.participants),
        weight,
    )


def _z1(methodology: Methodology, last: Index) -> Criterion:
    met = None if last.value is None else last.value <= methodology.index_cut
    numbers = {"index": last.value, "cut": methodology.index_cut, "coverage": last.coverage}
    return Criterion("Z1", Outcome.of(met), years=(last.year,), numbers=numbers)


def _z2(methodology: Methodology, indexes: Sequence[Index]) -> Criterion:
    """A year without an index is unknown: it decides only when the known years leave the question open."""
    bottom = tuple(one.year for one in indexes if one.place and _within(one.place, QUARTER))
    unknown = sum(one.place is None for one in indexes)
    needed = methodology.quartile_years
    met = True if len(bottom) >= needed else None if len(bottom) + unknown >= needed else False
    numbers = {"years_in_lowest_quarter": len(bottom), "needed": needed, "unknown_years": unknown}
    return Criterion("Z2", Outcome.of(met), years=bottom, numbers=numbers)


def _within(place: Place, percent: Fraction | int) -> bool:
    return place.percentile <= percent


def judge_worst(methodology: Methodology, evidence: Sequence[Evidence], year: int, population: Population) -> Judgement:
    """Apply WORST_Q to one school."""
    pooled = pool(methodology, evidence)
    participants = sum(one.participants for one in pooled)
    failed = sum(one.failed for one in pooled)
    judged = participants >= methodology.min_n
    place = population.shares.place(-failed / participants) if judged else None
    met = place is not None and _within(place, methodology.worst_pct)
    numbers: dict[str, Number] = {
        "failed": failed,
        "participants": participants,
        "worst_pct": methodology.worst_pct,
        "percentile": place and place.percentile,
        "worse": place and place.worse,
        "equal": place and place.equal,
        "of": place and place.of,
    }
    years = methodology.years(year)
    criterion = Criterion("Q1", Outcome.of(met if judged else None), years=tuple(years), numbers=numbers)
    small = 0 < participants < methodology.min_n
    findings = Findings(met, judged, small, at_risk=False, small=small)
    changes = change_worst(methodology, population.shares, failed, participants, years) if judged else ()
    return Judgement(findings, (criterion,), pooled, changes=changes)
