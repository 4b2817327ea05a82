"""Parameters of the social context rule: an index over weighted shares, absolute criteria, or either of the two."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, NamedTuple

from schools.identification.names import canonical_context
from schools.identification.reading import (
    Problems,
    choice,
    plain,
    read_choice,
    read_rational,
    read_text,
    read_whole,
    shown,
)

QUARTILE = "quartile"
REFERENCE = "region_if_present_else_municipality"
_FIELDS = ("engine", "cut", "reference", "vars", "absolute")


class ContextEngine(StrEnum):
    """ZSUM: the index of social wellbeing, 50 ± 10; ABSOLUTE: counted criteria alone."""

    ZSUM = "ZSUM"
    ABSOLUTE = "ABSOLUTE"


class Variable(NamedTuple):
    """A share of the social passport, in percent. `sign` is +1 where more is better."""

    name: str
    sign: int
    weight: Fraction


COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}


class Absolute(NamedTuple):
    """A criterion «share is at least / more than / at most / less than so many percent»."""

    name: str
    comparison: str
    border: Fraction

    def is_met(self, percent: Fraction) -> bool:
        return COMPARISONS[self.comparison](percent, self.border)


@dataclass(frozen=True, slots=True)
class ContextRules:
    """`cut` is a value of the index, or None for the lower quartile of the reference set."""

    engine: ContextEngine
    cut: Fraction | None
    variables: tuple[Variable, ...]
    needed: int = 0
    absolute: tuple[Absolute, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*(one.name for one in self.variables), *(one.name for one in self.absolute)]))

    def as_params(self) -> dict[str, Any]:
        """Back to plain JSON values."""
        params: dict[str, Any] = {"engine": str(self.engine)}
        if self.engine == ContextEngine.ZSUM:
            params["cut"] = QUARTILE if self.cut is None else plain(self.cut)
            params["reference"] = REFERENCE
            params["vars"] = [[one.name, one.sign, plain(one.weight)] for one in self.variables]
        if self.absolute:
            criteria = [[one.name, one.comparison, plain(one.border)] for one in self.absolute]
            params["absolute"] = {"needed": self.needed, "criteria": criteria}
        return params


def read_context_rules(value: Any, defaults: Mapping[str, Any], problems: Problems) -> ContextRules | None:
    """The block `context` of a methodology over the defaults; null switches the context off."""
    if value is None:
        return None
    if not isinstance(value, Mapping):
        problems.add("context", "нужен объект")
        return None
    for name in sorted(set(value) - set(_FIELDS), key=str):
        problems.add(f"context.{name}", "такого параметра нет")
    params = {**defaults, **value}
    engine = choice(ContextEngine, params["engine"], "context.engine", problems)
    read_choice(params["reference"], "context.reference", (REFERENCE,), problems)
    needed = 0
    absolute: tuple[Absolute, ...] = ()
    if engine == ContextEngine.ABSOLUTE or value.get("absolute") is not None:
        needed, absolute = _read_absolute(value.get("absolute") or {}, defaults["absolute"], problems)
    with_index = engine == ContextEngine.ZSUM
    return ContextRules(
        engine=engine,
        cut=_read_cut(params["cut"], problems) if with_index else None,
        variables=_read_variables(params["vars"], problems) if with_index else (),
        needed=needed,
        absolute=absolute,
    )


def _read_cut(value: Any, problems: Problems) -> Fraction | None:
    return None if value == QUARTILE else read_rational(value, "context.cut", 100, problems)


def _read_variables(value: Any, problems: Problems) -> tuple[Variable, ...]:
    rows = _rows(value, "context.vars", ("name", "sign", "weight"), problems)
    found = tuple(
        Variable(
            canonical_context(read_text(name, f"{field}.name", problems)),
            _read_sign(sign, f"{field}.sign", problems),
            read_rational(weight, f"{field}.weight", 100, problems),
        )
        for field, (name, sign, weight) in rows
    )
    _refuse_repeated([one.name for one in found], "context.vars", problems)
    if found and not any(one.weight for one in found):
        problems.add("context.vars", "хотя бы один вес должен быть больше нуля")
    return found


def _read_sign(value: Any, field: str, problems: Problems) -> int:
    if value in (1, -1) and not isinstance(value, bool):
        return int(value)
    problems.add(field, f"можно 1 (чем больше, тем лучше) или -1, а не {shown(value)}")
    return 1


def _read_absolute(value: Any, defaults: Mapping[str, Any], problems: Problems) -> tuple[int, tuple[Absolute, ...]]:
    if not isinstance(value, Mapping):
        problems.add("context.absolute", "нужен объект с полями needed и criteria")
        return 0, ()
    params = {**defaults, **value}
    for name in sorted(set(value) - set(defaults), key=str):
        problems.add(f"context.absolute.{name}", "такого параметра нет")
    rows = _rows(params["criteria"], "context.absolute.criteria", ("name", "comparison", "percent"), problems)
    criteria = tuple(
        Absolute(
            canonical_context(read_text(name, f"{field}.name", problems)),
            read_choice(comparison, f"{field}.comparison", tuple(COMPARISONS), problems),
            read_rational(border, f"{field}.percent", 100, problems),
        )
        for field, (name, comparison, border) in rows
    )
    _refuse_repeated([one.name for one in criteria], "context.absolute.criteria", problems)
    most = max(len(criteria), 1)
    return read_whole(params["needed"], "context.absolute.needed", 1, most, problems), criteria


def _rows(value: Any, field: str, names: Sequence[str], problems: Problems) -> list[tuple[str, list[Any]]]:
    """Rows written as lists or as objects with these names, each with its place."""
    if isinstance(value, str) or not isinstance(value, Sequence) or not value:
        problems.add(field, "нужен непустой список")
        return []
    found = []
    for place, row in enumerate(value):
        where = f"{field}[{place}]"
        if isinstance(row, Mapping) and set(row) == set(names):
            found.append((where, [row[name] for name in names]))
        elif isinstance(row, Sequence) and not isinstance(row, str) and len(row) == len(names):
            found.append((where, list(row)))
        else:
            problems.add(where, f"нужны {', '.join(names)}: списком в этом порядке или объектом")
    return found


def _refuse_repeated(names: Sequence[str], field: str, problems: Problems) -> None:
    for name in sorted({name for name in names if names.count(name) > 1}):
        problems.add(field, f"«{name}» указано дважды")
