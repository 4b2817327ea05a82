"""Rules of the share that failed, criterion by criterion, in exact integers: FED30 (domain notes, 1.1) and SEED3.

    low(p, y) := n >= min_n  and  100 * failed >= threshold_pct * n
    C1 := |{p : low(p, T)}| >= k_same_year
    C2 := a procedure low in T and in T-1 (or, by parameter, any low in T and any low in T-1)
    FED30: low results := C1 or C2
    SEED3: low results := C1 over sums: low(p) := Σn >= min_n  and  100 * Σfailed >= threshold_pct * Σn, Σ over the window
    at risk := no low results, and a low or a share within [risk_pct; threshold_pct) among what C1 looks at

A missing year makes the part of C2 that depends on it «not evaluable»; it never counts as «not low». Neither does a year whose
results are not comparable with other years (domain notes, 8.3): by another scale it is not the same procedure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from schools.identification.evidence import pool
from schools.identification.flags import Findings
from schools.identification.inputs import Procedure
from schools.identification.judgement import Judgement
from schools.identification.methodology import Methodology
from schools.identification.parameters import CrossYear, Engine, Use
from schools.identification.verdicts import Criterion, Evidence, Outcome
from schools.identification.what_would_change import nearest_change

Year = Mapping[Procedure, Evidence]


def judge(methodology: Methodology, evidence: Sequence[Evidence], year: int) -> Judgement:
    """Apply the rule to the evidence of one school."""
    pooled = pool(methodology, evidence) if methodology.engine == Engine.SEED3 else ()
    last = {one.procedure: one for one in pooled} or _of_year(evidence, year)
    before = {} if pooled else _of_year(evidence, year - 1)
    criteria = _criteria(methodology, last, before)
    findings = Findings(
        met=_met(criteria),
        judged=any(one.assessed for one in last.values()),
        experts=not _met(criteria) and _experts_decide(methodology, last, before),
        at_risk=any(one.low or one.risky for one in last.values()),
        small=any(one.small for one in last.values()),
    )
    open_question = not findings.met and (findings.experts or not findings.judged)
    changes = () if open_question else nearest_change(methodology, criteria, last, before)
    return Judgement(findings, criteria, pooled, changes=changes)


def _of_year(evidence: Sequence[Evidence], year: int) -> dict[Procedure, Evidence]:
    return {one.procedure: one for one in evidence if one.year == year and one.use != Use.EVIDENCE}


def _criteria(methodology: Methodology, last: Year, before: Year) -> tuple[Criterion, ...]:
    if methodology.engine == Engine.SEED3:
        return (_c1(methodology, last),)
    return _c1(methodology, last), _c2(methodology, last, before)


def _met(criteria: Sequence[Criterion]) -> bool:
    return any(criterion.outcome == Outcome.MET for criterion in criteria)


def _experts_decide(methodology: Methodology, last: Year, before: Year) -> bool:
    """Small samples never list a school and never clear it: they matter where they are all there is, or would tip the scale."""
    small = any(one.small for one in last.values())
    if small and not any(one.assessed for one in last.values()):
        return True
    taken = [{p: _as_if_large(methodology, one) for p, one in year.items()} for year in (last, before)]
    return _met(_criteria(methodology, *taken))


def _as_if_large(methodology: Methodology, one: Evidence) -> Evidence:
    return replace(one, low=methodology.is_low(one.failed, one.participants)) if one.small else one


def _c1(methodology: Methodology, last: Year) -> Criterion:
    """Enough procedures are low in the last year (over the window); judged by those that have data."""
    lows = tuple(procedure for procedure, one in last.items() if one.low)
    unknown = tuple(procedure for procedure, one in last.items() if not one.assessed)
    enough = len(lows) >= methodology.k_same_year
    blind = not enough and len(unknown) == len(last)
    return Criterion(
        "C1",
        Outcome.of(None if blind else enough),
        lows,
        unknown,
        years=_years(last),
        numbers={"low": len(lows), "needed": methodology.k_same_year, "threshold_pct": methodology.threshold_pct},
    )


def _years(last: Year) -> tuple[int, ...]:
    one = next(iter(last.values()), None)
    if one is None:
        return ()
    return tuple(range(one.year, (one.since or one.year) - 1, -1))


def _c2(methodology: Methodology, last: Year, before: Year) -> Criterion:
    year = _years(last)[:1]
    years = (*year, *(one - 1 for one in year))
    numbers = {"threshold_pct": methodology.threshold_pct}
    if methodology.cross_year == CrossYear.NONE:
        return Criterion("C2", Outcome.NOT_MET, years=years, numbers=numbers)
    found = _c2_any(last, before) if methodology.cross_year == CrossYear.ANY_PROCEDURE else _c2_same(last, before)
    return replace(found, years=years, numbers=numbers)


def _c2_same(last: Year, before: Year) -> Criterion:
    """«Low and unknown» is unknown, «not low and unknown» is no: whatever the missing year held, the pair fails."""
    pairs = {procedure: (one.low, low_before(one, before[procedure])) for procedure, one in last.items()}
    both = tuple(procedure for procedure, pair in pairs.items() if pair == (True, True))
    unknown = tuple(procedure for procedure, pair in pairs.items() if pair in ((True, None), (None, True)))
    if both:
        return Criterion("C2", Outcome.MET, both, unknown)
    blind = all(pair == (None, None) for pair in pairs.values())
    return Criterion("C2", Outcome.NOT_EVALUABLE if unknown or blind else Outcome.NOT_MET, (), unknown)


def low_before(now: Evidence, earlier: Evidence) -> bool | None:
    """Whether the same procedure was low in the year before; None where that year says nothing of it."""
    return earlier.low if now.comparable and earlier.comparable else None


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
