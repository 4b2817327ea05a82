"""The JSON form of the engine's inputs and verdicts; the schema is written out in README.md beside this file."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from schools.identification.inputs import (
    Attempt,
    InputError,
    Marker,
    MissingReason,
    PreviousStatus,
    Result,
    SchoolId,
    SchoolInput,
)
from schools.identification.methodology import Methodology, MethodologyError
from schools.identification.names import canonical_kind, canonical_level, canonical_subject
from schools.identification.presets import preset, preset_names
from schools.identification.reading import (
    Problems,
    read_choice,
    read_grade,
    read_optional_text,
    read_text,
    read_whole,
    shown,
)

_RESULT_FIELDS = {
    "kind", "subject", "grade", "level", "year", "participants", "failed", "missing_reason", "derived", "attempt", "group",
    "roll",
}  # fmt: skip
_RESULT_ALIASES = {"n": "participants", "n_fail": "failed", "fail": "failed", "programme_grade": "grade"}
_SCHOOL_FIELDS = {"id", "name", "school_type", "results", "markers", "previous_status", "context"}
_MARKER_TEXT = re.compile(r"([0-9]{1,2})\s+(\S.*)")
MOST_PUPILS = 100_000
_Choice = TypeVar("_Choice", bound=StrEnum)


class DocumentError(ValueError):
    """The document cannot be used; `problems` lists all reasons in Russian with their places."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Document:
    """A read document: everything `evaluate` needs."""

    methodology: Methodology
    schools: tuple[SchoolInput, ...]
    year: int
    warnings: tuple[str, ...] = ()


def read_document(text: str | bytes) -> Document:
    """JSON text -> Document. Raises DocumentError."""
    try:
        data = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise DocumentError(["Файл не читается как JSON."]) from error
    if not isinstance(data, Mapping):
        raise DocumentError(["Нужен объект с полями methodology, schools, year."])
    problems = Problems()
    for name in sorted(set(data) - {"methodology", "schools", "year"}):
        problems.add(name, "такого поля нет")
    methodology = _read_methodology(data.get("methodology", "FED30"), problems)
    schools = tuple(_read_list(data.get("schools"), "schools", _read_school, problems))
    _refuse_repeated(schools, problems)
    year = _read_year(data.get("year"), schools, problems)
    if problems.found or methodology is None:
        raise DocumentError(problems.found)
    return Document(methodology, schools, year, _warnings(data))


def _warnings(data: Mapping[str, Any]) -> tuple[str, ...]:
    """What was read but takes no part in the rule must not look as if it did."""
    with_context = sum(bool(school.get("context")) for school in data["schools"])
    return (
        (f"context: социальный контекст правилом не учитывается (школ с ним: {with_context}).",) if with_context else ()
    )


def _read_methodology(value: Any, problems: Problems) -> Methodology | None:
    """Parameters, or the name of a preset, or parameters over `"preset": name`."""
    params = {"preset": value} if isinstance(value, str) else dict(value) if isinstance(value, Mapping) else {}
    if not params and not isinstance(value, Mapping):
        problems.add("methodology", "нужен объект или название пресета")
    name = read_choice(params.pop("preset", "FED30"), "methodology.preset", preset_names(), problems)
    try:
        return Methodology.from_params({**preset(name), **params})
    except MethodologyError as error:
        problems.found.extend(f"methodology.{problem}" for problem in error.problems)
    return None


def _read_year(value: Any, schools: Sequence[SchoolInput], problems: Problems) -> int:
    """The last exam year; when the document does not say, the latest year of its results."""
    if value is None:
        years = [row.year for school in schools for row in school.results]
        if not years:
            problems.add("year", "нужен год: результатов, по которым его можно узнать, нет")
        return max(years, default=0)
    return read_whole(value, "year", 2000, 2100, problems)


def _read_list(value: Any, field: str, read: Any, problems: Problems) -> list[Any]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        problems.add(field, f"нужен список, а не {shown(value)}")
        return []
    items = [read(item, f"{field}[{place}]", problems) for place, item in enumerate(value)]
    return [item for item in items if item is not None]


