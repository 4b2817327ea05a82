"""Reading one school of a document: its results, markers, social context and place in the last list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from schools.identification.inputs import Marker, PreviousStatus, Result, SchoolInput
from schools.identification.names import canonical_context, canonical_subject
from schools.identification.reading import (
    Problems,
    choice,
    pass_over_unknown,
    read_id,
    read_list,
    read_optional_text,
    read_rational,
    read_text,
    read_whole,
    refuse_unknown,
    renamed,
    shown,
)
from schools.identification.result_reading import FRACTION, MOST_PUPILS, read_row

_SCHOOL_FIELDS = {
    "id", "name", "school_type", "results", "markers", "previous_status", "clean_runs", "context", "grades",
}  # fmt: skip
_SCHOOL_ALIASES = {"type": "school_type", "previous": "previous_status", "listed": "previous_status"}
_PREVIOUS = {None: "", False: "", True: "listed", "manual": "listed_manually"}
_MARKER_TEXT = re.compile(r"([0-9]{1,2})\s+(\S.*)")
_PARTS = {"count": 0, "n": 0, "num": 0, "numerator": 0, "of": 1, "total": 1, "den": 1, "denominator": 1}
_CONTINGENT = ("контингент", "контингент_всего", "обучающихся")  # beside it, whole numbers are children, not percents


def read_school(value: Any, field: str, problems: Problems) -> SchoolInput | None:
    """A JSON object -> SchoolInput; what is wrong goes to `problems` with its place."""
    if not isinstance(value, Mapping):
        problems.add(field, "нужен объект с полями id и results")
        return None
    value = renamed(value, _SCHOOL_ALIASES, field, problems)
    pass_over_unknown(value, _SCHOOL_FIELDS | set(_SCHOOL_ALIASES), field, problems)
    return SchoolInput(
        id=read_id(value.get("id"), f"{field}.id", problems),
        school_type=read_optional_text(value.get("school_type"), f"{field}.school_type", problems),
        results=_read_results(value.get("results"), f"{field}.results", problems),
        markers=_read_markers(value.get("markers"), f"{field}.markers", problems),
        previous_status=_read_previous(value.get("previous_status"), f"{field}.previous_status", problems),
        name=read_optional_text(value.get("name"), f"{field}.name", problems),
        context=_read_context(value.get("context"), f"{field}.context", problems),
        clean_runs=read_whole(value.get("clean_runs", 0), f"{field}.clean_runs", 0, 100, problems),
        grades=_read_grades(value.get("grades"), f"{field}.grades", problems),
    )


def _read_grades(value: Any, field: str, problems: Problems) -> tuple[int, int] | None:
    """[1, 9]: from the first grade to the ninth."""
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2:
        problems.add(field, f"нужны первый и последний классы школы, например [1, 9], а не {shown(value)}")
        return None
    first, last = (read_whole(grade, field, 1, 12, problems) for grade in value)
    if first > last:
        problems.add(field, "первый класс не может быть больше последнего")
    return first, last


def _read_previous(value: Any, field: str, problems: Problems) -> PreviousStatus:
    simple = value is None or isinstance(value, bool | str)
    return choice(PreviousStatus, _PREVIOUS.get(value, value) if simple else value, field, problems)


def _read_results(value: Any, field: str, problems: Problems) -> tuple[Result, ...]:
    """The rows, each once: the same row again is a copy unless a wave or a branch tells them apart."""
    rows = read_list(value or [], field, read_row, problems)
    distinct = tuple(dict.fromkeys(rows))
    if len(distinct) < len(rows):
        problems.remark(
            field, "одинаковые строки учтены один раз; строки филиалов и волн различайте полями branch и wave"
        )
    return tuple(row.result for row in distinct)


def _read_markers(value: Any, field: str, problems: Problems) -> tuple[Marker, ...]:
    """A list of markers, or «4 РУ»: true, as in the file's columns."""
    listed = [name for name, stands in value.items() if stands] if isinstance(value, Mapping) else value or []
    return tuple(read_list(listed, field, _read_marker, problems))


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
    named = [(canonical_context(str(name)), f"{field}.{name}", share) for name, share in value.items()]
    children = next((share for name, _place, share in named if name in _CONTINGENT), None)
    found: dict[str, Fraction] = {}
    for name, place, share in named:
        if name in _CONTINGENT:
            continue
        if name in found:
            problems.add(place, f"показатель «{name}» указан дважды")
        percent = _read_share(_of_children(name, share, children), place, problems)
        if percent is not None:
            found[name] = percent
    return found


def _of_children(name: str, share: Any, children: Any) -> Any:
    """A number beside the contingent counts children; posts without a teacher are no children."""
    counts = children is not None and name != "вакансии" and isinstance(share, int | Decimal)
    return [share, children] if counts and not isinstance(share, bool) else share


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
    match = FRACTION.fullmatch(value) if isinstance(value, str) else None
    return [int(match[1]), int(match[2])] if match else None
