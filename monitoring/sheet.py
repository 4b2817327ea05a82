"""What a school's report holds, row by row: plain data that the pages, the checks and the kept versions share.

Pure: no Django. `monitoring.loading` reads a sheet from the database; `to_json` and `from_json` keep it in the history.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Self

SHARE, COUNT = "share", "count"
MISSING, ENTERED, NOT_APPLICABLE = "missing", "entered", "not_applicable"
DONE, IN_PROGRESS, NOT_DONE = "done", "in_progress", "not_done"


@dataclass(frozen=True)
class FileRow:
    """An evidence file: its download key, the name the school gave it, its size in bytes.

    `is_proof`: attached on «Мои сроки» to the mark of the term, where alone it is taken away.
    """

    key: str
    name: str
    size: int
    is_proof: bool = False


@dataclass(frozen=True)
class MarkRow:
    """What stands on «Мои сроки» for the term: done with its result, or not applicable (`is_done` False) with its reason."""

    is_done: bool
    done_on: date
    result: str = ""


@dataclass(frozen=True)
class EntryRow:
    """One occurrence of an activity and what the school says of it; `status` is empty until it says something.

    `moved_to`: the day that counts for the school where it is not the day of `deadline`; `moved_why`: who put it off says so.
    """

    occurrence_id: int
    section: str = ""
    number: str = ""
    title: str = ""
    deadline: str = ""
    moved_to: date | None = None
    moved_why: str = ""
    report_form: str = ""
    status: str = ""
    done_on: date | None = None
    result: str = ""
    reason: str = ""
    files: tuple[FileRow, ...] = ()
    mark: MarkRow | None = None

    @property
    def offer(self) -> MarkRow | None:
        """The mark, where the row says something else."""
        return None if self.mark is None or self._holds(self.mark) else self.mark

    @property
    def attached(self) -> list[FileRow]:
        """Files of the report itself."""
        return [file for file in self.files if not file.is_proof]

    @property
    def proofs(self) -> list[FileRow]:
        """Files that come with the mark."""
        return [file for file in self.files if file.is_proof]

    def _holds(self, mark: MarkRow) -> bool:
        """A result in other words is the school's business, the day and whether it is done are not."""
        is_same = self.status == DONE and self.done_on == mark.done_on
        return mark.is_done and is_same and bool(self.result or not mark.result)

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
    """Versions kept before a field was there lack it."""
    files = tuple(FileRow(**file) for file in row["files"])
    days = {name: _day(row.get(name)) for name in ("done_on", "moved_to")}
    mark = row.get("mark") and MarkRow(**{**row["mark"], "done_on": _day(row["mark"]["done_on"])})
    return EntryRow(**{**row, **days, "files": files, "mark": mark})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


_NUMBERS = ("numerator", "denominator", "previous_numerator", "previous_denominator", "target")


def _value(row: dict[str, Any]) -> ValueRow:
    return ValueRow(**{**row, **{name: None if row[name] is None else Decimal(row[name]) for name in _NUMBERS}})
