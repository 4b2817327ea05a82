"""Columns as bytes: what a run keeps of its inputs, and what its hash is taken of."""

from __future__ import annotations

import hashlib
import json
import sys
from array import array
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from schools.identification.columns import Block, BlockKey, Columns, Listing
from schools.identification.inputs import Attempt, Inheritance, InheritanceKind, Marker, PreviousStatus, SchoolInput
from schools.identification.methodology import Methodology
from schools.identification.reference import NO_REFERENCE, Reference


def pack(columns: Columns) -> bytes:
    """A line of JSON with what is not numbers, then the numbers, little-endian. The same data give the same bytes."""
    head = {**_facts(columns), "names": _by_position(columns.names)}
    return b"\n".join(
        [_canonical({**head, "blocks": [_shape(block) for block in columns.ordered]}), _numbers(columns.ordered)]
    )


def unpack(data: bytes) -> Columns:
    """What `pack` made -> Columns."""
    line, _, numbers = data.partition(b"\n")
    head, blocks, at = json.loads(line), [], 0
    for shape in head["blocks"]:
        parts = []
        for length in shape[1:]:
            part: array[int] = array("i")
            part.frombytes(numbers[at : at + 4 * length])
            parts.append(_little(part))
            at += 4 * length
        blocks.append(Block(_key(shape[0]), *parts))
    return Columns(
        schools=head["schools"],
        blocks=blocks,
        types={int(at): text for at, text in head["types"].items()},
        listings={int(at): Listing(PreviousStatus(one[0]), one[1]) for at, one in head["listings"].items()},
        markers={int(at): tuple(Marker(*marker) for marker in own) for at, own in head["markers"].items()},
        context={int(at): {n: Fraction(x) for n, x in own.items()} for at, own in head["context"].items()},
        names={int(at): text for at, text in head["names"].items()},
        grades={int(at): (own[0], own[1]) for at, own in head.get("grades", {}).items()},  # runs before 2.1 have none
        inherited={int(at): [_inheritance(*one) for one in own] for at, own in head.get("inherited", {}).items()},
    )


def inputs_hash(
    methodology: Methodology,
    inputs: Columns | Iterable[SchoolInput],
    year: int,
    reference: Reference = NO_REFERENCE,
) -> str:
    """sha256 of everything a run depends on; the order of schools and rows, and schools' names, do not matter."""
    columns = inputs if isinstance(inputs, Columns) else Columns.of(inputs)
    head = {
        "methodology": methodology.as_params(),
        "year": year,
        "reference": reference.as_json(),
        "blocks": [_shape(block) for block in columns.ordered],
        **_facts(columns),
    }
    return hashlib.sha256(b"\n".join([_canonical(head), _numbers(columns.ordered)])).hexdigest()


def _facts(columns: Columns) -> dict[str, Any]:
    return {
        "schools": list(columns.schools),
        "types": _by_position(columns.types),
        "listings": _by_position(columns.listings),
        "markers": {str(at): [[m.subject, m.grade, m.year] for m in own] for at, own in columns.markers.items()},
        "context": {str(at): {name: str(x) for name, x in own.items()} for at, own in columns.context.items()},
        **({"grades": _by_position(columns.grades)} if columns.grades else {}),
        **({"inherited": _by_position(columns.inherited)} if columns.inherited else {}),
    }


def _inheritance(kind: str, name: str, year: int, share: str) -> Inheritance:
    return Inheritance(InheritanceKind(kind), name, year, share)


def _by_position(values: Any) -> dict[str, Any]:
    return {str(at): value for at, value in values.items()}


def _shape(block: Block) -> list[Any]:
    return [list(block.key), *map(len, block.numbers)]


def _key(values: list[Any]) -> BlockKey:
    kind, subject, grade, level, year, attempt, group = values
    return BlockKey(kind, subject, grade, level, year, Attempt(attempt), group)


def _numbers(blocks: Iterable[Block]) -> bytes:
    return b"".join(_little(column).tobytes() for block in blocks for column in block.numbers)


def _little(numbers: array[int]) -> array[int]:
    """The other byte order where the machine is big-endian."""
    if sys.byteorder == "little":
        return numbers
    turned = array("i", numbers)
    turned.byteswap()
    return turned


def _canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
