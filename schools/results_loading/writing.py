"""Putting planned rows in, and taking them back. Rows go by COPY: a hundred thousand of them take seconds, not minutes."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from psycopg2 import sql

from schools.models import ResultImport
from schools.results_loading.content import Rows
from schools.results_loading.planning import Plan
from schools.results_loading.tables import TABLES, Table

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
    _copy_into(table, table.model._meta.db_table, (*columns, *constants), rows, tuple(constants.values()))


def _copy_into(
    table: Table, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], constants: tuple[Any, ...]
) -> None:
    """COPY of CSV: an empty cell is NULL, but in columns of text, which are never NULL here, it is an empty text."""
    fields = {one.attname: one for one in table.model._meta.concrete_fields}
    texts = [one for one in columns if isinstance(fields[one], models.CharField | models.TextField)]
    options = sql.SQL(", FORCE_NOT_NULL ({})").format(_names(texts)) if texts else sql.SQL("")
    command = sql.SQL("COPY {} ({}) FROM STDIN WITH (FORMAT csv{})").format(
        sql.Identifier(name), _names(columns), options
    )
    if any(isinstance(fields[one], ArrayField | models.JSONField) for one in columns):
        rows = ([_flat(value) for value in row] for row in rows)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        for batch in _batches(rows):
            file = StringIO()
            csv.writer(file).writerows([(*row, *constants) for row in batch])
            file.seek(0)
            cursor.copy_expert(command, file)


def _names(columns: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, columns))


def _flat(value: Any) -> Any:
    """An array or a JSON value as its text."""
    if isinstance(value, list):
        return "{" + ",".join(map(str, value)) + "}"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


def _batches(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, _BATCH)):
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
                _names(("id", *fresh)), target
            )
        )
        _copy_into(table, "fresh", ("id", *fresh), rows, tuple(constants.values()))
        cursor.execute(sql.SQL("UPDATE {0} SET {1} FROM fresh WHERE {0}.id = fresh.id").format(target, assignments))
        cursor.execute("DROP TABLE fresh")
