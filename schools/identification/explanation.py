"""The verdict in plain Russian for the school card, the order's appendix and an appeal. Careful in tone: the aim is help."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from schools.identification.change_words import change_sentence
from schools.identification.context_words import context_sentences
from schools.identification.criterion_words import criterion_sentence
from schools.identification.flags import Status
from schools.identification.inputs import MissingReason, Procedure
from schools.identification.note_words import note_sentence
from schools.identification.parameters import CrossYear, Engine, Use
from schools.identification.phrases import MISSING_WORDS, evidence_sentence
from schools.identification.verdicts import NoteCode, Outcome, VerdictResult

# The legal frame of ВПР: постановление Правительства РФ of 30.04.2024 № 556 and Рособрнадзор's recommendations to it.
VPR_NOTE = (
    "Заключение служит адресной помощи школе. Оценка работы школ и педагогов по результатам ВПР не предусмотрена."
)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Sentences by their place on the card; `sentences()` is all of them in reading order."""

    headline: str
    criteria: tuple[str, ...]
    results: tuple[str, ...]
    missing: tuple[str, ...]
    change: str
    notes: tuple[str, ...]
    context: tuple[str, ...] = ()

    def sentences(self) -> list[str]:
        change = (self.change,) if self.change else ()
        return [self.headline, *self.criteria, *self.results, *self.missing, *change, *self.context, *self.notes]


def explain(verdict: VerdictResult, term: str = "ШНОР") -> Explanation:
    """Why the verdict is what it is. `term` is the municipality's own word for a school with low results."""
    methodology = verdict.methodology
    criteria = () if verdict.excluded else verdict.criteria
    return Explanation(
        headline=_headline(verdict, term),
        criteria=tuple(
            criterion_sentence(criterion, verdict)
            for criterion in criteria
            if criterion.code != "C2" or methodology.cross_year != CrossYear.NONE
        ),
        results=tuple(
            evidence_sentence(one, methodology) for one in (*verdict.pooled, *verdict.evidence) if one.participants
        ),
        missing=tuple(_missing_sentences(verdict)),
        change=change_sentence(verdict),
        notes=tuple(note_sentence(note, verdict) for note in verdict.notes),
        context=() if verdict.excluded else tuple(context_sentences(verdict)),
    )


def _headline(verdict: VerdictResult, term: str) -> str:
    if verdict.methodology.engine == Engine.EXTERNAL and not verdict.excluded:
        stands = "эта школа есть" if verdict.low_results else "этой школы нет"
        return f"В полученном перечне {term} {stands}."
    return {
        Status.LOW_RESULTS: f"Есть признаки низких образовательных результатов ({term}): это основание для адресной помощи школе.",
        Status.AT_RISK: f"Признаков {term} нет, но школа в зоне риска: помощь нужна заранее.",
        Status.EXPERT_REVIEW: "Участников слишком мало для автоматического вывода: решение принимают эксперты.",
        Status.INSUFFICIENT: f"Недостаточно данных: сказать, есть ли у школы признаки {term}, нельзя.",
        Status.EXCLUDED: f"Методика не применяется к школам этого типа: {verdict.school_type}.",
        Status.NOT_LOW: _clean_headline(verdict, term),
    }[verdict.status]


def _clean_headline(verdict: VerdictResult, term: str) -> str:
    """A clean verdict on thin data must not sound like a certificate."""
    thin = any(note.code == NoteCode.LOW_COVERAGE for note in verdict.notes)
    if thin or any(criterion.outcome == Outcome.NOT_EVALUABLE for criterion in verdict.criteria):
        return f"По имеющимся данным признаков {term} нет, но проверить удалось не всё."
    return f"Признаков {term} нет."


def _missing_sentences(verdict: VerdictResult) -> Iterable[str]:
    """One sentence per year and reason; a wholly empty year is said in a few words."""
    if verdict.excluded:
        return
    groups: dict[tuple[int, MissingReason], list[Procedure]] = {}
    for one in verdict.evidence:
        if one.missing is not None and one.use == Use.REQUIRED:
            groups.setdefault((one.year, one.missing), []).append(one.procedure)
    for (year, reason), procedures in sorted(groups.items(), key=lambda item: -item[0][0]):
        if len(procedures) == sum(one.year == year and one.use == Use.REQUIRED for one in verdict.evidence):
            yield f"{year} год, результатов нет ни по одной процедуре ({MISSING_WORDS[reason]})."
        else:
            yield f"{year} год, результата нет ({MISSING_WORDS[reason]}): {'; '.join(map(str, procedures))}."
