"""The federal rule of 30 % (domain notes, 1.1), criterion by criterion, in exact integers.

    low(p, y) := n >= min_n  and  100 * failed >= threshold_pct * n
    C1 := |{p : low(p, T)}| >= k_same_year
    C2 := a procedure low in T and in T-1 (or, by parameter, any low in T and any low in T-1)
    low results := C1 or C2;   at risk := no low results, and a low in T or a share in T within [risk_pct; threshold_pct)

A missing year makes the part of C2 that depends on it «not evaluable»; it never counts as «not low».
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from schools.identification.evidence import collect
from schools.identification.inputs import PreviousStatus, Procedure, SchoolInput
from schools.identification.methodology import CrossYear, Methodology
from schools.identification.notes import notes_on
from schools.identification.verdicts import Coverage, Criterion, Evidence, Outcome, VerdictResult
from schools.identification.what_if import nearest_change

Year = Mapping[Procedure, Evidence]


def verdict_of(methodology: Methodology, school: SchoolInput, year: int) -> VerdictResult:
    """Apply the rule to one school."""
    evidence = collect(methodology, school, year)
    last, before = _of_year(evidence, year), _of_year(evidence, year - 1)
    criteria = (_c1(methodology, last), _c2(methodology, last, before))
    excluded = school.school_type in methodology.exclude_school_types
    expert_review = not excluded and _experts_decide(methodology, criteria, last, before)
    low_results = None if excluded or expert_review else _low_results(criteria, last)
    verdict = VerdictResult(
        school_id=school.id,
        school_type=school.school_type,
        year=year,
        methodology=methodology,
        low_results=low_results,
        at_risk=not excluded and low_results is not True and any(one.low or one.risky for one in last.values()),
        insufficient_data=not excluded and low_results is None and not expert_review,
        small_sample=any(one.small for one in last.values()) or expert_review,
        expert_review=expert_review,
        exit_monitoring=low_results is False and school.previous_status != PreviousStatus.NONE,
        excluded=excluded,
        criteria=criteria,
        evidence=evidence,
        changes=nearest_change(methodology, criteria, last, before) if low_results is not None else (),
        coverage=_coverage(last),
        notes=(),
    )
    return replace(verdict, notes=notes_on(verdict, school))


def _of_year(evidence: Sequence[Evidence], year: int) -> dict[Procedure, Evidence]:
    return {one.procedure: one for one in evidence if one.year == year}


def _met(criteria: Sequence[Criterion]) -> bool:
    return any(criterion.outcome == Outcome.MET for criterion in criteria)


def _low_results(criteria: Sequence[Criterion], last: Year) -> bool | None:
    """Without a single usable number in the last year there is neither «yes» nor «no»."""
    if not _met(criteria) and not any(one.assessed for one in last.values()):
        return None
    return _met(criteria)


def _experts_decide(methodology: Methodology, criteria: Sequence[Criterion], last: Year, before: Year) -> bool:
    """Small samples never list a school and never clear it: they matter where they are all there is, or would tip the scale."""
    if _met(criteria):
        return False
    small = [one for one in last.values() if one.small]
    if small and not any(one.assessed for one in last.values()):
        return True
    taken = [{p: _as_if_large(methodology, one) for p, one in year.items()} for year in (last, before)]
    return _met((_c1(methodology, taken[0]), _c2(methodology, taken[0], taken[1])))


def _as_if_large(methodology: Methodology, one: Evidence) -> Evidence:
    return replace(one, low=methodology.is_low(one.failed, one.participants)) if one.small else one


def _c1(methodology: Methodology, last: Year) -> Criterion:
    """Enough procedures are low in the last year; judged by those that have data."""
    lows = tuple(procedure for procedure, one in last.items() if one.low)
    unknown = tuple(procedure for procedure, one in last.items() if not one.assessed)
    if len(lows) >= methodology.k_same_year:
        return Criterion("C1", Outcome.MET, lows, unknown)
    outcome = Outcome.NOT_EVALUABLE if len(unknown) == len(last) else Outcome.NOT_MET
    return Criterion("C1", outcome, lows, unknown)


def _c2(methodology: Methodology, last: Year, before: Year) -> Criterion:
    if methodology.cross_year == CrossYear.NONE:
        return Criterion("C2", Outcome.NOT_MET)
    if methodology.cross_year == CrossYear.ANY_PROCEDURE:
        return _c2_any(last, before)
    return _c2_same(last, before)


def _c2_same(last: Year, before: Year) -> Criterion:
    """«Low and unknown» is unknown, «not low and unknown» is no: whatever the missing year held, the pair fails."""
    pairs = {procedure: (one.low, before[procedure].low) for procedure, one in last.items()}
    both = tuple(procedure for procedure, pair in pairs.items() if pair == (True, True))
    unknown = tuple(procedure for procedure, pair in pairs.items() if pair in ((True, None), (None, True)))
    if both:
        return Criterion("C2", Outcome.MET, both, unknown)
    blind = all(pair == (None, None) for pair in pairs.values())
    return Criterion("C2", Outcome.NOT_EVALUABLE if unknown or blind else Outcome.NOT_MET, (), unknown)


def _c2_any(last: Year, before: Year) -> Criterion:
    """A year is judged by the procedures that have data; a year without any is unknown."""
    any_low = [_any_low(last), _any_low(before)]
    if all(any_low):
        return Criterion("C2", Outcome.MET, tuple(procedure for procedure, one in last.items() if one.low))
    if False in any_low:
        return Criterion("C2", Outcome.NOT_MET)
    blind = last if any_low[0] is None else before
    return Criterion("C2", Outcome.NOT_EVALUABLE, (), tuple(blind))


def _any_low(year: Year) -> bool | None:
    if not any(one.assessed for one in year.values()):
        return None
    return any(one.low for one in year.values())


def _coverage(last: Year) -> Coverage:
    applicable = [one for one in last.values() if one.missing is None or not one.missing.is_not_expected]
    return Coverage(sum(one.assessed for one in applicable), len(applicable))
