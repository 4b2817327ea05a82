"""From result rows to evidence: one line per procedure and year, with the reason wherever a number is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from schools.identification.inputs import Attempt, Marker, MissingReason, Procedure, Result, SchoolInput
from schools.identification.methodology import Attempts, BiasPolicy, EgeMath, Methodology
from schools.identification.verdicts import Evidence

ProcedureRows = dict[tuple[str, str, int | None], list[Result]]
_EGE_MATH_LEVELS = {
    EgeMath.POOLED: ("",),
    EgeMath.SEPARATE: ("база", "профиль"),
    EgeMath.PROFILE_ONLY: ("профиль",),
    EgeMath.BASE_ONLY: ("база",),
}
_REASONS = list(MissingReason)


def collect(methodology: Methodology, school: SchoolInput, year: int) -> tuple[Evidence, ...]:
    """Evidence of every procedure of the methodology, in its order, the last year of the window first."""
    years = range(year, year - methodology.window_years, -1)
    rows: ProcedureRows = defaultdict(list)
    for result in school.results:
        if result.year in years:
            rows[result.kind, result.subject, result.grade].append(result)
    found = []
    for procedure in methodology.procedures:
        own = rows.get(procedure[:3], [])
        for level in _levels(methodology, procedure, own):
            of_level = _of_level(methodology, procedure, level, own)
            for one_year in years:
                of_year = [row for row in of_level if row.year == one_year]
                found.append(_evidence(methodology, school.markers, procedure._replace(level=level), one_year, of_year))
    return tuple(found)


def outside_methodology(methodology: Methodology, school: SchoolInput, year: int) -> tuple[Procedure, ...]:
    """Procedures the school has results of in the window but the methodology does not count, in a fixed order."""
    counted = {procedure[:3] for procedure in methodology.procedures}
    years = range(year - methodology.window_years + 1, year + 1)
    others = {
        row.procedure
        for row in school.results
        if row.has_counts and row.year in years and row.procedure[:3] not in counted
    }
    return tuple(sorted(others, key=str))


def _is_ege_math(procedure: Procedure) -> bool:
    return procedure[:2] == ("ЕГЭ", "математика") and not procedure.level


def _levels(methodology: Methodology, procedure: Procedure, rows: Sequence[Result]) -> Sequence[str]:
    """Levels are procedures of their own (not comparable), but for ЕГЭ mathematics the methodology decides."""
    if _is_ege_math(procedure):
        return _EGE_MATH_LEVELS[methodology.ege_math]
    return [procedure.level] if procedure.level else sorted({row.level for row in rows}) or [""]


def _of_level(methodology: Methodology, procedure: Procedure, level: str, rows: list[Result]) -> list[Result]:
    if _is_ege_math(procedure) and methodology.ege_math == EgeMath.POOLED:
        return rows
    return [row for row in rows if row.level == level]


def _evidence(
    methodology: Methodology, markers: Sequence[Marker], procedure: Procedure, year: int, rows: list[Result]
) -> Evidence:
    if not rows:
        return Evidence(procedure, year, missing=MissingReason.ABSENT)
    usable, reason = _usable(methodology, markers, procedure, year, rows)
    if not usable:
        return Evidence(procedure, year, missing=reason)
    return _judge(methodology, _added_up(procedure, year, usable))


def _usable(
    methodology: Methodology, markers: Sequence[Marker], procedure: Procedure, year: int, rows: list[Result]
) -> tuple[list[Result], MissingReason]:
    """The rows that count under the methodology, or the reason why none does."""
    if drops_marked(methodology, markers, procedure, year):
        return [], MissingReason.OBJECTIVITY_MARKER
    rows = [row for row in rows if row.group not in methodology.exclude_groups]
    if not rows:
        return [], MissingReason.EXCLUDED_GROUP
    with_counts = [row for row in rows if row.has_counts]
    if not with_counts:
        return [], min((row.reason for row in rows), key=_REASONS.index)
    chosen = _of_attempt(methodology.attempts, with_counts)
    return chosen, MissingReason.ONLY_RESITS


def drops_marked(methodology: Methodology, markers: Iterable[Marker], procedure: Procedure, year: int) -> bool:
    """Whether the objectivity policy leaves this ВПР out."""
    if procedure.kind != "ВПР" or methodology.bias_policy == BiasPolicy.INCLUDE:
        return False
    if methodology.bias_policy == BiasPolicy.EXCLUDE:
        return any(marker.in_year(year) for marker in markers)
    return any(marker.covers(procedure, year) for marker in markers)


def _of_attempt(attempts: Attempts, rows: list[Result]) -> list[Result]:
    """First attempts only, or the figures after resits with first attempts where nothing newer is known.

    The choice is made per level: the profile may have been resat and the base not.
    """
    if attempts == Attempts.MAIN_FIRST:
        return [row for row in rows if row.attempt == Attempt.FIRST]
    resat = {row.level for row in rows if row.attempt == Attempt.FINAL}
    return [row for row in rows if (row.attempt == Attempt.FINAL) == (row.level in resat)]


def _added_up(procedure: Procedure, year: int, rows: list[Result]) -> Evidence:
    rolls = [row.roll for row in rows]
    return Evidence(
        procedure,
        year,
        participants=sum(row.participants or 0 for row in rows),
        failed=sum(row.failed or 0 for row in rows),
        rows=len(rows),
        derived=any(row.derived for row in rows),
        roll=None if None in rolls else sum(roll or 0 for roll in rolls),
        levels=tuple(sorted({row.level for row in rows if row.level})),
    )


def _judge(methodology: Methodology, evidence: Evidence) -> Evidence:
    """Low, risky or neither; a sample below min_n is neither low nor «not low»."""
    if evidence.participants < methodology.min_n:
        return replace(evidence, small=True)
    return replace(
        evidence,
        low=methodology.is_low(evidence.failed, evidence.participants),
        risky=methodology.is_risky(evidence.failed, evidence.participants),
    )
