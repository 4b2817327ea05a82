"""Invented counts of assessment procedures: most schools do well, some have lasting trouble, some are too small to tell."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import datetime

from accounts.models import User
from schools.models import AssessmentResult, JournalComparison, ReferenceResult, ResultImport, School

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


def add_results(schools: Sequence[School], year: int, chance: random.Random, by: User, now: datetime) -> None:
    """Three exam years for each school, each year of a file. A main school has no grade 11, a small one few participants."""
    rows = [row for school in schools for row in _results(school, year, chance)]
    marks = random.Random(len(rows))  # noqa: S311  invented figures; apart, so that the counts stay what they were
    files = {of: _file(of, schools[0], by, now, rows) for of in (year - 2, year - 1, year)}
    for row in rows:
        row.source = files[row.year]
        _add_marks(row, marks)
    AssessmentResult.objects.bulk_create(rows)
    ReferenceResult.objects.bulk_create(_references(rows, schools[0]))
    JournalComparison.objects.bulk_create(
        _journal(row, marks) for row in rows if row.kind == Kind.VPR and row.year == year
    )


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
        actual_grade=grade,
        level=level,
        participants=participants,
        failed=round(participants * share),
    )


def _file(year: int, school: School, by: User, now: datetime, rows: Iterable[AssessmentResult]) -> ResultImport:
    """An accepted import as the history shows it."""
    return ResultImport.objects.create(
        municipality=school.municipality,
        by=by,
        file_name=f"Результаты {year}.xlsx",
        layout="table",
        state=ResultImport.State.ACCEPTED,
        new_count=sum(row.year == year for row in rows),
        decided_by=by,
        decided_at=now,
    )


def _add_marks(row: AssessmentResult, chance: random.Random) -> None:
    """Marks for what is marked, the mean test score for the rest of ЕГЭ."""
    passed = row.participants - row.failed
    row.scored = row.participants
    if row.kind == Kind.EGE and row.level != "база":
        row.score_unit = row.ScoreUnit.TEST
        row.score_sum = row.failed * 18 + passed * chance.randrange(48, 72)
        return
    row.mark2, row.mark5 = row.failed, round(passed * chance.uniform(0.1, 0.25))
    row.mark4 = round((passed - row.mark5) * chance.uniform(0.4, 0.6))
    row.mark3 = passed - row.mark5 - row.mark4
    row.score_unit = row.ScoreUnit.MARK
    row.score_sum = 2 * row.mark2 + 3 * row.mark3 + 4 * row.mark4 + 5 * row.mark5


def _references(rows: Iterable[AssessmentResult], school: School) -> list[ReferenceResult]:
    """The city's sums, and a region ten times as large that does a little better."""
    sums: dict[tuple[int, str, str, int, str], list[int]] = {}
    for row in rows:
        found = sums.setdefault((row.year, row.kind, row.subject, row.grade, row.level), [0, 0])
        found[0], found[1] = found[0] + row.participants, found[1] + row.failed
    town = school.municipality
    groups = (("municipality", town.name, 1, 10), ("region", "Регион", 10, 9))
    return [
        ReferenceResult(
            municipality=town,
            scope=scope,
            name=name,
            year=year,
            kind=kind,
            subject=subject,
            grade=grade,
            level=level,
            participants=took * times,
            failed=failed * times * tenths // 10,
        )
        for (year, kind, subject, grade, level), (took, failed) in sums.items()
        for scope, name, times, tenths in groups
    ]


def _journal(row: AssessmentResult, chance: random.Random) -> JournalComparison:
    lowered, raised = (
        round(row.participants * chance.uniform(0.05, 0.3)),
        round(row.participants * chance.uniform(0, 0.1)),
    )
    return JournalComparison(
        school=row.school,
        source=row.source,
        year=row.year,
        kind=row.kind,
        subject=row.subject,
        grade=row.grade,
        lowered=lowered,
        raised=raised,
        confirmed=row.participants - lowered - raised,
    )
