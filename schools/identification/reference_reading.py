"""Reading the norms of a region that a document may bring along."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schools.identification.inputs import Procedure
from schools.identification.names import canonical_context
from schools.identification.procedures import read_procedure
from schools.identification.reading import Problems, read_list, read_rational, read_whole, refuse_unknown, shown
from schools.identification.reference import NO_REFERENCE, Norm, Reference


def read_reference(value: Any, problems: Problems) -> Reference:
    """{"context": {share: {mean, sd}}, "results": [{kind, subject, grade, year, mean, sd}]}, all in percent."""
    if value is None:
        return NO_REFERENCE
    if not isinstance(value, Mapping):
        problems.add("reference", f"нужен объект с полями context и results, а не {shown(value)}")
        return NO_REFERENCE
    refuse_unknown(value, {"context", "results"}, "reference", problems)
    context = value.get("context") or {}
    if not isinstance(context, Mapping):
        problems.add("reference.context", f"нужен объект «показатель: mean и sd», а не {shown(context)}")
        context = {}
    rows = read_list(value.get("results") or [], "reference.results", _read_row, problems)
    return Reference(
        {
            canonical_context(str(name)): _read_norm(norm, f"reference.context.{name}", problems)
            for name, norm in context.items()
        },
        dict(rows),
    )


def _read_row(value: Any, field: str, problems: Problems) -> tuple[tuple[Procedure, int], Norm] | None:
    if not isinstance(value, Mapping):
        problems.add(field, "нужен объект с полями kind, subject, grade, year, mean, sd")
        return None
    refuse_unknown(value, {"kind", "subject", "grade", "level", "year", "mean", "sd"}, field, problems)
    key = read_procedure(value, field, problems), read_whole(value.get("year"), f"{field}.year", 2000, 2100, problems)
    return key, _read_norm({name: value.get(name) for name in ("mean", "sd")}, field, problems)


def _read_norm(value: Any, field: str, problems: Problems) -> Norm:
    if not isinstance(value, Mapping) or set(value) != {"mean", "sd"}:
        problems.add(field, f"нужен объект с полями mean и sd, а не {shown(value)}")
        return Norm(0.0, 0.0)
    mean, sd = (float(read_rational(value[name], f"{field}.{name}", 100, problems)) for name in ("mean", "sd"))
    return Norm(mean, sd)
