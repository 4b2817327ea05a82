"""Readers of single JSON values that collect every problem instead of stopping at the first one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from schools.identification.inputs import Procedure
from schools.identification.names import EXAM_GRADES, canonical_kind, canonical_level, canonical_subject


class Problems:
    """Messages «field: what is wrong» in the order they were met."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def add(self, field: str, message: str) -> None:
        self.found.append(f"{field}: {message}")


def read_whole(value: Any, field: str, least: int, most: int, problems: Problems) -> int:
    """A whole number within bounds; on a problem the lower bound, so that reading can go on."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        problems.add(field, f"нужно целое число от {least} до {most}, а не {shown(value)}")
        return least
    return value


def read_rational(value: Any, field: str, most: int, problems: Problems) -> Fraction:
    """A number from 0 to `most`, read as it is written: 29.9 is 299/10, not the nearest binary fraction."""
    if not isinstance(value, bool) and isinstance(value, int | float | Decimal):
        try:
            exact = Fraction(str(value))
        except ValueError:  # nan, inf
            exact = Fraction(-1)
        if 0 <= exact <= most:
            return exact
    problems.add(field, f"нужно число от 0 до {most}, а не {shown(value)}")
    return Fraction(most)


def read_choice(value: Any, field: str, choices: Sequence[str], problems: Problems) -> str:
    if isinstance(value, str) and value in choices:
        return value
    problems.add(field, f"можно {', '.join(choices)}, а не {shown(value)}")
    return str(choices[0])


def read_texts(value: Any, field: str, problems: Problems) -> tuple[str, ...]:
    if isinstance(value, str) or not isinstance(value, Sequence) or not all(isinstance(item, str) for item in value):
        problems.add(field, f"нужен список строк, а не {shown(value)}")
        return ()
    return tuple(sorted({item.strip() for item in value}))


def read_procedures(value: Any, problems: Problems) -> tuple[Procedure, ...]:
    """The list of procedures a methodology counts, each once."""
    if isinstance(value, str) or not isinstance(value, Sequence) or not value:
        problems.add("procedures", "нужен непустой список процедур")
        return ()
    procedures = [read_procedure(item, f"procedures[{place}]", problems) for place, item in enumerate(value)]
    for repeated in sorted({str(one) for one in procedures if procedures.count(one) > 1}):
        problems.add("procedures", f"процедура «{repeated}» указана дважды")
    for one in procedures:
        if one.level and one._replace(level="") in procedures:
            problems.add("procedures", f"«{one}» указана и отдельно, и вместе с другими уровнями")
    return tuple(procedures)


def read_procedure(value: Any, field: str, problems: Problems) -> Procedure:
    if not isinstance(value, Mapping):
        problems.add(field, "нужен объект с полями kind, subject, grade")
        return Procedure("", "")
    for name in sorted(set(value) - {"kind", "subject", "grade", "level"}, key=str):
        problems.add(f"{field}.{name}", "такого поля у процедуры нет")
    kind = canonical_kind(read_text(value.get("kind"), f"{field}.kind", problems))
    return Procedure(
        kind,
        canonical_subject(read_text(value.get("subject"), f"{field}.subject", problems)),
        read_grade(value.get("grade"), kind, f"{field}.grade", problems),
        canonical_level(read_optional_text(value.get("level"), f"{field}.level", problems)),
    )


def read_grade(value: Any, kind: str, field: str, problems: Problems) -> int | None:
    """A grade from 1 to 12; an exam has its own grade when none is given."""
    if value is None:
        return EXAM_GRADES.get(kind)
    return read_whole(value, field, 1, 12, problems)


def read_text(value: Any, field: str, problems: Problems) -> str:
    if not isinstance(value, str) or not value.strip():
        problems.add(field, f"нужна непустая строка, а не {shown(value)}")
        return ""
    return value.strip()


def read_optional_text(value: Any, field: str, problems: Problems) -> str:
    return "" if value is None or value == "" else read_text(value, field, problems)


def shown(value: Any) -> str:
    """The value as a person may recognise it, cut short."""
    text = "пусто" if value is None else f"«{value}»"
    return text if len(text) <= 60 else f"{text[:57]}…»"
