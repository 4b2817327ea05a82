"""What differs between two versions of the criteria, parameter by parameter, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from schools.identification.comparison_words import PARAMETER_WORDS
from schools.identification.names import context_words
from schools.listing.procedure_lines import write_lines
from schools.models import MethodologyVersion

_WORDS = {
    "same_procedure": "одна и та же процедура",
    "any_procedure": "любые процедуры",
    "none": "не сравнивать",
    "pooled": "уровни складываются",
    "separate": "уровни порознь",
    "profile_only": "только профиль",
    "base_only": "только база",
    "main_first": "первая попытка",
    "with_resits": "с пересдачами",
    "include": "примечание",
    "adjust": "без отмеченной ВПР",
    "exclude": "без всех ВПР года",
    "quartile": "нижняя четверть",
}


@dataclass(frozen=True)
class Difference:
    name: str
    before: str
    after: str


def differences(before: MethodologyVersion, after: MethodologyVersion) -> list[Difference]:
    names = dict.fromkeys([*before.params, *after.params])
    pairs = ((name, before.params.get(name), after.params.get(name)) for name in names)
    return [
        Difference(PARAMETER_WORDS.get(name, name).capitalize(), _said(name, old), _said(name, new))
        for name, old, new in pairs
        if old != new
    ]


def _said(name: str, value: Any) -> str:
    if value is None:
        return "—"
    if name == "procedures":
        return write_lines(value)
    if name == "context":
        return _context(value)
    if name == "external":
        return f"{value['basis']}, школ: {len(value['listed'])}"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return _WORDS.get(value, str(value).replace(".", ",")) if not isinstance(value, bool) else str(value)


def _context(value: dict[str, Any]) -> str:
    weights = [
        f"{context_words(name)} — {str(weight).replace('.', ',')}" for name, _sign, weight in value.get("vars", [])
    ]
    lines = [f"граница: {_said('cut', value.get('cut'))}", *weights]
    absolute = value.get("absolute")
    if absolute:
        lines.append(f"прямых признаков достаточно: {absolute['needed']}")
        lines += [f"{context_words(name)} {sign} {border}\u00a0%" for name, sign, border in absolute["criteria"]]
    return "\n".join(lines)
