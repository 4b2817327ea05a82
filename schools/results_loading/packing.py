"""Rows as the database keeps them between reading and acceptance, and after it to be taken back: compressed, column by column.

A line of JSON holds the different values of each column, then come two bytes for each row that say which of them it has. Where
nearly every row has its own, the column stands in the JSON as it is.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from schools.results_files import PASSPORT
from schools.results_loading.content import Rows

_MOST = 1 << 16  # different values that two bytes can tell apart


def pack(rows: dict[str, Rows]) -> bytes:
    """Rows of tables -> bytes. The values of one column are all of one type, or None."""
    codes: list[bytes] = []
    tables = {name: [_shape(column, codes) for column in zip(*found, strict=True)] for name, found in rows.items()}
    head = json.dumps(tables, ensure_ascii=False, separators=(",", ":"), default=str).encode()
    return zlib.compress(b"\n".join([head, b"".join(codes)]), 1)


def unpack(data: bytes | memoryview) -> dict[str, Rows]:
    """What `pack` made -> rows of tables."""
    head, line_end, codes = zlib.decompress(bytes(data)).partition(b"\n")
    tables = json.loads(head)
    rows: dict[str, Rows] = _rows(tables, codes) if line_end else tables  # at first they were kept as plain JSON
    if "passports" in rows:
        rows["passports"] = [_with_decimals(row) for row in rows["passports"]]
    return rows


def _shape(column: Sequence[Any], codes: list[bytes]) -> dict[str, Any]:
    """What the JSON says of a column; its codes are added to the others."""
    try:
        places = {value: place for place, value in enumerate(dict.fromkeys(column))}
    except TypeError:  # lists and mappings
        return {"all": column}
    if len(places) > _MOST:
        return {"all": column}
    coded = array("H", map(places.__getitem__, column) if len(places) > 1 else bytes(2 * len(column)))
    codes.append(_little(coded).tobytes())
    return {"each": list(places), "rows": len(column)}


def _rows(tables: dict[str, Any], codes: bytes) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    start = 0
    for name, shapes in tables.items():
        columns = []
        for shape in shapes:
            if "all" in shape:
                columns.append(shape["all"])
                continue
            end = start + 2 * shape["rows"]
            values: list[Any] = shape["each"]
            columns.append([values[code] for code in _little(array("H", codes[start:end]))])
            start = end
        found[name] = list(zip(*columns, strict=True))
    return found


def _little(numbers: array[int]) -> array[int]:
    """The other byte order where the machine is big-endian."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _with_decimals(row: Sequence[Any]) -> list[Any]:
    """Hundredths of a passport are decimals, kept as text; they stand before the reasons."""
    restored, first = list(row), len(row) - 1 - len(PASSPORT)
    for place, item in enumerate(PASSPORT, first):
        if item.scale != 1 and restored[place] is not None:
            restored[place] = Decimal(restored[place])
    return restored
