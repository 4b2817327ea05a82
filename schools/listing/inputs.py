"""What a run reads of a municipality: columns straight from SQL, never a row of Python for a row of the table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from accounts.models import Municipality
from schools.identification import (
    Block,
    BlockKey,
    Columns,
    Listing,
    Marker,
    Methodology,
    PreviousStatus,
    SchoolId,
    blocks_from_network,
    numbers_from_network,
)
from schools.identification.names import RESIT_WAVE, canonical_kind, canonical_level, canonical_subject
from schools.listing.context import context_shares
from schools.listing.inheritance import Inherited, inherited
from schools.models import (
    ListPlace,
    NotComparable,
    ObjectivityMarker,
    School,
    SchoolList,
    SchoolListEntry,
    SocialPassport,
)

# All aggregates see the rows of a group in one order (schools/identification/README.md, «In bulk»). The schools are known by now:
# to look an id up in their array costs less than a join, for forty schools as for forty thousand.
RESULTS = """
SELECT r.kind, r.subject, r.grade, r.level, r.year, string_agg(int4send(r.school_id::int), ''::bytea),
       string_agg(int8send((r.participants::bigint << 32) | r.failed), ''::bytea), {marks}
FROM schools_assessmentresult r {heirs}
WHERE r.school_id = ANY(%s::bigint[]) AND r.year BETWEEN %s AND %s AND (r.wave = '' OR r.wave !~* %s) {until}
GROUP BY 1, 2, 3, 4, 5
"""  # without resits: those pupils are counted already
# Results of closed schools that are a successor's now: asked for where there are such schools.
HEIRS = "LEFT JOIN unnest(%s::bigint[], %s::int[]) AS closed (school, last) ON closed.school = r.school_id"
UNTIL_CLOSED = "AND (closed.last IS NULL OR r.year <= closed.last)"
# Rows restored from percents or not comparable say so. Their column is asked for where there are any: it is a third of the work.
ANY_MARKS = "bool_or(r.derived OR NOT r.comparable)"
MARKS = "string_agg(int4send(r.derived::int + 2 * (NOT r.comparable)::int), ''::bytea)"
_PREVIOUS = {
    ListPlace.State.APPROVED: PreviousStatus.APPROVED,
    ListPlace.State.IN_SUPPORT: PreviousStatus.IN_SUPPORT,
    ListPlace.State.EXIT_MONITORING: PreviousStatus.EXIT_MONITORING,
}


def columns_of(municipality: Municipality, rules: Methodology, year: int) -> Columns:
    """Active schools with the results of the methodology's window up to `year`. Ten queries, whatever the number of schools."""
    active = School.objects.active().filter(municipality=municipality).order_by("pk")
    ids, kinds, names, first_grades, last_grades = _columns(active)
    own: dict[SchoolId, int] = {key: at for at, key in enumerate(ids)}
    since = year - max(rules.window_years, 2) + 1
    heritage = inherited(municipality, since)
    positions = own | {closed: own[heir] for closed, (heir, _last) in heritage.carried.items() if heir in own}
    titles = dict(School.Kind.choices)
    grades = enumerate(zip(first_grades, last_grades, strict=True))
    return Columns(
        schools=ids,
        blocks=_blocks(municipality, (since, year), heritage, positions),
        types=dict(enumerate(map(titles.__getitem__, kinds))),
        listings=_listings(municipality, year, positions),
        markers=_markers(municipality, rules, year, positions, heritage),
        context=_context(municipality, year, positions) if rules.context else {},
        names=dict(enumerate(names)),
        grades={at: pair for at, pair in grades if pair[0] and pair[1]},
        inherited={own[key]: said for key, said in heritage.said.items() if key in own},
    )


def _columns(schools: QuerySet[School]) -> Sequence[tuple[Any, ...]]:
    """Of each school the id, kind, short name, first and last grade."""
    fields = ("pk", "kind", "short_name", "first_grade", "last_grade")
    return list(zip(*schools.values_list(*fields), strict=True)) or [()] * len(fields)


