"""Verdicts as plain JSON values: what `identify` prints and what a school's card is drawn from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from schools.identification.comparison import totals
from schools.identification.context_words import context_sentence
from schools.identification.criterion_words import criterion_sentence
from schools.identification.documents import Document
from schools.identification.explanation import explain
from schools.identification.flags import Flags
from schools.identification.inputs import Procedure
from schools.identification.note_words import note_sentence
from schools.identification.parameters import Engine
from schools.identification.phrases import evidence_sentence, percent
from schools.identification.reading import plain
from schools.identification.reference import Place
from schools.identification.run import ENGINE_VERSION
from schools.identification.verdicts import Change, ContextVerdict, Criterion, Evidence, Index, VerdictResult

_ALL_TOGETHER = {"kind": None, "subject": None, "grade": None, "level": None, "title": "все процедуры вместе"}


def run_as_dict(document: Document) -> dict[str, Any]:
    """A whole run with what is needed to repeat it; schools in the order of the document."""
    run = document.run
    names = {school.id: school.name for school in document.schools}
    verdicts = [run.verdict(school.id) for school in document.schools]
    return {
        "engine_version": ENGINE_VERSION,
        "inputs_hash": run.inputs_hash,
        "year": document.year,
        "methodology": document.methodology.as_params(),
        "warnings": list(document.warnings),
        "summary": _summary(verdicts),
        "verdicts": [{"id": one.school_id, "name": names[one.school_id], **verdict_as_dict(one)} for one in verdicts],
    }


def _summary(verdicts: Sequence[VerdictResult]) -> dict[str, Any]:
    statuses = Counter(str(one.status) for one in verdicts)
    return {**totals(one.flags for one in verdicts)._asdict(), "statuses": dict(sorted(statuses.items()))}


def verdict_as_dict(verdict: VerdictResult, term: str = "ШНОР") -> dict[str, Any]:
    """One verdict with flags, evidence and sentences; nothing in it needs the engine to be read again."""
    explanation = explain(verdict, term)
    return {
        **_flags(verdict.flags),
        "exit_monitoring": verdict.exit_monitoring,
        "year": verdict.year,
        "headline": explanation.headline,
        "criteria": [_criterion(one, criterion_sentence(one, verdict)) for one in verdict.criteria],
        "coverage": {"assessed": verdict.coverage.assessed, "applicable": verdict.coverage.applicable},
        "evidence": [_evidence(one, verdict) for one in verdict.evidence],
        "pooled": [_evidence(one, verdict) for one in verdict.pooled],
        "indexes": [_index(one) for one in verdict.indexes],
        "context": _context(verdict.context),
        "missing": list(explanation.missing),
        "changes": [_change(step) for step in verdict.changes],
        "change": explanation.change,
        "notes": [{"code": str(note.code), "text": note_sentence(note, verdict)} for note in verdict.notes],
        "explanation": explanation.sentences(),
    }


def _flags(flags: Flags) -> dict[str, Any]:
    return {name: plain(value) for name, value in flags._asdict().items()} | {"resilient": flags.resilient}


def _procedure(procedure: Procedure) -> dict[str, Any]:
    return {**procedure._asdict(), "title": str(procedure)}


def _criterion(criterion: Criterion, text: str) -> dict[str, Any]:
    return {
        "code": criterion.code,
        "outcome": str(criterion.outcome),
        "text": text,
        "years": list(criterion.years),
        "numbers": _numbers(criterion.numbers),
        "met_by": [_procedure(procedure) for procedure in criterion.met_by],
        "unknown": [_procedure(procedure) for procedure in criterion.unknown],
    }


def _numbers(numbers: Mapping[str, Any]) -> dict[str, Any]:
    return {name: plain(value) for name, value in numbers.items()}


def _evidence(one: Evidence, verdict: VerdictResult) -> dict[str, Any]:
    share, interval = one.share, one.wilson_percent
    has_threshold = verdict.methodology.engine in (Engine.FED30, Engine.SEED3)
    return {
        **_procedure(one.procedure),
        "year": one.year,
        "since": one.since,
        "use": str(one.use),
        "participants": one.participants if one.rows else None,
        "failed": one.failed if one.rows else None,
        "share": None if share is None else f"{share.numerator}/{share.denominator}",
        "share_percent": None if share is None else percent(100 * share, verdict.methodology.threshold_pct),
        "wilson_percent": None if interval is None else [float(end) for end in interval],
        "low": one.low if has_threshold else None,
        "risky": one.risky and has_threshold,
        "small_sample": one.small,
        "missing_reason": None if one.missing is None else str(one.missing),
        "derived": one.derived,
        "comparable": one.comparable,
        "text": evidence_sentence(one, verdict.methodology) if one.rows else "",
    }


def _index(index: Index) -> dict[str, Any]:
    return {
        "year": index.year,
        "value": index.value,
        "coverage": _rounded(index.coverage),
        "place": _place(index.place),
        "parts": [
            {
                "name": part.name,
                "percent": _rounded(part.percent),
                "mean": part.norm and round(part.norm.mean, 6),
                "sd": part.norm and round(part.norm.sd, 6),
                "z": None if part.z is None else round(part.z, 6) + 0.0,
                "weight": plain(part.weight),
            }
            for part in index.parts
        ],
    }


def _rounded(value: Fraction | None) -> float | None:
    return None if value is None else round(float(value), 6)


def _place(place: Place | None) -> dict[str, Any] | None:
    return place and {**place._asdict(), "percentile": _rounded(place.percentile)}


def _context(context: ContextVerdict | None) -> dict[str, Any] | None:
    if context is None:
        return None
    return {
        "adverse": context.adverse,
        "index": context.index and _index(context.index),
        "cut": "quartile" if context.cut is None else plain(context.cut),
        "criteria": [_criterion(one, context_sentence(one, context)) for one in context.criteria],
        "shares": {name: _rounded(share) for name, share in context.shares.items()},
    }


def _change(step: Change) -> dict[str, Any]:
    return {
        **(_procedure(step.procedure) if step.procedure else _ALL_TOGETHER),
        "year": step.year,
        "participants": step.participants,
        "failed": step.failed,
        "needed": step.needed,
        "difference": step.difference,
        "since": step.since,
    }
