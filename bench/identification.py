"""Bulk identification, as the service does it, against a plain SQL aggregate over the same rows.

Invented counts are made inside one transaction of the configured database and rolled back: nothing stays. The target is held by
seconds of the processor, of Python and of the database together, without parallel workers; the clock stands beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.db import connection, transaction

from accounts.models import Municipality
from bench._clock import Clock, Spent, middle, ratios, verdict
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
# What a report in SQL would do with the same rows: totals of each school over the window. It is the quickest of the honest ones
# and the one the target is held against; the other gives what the rule needs, totals of each procedure of each school.
YARDSTICK = """
SELECT r.school_id{procedure}, sum(r.participants), sum(r.failed), count(*) FILTER (WHERE 10 * r.failed >= 3 * r.participants)
FROM schools_assessmentresult r JOIN schools_school s ON s.id = r.school_id
WHERE s.municipality_id = %s AND s.is_active AND r.year BETWEEN %s AND %s
GROUP BY r.school_id{procedure}
"""
PROCEDURE = ", r.kind, r.subject, r.grade, r.level"


class Measured(NamedTuple):
    """Medians of the rounds: ratios to the yardstick by the clock and by the processor, `detailed` to that of each procedure.

    `explained`: seconds of a school's verdict in words.
    """

    schools: int
    rows: int
    sql: Spent
    whole: Spent
    clock: float
    processor: float
    detailed: float
    explained: float


def main() -> int:
    """Print a row per size; 1 when the largest misses the target."""
    clock, found = Clock(), []
    for size in SIZES:
        with transaction.atomic():
            found.append(_measured(size, clock))
            transaction.set_rollback(True)
    _print(found)
    last = found[-1]
    ratio = last.processor if clock.sees_database else last.clock  # of another machine the seconds are not known
    return verdict(ratio, TARGET, f"the SQL aggregate at {last.schools} schools")


def _measured(size: int, clock: Clock) -> Measured:
    town, rows = _invented(size)
    rules = Methodology.from_params({**preset("FED30"), "window_years": 3})

    def identification() -> Run:
        run = Run(rules, columns_of(town, rules, YEAR), YEAR)
        assert len(run.flags) == size  # noqa: S101
        return run

    acts = [lambda: _aggregate(town, ""), lambda: _aggregate(town, PROCEDURE), identification]
    sql, _, whole = _together(clock, acts)
    by_clock, _ = ratios(whole, sql)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL max_parallel_workers_per_gather = 0")  # workers' seconds would not be seen
    sql, detailed, whole = _together(clock, acts)
    by_processor, by_detail = ratios(whole, sql)[1], ratios(whole, detailed)[1]
    run = identification()
    some = run.columns.schools[:200]
    explained = clock.spent(lambda: [verdict_as_dict(run.verdict(school)) for school in some])
    return Measured(
        size, rows, middle(sql), middle(whole), by_clock, by_processor, by_detail, explained.own / len(some)
    )


def _invented(size: int) -> tuple[Municipality, int]:
    """A town of so many schools, and how many results they have."""
    town = Municipality.objects.create(slug="bench", name="bench", organisation="bench", organisation_genitive="bench")
    names = (School(municipality=town, number=str(n), short_name=f"№ {n}", full_name=f"№ {n}") for n in range(size))
    School.objects.bulk_create(names, batch_size=5_000)
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [YEAR - 2, YEAR, town.pk])
        rows: int = cursor.rowcount
        cursor.execute("ANALYZE schools_school, schools_assessmentresult")
    return town, rows


def _aggregate(town: Municipality, procedure: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(YARDSTICK.format(procedure=procedure), [town.pk, YEAR - 2, YEAR])
        cursor.fetchall()


def _together(clock: Clock, acts: Sequence[Callable[[], object]]) -> list[list[Spent]]:
    """Rounds of each act; the acts take turns, so that a busy moment of the machine meets them alike."""
    rounds = [[clock.spent(act) for act in acts] for _ in range(ROUNDS)]
    return [list(one) for one in zip(*rounds, strict=True)]


def _print(found: list[Measured]) -> None:
    print("Identification: columns from SQL and flags of all schools, 9 procedures, 3 years")  # noqa: T201
    titles = (
        "rows",
        "SQL, s",
        "Python, s",
        "its SQL, s",
        "growth",
        "ratio",
        "by clock",
        "to detailed",
        "explained, ms",
    )
    print("schools".rjust(8) + "".join(title.rjust(14) for title in titles))  # noqa: T201
    for place, one in enumerate(found):
        growth = f"x{one.whole.processor / found[place - 1].whole.processor:.1f}" if place else ""
        cells = (
            f"{one.rows}", f"{one.sql.processor:.3f}", f"{one.whole.own:.3f}", f"{one.whole.database:.3f}", growth,
            f"{one.processor:.2f}", f"{one.clock:.2f}", f"{one.detailed:.2f}", f"{1000 * one.explained:.2f}",
        )  # fmt: skip
        print(f"{one.schools:>8}" + "".join(cell.rjust(14) for cell in cells))  # noqa: T201
