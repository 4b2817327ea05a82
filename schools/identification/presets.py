"""Methodologies that ship with the portal, as data (domain notes, appendix A). A municipality's version starts from one of them."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

_PROCEDURES: list[dict[str, Any]] = [
    {"kind": "ВПР", "subject": "русский", "grade": 5},
    {"kind": "ВПР", "subject": "математика", "grade": 5},
    {"kind": "ВПР", "subject": "русский", "grade": 6},
    {"kind": "ВПР", "subject": "математика", "grade": 6},
    {"kind": "ОГЭ", "subject": "русский", "grade": 9},
    {"kind": "ОГЭ", "subject": "математика", "grade": 9},
    {"kind": "ЕГЭ", "subject": "русский", "grade": 11},
    {"kind": "ЕГЭ", "subject": "математика", "grade": 11},
]
# Regional works are taken in whatever grades they were held; НИКО is a sample study and never counts for one school.
_REGIONAL = [
    {"kind": kind, "subject": subject, "use": use}
    for kind, use in (("РПР", "optional"), ("РТ", "optional"), ("НИКО", "evidence"))
    for subject in ("русский", "математика")
]
_CONTEXT: dict[str, Any] = {
    "engine": "ZSUM",
    "cut": "quartile",
    "reference": "region_if_present_else_municipality",
    "vars": [
        ["оба_с_ВО", 1, 1],
        ["неполные", -1, 1],
        ["безработные", -1, 1],
        ["малообеспеченные", -1, 1],
        ["учёт", -1, 1],
        ["неродной_русский", -1, 1],
        ["ОВЗ", -1, 0.5],
    ],
}
_ABSOLUTE: dict[str, Any] = {
    "needed": 3,
    "criteria": [
        ["неполные", ">=", 30],
        ["малообеспеченные", ">=", 30],
        ["неродной_русский", ">=", 10],
        ["учёт", ">=", 3],
        ["ОВЗ", ">=", 15],
        ["оба_с_ВО", "<=", 15],
        ["безработные", ">=", 10],
        ["вакансии", ">", 5],
    ],
}
_COMMON: dict[str, Any] = {
    "window_years": 2,
    "min_n": 10,
    "small_sample": "expert_review",
    "ege_math": "pooled",
    "attempts": "main_first",
    "bias_policy": "include",
    "missing_policy": "not_evaluable",
    "min_coverage": 0.6,
    "min_participation_pct": 70,
    "exit_runs": 2,
    "exclude_school_types": ["коррекционная", "вечерняя", "СУВУ"],
    "exclude_groups": ["ВПЛ", "АООП"],
    "procedures": _PROCEDURES,
    "context": _CONTEXT,
}
_LOW_SHARE = {"threshold_pct": 30, "risk_pct": 20, "k_same_year": 2}
_FED30 = {"engine": "FED30", **_LOW_SHARE, "cross_year": "same_procedure", **_COMMON}

_PRESETS: dict[str, dict[str, Any]] = {
    "FED30": _FED30,
    "FED30-any": {**_FED30, "cross_year": "any_procedure"},
    "SEED3": {
        "engine": "SEED3",
        **_LOW_SHARE,
        **_COMMON,
        "window_years": 3,
        "procedures": [*_PROCEDURES, *_REGIONAL],
    },
    "ZIDX": {"engine": "ZIDX", "index_cut": -1, "quartile_years": 2, **_COMMON, "window_years": 3},
    "WORST_Q": {"engine": "WORST_Q", "worst_pct": 15, **_COMMON, "window_years": 1},
    "MULTI_ABS": {
        "engine": "MULTI_ABS",
        "min_failed": 1,
        **_COMMON,
        "window_years": 3,
        "procedures": [one for one in _PROCEDURES if one["kind"] == "ЕГЭ"],
    },
    "EXTERNAL": {"engine": "EXTERNAL", "external": {"basis": "", "listed": []}, **_COMMON},
}

TITLES = {
    "FED30": "Федеральное правило 30 %: та же процедура два года подряд",
    "FED30-any": "Федеральное правило 30 %: любые процедуры два года подряд",
    "SEED3": "Доля не преодолевших минимум по сумме трёх лет, с региональными работами",
    "ZIDX": "Индекс результатов: отклонение от среднего по школам",
    "WORST_Q": "Доля школ с самыми низкими результатами",
    "MULTI_ABS": "Не преодолевшие минимум во всех процедурах все годы подряд",
    "EXTERNAL": "Готовый перечень, полученный извне",
}
# The parameters each rule reads; all others do not concern it.
RELEVANT = {name: tuple(params) for name, params in _PRESETS.items()}
_DEFAULTS: dict[str, Any] = {name: value for params in reversed(_PRESETS.values()) for name, value in params.items()}


def preset(name: str) -> dict[str, Any]:
    """A fresh copy of the preset's parameters. Raises KeyError."""
    return deepcopy(_PRESETS[name])


def preset_names() -> list[str]:
    return list(_PRESETS)


def all_defaults() -> dict[str, Any]:
    """Every parameter of every rule, as in the first preset that has it."""
    return deepcopy(_DEFAULTS)


def context_defaults() -> dict[str, Any]:
    """The whole block of the social context, the absolute criteria included (not official figures, domain notes, 2.1)."""
    return deepcopy({**_CONTEXT, "absolute": _ABSOLUTE})
