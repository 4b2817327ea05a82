"""What the pages of the registry show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from django.db import models

from accounts.models import User
from accounts.russian import NO_DATA, decimal_comma
from schools.models import AssessmentResult, School, SchoolStaff, Verdict
from schools.models.school import SchoolQuerySet


def having_verdict(schools: SchoolQuerySet, status: str) -> SchoolQuerySet:
    """Those the municipality's last run gave this status; all where the status is none of ours."""
    if status not in Verdict.Status.values:
        return schools
    return schools.filter(pk__in=Verdict.objects.current().filter(status=status).values("school_id"))


def verdicts_of(schools: Iterable[School]) -> dict[int, Verdict]:
    """Verdicts of the last run by school. One query."""
    return {verdict.school_id: verdict for verdict in Verdict.objects.current().filter(school__in=schools)}


@dataclass
class ProcedureRow:
    """One procedure over the years: a cell per year, in the order of `ResultsTable.years`."""

    name: str
    cells: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ResultsTable:
    years: list[int]
    rows: list[ProcedureRow]


def results_table(results: Iterable[AssessmentResult]) -> ResultsTable:
    """Share of those below the minimum, «9 из 30 — 30,0 %», by procedure and year; «—» where there is no data."""
    by_procedure: dict[str, dict[int, AssessmentResult]] = defaultdict(dict)
    for row in results:
        level = f", {row.level}" if row.level else ""
        by_procedure[f"{row.kind}, {row.subject}{level}, {row.grade} класс"][row.year] = row
    years = sorted({year for cells in by_procedure.values() for year in cells})
    rows = [ProcedureRow(name, [_cell(cells.get(year)) for year in years]) for name, cells in by_procedure.items()]
    return ResultsTable(years, rows)


def _cell(row: AssessmentResult | None) -> str:
    if row is None or not row.participants:
        return NO_DATA
    share = decimal_comma(Fraction(100 * row.failed, row.participants), 1)
    return f"{row.failed} из\u00a0{row.participants} — {share}\u00a0%"


def people_of(school: School) -> list[SchoolStaff]:
    return list(school.staff.select_related("user").order_by("duty", "user"))


def people_list(user: User) -> models.QuerySet[User]:
    """People the user may manage, with their municipality and schools: three queries."""
    return User.objects.visible_to(user).select_related("municipality").prefetch_related("duties__school")