def _refuse_unknown(value: Mapping[str, Any], known: set[str], field: str, problems: Problems) -> None:
    for name in sorted(set(value) - known):
        problems.add(f"{field}.{name}", "такого поля нет")


def _read_school(value: Any, field: str, problems: Problems) -> SchoolInput | None:
    if not isinstance(value, Mapping):
        problems.add(field, "нужен объект с полями id и results")
        return None
    _refuse_unknown(value, _SCHOOL_FIELDS, field, problems)
    return SchoolInput(
        id=_read_id(value.get("id"), f"{field}.id", problems),
        school_type=read_optional_text(value.get("school_type"), f"{field}.school_type", problems),
        results=tuple(_read_list(value.get("results", []), f"{field}.results", _read_result, problems)),
        markers=tuple(_read_list(value.get("markers", []), f"{field}.markers", _read_marker, problems)),
        previous_status=_read_enum(
            value.get("previous_status") or "", PreviousStatus, f"{field}.previous_status", problems
        ),
        name=read_optional_text(value.get("name"), f"{field}.name", problems),
    )


def _refuse_repeated(schools: Sequence[SchoolInput], problems: Problems) -> None:
    for id_, times in Counter(school.id for school in schools).items():
        if times > 1:
            problems.add("schools", f"школа встречается дважды: {id_}")


def _read_id(value: Any, field: str, problems: Problems) -> SchoolId:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return read_text(value, field, problems)


def _read_enum(value: Any, choices: type[_Choice], field: str, problems: Problems) -> _Choice:
    return choices(read_choice(value, field, tuple(choices), problems))


def _read_result(value: Any, field: str, problems: Problems) -> Result | None:
    if not isinstance(value, Mapping):
        problems.add(field, "нужен объект с полями kind, subject, grade, year, participants, failed")
        return None
    row = {_RESULT_ALIASES.get(str(name), str(name)): item for name, item in value.items()}
    _refuse_unknown(row, _RESULT_FIELDS, field, problems)
    kind = canonical_kind(read_text(row.get("kind"), f"{field}.kind", problems))
    try:
        return Result(
            kind=kind,
            subject=canonical_subject(read_text(row.get("subject"), f"{field}.subject", problems)),
            grade=read_grade(row.get("grade"), kind, f"{field}.grade", problems),
            level=canonical_level(read_optional_text(row.get("level"), f"{field}.level", problems)),
            year=read_whole(row.get("year"), f"{field}.year", 2000, 2100, problems),
            participants=_read_count(row.get("participants"), f"{field}.participants", problems),
            failed=_read_count(row.get("failed"), f"{field}.failed", problems),
            missing_reason=_read_reason(row.get("missing_reason"), f"{field}.missing_reason", problems),
            derived=_read_flag(row.get("derived", False), f"{field}.derived", problems),
            attempt=_read_enum(row.get("attempt", "first"), Attempt, f"{field}.attempt", problems),
            group=read_optional_text(row.get("group"), f"{field}.group", problems),
            roll=_read_count(row.get("roll"), f"{field}.roll", problems),
        )
    except InputError as error:
        problems.add(field, str(error))
    return None


def _read_count(value: Any, field: str, problems: Problems) -> int | None:
    return None if value is None else read_whole(value, field, 0, MOST_PUPILS, problems)


def _read_reason(value: Any, field: str, problems: Problems) -> MissingReason | None:
    return None if value is None else _read_enum(value, MissingReason, field, problems)


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
    _refuse_unknown(value, {"subject", "grade", "year"}, field, problems)
    year = value.get("year")
    return Marker(
        canonical_subject(read_text(value.get("subject"), f"{field}.subject", problems)),
        read_whole(value.get("grade"), f"{field}.grade", 1, 12, problems),
        None if year is None else read_whole(year, f"{field}.year", 2000, 2100, problems),
    )
