"""Rules without shares or comparison: MULTI_ABS (failures everywhere, every year; domain notes, 1.3) and EXTERNAL (a given list)."""

from __future__ import annotations

from collections.abc import Sequence

from schools.identification.flags import Findings
from schools.identification.inputs import SchoolId
from schools.identification.judgement import Judgement
from schools.identification.methodology import Methodology
from schools.identification.other_changes import change_every_year
from schools.identification.parameters import Use
from schools.identification.verdicts import Criterion, Evidence, Outcome


def judge_every_year(methodology: Methodology, evidence: Sequence[Evidence], year: int) -> Judgement:
    """M1: at least min_failed failed in each counted procedure in each year of the window."""
    counted = [one for one in evidence if one.use != Use.EVIDENCE]
    answers = _answers(methodology, counted, year)
    met, judged = all(answers), False in answers or all(answers)
    numbers = {
        "failures": answers.count(True),
        "needed": len(answers),
        "unknown": answers.count(None),
        "min_failed": methodology.min_failed,
    }
    criterion = Criterion(
        "M1",
        Outcome.of(met if judged else None),
        tuple(dict.fromkeys(one.procedure for one in counted if _fails(methodology, one))),
        tuple(dict.fromkeys(one.procedure for one in counted if not one.assessed)),
        tuple(methodology.years(year)),
        numbers,
    )
    small = any(one.small for one in counted)
    findings = Findings(met, judged, small and not judged, at_risk=False, small=small)
    changes = () if None in answers else change_every_year(methodology, counted, met)
    return Judgement(findings, (criterion,), changes=changes)


def _answers(methodology: Methodology, counted: Sequence[Evidence], year: int) -> list[bool | None]:
    """For each listed procedure and year: some level of it has failures, none has, or nothing is known."""
    found: list[bool | None] = []
    for item, listed in enumerate(methodology.listed):
        for one_year in methodology.years(year) if listed.use != Use.EVIDENCE else ():
            own = [one for one in counted if (one.item, one.year) == (item, one_year) and one.assessed]
            found.append(any(_fails(methodology, one) for one in own) if own else None)
    return found


def _fails(methodology: Methodology, one: Evidence) -> bool:
    return one.assessed and one.failed >= methodology.min_failed


def judge_listed(methodology: Methodology, school: SchoolId) -> Judgement:
    """X1: the school stands in the list that came from outside."""
    met = school in methodology.external_ids or str(school) in map(str, methodology.external_ids)
    criterion = Criterion("X1", Outcome.of(met), numbers={"basis": methodology.external_basis})
    return Judgement(Findings(met, judged=True, experts=False, at_risk=False, small=False), (criterion,))
