"""Sentences for the criteria of the rules other than the share of failed."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from accounts.russian import counted
from schools.identification.phrases import cut_words, number_words, others_words, percent, short_percent
from schools.identification.verdicts import Criterion, Outcome, VerdictResult

_STATE = {Outcome.MET: "выполнен", Outcome.NOT_MET: "не выполнен"}


def _z1(criterion: Criterion, verdict: VerdictResult) -> str:
    index, methodology = verdict.indexes[0], verdict.methodology
    least = 100 * methodology.min_coverage
    if index.value is None:
        return (
            f"Признак 1 проверить нельзя: показатели за {index.year} год покрывают "
            f"{percent(100 * index.coverage, least)} весов, а нужно не меньше {short_percent(least)}."
        )
    value = number_words(index.value, border=methodology.index_cut)
    return (
        f"Признак 1 {_STATE[criterion.outcome]}: индекс результатов {index.year} года {value}, "
        f"низким считается {cut_words(methodology)} и меньше (0 — среднее по школам, "
        f"учтено {percent(100 * index.coverage)} весов)."
    )


def _z2(criterion: Criterion, verdict: VerdictResult) -> str:
    needed = counted(verdict.methodology.quartile_years, "год", "года", "лет")
    window = f"{verdict.indexes[-1].year}–{verdict.year} годов" if len(verdict.indexes) > 1 else f"{verdict.year} года"
    found = ", ".join(str(year) for year in sorted(criterion.years)) or "ни в одном"
    start = (
        "Признак 2 проверить нельзя" if criterion.outcome not in _STATE else f"Признак 2 {_STATE[criterion.outcome]}"
    )
    unknown = criterion.numbers["unknown_years"]
    blind = f"; лет без индекса: {unknown}" if unknown else ""
    return f"{start}: в нижней четверти школ по индексу из {window} — {found} (нужно {needed}){blind}."


def _q1(criterion: Criterion, verdict: VerdictResult) -> str:
    numbers, worst = criterion.numbers, short_percent(verdict.methodology.worst_pct)
    failed, participants = int(_exact(numbers["failed"])), int(_exact(numbers["participants"]))
    if criterion.outcome == Outcome.NOT_EVALUABLE:
        return f"Признак проверить нельзя: участий меньше {verdict.methodology.min_n} ({participants})."
    others = others_words(int(_exact(numbers["worse"])), int(_exact(numbers["of"])))
    return (
        f"Признак {_STATE[criterion.outcome]}: не преодолели минимум {failed} из {participants} "
        f"({percent(Fraction(100 * failed, participants))}), доля выше {others}; "
        f"отбираются {worst} школ с наибольшей долей."
    )


def _exact(value: object) -> Fraction:
    return value if isinstance(value, Fraction) else Fraction(str(value))


def _m1(criterion: Criterion, verdict: VerdictResult) -> str:
    numbers, least = criterion.numbers, verdict.methodology.min_failed
    start = "Признак проверить нельзя" if criterion.outcome not in _STATE else f"Признак {_STATE[criterion.outcome]}"
    years = f"{min(criterion.years)}–{max(criterion.years)} годы" if len(criterion.years) > 1 else f"{verdict.year} год"
    unknown = f", неизвестно — {numbers['unknown']}" if numbers["unknown"] else ""
    return (
        f"{start}: за {years} не преодолевшие минимум (не меньше {least}) есть в {numbers['failures']} "
        f"из {numbers['needed']} процедур и лет{unknown}."
    )


def _x1(criterion: Criterion, verdict: VerdictResult) -> str:
    basis = verdict.methodology.external_basis
    stands = "Школа есть" if criterion.outcome == Outcome.MET else "Школы нет"
    return f"{stands} в перечне, полученном извне{f' ({basis})' if basis else ''}."


OTHERS: dict[str, Callable[[Criterion, VerdictResult], str]] = {"Z1": _z1, "Z2": _z2, "Q1": _q1, "M1": _m1, "X1": _x1}
