"""One school explained: evidence, the rule's criteria, the social context, notes. The bulk path gives the same flags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from schools.identification.comparing_rules import judge_index, judge_worst
from schools.identification.context import judge_context
from schools.identification.evidence import collect
from schools.identification.flags import Standing, flags_of
from schools.identification.inputs import SchoolInput
from schools.identification.judgement import Judgement
from schools.identification.low_share import judge
from schools.identification.methodology import Methodology
from schools.identification.notes import notes_on
from schools.identification.parameters import Engine, Use
from schools.identification.plain_rules import judge_every_year, judge_listed
from schools.identification.population import Population
from schools.identification.reference import MEDIAN, Place, Reference
from schools.identification.verdicts import ContextVerdict, Coverage, Evidence, VerdictResult


def verdict_of(
    methodology: Methodology, school: SchoolInput, year: int, population: Population, reference: Reference
) -> VerdictResult:
    """Apply the methodology to one school among the others."""
    evidence = collect(methodology, school, year)
    judgement = _judge(methodology, school, evidence, year, population)
    context = judge_context(methodology, school.context, year, population, reference)
    place = _result_place(evidence, year, population) if context and context.adverse else None
    standing = _standing(methodology, school, year, context, place)
    verdict = VerdictResult(
        school_id=school.id,
        school_type=school.school_type,
        year=year,
        methodology=methodology,
        flags=flags_of(judgement.findings, standing, methodology.exit_runs),
        criteria=judgement.criteria,
        evidence=evidence,
        pooled=judgement.pooled,
        indexes=judgement.indexes,
        context=context,
        changes=() if standing.excluded else judgement.changes,
        coverage=_coverage(judgement.pooled or tuple(one for one in evidence if one.year == year)),
        result_place=place,
        notes=(),
    )
    return replace(verdict, notes=notes_on(verdict, school))


def _judge(
    methodology: Methodology, school: SchoolInput, evidence: Sequence[Evidence], year: int, population: Population
) -> Judgement:
    match methodology.engine:
        case Engine.ZIDX:
            return judge_index(methodology, evidence, year, population)
        case Engine.WORST_Q:
            return judge_worst(methodology, evidence, year, population)
        case Engine.MULTI_ABS:
            return judge_every_year(methodology, evidence, year)
        case Engine.EXTERNAL:
            return judge_listed(methodology, school.id)
        case _:
            return judge(methodology, evidence, year)


def _standing(
    methodology: Methodology, school: SchoolInput, year: int, context: ContextVerdict | None, place: Place | None
) -> Standing:
    return Standing(
        methodology.excludes(school.school_type),
        school.previous_status,
        school.clean_runs,
        any(marker.in_year(year) for marker in school.markers),
        context.adverse if context else None,
        place is not None and place.percentile >= MEDIAN,
    )


def _result_place(evidence: Sequence[Evidence], year: int, population: Population) -> Place | None:
    """Among all schools by Σ failed / Σ participants of the last year."""
    own = [one for one in evidence if one.year == year and one.assessed and one.use != Use.EVIDENCE]
    participants = sum(one.participants for one in own)
    return population.results.place(-sum(one.failed for one in own) / participants) if participants else None


def _coverage(judged: Sequence[Evidence]) -> Coverage:
    required = [one for one in judged if one.use == Use.REQUIRED]
    applicable = [one for one in required if one.missing is None or not one.missing.is_not_expected]
    return Coverage(sum(one.assessed for one in applicable), len(applicable))