def _blocks(
    municipality: Municipality, years: tuple[int, int], heritage: Inherited, positions: Mapping[SchoolId, int]
) -> list[Block]:
    closed = Inherited({key: one for key, one in heritage.carried.items() if key in positions})
    rows = _groups(ANY_MARKS, positions, years, closed)
    marked = any(row[7] for row in rows)
    if marked:
        rows = _groups(MARKS, positions, years, closed)
    blocks = blocks_from_network(((_block_key(*row[:5]), bytes(row[5]), bytes(row[6])) for row in rows), positions)
    if marked:
        marks = (numbers_from_network(bytes(row[7])) for row in rows)
        blocks = [replace(block, marks=own) if any(own) else block for block, own in zip(blocks, marks, strict=True)]
    apart = _apart(municipality, *years)
    return [block.set_apart() if (*block.key[:3], block.key.year) in apart else block for block in blocks]


def _apart(municipality: Municipality, since: int, year: int) -> set[tuple[str, str, int, int]]:
    """What people hold not comparable: kind, subject, grade and year, all levels and waves of it."""
    said = NotComparable.objects.filter(municipality=municipality, year__range=(since, year))
    return {
        (canonical_kind(kind), canonical_subject(subject), grade, of)
        for kind, subject, grade, of in said.values_list("kind", "subject", "grade", "year")
    }


def _groups(
    marks: str, schools: Iterable[SchoolId], years: tuple[int, int], closed: Inherited
) -> list[tuple[Any, ...]]:
    ids = "{" + ",".join(map(str, schools)) + "}"  # one literal: a list would be parsed number by number
    params: list[Any] = [ids, *years, RESIT_WAVE]
    sql = RESULTS.format(marks=marks, heirs="", until="")
    if closed.carried:
        params = [*closed.last_years, *params]
        sql = RESULTS.format(marks=marks, heirs=HEIRS, until=UNTIL_CLOSED)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _block_key(kind: str, subject: str, grade: int, level: str, year: int) -> BlockKey:
    return BlockKey(canonical_kind(kind), canonical_subject(subject), grade, canonical_level(level), year)


def _markers(
    municipality: Municipality, rules: Methodology, year: int, positions: Mapping[SchoolId, int], heritage: Inherited
) -> dict[int, list[Marker]]:
    found: dict[int, list[Marker]] = {}
    closed = [key for key in heritage.carried if key in positions]
    standing = ObjectivityMarker.objects.standing().filter(
        Q(school__is_active=True) | Q(school__in=closed), school__municipality=municipality, year__in=rules.years(year)
    )
    for one in standing.order_by("school_id", "year", "grade", "subject"):
        found.setdefault(positions[one.school_id], []).append(
            Marker(canonical_subject(one.subject), one.grade, one.year)
        )
    return found


def _context(
    municipality: Municipality, year: int, positions: Mapping[SchoolId, int]
) -> dict[int, dict[str, Fraction]]:
    """From each school's last social passport up to this year."""
    passports = SocialPassport.objects.filter(school__municipality=municipality, school__is_active=True, year__lte=year)
    newest = passports.order_by("school_id", "-year").distinct("school_id")
    shares = {positions[one.school_id]: context_shares(one) for one in newest}
    return {at: own for at, own in shares.items() if own}


def _listings(municipality: Municipality, year: int, positions: Mapping[SchoolId, int]) -> dict[int, Listing]:
    """Where the lists of earlier years left the schools: another run of the same year counts no clean list twice."""
    earlier = SchoolListEntry.objects.filter(
        school_list__municipality=municipality, school_list__year__lt=year, school__is_active=True
    )
    last = SchoolList.objects.filter(municipality=municipality, year__lt=year).order_by("-year", "-version").first()
    found = {positions[key]: Listing(PreviousStatus.EXITED) for key in earlier.values_list("school_id", flat=True)}
    return found | {positions[one.school_id]: _listing(one) for one in earlier.filter(school_list=last)}


def _listing(entry: SchoolListEntry) -> Listing:
    manual = entry.is_manual and entry.state != ListPlace.State.EXIT_MONITORING
    status = PreviousStatus.LISTED_MANUALLY if manual else _PREVIOUS[ListPlace.State(entry.state)]
    return Listing(status, entry.clean_lists)
