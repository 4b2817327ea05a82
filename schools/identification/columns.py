"""All results of a run in compact columns: one block of integers per procedure, level and year.

The bulk path reads whole columns; a school's card reads one school back out of the same columns, so that the verdict and its
explanation never see different data. A packed copy kept with a run makes it repeatable whatever happens to the rows later.
"""

from __future__ import annotations

import operator
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

from schools.identification.inputs import (
    Attempt,
    Inheritance,
    InputError,
    Marker,
    MissingReason,
    PreviousStatus,
    Result,
    SchoolId,
    SchoolInput,
)
from schools.identification.reading import id_key

UNKNOWN = -1
_REASONS = list(MissingReason)
_DERIVED, _NOT_COMPARABLE, _REASON = 1, 2, 4  # bits of a row's mark; the reason's number + 1 stands above them


def _nothing() -> array[int]:
    return array("i")


class BlockKey(NamedTuple):
    """What all rows of a block have in common. Names must be canonical (`names.py`)."""

    kind: str
    subject: str
    grade: int | None
    level: str
    year: int
    attempt: Attempt = Attempt.FIRST
    group: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of one key in parallel columns: position of the school, participants, failed, roll, mark.

    UNKNOWN stands for a number that is not known; `rolls` and `marks` are empty where no row has any.
    """

    key: BlockKey
    schools: array[int]
    participants: array[int]
    failed: array[int]
    rolls: array[int] = field(default_factory=_nothing)
    marks: array[int] = field(default_factory=_nothing)

    @property
    def numbers(self) -> tuple[array[int], ...]:
        return self.schools, self.participants, self.failed, self.rolls, self.marks

    @property
    def repeated(self) -> bool:
        """Whether some school has several rows."""
        return len(set(self.schools)) < len(self.schools)

    def not_comparable(self) -> set[int]:
        """Schools whose counts are not comparable with those of other years."""
        rows = zip(self.schools, self.participants, self.marks, strict=True) if self.marks else ()
        return {at for at, participants, mark in rows if participants > 0 and mark & _NOT_COMPARABLE}

    def set_apart(self) -> Block:
        """The same rows, none of them comparable with other years."""
        marks = self.marks or array("i", bytes(4 * len(self.schools)))
        return replace(self, marks=array("i", (mark | _NOT_COMPARABLE for mark in marks)))

    def in_order(self) -> Block:
        """The same rows by schools, those of one school by their numbers."""
        if not any(map(operator.ge, self.schools, islice(self.schools, 1, None))):
            return self
        key: Callable[[int], Any] = self.schools.__getitem__
        if self.repeated:
            filled = [column for column in self.numbers if column]
            key = list(zip(*filled, strict=True)).__getitem__
        order = sorted(range(len(self.schools)), key=key)
        return Block(self.key, *(array("i", map(one.__getitem__, order if one else ())) for one in self.numbers))

    def rows_of(self, school: int) -> Iterator[Result]:
        """The rows of the school at this position; the block must be in order."""
        for row in range(bisect_left(self.schools, school), bisect_right(self.schools, school)):
            mark = self.marks[row] if self.marks else 0
            yield Result(
                *self.key[:5],
                participants=_known(self.participants[row]),
                failed=_known(self.failed[row]),
                missing_reason=_REASONS[mark // _REASON - 1] if mark >= _REASON else None,
                derived=bool(mark & _DERIVED),
                attempt=self.key.attempt,
                group=self.key.group,
                roll=_known(self.rolls[row]) if self.rolls else None,
                comparable=not mark & _NOT_COMPARABLE,
            )


def blocks_from_network(
    rows: Iterable[tuple[BlockKey, bytes, bytes]], positions: Mapping[SchoolId, int]
) -> list[Block]:
    """Blocks from (key, ids, counts) as PostgreSQL sends them, big-endian; the query stands in README.md beside this file.

    `ids`: `string_agg(int4send(school), '')`; `counts`: `string_agg(int8send(participants << 32 | failed), '')`.
    Many blocks hold the same schools in the same order; their positions are looked up once.
    """
    known: dict[bytes, array[int]] = {}
    found = []
    for key, ids, counts in rows:
        if ids not in known:
            known[ids] = array("i", map(positions.__getitem__, numbers_from_network(ids)))
        numbers = numbers_from_network(counts)
        found.append(Block(key, known[ids], numbers[0::2], numbers[1::2]))
    return found


def numbers_from_network(data: bytes) -> array[int]:
    """Four bytes a number, big-endian, as `int4send` writes them; marks of rows come this way, too."""
    numbers: array[int] = array("i")
    numbers.frombytes(data)
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def _known(number: int) -> int | None:
    return None if number == UNKNOWN else number


def _number(value: int | None) -> int:
    return UNKNOWN if value is None else value


class Listing(NamedTuple):
    """What the run before this one left the school with."""

    status: PreviousStatus = PreviousStatus.NONE
    clean_runs: int = 0


@dataclass(frozen=True)
class Columns:
    """`schools`: ids in the order of `id_key`; everything else names a school by its position in them.

    The mappings hold only schools that have something to say. Raises InputError.
    """

    schools: Sequence[SchoolId]
    blocks: Sequence[Block]
    types: Mapping[int, str] = field(default_factory=dict)
    listings: Mapping[int, Listing] = field(default_factory=dict)
    markers: Mapping[int, Sequence[Marker]] = field(default_factory=dict)
    context: Mapping[int, Mapping[str, Fraction]] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)
    grades: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    inherited: Mapping[int, Sequence[Inheritance]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self._ascend:
            return
        if len(self.positions) == len(self.schools):
            raise InputError("Школы в столбцах должны идти по возрастанию номеров.")
        repeated = sorted({str(id_) for id_ in self.schools if list(self.schools).count(id_) > 1})
        raise InputError(f"Школа встречается дважды: {', '.join(repeated)}.")

    @property
    def _ascend(self) -> bool:
        """Whether each id is greater than the one before it; only numbers, as the database has them, are compared as they are."""
        keys: Sequence[Any] = self.schools if set(map(type, self.schools)) == {int} else list(map(id_key, self.schools))
        return all(map(operator.lt, keys, islice(keys, 1, None)))

    @cached_property
    def positions(self) -> Mapping[SchoolId, int]:
        return {id_: place for place, id_ in enumerate(self.schools)}

    def repeats(self, block: Block) -> bool:
        """Whether some school has several rows in this block of the columns."""
        return id(block.schools) in self._repeating

    @cached_property
    def _repeating(self) -> set[int]:
        """The parallel columns of schools that hold one twice. Blocks from the database share them, so each is looked through once."""
        distinct = {id(block.schools): block.schools for block in self.blocks}
        return {key for key, schools in distinct.items() if len(set(schools)) < len(schools)}

    @cached_property
    def ordered(self) -> tuple[Block, ...]:
        """The blocks by their keys, each in order: the one form of the same data."""
        return tuple(block.in_order() for block in sorted(self.blocks, key=lambda block: _key_order(block.key)))

    @classmethod
    def of(cls, schools: Iterable[SchoolInput]) -> Columns:
        """The same data in columns; the order of schools and rows is forgotten."""
        listed = sorted(schools, key=lambda school: id_key(school.id))
        return cls(
            schools=tuple(school.id for school in listed),
            blocks=_blocks(listed),
            types={at: one.school_type for at, one in enumerate(listed) if one.school_type},
            listings={
                at: Listing(one.previous_status, one.clean_runs)
                for at, one in enumerate(listed)
                if one.previous_status != PreviousStatus.NONE or one.clean_runs
            },
            markers={at: _in_order(one.markers) for at, one in enumerate(listed) if one.markers},
            context={at: one.context for at, one in enumerate(listed) if one.context},
            names={at: one.name for at, one in enumerate(listed) if one.name},
            grades={at: one.grades for at, one in enumerate(listed) if one.grades},
            inherited={at: one.inherited for at, one in enumerate(listed) if one.inherited},
        )

    def school(self, id_: SchoolId) -> SchoolInput:
        """One school read back. Raises KeyError."""
        at = self.positions[id_]
        listing = self.listings.get(at, Listing())
        return SchoolInput(
            id=id_,
            school_type=self.types.get(at, ""),
            results=tuple(row for block in self.ordered for row in block.rows_of(at)),
            markers=tuple(self.markers.get(at, ())),
            previous_status=listing.status,
            clean_runs=listing.clean_runs,
            name=self.names.get(at, ""),
            context=self.context.get(at, {}),
            grades=self.grades.get(at),
            inherited=tuple(self.inherited.get(at, ())),
        )

    def __iter__(self) -> Iterator[SchoolInput]:
        return (self.school(id_) for id_ in self.schools)


def _in_order(markers: Iterable[Marker]) -> tuple[Marker, ...]:
    return tuple(sorted(set(markers), key=str))


def _blocks(schools: Sequence[SchoolInput]) -> tuple[Block, ...]:
    rows: dict[BlockKey, list[tuple[int, Result]]] = defaultdict(list)
    for at, school in enumerate(schools):
        for row in school.results:
            key = BlockKey(row.kind, row.subject, row.grade, row.level, row.year, row.attempt, row.group)
            rows[key].append((at, row))
    return tuple(_block(key, rows[key]) for key in sorted(rows, key=_key_order))


def _key_order(key: BlockKey) -> tuple[object, ...]:
    """An order of keys in which «no grade» is comparable."""
    return (*key[:2], key.grade or 0, *key[3:])


def _block(key: BlockKey, rows: Sequence[tuple[int, Result]]) -> Block:
    rolls = array("i", (_number(row.roll) for _at, row in rows))
    marks = array("i", (_mark(row) for _at, row in rows))
    return Block(
        key,
        array("i", (at for at, _row in rows)),
        array("i", (_number(row.participants) for _at, row in rows)),
        array("i", (_number(row.failed) for _at, row in rows)),
        rolls if any(roll != UNKNOWN for roll in rolls) else _nothing(),
        marks if any(marks) else _nothing(),
    )


def _mark(row: Result) -> int:
    reason = 0 if row.missing_reason is None else _REASON * (_REASONS.index(row.missing_reason) + 1)
    return reason + _DERIVED * row.derived + _NOT_COMPARABLE * (not row.comparable)
