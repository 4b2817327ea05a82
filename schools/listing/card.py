"""A school's results over the years beside those of its municipality and region; its way through the list."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Any, NamedTuple

from django.db.models import Count, Q, Sum

from accounts.russian import NBSP, NO_DATA, decimal_comma
from schools.identification import Procedure
from schools.identification.names import RESIT_WAVE
from schools.listing.inheritance import carried_to, inherited
from schools.models import AssessmentResult, NotComparable, ReferenceResult, School

LEAST_SCHOOLS = 3  # a mean of fewer schools would tell of the one next door


class Counts(NamedTuple):
    participants: int
    failed: int

    @property
    def percent(self) -> Fraction | None:
        return Fraction(100 * self.failed, self.participants) if self.participants else None


NOTHING = Counts(0, 0)
Years = dict[int, Counts]


@dataclass(frozen=True)
class Cell:
    """`text` is the school's own; the numbers are percents for the chart, empty where there is no data.

    `is_apart`: people hold this year not comparable with others.
    """

    text: str
    beside: list[str]  # the same of the municipality and of the region, in words
    school: str
    town: str
    region: str
    is_apart: bool = False


@dataclass(frozen=True)
class ResultRow:
    name: str
    cells: list[Cell]


@dataclass(frozen=True)
class ResultsTable:
    """`apart`: which of the years are not comparable with others, and why. `former`: closed schools whose results are among these."""

    years: list[int]
    rows: list[ResultRow]
    apart: list[NotComparable]
    former: list[School]


AGAIN = Q(wave__iregex=RESIT_WAVE)  # those pupils are counted already


def results_table(school: School) -> ResultsTable:
    """Shares of those below the minimum by procedure and year; waves and branches of a year are added up, resits stand apart.

    Seven queries.
    """
    carried = dict(carried_to(school.pk, inherited(school.municipality)))
    former = [Q(school=closed, year__lte=last) for closed, last in carried.items()]
    results = AssessmentResult.objects.filter(reduce(operator.or_, former, Q(school=school)))
    own, again = _by_procedure(_sums(results.exclude(AGAIN))), _by_procedure(_sums(results.filter(AGAIN)))
    town, region = _town(school.municipality_id), _region(school.municipality_id)
    marks = NotComparable.objects.filter(municipality=school.municipality_id)
    apart = {(one.kind, one.subject, one.grade, one.year): one for one in marks}
    years = sorted({year for found in (*own.values(), *again.values()) for year in found})
    known = {(*procedure[:3], year) for procedure, found in own.items() for year in found}
    rows = [
        ResultRow(str(one), [_cell((own, town, region), one, year, (*one[:3], year) in apart) for year in years])
        for one in sorted(own, key=_order)
    ]
    resits = [
        ResultRow(f"{one}, пересдача", [_cell((again, {}, {}), one, year) for year in years])
        for one in sorted(again, key=_order)
    ]
    told = [one for key, one in apart.items() if key in known]
    return ResultsTable(years, rows + resits, told, list(School.objects.filter(pk__in=carried)))


def _order(one: Procedure) -> tuple[str, int, str, str]:
    return one.kind, one.grade or 0, one.subject, one.level


def _town(municipality_id: int) -> dict[Procedure, Years]:
    rows = AssessmentResult.objects.filter(school__municipality=municipality_id, school__is_active=True)
    return _by_procedure(one for one in _sums(rows.exclude(AGAIN)) if one["schools"] >= LEAST_SCHOOLS)


def _region(municipality_id: int) -> dict[Procedure, Years]:
    regional = ReferenceResult.objects.filter(municipality=municipality_id, scope=ReferenceResult.Scope.REGION)
    sums = regional.exclude(AGAIN).values(*_KEY).annotate(n=Sum("participants"), f=Sum("failed"))
    return _by_procedure(sums.order_by())


_KEY = ("kind", "subject", "grade", "level", "year")


def _sums(results: Any) -> Iterable[Mapping[str, Any]]:
    found: Iterable[Mapping[str, Any]] = (
        results.values(*_KEY)
        .annotate(n=Sum("participants"), f=Sum("failed"), schools=Count("school", distinct=True))
        .order_by()
    )
    return found


def _by_procedure(rows: Iterable[Mapping[str, Any]]) -> dict[Procedure, Years]:
    found: dict[Procedure, Years] = {}
    for one in rows:
        procedure = Procedure(one["kind"], one["subject"], one["grade"], one["level"])
        found.setdefault(procedure, {})[one["year"]] = Counts(one["n"], one["f"])
    return found


def _cell(
    whose: tuple[Mapping[Procedure, Years], ...], procedure: Procedure, year: int, is_apart: bool = False
) -> Cell:
    """`whose`: the school's own, its municipality's, its region's."""
    school, beside, far = (part.get(procedure, {}).get(year, NOTHING) for part in whose)
    around = (("муниципалитет", beside), ("регион", far))
    return Cell(
        _words(school),
        [f"{name} {_percent(one.percent)}" for name, one in around if one.percent is not None],
        _number(school),
        _number(beside),
        _number(far),
        is_apart,
    )


def _words(counts: Counts) -> str:
    if counts.percent is None:
        return NO_DATA
    return f"{counts.failed} из{NBSP}{counts.participants} — {_percent(counts.percent)}"


def _percent(value: Fraction) -> str:
    return f"{decimal_comma(value, 1)}{NBSP}%"


def _number(counts: Counts) -> str:
    return "" if counts.percent is None else f"{float(counts.percent):.2f}"
