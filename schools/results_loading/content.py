"""A reading as it waits for acceptance: units in one list, counts in rows that name their unit by its place. No names inside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from schools.results_files import PASSPORT, Procedure, Reading, Scope, Unit

Rows = list[Sequence[Any]]  # unit, key fields, value fields: as in `tables.TABLES`
_SCALES = {item.code: item.scale for item in PASSPORT}


@dataclass
class Content:
    """`rows`: table name -> rows. `units`: in the order in which rows count them."""

    units: list[Unit] = field(default_factory=list)
    rows: dict[str, Rows] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(map(len, self.rows.values()))


def content_of(reading: Reading) -> Content:
    """All counts of the reading; totals of the file repeat what stands above them and are left out."""
    places: dict[Unit, int] = {}

    def place(unit: Unit) -> int:
        return places.setdefault(unit, len(places))

    results, references = _counts(reading, place)
    rows: dict[str, Rows] = {
        "results": results,
        "references": references,
        "journal": [
            [place(x.unit), *_key(x.procedure), x.lowered, x.confirmed, x.raised] for x in _schools(reading.journal)
        ],
        "scores": [[place(x.unit), *_key(x.procedure), list(x.counts), x.derived] for x in _schools(reading.scores)],
        "markers": [[place(x.unit), x.year, x.grade, x.subject, x.marked] for x in _schools(reading.markers)],
        "passports": [
            [place(x.unit), x.year, *_figures(x.values), dict(x.reasons)] for x in _schools(reading.passports)
        ],
        "olympiads": [[place(x.unit), x.year, x.stage, x.participants, x.winners] for x in _schools(reading.olympiads)],
    }
    return Content(list(places), {name: found for name, found in rows.items() if found})


def _schools(records: Iterable[Any]) -> Iterable[Any]:
    return (record for record in records if record.unit.scope is Scope.SCHOOL)


def _key(procedure: Procedure) -> tuple[int, str, str, int, str, str]:
    kind, subject, grade, level, wave, year, _ = procedure
    return year, kind, subject, grade, level, wave


def _counts(reading: Reading, place: Any) -> tuple[Rows, Rows]:
    """Rows of schools and rows of reference groups, without the totals."""
    schools: Rows = []
    others: Rows = []
    for x in reading.results:
        scope, marks = x.unit.scope, x.marks or (None, None, None, None)
        if scope is Scope.TOTAL:
            continue
        actual = x.procedure.actual_grade
        row = [
            place(x.unit), *_key(x.procedure), actual, x.participants, x.failed, *marks,
            x.score_sum, x.scored, x.score_unit, x.derived,
        ]  # fmt: skip
        (schools if scope is Scope.SCHOOL else others).append(row)
    return schools, others


def _figures(values: Any) -> list[int | str | None]:
    """In the order of PASSPORT; hundredths become decimals, kept as text."""
    return [_figure(values.get(code), scale) for code, scale in _SCALES.items()]


def _figure(value: int | None, scale: int) -> int | str | None:
    return value if value is None or scale == 1 else str(Decimal(value).scaleb(-2))


def years_of(rows: dict[str, Rows]) -> Sequence[int]:
    """Exam years that the rows speak of: the year follows the unit in every table."""
    return sorted({row[1] for found in rows.values() for row in found})
