"""Putting planned rows in, and taking them back. Rows go by COPY: a hundred thousand of them take seconds, not minutes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Any

from django.db import connection
from psycopg2 import sql

from schools.models import ResultImport
from schools.results_loading.content import Rows
from schools.results_loading.planning import Plan
from schools.results_loading.tables import TABLES, Table

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_BATCH = 10_000  # rows of text held at a time


def write_plan(plan: Plan, source: ResultImport, **fixed: Any) -> dict[str, Rows]:
    """Insert what is new and change what differs. Returns what was replaced, to be kept for `take_back`.

    `fixed`: values of columns such as changed_by, used where a table has them. Raises IntegrityError when somebody else has
    put the same rows in meanwhile.
    """
    replaced: dict[str, Rows] = {}
    for name, part in plan.tables.items():
        table = part.table
        constants = {**table.fixed, **_known(table, fixed), "source_id": source.pk}
        _copy(table, (*table.identity, *table.values), part.new, constants)
        changes = ((change.pk, *change.after) for change in part.changed)
        _change(table, changes, {**_known(table, fixed), "source_id": source.pk})
        replaced[name] = [[change.pk, part.sources[change.pk], *change.before] for change in part.changed]
    return replaced


def take_back(source: ResultImport, replaced: dict[str, Rows]) -> tuple[int, int]:
    """Delete the rows that came with the import and restore those it changed; (deleted, restored).

    A row that somebody has changed since does not name the import any more and stays as it is.
    """
    deleted = restored = 0
    for name, rows in replaced.items():
        table = TABLES[name]
        mine = table.model._default_manager.filter(source_id=source.pk)
        still = set(mine.values_list("pk", flat=True))
        back = [row for row in rows if row[0] in still]
        gone, _ = mine.exclude(pk__in=[row[0] for row in back]).delete()
        deleted += gone
        restored += len(back)
        _change(table, (tuple(row) for row in back), {}, ("source_id", *table.values))
    return deleted, restored


def _known(table: Table, fixed: dict[str, Any]) -> dict[str, Any]:
    columns = {one.attname for one in table.model._meta.concrete_fields}
    return {name: value for name, value in fixed.items() if name in columns}


def _copy(table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]], constants: dict[str, Any]) -> None:
    _copy_into(table.model._meta.db_table, (*columns, *constants), rows, tuple(constants.values()))


def _copy_into(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], constants: Sequence[Any]) -> None:
    command = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(name), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    tail = "".join(f"\t{_cell(value)}" for value in constants)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        for lines in _batches("\t".join(map(_cell, row)) + tail for row in rows):
            cursor.copy_expert(command, StringIO("\n".join(lines) + "\n"))


def _batches(lines: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for line in lines:
        batch.append(line)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _change(
    table: Table, rows: Iterable[Sequence[Any]], constants: dict[str, Any], columns: Sequence[str] = ()
) -> None:
    """Give rows (key, then values of `columns`, by default the table's) new values in one UPDATE."""
    columns = columns or table.values
    target = sql.Identifier(table.model._meta.db_table)
    fresh = (*columns, *constants)
    assignments = sql.SQL(", ").join(sql.SQL("{0} = fresh.{0}").format(sql.Identifier(one)) for one in fresh)
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("CREATE TEMPORARY TABLE fresh ON COMMIT DROP AS SELECT {} FROM {} WITH NO DATA").format(
                sql.SQL(", ").join(map(sql.Identifier, ("id", *fresh))), target
            )
        )
        _copy_into("fresh", ("id", *fresh), rows, tuple(constants.values()))
        cursor.execute(sql.SQL("UPDATE {0} SET {1} FROM fresh WHERE {0}.id = fresh.id").format(target, assignments))
        cursor.execute("DROP TABLE fresh")


def _cell(value: Any) -> str:
    """A value as COPY's text format holds it."""
    if value is None:
        return "\\N"
    if type(value) is int:
        return str(value)
    if type(value) is bool:
        return "t" if value else "f"
    if isinstance(value, list):
        return "{" + ",".join(map(str, value)) + "}"
    return (json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)).translate(_ESCAPES)
