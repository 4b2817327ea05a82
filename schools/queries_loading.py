"""What the pages of loading show: changes of a file in words, counts of what is new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from accounts.models import Municipality
from accounts.russian import NO_DATA, decimal_comma
from schools.models import OlympiadResult, ResultImport, School
from schools.results_loading.planning import Change, Plan, TablePlan
from schools.results_loading.tables import Table, Values
from schools.tables.problems import Problem

SHOWN_CHANGES = 200
FOLLOWING = ("actual_grade", "score_sum", "scored")  # change with the counts: shown where nothing else does
PARTS = {
    "results": "Результаты школ",
    "references": "Результаты для сравнения: регион, муниципалитет, вся выборка",
    "journal": "Сравнение с журналом",
    "scores": "Распределение баллов",
    "markers": "Маркеры необъективности",
    "passports": "Социальные паспорта",
    "olympiads": "Результаты олимпиад",
}


@dataclass(frozen=True)
class FieldChange:
    title: str
    before: str
    after: str


@dataclass(frozen=True)
class RowChange:
    """`whose`: the school or the reference group; `what`: its procedure."""

    whose: str
    what: str
    fields: list[FieldChange]


@dataclass(frozen=True)
class Part:
    title: str
    new: int
    changed: int
    same: int


@dataclass(frozen=True)
class NewGroup:
    """New results of one procedure, added up over the schools."""

    what: str
    schools: int
    participants: int
    failed: int

    @property
    def share(self) -> str:
        return decimal_comma(Fraction(100 * self.failed, self.participants), 1) if self.participants else NO_DATA


def parts_of(plan: Plan) -> list[Part]:
    return [Part(PARTS[name], len(one.new), len(one.changed), one.same) for name, one in plan.tables.items()]


def changes_of(plan: Plan, municipality: Municipality) -> list[RowChange]:
    """The first 200 rows that differ, field by field. One query for the names of schools."""
    changed = [(part.table, change) for part in plan.tables.values() for change in part.changed][:SHOWN_CHANGES]
    names = dict(School.objects.filter(municipality=municipality).values_list("pk", "short_name"))
    return [
        RowChange(_whose(table, change, names), _what(table, change), _fields(table, change))
        for table, change in changed
    ]


def new_groups(plan: Plan) -> list[NewGroup]:
    """What comes in for the first time, by procedure, newest first."""
    part = plan.tables.get("results")
    groups: dict[str, list[Values]] = defaultdict(list)
    for row in part.new if part else ():
        groups[_procedure(dict(zip(_columns(part), row, strict=True)))].append(row)
    return [_group(part, what, rows) for what, rows in sorted(groups.items(), reverse=True)] if part else []


def _columns(part: TablePlan | None) -> tuple[str, ...]:
    return (*part.table.identity, *part.table.values) if part else ()


def _group(part: TablePlan, what: str, rows: list[Values]) -> NewGroup:
    columns = _columns(part)
    school, took, failed = (columns.index(name) for name in ("school_id", "participants", "failed"))
    return NewGroup(
        what, len({row[school] for row in rows}), sum(row[took] for row in rows), sum(row[failed] for row in rows)
    )


def _whose(table: Table, change: Change, names: dict[int, str]) -> str:
    if table.owner == "school_id":
        return names[change.identity[0]]
    return str(dict(zip(table.identity, change.identity, strict=True))["name"])


def _what(table: Table, change: Change) -> str:
    return _procedure(dict(zip(table.identity, change.identity, strict=True)))


def _procedure(key: dict[str, Any]) -> str:
    """«2026, ВПР, математика, 5 класс, весна»; a passport has a year only, an olympiad its stage."""
    grade = f"{key['grade']}\N{NO-BREAK SPACE}класс" if "grade" in key and key.get("kind") not in ("ОГЭ", "ЕГЭ") else ""
    stage = OlympiadResult.Stage(key["stage"]).label if "stage" in key else ""
    words = [key["year"], key.get("kind"), key.get("subject"), key.get("level"), grade, key.get("wave"), stage]
    return ", ".join(str(word) for word in words if word)


def _fields(table: Table, change: Change) -> list[FieldChange]:
    pairs = zip(table.values, change.before, change.after, strict=True)
    differing = [(name, was, now) for name, was, now in pairs if was != now]
    telling = [one for one in differing if one[0] not in FOLLOWING] or differing
    return [FieldChange(_title(table, name), _said(was), _said(now)) for name, was, now in telling]


def _title(table: Table, name: str) -> str:
    return str(table.model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _said(value: Any) -> str:
    if value is None or value == "" or value == {}:
        return NO_DATA
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, list):
        return " ".join(map(str, value))
    if isinstance(value, dict):
        return "; ".join(map(str, value.values()))
    return str(value).replace(".", ",")


def problems_of(stored: Iterable[list[Any]]) -> Iterator[Problem]:
    """The kept messages as the readers gave them."""
    return (Problem(sheet, row, column, message) for sheet, row, column, message in stored)


def last_accepted(municipality: Municipality) -> ResultImport | None:
    accepted = ResultImport.objects.filter(municipality=municipality, state=ResultImport.State.ACCEPTED)
    return accepted.order_by("-decided_at", "-pk").first()
