"""Reading one row of results: counts in any of their forms, or the reason why there are none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from schools.identification.inputs import Attempt, InputError, MissingReason, Result
from schools.identification.names import is_resit
from schools.identification.procedures import read_procedure
from schools.identification.reading import (
    Problems,
    choice,
    pass_over_unknown,
    read_optional_text,
    read_whole,
    renamed,
    shown,
)

MOST_PUPILS = 1_000_000
FRACTION = re.compile(r"\s*([0-9]{1,7})\s*(?:/|из)\s*([0-9]{1,7})\s*")
_FIELDS = {
    "kind", "subject", "grade", "level", "year", "participants", "failed", "missing_reason", "derived", "attempt", "group",
    "roll", "comparable", "value", "marks", "wave", "branch", "held", "actual_grade", "score", "mean", "score_sum", "scored",
}  # fmt: skip
_ALIASES = {
    "n": "participants",
    "total": "participants",
    "n_fail": "failed",
    "fail": "failed",
    "programme_grade": "grade",
    "class": "grade",
    "missing": "missing_reason",
    "reason": "missing_reason",
}
_MARKS = ("2", "3", "4", "5")


class Row(NamedTuple):
    """A result and what tells it from another one with the same counts: the wave and the branch it came from."""

    result: Result
    origin: tuple[str, str]


class Counts(NamedTuple):
    failed: int | None
    participants: int | None


def read_row(value: Any, field: str, problems: Problems) -> Row | None:
    """A JSON object -> Row; what is wrong goes to `problems` with its place."""
    if not isinstance(value, Mapping):
        problems.add(field, "нужен объект с полями kind, subject, grade, year, participants, failed")
        return None
    row = renamed(value, _ALIASES, field, problems)
    pass_over_unknown(row, _FIELDS | set(_ALIASES), field, problems)
    counts, reason = _read_counts(row, field, problems), _read_reason(row, field, problems)
    if reason and not counts.participants:
        counts = Counts(None, None)
    try:
        return Row(_result(row, counts, reason, field, problems), _origin(row, field, problems))
    except InputError as error:
        problems.add(field, str(error))
    return None


def _result(
    row: Mapping[str, Any], counts: Counts, reason: MissingReason | None, field: str, problems: Problems
) -> Result:
    return Result(
        *read_procedure(row, field, problems),
        year=read_whole(row.get("year"), f"{field}.year", 2000, 2100, problems),
        participants=counts.participants,
        failed=counts.failed,
        missing_reason=reason,
        derived=_read_flag(row.get("derived", False), f"{field}.derived", problems),
        attempt=_read_attempt(row, field, problems),
        group=read_optional_text(row.get("group"), f"{field}.group", problems),
        roll=_read_count(row.get("roll"), f"{field}.roll", problems),
        comparable=_read_flag(row.get("comparable", True), f"{field}.comparable", problems),
    )


def _read_attempt(row: Mapping[str, Any], field: str, problems: Problems) -> Attempt:
    """As said, or as the period says it."""
    wave = row.get("wave")
    by_wave = Attempt.RESIT if isinstance(wave, str) and is_resit(wave) else Attempt.FIRST
    return choice(Attempt, row.get("attempt", by_wave), f"{field}.attempt", problems)


def _origin(row: Mapping[str, Any], field: str, problems: Problems) -> tuple[str, str]:
    wave, branch = (read_optional_text(row.get(name), f"{field}.{name}", problems) for name in ("wave", "branch"))
    return wave, branch


def _read_counts(row: Mapping[str, Any], field: str, problems: Problems) -> Counts:
    """Failed and participants: in two fields, in one as «15/50», or as numbers of marks."""
    if row.get("value") is not None:
        return _read_fraction(row["value"], f"{field}.value", problems)
    found = Counts(*(_read_count(row.get(name), f"{field}.{name}", problems) for name in Counts._fields))
    if row.get("marks") is not None:
        return _of_marks(found, _read_marks(row["marks"], f"{field}.marks", problems), field, problems)
    if found.participants == 0 and found.failed is None:
        return Counts(0, 0)
    if None in found and set(Counts._fields) <= set(row):  # one of them is null: unknown is not zero
        return Counts(None, None)
    return found


def _read_fraction(value: Any, field: str, problems: Problems) -> Counts:
    parts = FRACTION.fullmatch(value) if isinstance(value, str) else None
    if parts:
        return Counts(int(parts[1]), int(parts[2]))
    problems.add(field, f"нужно «не преодолели/участников», например «15/50», а не {shown(value)}")
    return Counts(None, None)


def _read_marks(value: Any, field: str, problems: Problems) -> Counts:
    """{"2": 15, "3": 20, "4": 10, "5": 5} or the same four numbers in a list."""
    named = dict(zip(_MARKS, value, strict=True)) if isinstance(value, list) and len(value) == len(_MARKS) else value
    if not isinstance(named, Mapping) or set(named) != set(_MARKS):
        problems.add(field, f"нужно число каждой из отметок «2», «3», «4», «5», а не {shown(value)}")
        return Counts(None, None)
    marks = [read_whole(named[mark], f"{field}.{mark}", 0, MOST_PUPILS, problems) for mark in _MARKS]
    return Counts(marks[0], sum(marks))


def _of_marks(said: Counts, marks: Counts, field: str, problems: Problems) -> Counts:
    for number, by_marks, words in zip(said, marks, ("не преодолели минимум", "участников"), strict=True):
        if number is not None and by_marks is not None and number != by_marks:
            problems.add(f"{field}.marks", f"по отметкам {words} {by_marks}, а указано {number}")
    return marks


def _read_count(value: Any, field: str, problems: Problems) -> int | None:
    return None if value is None else read_whole(value, field, 0, MOST_PUPILS, problems)


def _read_reason(row: Mapping[str, Any], field: str, problems: Problems) -> MissingReason | None:
    if not _read_flag(row.get("held", True), f"{field}.held", problems):
        return MissingReason.NOT_HELD
    value = row.get("missing_reason")
    return None if value is None else choice(MissingReason, value, f"{field}.missing_reason", problems)


def _read_flag(value: Any, field: str, problems: Problems) -> bool:
    if not isinstance(value, bool):
        problems.add(field, f"нужно true или false, а не {shown(value)}")
    return value is True
