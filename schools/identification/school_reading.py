"""Reading one school of a document: its results, markers, social context and place in the last list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from schools.identification.inputs import (
    Attempt,
    InputError,
    Marker,
    MissingReason,
    PreviousStatus,
    Result,
    SchoolInput,
)
from schools.identification.names import canonical_context, canonical_subject
from schools.identification.procedures import read_procedure
from schools.identification.reading import (
    Problems,
    choice,
    read_id,
    read_list,
    read_optional_text,
    read_rational,
    read_text,
    read_whole,
    refuse_unknown,
    shown,
)

_RESULT_FIELDS = {
    "kind", "subject", "grade", "level", "year", "participants", "failed", "missing_reason", "derived", "attempt", "group",
    "roll", "comparable", "value",
}  # fmt: skip
_RESULT_ALIASES = {
    "n": "participants",
    "n_fail": "failed",
    "fail": "failed",
    "programme_grade": "grade",
    "missing": "missing_reason",
    "reason": "missing_reason",
}
_SCHOOL_FIELDS = {
    "id", "name", "school_type", "results", "markers", "previous_status", "clean_runs", "context",
}  # fmt: skip
_SCHOOL_ALIASES = {"type": "school_type"}
_MARKER_TEXT = re.compile(r"([0-9]{1,2})\s+(\S.*)")
_FRACTION = re.compile(r"\s*([0-9]{1,6})\s*(?:/|из)\s*([0-9]{1,6})\s*")
_PARTS = {"count": 0, "n": 0, "num": 0, "numerator": 0, "of": 1, "total": 1, "den": 1, "denominator": 1}
MOST_PUPILS = 100_000


def read_school(value: Any, field: str, problems: Problems) -> SchoolInput | None:
    """A JSON object -> SchoolInput; what is wrong goes to `problems` with its place."""
    if not isinstance(value, Mapping):
        problems.add(field, "нужен объект с полями id и results")
        return None
    value = {_SCHOOL_ALIASES.get(str(name), str(name)): item for name, item in value.items()}
    refuse_unknown(value, _SCHOOL_FIELDS, field, problems)
    return SchoolInput(
        id=read_id(value.get("id"), f"{field}.id", problems),
        school_type=read_optional_text(value.get("school_type"), f"{field}.school_type", problems),
        results=tuple(read_list(value.get("results") or [], f"{field}.results", _read_result, problems)),
        markers=tuple(read_list(value.get("markers") or [], f"{field}.markers", _read_marker, problems)),
        previous_status=choice(
            PreviousStatus, value.get("previous_status") or "", f"{field}.previous_status", problems
        ),
        name=read_optional_text(value.get("name"), f"{field}.name", problems),
        context=_read_context(value.get("context"), f"{field}.context", problems),
        clean_runs=read_whole(value.get("clean_runs", 0), f"{field}.clean_runs", 0, 100, problems),
    )


def _read_result(value: Any, field: str, problems: Problems) -> Result | None:
    if not isinstance(value, Mapping):
        problems.add(field, "нужен объект с полями kind, subject, grade, year, participants, failed")
        return None
    row = {_RESULT_ALIASES.get(str(name), str(name)): item for name, item in value.items()}
    refuse_unknown(row, _RESULT_FIELDS, field, problems)
    failed, participants = _read_counts(row, field, problems)
    try:
        return Result(
            *read_procedure(row, field, problems),
            year=read_whole(row.get("year"), f"{field}.year", 2000, 2100, problems),
            participants=participants,
            failed=failed,
            missing_reason=_read_reason(row.get("missing_reason"), f"{field}.missing_reason", problems),
            derived=_read_flag(row.get("derived", False), f"{field}.derived", problems),
            attempt=choice(Attempt, row.get("attempt", "first"), f"{field}.attempt", problems),
            group=read_optional_text(row.get("group"), f"{field}.group", problems),
            roll=_read_count(row.get("roll"), f"{field}.roll", problems),
            comparable=_read_flag(row.get("comparable", True), f"{field}.comparable", problems),
        )
    except InputError as error:
        problems.add(field, str(error))
    return None


def _read_counts(row: Mapping[str, Any], field: str, problems: Problems) -> tuple[int | None, int | None]:
    """Failed and participants, in two fields or in one as «15/50»."""
    if row.get("value") is not None:
        parts = _FRACTION.fullmatch(row["value"]) if isinstance(row["value"], str) else None
        if parts:
            return int(parts[1]), int(parts[2])
        problems.add(
            f"{field}.value", f"нужно «не преодолели/участников», например «15/50», а не {shown(row['value'])}"
        )
    return (
        _read_count(row.get("failed"), f"{field}.failed", problems),
        _read_count(row.get("participants"), f"{field}.participants", problems),
    )


def _read_count(value: Any, field: str, problems: Problems) -> int | None:
    return None if value is None else read_whole(value, field, 0, MOST_PUPILS, problems)


def _read_reason(value: Any, field: str, problems: Problems) -> MissingReason | None:
    return None if value is None else choice(MissingReason, value, field, problems)


def _read_flag(value: Any, field: str, problems: Problems) -> bool:
    if not isinstance(value, bool):
        problems.add(field, f"нужно true или false, а не {shown(value)}")
    return value is True


def _read_marker(value: Any, field: str, problems: Problems) -> Marker | None:
    """«4 РУ», or an object with subject, grade and, if known, year."""
    match = _MARKER_TEXT.fullmatch(value.strip()) if isinstance(value, str) else None
    if match:
        return Marker(canonical_subject(match[2]), int(match[1]))
    if not isinstance(value, Mapping):
        problems.add(field, f"нужен признак вида «4 РУ» или объект с полями subject, grade, year, а не {shown(value)}")
        return None
    refuse_unknown(value, {"subject", "grade", "year"}, field, problems)
    year = value.get("year")
    return Marker(
        canonical_subject(read_text(value.get("subject"), f"{field}.subject", problems)),
        read_whole(value.get("grade"), f"{field}.grade", 1, 12, problems),
        None if year is None else read_whole(year, f"{field}.year", 2000, 2100, problems),
    )


def _read_context(value: Any, field: str, problems: Problems) -> dict[str, Fraction]:
    """Shares in percent by name; null is unknown, never zero."""
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        problems.add(field, f"нужен объект «показатель: доля в процентах», а не {shown(value)}")
        return {}
    found: dict[str, Fraction] = {}
    for name, share in value.items():
        canonical = canonical_context(str(name))
        if canonical in found:
            problems.add(f"{field}.{name}", f"показатель «{canonical}» указан дважды")
        percent = _read_share(share, f"{field}.{name}", problems)
        if percent is not None:
            found[canonical] = percent
    return found


def _read_share(value: Any, field: str, problems: Problems) -> Fraction | None:
    """A percent, or a count of a whole: {"count": 12, "of": 120}, [12, 120] or «12/120»."""
    if value is None:
        return None
    pair = _pair(value)
    if pair is None:
        return read_rational(value, field, 100, problems)
    if pair == [None, None]:
        return None
    count, whole = (read_whole(number, field, 0, MOST_PUPILS, problems) for number in pair)
    if count > whole:
        problems.add(field, f"{count} из {whole}: так не бывает")
        return None
    return Fraction(100 * count, whole) if whole else None


def _pair(value: Any) -> list[Any] | None:
    if isinstance(value, Mapping):
        pair = [None, None]
        for name, number in value.items():
            if name not in _PARTS:
                return None
            pair[_PARTS[name]] = number
        return pair
    if isinstance(value, list) and len(value) == 2:
        return value
    match = _FRACTION.fullmatch(value) if isinstance(value, str) else None
    return [int(match[1]), int(match[2])] if match else None
