"""What a school's report holds, row by row: plain data that the pages, the checks and the kept versions share.

Pure: no Django. `monitoring.loading` reads a sheet from the database; `to_json` and `from_json` keep it in the history.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Self

SHARE, COUNT = "share", "count"
MISSING, ENTERED, NOT_APPLICABLE = "missing", "entered", "not_applicable"
DONE, IN_PROGRESS, NOT_DONE = "done", "in_progress", "not_done"


@dataclass(frozen=True)
class FileRow:
    """An evidence file: its download key, the name the school gave it, its size in bytes."""

    key: str
    name: str
    size: int


@dataclass(frozen=True)
class EntryRow:
    """One occurrence of an activity and what the school says of it; `status` is empty until it says something."""

    occurrence_id: int
    section: str = ""
    number: str = ""
    title: str = ""
    deadline: str = ""
    report_form: str = ""
    status: str = ""
    done_on: date | None = None
    result: str = ""
    reason: str = ""
    files: tuple[FileRow, ...] = ()

    @property
    def prefix(self) -> str:
        """Prefix of the row's form fields; its fields are the anchors problems point at."""
        return f"entry-{self.occurrence_id}"


@dataclass(frozen=True)
class ValueRow:
    """One indicator and what the school says of it, with the previous quarter and the year's target for comparison."""

    indicator_id: int
    name: str = ""
    kind: str = SHARE
    unit: str = "%"
    decimals: int = 1
    numerator_label: str = ""
    denominator_label: str = ""
    direction: str = "up"
    accumulation: str = "snapshot"
    state: str = MISSING
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    source: str = ""
    comment: str = ""
    previous_numerator: Decimal | None = None
    previous_denominator: Decimal | None = None
    previous_state: str = MISSING
    target: Decimal | None = None

    @property
    def prefix(self) -> str:
        return f"value-{self.indicator_id}"

    @property
    def figure(self) -> Fraction | None:
        """The value in its unit (percent for a share), exact; None without data, not applicable, or where it cannot be."""
        if self.state != ENTERED or self.exceeds_whole:
            return None
        return figure(self.kind, self.numerator, self.denominator)

    @property
    def exceeds_whole(self) -> bool:
        """A share of more than all: «6 из 5»."""
        if self.kind != SHARE or self.numerator is None or self.denominator is None:
            return False
        return self.numerator > self.denominator

    @property
    def previous(self) -> Fraction | None:
        """The previous quarter's value in the same unit."""
        if self.previous_state != ENTERED:
            return None
        return figure(self.kind, self.previous_numerator, self.previous_denominator)


def figure(kind: str, numerator: Decimal | None, denominator: Decimal | None) -> Fraction | None:
    """A share in percent, a mean, or a count, as an exact fraction; None where it cannot be told."""
    if numerator is None:
        return None
    if kind == COUNT:
        return Fraction(numerator)
    if not denominator:
        return None
    return Fraction(numerator) / Fraction(denominator) * (100 if kind == SHARE else 1)


@dataclass(frozen=True)
class Sheet:
    """A whole report."""

    previous_label: str = ""
    entries: tuple[EntryRow, ...] = ()
    values: tuple[ValueRow, ...] = ()
    difficulties: str = ""
    next_steps: str = ""

    def to_json(self) -> dict[str, Any]:
        """As JSON holds it: dates and decimals become text."""
        return {name: _plain(value) for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The inverse of `to_json`."""
        return cls(
            previous_label=data["previous_label"],
            entries=tuple(_entry(row) for row in data["entries"]),
            values=tuple(_value(row) for row in data["values"]),
            difficulties=data["difficulties"],
            next_steps=data["next_steps"],
        )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return str(value) if isinstance(value, date | Decimal) else value


def _entry(row: dict[str, Any]) -> EntryRow:
    files = tuple(FileRow(**file) for file in row["files"])
    entry = EntryRow(**{**row, "files": files, "done_on": None})
    return replace(entry, done_on=date.fromisoformat(row["done_on"])) if row["done_on"] else entry


_NUMBERS = ("numerator", "denominator", "previous_numerator", "previous_denominator", "target")


def _value(row: dict[str, Any]) -> ValueRow:
    return ValueRow(**{**row, **{name: None if row[name] is None else Decimal(row[name]) for name in _NUMBERS}})
