"""Invented counts of assessment procedures: most schools do well, some have lasting trouble, some are too small to tell."""

from __future__ import annotations

import random
from collections.abc import Iterable

from schools.models import AssessmentResult, School

Kind = AssessmentResult.Kind
PROCEDURES = (
    (Kind.VPR, "русский", 5, ""),
    (Kind.VPR, "математика", 5, ""),
    (Kind.VPR, "русский", 6, ""),
    (Kind.VPR, "математика", 6, ""),
    (Kind.OGE, "русский", 9, ""),
    (Kind.OGE, "математика", 9, ""),
    (Kind.EGE, "русский", 11, ""),
    (Kind.EGE, "математика", 11, "база"),
    (Kind.EGE, "математика", 11, "профиль"),
)


def add_results(schools: Iterable[School], year: int, chance: random.Random) -> None:
    """Three exam years for each school. A main school has no grade 11, a small one few participants, a new one no first year."""
    rows = [row for school in schools for row in _results(school, year, chance)]
    AssessmentResult.objects.bulk_create(rows)


def _results(school: School, year: int, chance: random.Random) -> list[AssessmentResult]:
    trouble = chance.choices((0.06, 0.16, 0.34), weights=(6, 2, 2))[0]  # usual share below the minimum
    per_grade = max(4, (school.pupils or 200) // 11)
    is_main_school = school.short_name.startswith("ООШ")
    return [
        _row(school, of, procedure, per_grade, trouble, chance)
        for of in (year - 2, year - 1, year)
        for procedure in PROCEDURES
        if not (procedure[0] == Kind.EGE and is_main_school)
    ]


def _row(
    school: School,
    year: int,
    procedure: tuple[str, str, int, str],
    per_grade: int,
    trouble: float,
    chance: random.Random,
) -> AssessmentResult:
    kind, subject, grade, level = procedure
    participants = max(2, round(per_grade * (0.45 if kind == Kind.EGE else 1) * chance.uniform(0.8, 1.15)))
    share = min(0.7, max(0.0, chance.gauss(trouble, 0.05) + (0.04 if subject == "математика" else 0)))
    return AssessmentResult(
        school=school,
        year=year,
        kind=kind,
        subject=subject,
        grade=grade,
        level=level,
        participants=participants,
        failed=round(participants * share),
    )
