"""Methodologies that ship with the portal, as data (domain notes, appendix A). A municipality's version starts from one of them."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

_FED30: dict[str, Any] = {
    "engine": "FED30",
    "threshold_pct": 30,
    "risk_pct": 20,
    "k_same_year": 2,
    "cross_year": "same_procedure",
    "window_years": 2,
    "min_n": 10,
    "small_sample": "expert_review",
    "ege_math": "pooled",
    "attempts": "main_first",
    "bias_policy": "include",
    "missing_policy": "not_evaluable",
    "min_coverage": 0.6,
    "min_participation_pct": 70,
    "exclude_school_types": ["коррекционная", "вечерняя", "СУВУ"],
    "exclude_groups": ["ВПЛ", "АООП"],
    "procedures": [
        {"kind": "ВПР", "subject": "русский", "grade": 5},
        {"kind": "ВПР", "subject": "математика", "grade": 5},
        {"kind": "ВПР", "subject": "русский", "grade": 6},
        {"kind": "ВПР", "subject": "математика", "grade": 6},
        {"kind": "ОГЭ", "subject": "русский", "grade": 9},
        {"kind": "ОГЭ", "subject": "математика", "grade": 9},
        {"kind": "ЕГЭ", "subject": "русский", "grade": 11},
        {"kind": "ЕГЭ", "subject": "математика", "grade": 11},
    ],
}

TITLES = {
    "FED30": "Федеральное правило 30 %: та же процедура два года подряд",
    "FED30-any": "Федеральное правило 30 %: любые процедуры два года подряд",
}

_PRESETS: dict[str, dict[str, Any]] = {"FED30": _FED30, "FED30-any": {**_FED30, "cross_year": "any_procedure"}}


def preset(name: str) -> dict[str, Any]:
    """A fresh copy of the preset's parameters. Raises KeyError."""
    return deepcopy(_PRESETS[name])


def preset_names() -> list[str]:
    return list(_PRESETS)
