"""Reading the list of procedures a methodology counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from schools.identification.inputs import Procedure
from schools.identification.names import EXAM_GRADES, canonical_kind, canonical_level, canonical_subject, split_level
from schools.identification.parameters import Listed, Use
from schools.identification.reading import (
    Problems,
    choice,
    plain,
    read_optional_text,
    read_rational,
    read_text,
    read_whole,
)

_FIELDS = {"kind", "subject", "grade", "level", "use", "weight"}


def read_listed(value: Any, problems: Problems) -> tuple[Listed, ...]:
    """The list of procedures, each once."""
    if isinstance(value, str) or not isinstance(value, Sequence) or not value:
        problems.add("procedures", "нужен непустой список процедур")
        return ()
    listed = tuple(_read_one(item, f"procedures[{place}]", problems) for place, item in enumerate(value))
    procedures = [one.procedure for one in listed]
    for repeated in sorted({str(one) for one in procedures if procedures.count(one) > 1}):
        problems.add("procedures", f"процедура «{repeated}» указана дважды")
    for one in procedures:
        if one.level and one._replace(level="") in procedures:
            problems.add("procedures", f"«{one}» указана и отдельно, и вместе с другими уровнями")
        if one.grade and one._replace(grade=None) in procedures:
            problems.add("procedures", f"«{one}» указана и отдельно, и вместе с другими классами")
    return listed


def _read_one(value: Any, field: str, problems: Problems) -> Listed:
    if not isinstance(value, Mapping):
        problems.add(field, "нужен объект с полями kind, subject, grade")
        return Listed(Procedure("", ""))
    for name in sorted(set(value) - _FIELDS, key=str):
        problems.add(f"{field}.{name}", "такого поля у процедуры нет")
    weight = read_rational(value.get("weight", 1), f"{field}.weight", 100, problems)
    if not weight:
        problems.add(f"{field}.weight", "вес должен быть больше нуля")
    return Listed(
        read_procedure(value, field, problems),
        choice(Use, value.get("use", Use.REQUIRED), f"{field}.use", problems),
        weight,
    )


def read_procedure(value: Mapping[str, Any], field: str, problems: Problems) -> Procedure:
    """The fields kind, subject, grade and level in their one spelling."""
    kind = canonical_kind(read_text(value.get("kind"), f"{field}.kind", problems))
    subject, level = split_level(read_text(value.get("subject"), f"{field}.subject", problems))
    return Procedure(
        kind,
        canonical_subject(subject),
        read_grade(value.get("grade"), kind, f"{field}.grade", problems),
        canonical_level(read_optional_text(value.get("level"), f"{field}.level", problems)) or level,
    )


def read_grade(value: Any, kind: str, field: str, problems: Problems) -> int | None:
    """A grade from 1 to 12; an exam has its own grade when none is given."""
    if value is None:
        return EXAM_GRADES.get(kind)
    return read_whole(value, field, 1, 12, problems)


def listed_params(one: Listed) -> dict[str, Any]:
    """Back to plain JSON values; what is left out is as by default."""
    params = {name: value for name, value in one.procedure._asdict().items() if value not in (None, "")}
    if one.use != Use.REQUIRED:
        params["use"] = str(one.use)
    if one.weight != Fraction(1):
        params["weight"] = plain(one.weight)
    return params
