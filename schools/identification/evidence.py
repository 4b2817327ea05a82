"""From result rows to evidence: one line per procedure and year, with the reason wherever a number is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from schools.identification.expansion import Work, drops_marked, levels_of, takes_level, works_of
from schools.identification.inputs import Attempt, Marker, MissingReason, Procedure, Result, SchoolInput
from schools.identification.methodology import Methodology
from schools.identification.parameters import Attempts, Use
from schools.identification.verdicts import Evidence

_REASONS = list(MissingReason)


def collect(methodology: Methodology, school: SchoolInput, year: int) -> tuple[Evidence, ...]:
    """Evidence of every procedure of the methodology, in its order, the last year of the window first."""
    years = methodology.years(year)
    rows: dict[Work, list[Result]] = defaultdict(list)
    for result in school.results:
        if result.year in years:
            rows[result.kind, result.subject, result.grade].append(result)
    found = []
    for item, procedure, own in _unfolded(methodology, rows):
        for one_year in years:
            of_year = [row for row in own if row.year == one_year]
            one = _evidence(methodology, school, procedure, one_year, of_year)
            found.append(replace(one, use=methodology.listed[item].use, item=item))
    return tuple(found)


def _unfolded(
    methodology: Methodology, rows: dict[Work, list[Result]]
) -> Iterable[tuple[int, Procedure, list[Result]]]:
    """Each listed procedure by its grades and levels with its rows; what is not required appears only where there are any."""
    for item, listed in enumerate(methodology.listed):
        works = works_of(listed.procedure, rows) or ([listed.procedure[:3]] if listed.use == Use.REQUIRED else [])
        for work in works:
            own = rows.get(work, [])
            if not own and listed.use != Use.REQUIRED:
                continue
            for level in levels_of(methodology, listed.procedure, (row.level for row in own)):
                of_level = [row for row in own if takes_level(methodology, listed.procedure, level, row.level)]
                yield item, Procedure(*work, level), of_level


def pool(methodology: Methodology, evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Sums over the years of the window, procedure by procedure: Σ failed / Σ participants, not a mean of shares."""
    by_procedure: dict[Procedure, list[Evidence]] = defaultdict(list)
    for one in evidence:
        if one.use != Use.EVIDENCE:
            by_procedure[one.procedure].append(one)
    return tuple(_pooled(methodology, own) for own in by_procedure.values())


def _pooled(methodology: Methodology, own: Sequence[Evidence]) -> Evidence:
    """`own`: all years of one procedure, the last one first."""
    last = own[0]
    known = [one for one in own if one.participants]
    if not known:
        return replace(last, since=own[-1].year)
    total = Evidence(
        last.procedure,
        last.year,
        participants=sum(one.participants for one in known),
        failed=sum(one.failed for one in known),
        rows=sum(one.rows for one in known),
        use=last.use,
        item=last.item,
        since=own[-1].year,
    )
    return _judge(methodology, total)


def outside_methodology(methodology: Methodology, school: SchoolInput, year: int) -> tuple[Procedure, ...]:
    """Procedures the school has results of in the window but the methodology does not list, in a fixed order."""
    years = methodology.years(year)
    present = {row.procedure for row in school.results if row.has_counts and row.year in years}
    works = {work for listed in methodology.procedures for work in works_of(listed, {one[:3] for one in present})}
    return tuple(sorted((one for one in present if one[:3] not in works), key=str))


def _evidence(
    methodology: Methodology, school: SchoolInput, procedure: Procedure, year: int, rows: list[Result]
) -> Evidence:
    if not rows:
        absent = MissingReason.ABSENT if school.teaches(procedure.grade) else MissingReason.NO_GRADE
        return Evidence(procedure, year, missing=absent)
    usable, reason = _usable(methodology, school.markers, procedure, year, rows)
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


def _of_attempt(attempts: Attempts, rows: list[Result]) -> list[Result]:
    """First attempts only, or the figures after resits with first attempts where nothing newer is known.

    The choice is made per level: the profile may have been resat and the base not.
    """
    if attempts == Attempts.MAIN_FIRST:
        return [row for row in rows if row.attempt == Attempt.FIRST]
    resat = {row.level for row in rows if row.attempt == Attempt.FINAL}
    return [row for row in rows if row.attempt == (Attempt.FINAL if row.level in resat else Attempt.FIRST)]


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
        comparable=all(row.comparable for row in rows),
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
