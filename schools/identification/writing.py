"""Verdicts as plain JSON values: what `identify` prints and what a run stores for the school card."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from schools.identification.criterion_words import criterion_sentence
from schools.identification.documents import Document
from schools.identification.engine import ENGINE_VERSION, inputs_hash
from schools.identification.explanation import explain
from schools.identification.inputs import Procedure
from schools.identification.note_words import note_sentence
from schools.identification.phrases import evidence_sentence, percent
from schools.identification.verdicts import Change, Criterion, Evidence, VerdictResult


def run_as_dict(document: Document, verdicts: Sequence[VerdictResult]) -> dict[str, Any]:
    """A whole run with what is needed to repeat it."""
    names = {school.id: school.name for school in document.schools}
    return {
        "engine_version": ENGINE_VERSION,
        "inputs_hash": inputs_hash(document.methodology, document.schools, document.year),
        "year": document.year,
        "methodology": document.methodology.as_params(),
        "warnings": list(document.warnings),
        "verdicts": [{"id": one.school_id, "name": names[one.school_id], **verdict_as_dict(one)} for one in verdicts],
    }


def verdict_as_dict(verdict: VerdictResult, term: str = "ШНОР") -> dict[str, Any]:
    """One verdict with flags, evidence and sentences; nothing in it needs the engine to be read again."""
    explanation = explain(verdict, term)
    return {
        "status": str(verdict.status),
        "low_results": verdict.low_results,
        "at_risk": verdict.at_risk,
        "insufficient_data": verdict.insufficient_data,
        "small_sample": verdict.small_sample,
        "expert_review": verdict.expert_review,
        "exit_monitoring": verdict.exit_monitoring,
        "excluded": verdict.excluded,
        "year": verdict.year,
        "headline": explanation.headline,
        "criteria": [_criterion(criterion, verdict) for criterion in verdict.criteria],
        "coverage": {"assessed": verdict.coverage.assessed, "applicable": verdict.coverage.applicable},
        "evidence": [_evidence(one, verdict) for one in verdict.evidence],
        "missing": list(explanation.missing),
        "changes": [_change(step) for step in verdict.changes],
        "change": explanation.change,
        "notes": [{"code": str(note.code), "text": note_sentence(note, verdict)} for note in verdict.notes],
        "explanation": explanation.sentences(),
    }


def _procedure(procedure: Procedure) -> dict[str, Any]:
    return {**procedure._asdict(), "title": str(procedure)}


def _criterion(criterion: Criterion, verdict: VerdictResult) -> dict[str, Any]:
    return {
        "code": criterion.code,
        "outcome": str(criterion.outcome),
        "text": criterion_sentence(criterion, verdict),
        "met_by": [_procedure(procedure) for procedure in criterion.met_by],
        "unknown": [_procedure(procedure) for procedure in criterion.unknown],
    }


def _evidence(one: Evidence, verdict: VerdictResult) -> dict[str, Any]:
    share, interval = one.share, one.wilson_percent
    return {
        **_procedure(one.procedure),
        "year": one.year,
        "participants": one.participants if one.rows else None,
        "failed": one.failed if one.rows else None,
        "share": None if share is None else f"{share.numerator}/{share.denominator}",
        "share_percent": None if share is None else percent(100 * share, verdict.methodology.threshold_pct),
        "wilson_percent": None if interval is None else [float(end) for end in interval],
        "low": one.low,
        "risky": one.risky,
        "small_sample": one.small,
        "missing_reason": None if one.missing is None else str(one.missing),
        "derived": one.derived,
        "text": evidence_sentence(one, verdict.methodology) if one.rows else "",
    }


def _change(step: Change) -> dict[str, Any]:
    return {
        **_procedure(step.procedure),
        "participants": step.participants,
        "failed": step.failed,
        "needed": step.needed,
        "difference": step.difference,
    }
