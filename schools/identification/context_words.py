"""Sentences about the social context. The rule is the municipality's own, and is called so."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from accounts.russian import decimal_comma
from schools.identification.context_rules import Absolute
from schools.identification.flags import Quadrant
from schools.identification.names import context_words
from schools.identification.phrases import exact_decimals, number_words, others_words, percent, short_percent
from schools.identification.verdicts import ContextVerdict, Criterion, Index, Outcome, VerdictResult

_QUADRANT = {
    Quadrant.LOW_AND_ADVERSE: "Низкие результаты в сложных социальных условиях: помощь нужна в первую очередь.",
    Quadrant.RESILIENT: "Школа работает в сложных социальных условиях, но её результаты не ниже, чем у половины школ.",
}
_STATES = {Outcome.MET: "выполнены", Outcome.NOT_MET: "не выполнены", Outcome.NOT_EVALUABLE: "проверить нельзя"}
_COMPARED = {">=": "не меньше", ">": "больше", "<=": "не больше", "<": "меньше"}
_HEADLINES = {
    True: "Есть признаки сложных социальных условий (ШНСУ) по настраиваемой методике муниципалитета.",
    False: "Признаков сложных социальных условий (ШНСУ) нет.",
    None: "Социальные условия оценить нельзя: недостаточно данных.",
}


def context_sentences(verdict: VerdictResult) -> Iterator[str]:
    """The answer, its criteria and what the quadrant means; nothing where the methodology has no context."""
    context = verdict.context
    if context is None:
        return
    yield _HEADLINES[context.adverse]
    if context.shares:
        yield from (context_sentence(criterion, context) for criterion in context.criteria)
    if verdict.quadrant in _QUADRANT:
        yield _QUADRANT[verdict.quadrant]


def context_sentence(criterion: Criterion, context: ContextVerdict) -> str:
    """One criterion in words."""
    if criterion.code == "K1" and context.index:
        return _index_sentence(criterion, context.index, context.cut)
    return _absolute_sentence(criterion, context)


def _index_sentence(criterion: Criterion, index: Index, cut: Fraction | None) -> str:
    covered = f"учтено {percent(100 * index.coverage)} весов"
    missing = [context_words(part.name) for part in index.parts if part.percent is None]
    lacking = f", нет данных: {'; '.join(missing)}" if missing else ""
    if index.value is None:
        return f"Индекс социального благополучия не вычислен: {covered}{lacking}."
    border = "нижняя четверть школ" if cut is None else f"{decimal_comma(cut, exact_decimals(cut))} и меньше"
    place = f", ниже {others_words(index.place.worse, index.place.of)}" if cut is None and index.place else ""
    return (
        f"Индекс социального благополучия {number_words(index.value, 1, cut)} (50 — среднее){place}; "
        f"сложными считаются условия: {border}. {covered[0].upper()}{covered[1:]}{lacking}."
    )


def _absolute_sentence(criterion: Criterion, context: ContextVerdict) -> str:
    numbers, shares = criterion.numbers, context.shares
    met = [
        _absolute_words(one, shares[one.name])
        for one in context.absolute
        if one.name in shares and one.is_met(shares[one.name])
    ]
    unknown = [context_words(one.name) for one in context.absolute if one.name not in shares]
    parts = [
        f"Абсолютные критерии {_STATES[criterion.outcome]}: достигнуто {numbers['met']} из {numbers['of']}, нужно {numbers['needed']}.",
        *([f"Достигнуты: {'; '.join(met)}."] if met else []),
        *([f"Нет данных: {'; '.join(unknown)}."] if unknown else []),
    ]
    return " ".join(parts)


def _absolute_words(one: Absolute, share: Fraction) -> str:
    return f"{context_words(one.name)} — {percent(share, one.border)} (признак: {_COMPARED[one.comparison]} {short_percent(one.border)})"
