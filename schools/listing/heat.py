"""Schools × criteria of one run as a heat map: every colour has its sign and its figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.russian import NBSP, NO_DATA
from schools.models import Verdict

OUTCOMES = {"met": "да", "not_met": "нет", "not_evaluable": "нельзя проверить"}
CRITERIA = {
    "C1": "Несколько процедур за год",
    "C2": "Два года подряд",
    "Z1": "Индекс ниже границы",
    "Z2": "Нижняя четверть",
    "Q1": "Среди худших",
    "M1": "Все годы подряд",
    "X1": "Есть в перечне",
}


@dataclass(frozen=True)
class Cell:
    """`level`: low, near, calm, small or none; `failed` of `participants` are None where there is no data."""

    level: str
    sign: str
    share: str
    participants: int | None
    failed: int | None


EMPTY = Cell("none", "", NO_DATA, None, None)
_SIGNS = {"low": "!", "near": "▲", "small": "мало"}


@dataclass(frozen=True)
class Row:
    verdict: Verdict
    cells: list[Cell]
    criteria: list[str]
    index: str  # of social wellbeing


@dataclass(frozen=True)
class HeatTable:
    columns: list[str]
    criteria: list[str]
    rows: list[Row]


def heat_table(verdicts: Iterable[Verdict], year: int) -> HeatTable:
    """Columns are the procedures that any of the schools has evidence of in the year."""
    listed = list(verdicts)
    evidence = [_of_year(one.explanation, year) for one in listed]
    columns = list(dict.fromkeys(title for found in evidence for title in found))
    codes = list(dict.fromkeys(c["code"] for one in listed for c in one.explanation.get("criteria", ()) if c["code"]))
    rows = [
        Row(
            verdict,
            [_cell(found.get(title)) for title in columns],
            _outcomes(verdict.explanation, codes),
            _index(verdict.explanation),
        )
        for verdict, found in zip(listed, evidence, strict=True)
    ]
    heads = [one.replace(" класс", f"{NBSP}класс") for one in columns]  # a narrow head breaks between its parts
    return HeatTable(heads, [CRITERIA.get(code, code) for code in codes], rows)


def _of_year(explanation: Mapping[str, Any], year: int) -> dict[str, Mapping[str, Any]]:
    found = [*explanation.get("pooled", ()), *explanation.get("evidence", ())]
    wanted = [one for one in found if one.get("year") == year and one.get("use") != "evidence"]
    by_title: dict[str, Mapping[str, Any]] = {}
    for one in wanted:
        by_title.setdefault(one["title"], one)  # sums over years stand first and win
    return by_title


def _cell(one: Mapping[str, Any] | None) -> Cell:
    if one is None or not one["participants"]:
        return EMPTY
    level = "small" if one["small_sample"] else "low" if one["low"] else "near" if one["risky"] else "calm"
    share = one["share_percent"].replace(" ", NBSP)
    return Cell(level, _SIGNS.get(level, ""), share, one["participants"], one["failed"])


def _outcomes(explanation: Mapping[str, Any], codes: list[str]) -> list[str]:
    found = {one["code"]: one["outcome"] for one in explanation.get("criteria", ())}
    return [OUTCOMES.get(found.get(code, ""), NO_DATA) for code in codes]


def _index(explanation: Mapping[str, Any]) -> str:
    value = index_value(explanation)
    return NO_DATA if value is None else f"{value:.1f}".replace(".", ",")


def index_value(explanation: Mapping[str, Any]) -> float | None:
    """The school's index of social wellbeing, 50 ± 10; more is better."""
    context = explanation.get("context") or {}
    value = (context.get("index") or {}).get("value")
    return None if value is None else float(value)


def pooled_share(explanation: Mapping[str, Any], year: int) -> float | None:
    """Σ failed / Σ participants over the counted procedures of the year, in percent."""
    found = [one for one in explanation.get("evidence", ()) if one.get("year") == year and one.get("participants")]
    participants = sum(one["participants"] for one in found)
    return 100 * sum(one["failed"] for one in found) / participants if participants else None
