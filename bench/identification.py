"""Bulk identification, as the service does it, against a plain SQL aggregate over the same rows.

Invented counts are made inside one transaction of the configured database and rolled back: nothing stays.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from statistics import median
from typing import NamedTuple

from django.db import connection, transaction

from accounts.models import Municipality
from schools.identification import Methodology, Run, preset, verdict_as_dict
from schools.listing.inputs import columns_of
from schools.models import School

SIZES = (400, 4_000, 40_000)
YEAR, TARGET, ROUNDS = 2026, 3.0, 5
ROWS = """
INSERT INTO schools_assessmentresult
    (school_id, year, kind, subject, grade, level, wave, participants, failed, score_unit, derived, comparable)
SELECT s.id, y.year, p.kind, p.subject, p.grade, p.level, '', n.n, LEAST(n.n, floor(n.n * (0.02 + 0.4 * random() * random()))),
       '', false, true
FROM schools_school s, generate_series(%s, %s) y(year),
     (VALUES ('ВПР', 'русский', 5, ''), ('ВПР', 'математика', 5, ''), ('ВПР', 'русский', 6, ''), ('ВПР', 'математика', 6, ''),
             ('ОГЭ', 'русский', 9, ''), ('ОГЭ', 'математика', 9, ''), ('ЕГЭ', 'русский', 11, ''),
             ('ЕГЭ', 'математика', 11, 'база'), ('ЕГЭ', 'математика', 11, 'профиль')) p(kind, subject, grade, level),
     LATERAL (SELECT (8 + floor(random() * 90 + 0 * (s.id + y.year + p.grade)))::int AS n) n
WHERE s.municipality_id = %s
"""
# what a report in SQL would do with the same rows: the share of each school over the window
YARDSTICK = """
SELECT r.school_id, sum(r.participants), sum(r.failed), count(*) FILTER (WHERE 10 * r.failed >= 3 * r.participants)
FROM schools_assessmentresult r JOIN schools_school s ON s.id = r.school_id
WHERE s.municipality_id = %s AND s.is_active AND r.year BETWEEN %s AND %s
GROUP BY r.school_id
"""


class Measured(NamedTuple):
    """Seconds, medians of the rounds; `cpu`: of the portal's own process, unstretched by others' load; `explained`: per school."""

    schools: int
    rows: int
    sql: float
    reading: float
    identification: float
    cpu: float
    explained: float

    @property
    def ratio(self) -> float:
        return self.identification / self.sql


def main() -> int:
    found = []
    for size in SIZES:
        with transaction.atomic():
            found.append(_measured(size))
            transaction.set_rollback(True)
    _print(found)
    return 0 if found[-1].ratio <= TARGET else 1


def _measured(size: int) -> Measured:
    town = Municipality.objects.create(slug="bench", name="bench", organisation="bench", organisation_genitive="bench")
    names = (School(municipality=town, number=str(n), short_name=f"№ {n}", full_name=f"№ {n}") for n in range(size))
    School.objects.bulk_create(names, batch_size=5_000)
    rules = Methodology.from_params({**preset("FED30"), "window_years": 3})
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [YEAR - 2, YEAR, town.pk])
        rows = cursor.rowcount
        cursor.execute("ANALYZE schools_school, schools_assessmentresult")

        def yardstick() -> None:
            cursor.execute(YARDSTICK, [town.pk, YEAR - 2, YEAR])
            cursor.fetchall()

        def identification() -> object:
            return Run(rules, columns_of(town, rules, YEAR), YEAR).flags

        sql, reading, whole = _together(yardstick, lambda: columns_of(town, rules, YEAR), identification)
    cpu = -time.process_time()
    identification()
    cpu += time.process_time()
    run = Run(rules, columns_of(town, rules, YEAR), YEAR)
    some = run.columns.schools[:200]
    explained = _timed(lambda: [verdict_as_dict(run.verdict(school)) for school in some]) / len(some)
    return Measured(size, rows, sql, reading, whole, cpu, explained)


def _together(*acts: Callable[[], object]) -> list[float]:
    """Medians; the acts take turns, so that a busy moment of the machine meets them alike."""
    rounds = [[_timed(act) for act in acts] for _ in range(ROUNDS)]
    return [median(times) for times in zip(*rounds, strict=True)]


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _print(found: list[Measured]) -> None:
    out = sys.stdout.write
    out("Identification: columns from SQL and flags of all schools, 9 procedures, 3 years; seconds\n")
    out(
        f"{'schools':>8} {'rows':>9} {'SQL':>8} {'reading':>8} {'whole':>8} {'ratio':>6} {'CPU':>6} {'growth':>7} {'ms explained':>13}\n"
    )
    for place, one in enumerate(found):
        growth = f"×{one.identification / found[place - 1].identification:.1f}" if place else ""
        out(
            f"{one.schools:>8} {one.rows:>9} {one.sql:>8.3f} {one.reading:>8.3f} {one.identification:>8.3f} "
            f"{one.ratio:>6.2f} {one.cpu:>6.3f} {growth:>7} {1000 * one.explained:>13.2f}\n"
        )
    verdict = "held" if found[-1].ratio <= TARGET else "MISSED"
    out(f"Target: at most {TARGET:.0f} times the SQL aggregate at {found[-1].schools} schools: {verdict}\n")
