"""Comparisons as plain JSON values with sentences: what a page shows beside «что изменилось»."""

from __future__ import annotations

from typing import Any

from schools.identification.comparison import Cause, CauseCode, Comparison, Pair, StatusChange
from schools.identification.flags import Flags
from schools.identification.phrases import MISSING_WORDS
from schools.identification.verdicts import Evidence

_PLAIN = {
    CauseCode.SCHOOL_TYPE: "Изменился вид школы.",
    CauseCode.CONTEXT: "Изменились показатели социального паспорта.",
    CauseCode.MARKERS: "Изменились признаки необъективности.",
    CauseCode.OTHER_SCHOOLS: "Изменились результаты или условия других школ, с которыми сравнивают эту.",
    CauseCode.NEW_SCHOOL: "Школы не было в прошлом расчёте.",
    CauseCode.SCHOOL_GONE: "Школы нет в этом расчёте.",
}
_PAIRS = {
    CauseCode.RESULTS: "Изменились результаты",
    CauseCode.DATA_APPEARED: "Появились данные",
    CauseCode.DATA_GONE: "Не стало данных",
    CauseCode.COMPARABILITY: "Изменилась сопоставимость с другими годами",
}
PARAMETER_WORDS = {
    "engine": "правило",
    "threshold_pct": "порог низкого результата",
    "risk_pct": "граница зоны риска",
    "k_same_year": "число процедур с низким результатом",
    "cross_year": "сравнение двух лет",
    "index_cut": "граница индекса",
    "quartile_years": "число лет в нижней четверти",
    "worst_pct": "доля отбираемых школ",
    "min_failed": "наименьшее число не преодолевших минимум",
    "external": "внешний перечень",
    "window_years": "число лет",
    "min_n": "наименьшее число участников",
    "ege_math": "уровни ЕГЭ по математике",
    "attempts": "учёт пересдач",
    "bias_policy": "учёт признаков необъективности",
    "min_coverage": "наименьшая полнота данных",
    "min_participation_pct": "наименьшее участие",
    "exit_runs": "число расчётов до вывода из перечня",
    "exclude_school_types": "виды школ, которые не учитываются",
    "exclude_groups": "группы участников, которые не учитываются",
    "procedures": "перечень процедур",
    "context": "правило социальных условий",
    "small_sample": "малые выборки",
    "missing_policy": "пропуски в данных",
}


def comparison_as_dict(comparison: Comparison) -> dict[str, Any]:
    """Plain values for storage and pages."""
    return {
        "added": [_change(one) for one in comparison.added],
        "removed": [_change(one) for one in comparison.removed],
        "changed": [_change(one) for one in comparison.changed],
        "unchanged": comparison.unchanged,
    }


def _change(change: StatusChange) -> dict[str, Any]:
    return {
        "id": change.school_id,
        "before": _flags(change.before),
        "after": _flags(change.after),
        "causes": [{"code": str(cause.code), "text": cause_sentence(cause)} for cause in change.causes],
    }


def _flags(flags: Flags | None) -> dict[str, Any] | None:
    if flags is None:
        return None
    return {
        "status": str(flags.status),
        "low_results": flags.low_results,
        "adverse_context": flags.adverse_context,
        "quadrant": str(flags.quadrant),
    }


def cause_sentence(cause: Cause) -> str:
    """One cause in words."""
    if cause.code in _PLAIN:
        return _PLAIN[cause.code]
    if cause.code == CauseCode.METHODOLOGY:
        return f"Изменилась методика: {', '.join(PARAMETER_WORDS[name] for name in cause.params)}."
    return f"{_PAIRS[cause.code]}: {'; '.join(pair_words(pair) for pair in cause.pairs)}."


def pair_words(pair: Pair) -> str:
    """What one procedure was and became: «ОГЭ, математика — 2025: 3 из 41 → 2026: 6 из 36»."""
    return f"{pair.procedure} — {_figures(pair.before)} → {_figures(pair.after)}"


def _figures(one: Evidence | None) -> str:
    if one is None:
        return "нет"
    if not one.participants:
        return f"{one.year}: нет ({MISSING_WORDS[one.missing]})" if one.missing else f"{one.year}: нет"
    apart = "" if one.comparable else " (несопоставимо)"
    return f"{one.year}: {one.failed} из\u00a0{one.participants}{apart}"
