"""What accepting a file would change. Nothing is written here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from accounts.models import Municipality
from schools.models import ImportUnit
from schools.results_loading.content import Rows
from schools.results_loading.tables import TABLES, Table, Values

Identity = tuple[Any, ...]  # owner and key fields


@dataclass(frozen=True, slots=True)
class Change:
    """A stored row and what it will hold."""

    pk: int
    identity: Identity
    before: Values
    after: Values


@dataclass
class TablePlan:
    """`new`: identity and values together. `source`: of the rows that change, which import they came from."""

    table: Table
    new: list[tuple[Any, ...]] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    same: int = 0
    sources: dict[int, int | None] = field(default_factory=dict)


@dataclass
class Plan:
    """`unknown`: rows of schools that nobody has named yet. `clashes`: units of the file that mean one school twice."""

    tables: dict[str, TablePlan] = field(default_factory=dict)
    unknown: int = 0
    clashes: list[tuple[ImportUnit, ImportUnit]] = field(default_factory=list)

    @property
    def new_count(self) -> int:
        return sum(len(one.new) for one in self.tables.values())

    @property
    def changed_count(self) -> int:
        return sum(len(one.changed) for one in self.tables.values())

    @property
    def same_count(self) -> int:
        return sum(one.same for one in self.tables.values())

    @property
    def acts(self) -> bool:
        return bool(self.new_count or self.changed_count)


def plan_loading(rows: dict[str, Rows], units: Sequence[ImportUnit], municipality: Municipality) -> Plan:
    """Compare the rows with what is stored: one query for each table that the file fills."""
    plan = Plan()
    for name, found in rows.items():
        table = TABLES[name]
        is_reference = name == "references"
        owned = _references(found, units, municipality) if is_reference else _owned(table, found, units, plan)
        plan.tables[name] = _compare(table, owned)
    return plan


def _references(rows: Rows, units: Sequence[ImportUnit], municipality: Municipality) -> dict[Identity, Values]:
    split = len(TABLES["references"].keys) - 1  # a row has the unit instead of scope and name
    return {
        (municipality.pk, units[row[0]].scope, units[row[0]].value, *row[1:split]): tuple(row[split:]) for row in rows
    }


def _owned(table: Table, rows: Rows, units: Sequence[ImportUnit], plan: Plan) -> dict[Identity, Values]:
    """Rows by school and key. Rows without a school are counted; two units that mean one school are noted."""
    schools = [unit.school_id for unit in units]
    named_twice = {school for school, times in Counter(schools).items() if times > 1}
    split = 1 + len(table.keys)
    owned: dict[Identity, Values] = {}
    first_of: dict[Identity, int] = {}
    for row in rows:
        place = row[0]
        school = schools[place]
        if units[place].is_left_out:
            continue
        if school is None:
            plan.unknown += 1
            continue
        identity = (school, *row[1:split])
        if school in named_twice:
            first = first_of.setdefault(identity, place)
            if first != place and (units[first], units[place]) not in plan.clashes:
                plan.clashes.append((units[first], units[place]))
        owned[identity] = tuple(row[split:])
    return owned


def _compare(table: Table, owned: dict[Identity, Values]) -> TablePlan:
    plan = TablePlan(table)
    stored = _stored(table, owned)
    if not stored:
        plan.new = [(*identity, *read) for identity, read in owned.items()]
        return plan
    for identity, read in owned.items():
        known = stored.get(identity)
        if known is None:
            plan.new.append((*identity, *read))
            continue
        pk, source, before = known
        after = table.merge(before, read)
        if after == before:
            plan.same += 1
        else:
            plan.changed.append(Change(pk, identity, before, after))
            plan.sources[pk] = source
    return plan


def _stored(table: Table, owned: Iterable[Identity]) -> dict[Identity, tuple[int, int | None, Values]]:
    at_year = table.identity.index("year")
    owners, years = {one[0] for one in owned}, {one[at_year] for one in owned}
    if not owners:
        return {}
    wanted = {f"{table.owner}__in": owners, "year__in": years}
    fields = ("pk", "source_id", *table.identity, *table.values)
    split = 2 + len(table.identity)
    found = table.model._default_manager.filter(**wanted).order_by().values_list(*fields)
    return {row[2:split]: (row[0], row[1], row[split:]) for row in found.iterator(chunk_size=5000)}
