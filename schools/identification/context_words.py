"""Sentences about the social context. The rule is the municipality's own, and is called so."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from schools.identification.flags import Quadrant
from schools.identification.names import context_words
from schools.identification.phrases import number_words, others_words, percent
from schools.identification.verdicts import ContextVerdict, Criterion, Index, Outcome, VerdictResult

_QUADRANT = {
    Quadrant.LOW_AND_ADVERSE: "Низкие результаты в сложных социальных условиях: помощь нужна в первую очередь.",
    Quadrant.RESILIENT: "Школа работает в сложных социальных условиях, но её результаты не ниже, чем у половины школ.",
}
_STATES = {Outcome.MET: "выполнены", Outcome.NOT_MET: "не выполнены", Outcome.NOT_EVALUABLE: "проверить нельзя"}
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
    return _absolute_sentence(criterion)


def _index_sentence(criterion: Criterion, index: Index, cut: Fraction | None) -> str:
    covered = f"учтено {percent(100 * index.coverage)} весов"
    missing = [context_words(part.name) for part in index.parts if part.percent is None]
    lacking = f", нет данных: {'; '.join(missing)}" if missing else ""
    if index.value is None:
        return f"Индекс социального благополучия не вычислен: {covered}{lacking}."
    border = "нижняя четверть школ" if cut is None else f"{short_number(cut)} и меньше"
    place = f", ниже {others_words(index.place.worse, index.place.of)}" if cut is None and index.place else ""
    return (
        f"Индекс социального благополучия {number_words(index.value, 1, cut)} (50 — среднее){place}; "
        f"сложными считаются условия: {border}. {covered[0].upper()}{covered[1:]}{lacking}."
    )


def short_number(value: Fraction) -> str:
    return number_words(float(value), 0 if value.denominator == 1 else 1)


def _absolute_sentence(criterion: Criterion) -> str:
    numbers = criterion.numbers
    names = _names(numbers["met_names"])
    unknown = _names(numbers["unknown_names"])
    state = _STATES[criterion.outcome]
    return (
        f"Абсолютные критерии {state}: достигнуто {numbers['met']} из {numbers['of']}, нужно {numbers['needed']}"
        f"{f' ({names})' if names else ''}{f'; нет данных: {unknown}' if unknown else ''}."
    )


def _names(joined: object) -> str:
    return "; ".join(context_words(name) for name in str(joined).split(", ") if name)
