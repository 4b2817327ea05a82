"""Decisions of people about a school's place in the list: proposed by one, approved by another, for a stated reason."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from schools.listing.places import Source, Step, move
from schools.listing.scans import Scan, keep_scan
from schools.models import DecisionFile, ExpertDecision, ListPlace, School, Verdict
from schools.models.listing import SELF_APPROVAL

SHORTEST = 20  # characters; «по решению» says nothing to the one who reads the list a year later
TOO_SHORT = "Обоснуйте решение подробнее: его будут читать через год и при обжаловании."


@transaction.atomic
def propose_decision(
    school: School,
    *,
    by: User,
    year: int,
    category: str,
    kind: str,
    justification: str,
    basis_kind: str,
    basis: str,
    scan: Scan | None = None,
) -> ExpertDecision:
    """A draft of a decision; the school's verdict of the last run is kept beside it, and the paper it rests on if given.

    Raises ValidationError, and UploadError for a file that is refused.
    """
    if len(justification.strip()) < SHORTEST:
        raise ValidationError({"justification": TOO_SHORT})
    said: dict[str, Any] = {"kind": kind, "category": category, "year": year, "basis_kind": basis_kind, "basis": basis}
    said["justification"] = justification.strip()
    verdict = Verdict.objects.current().filter(school=school).first()
    decision = ExpertDecision(school=school, verdict=verdict, proposed_by=by, **said)
    decision.full_clean()
    decision.save()
    if kind == ExpertDecision.Kind.INCLUDE:
        _move(decision, ListPlace.State.PROPOSED, "Эксперты предложили включить школу.", by)
    _record_proposal(decision, said, keep_scan(scan, decision, by=by) if scan else None, by)
    return decision


def _record_proposal(decision: ExpertDecision, said: dict[str, Any], scan: DecisionFile | None, by: User) -> None:
    paper = {"file": scan.name, "sha256": scan.sha256} if scan else {}
    town = decision.school.municipality_id
    audit.record("экспертное решение предложено", decision, by=by, municipality=town, after=said | paper)


@transaction.atomic
def approve_decision(decision: ExpertDecision, *, by: User, answer: str = "") -> ExpertDecision:
    """By a second person. Raises ValidationError."""
    waiting = _waiting(decision)
    if waiting.proposed_by_id == by.pk:
        raise ValidationError(SELF_APPROVAL)
    return _decide(waiting, ExpertDecision.State.APPROVED, by, answer)


@transaction.atomic
def refuse_decision(decision: ExpertDecision, *, by: User, answer: str) -> ExpertDecision:
    """The proposal stays in the history with the reason of the refusal; whoever proposed it may take it back this way."""
    if not answer.strip():
        raise ValidationError({"answer": "Напишите, почему предложение отклонено."})
    refused = _decide(_waiting(decision), ExpertDecision.State.REFUSED, by, answer.strip())
    if refused.kind == ExpertDecision.Kind.INCLUDE:
        _move(refused, ListPlace.State.NONE, "Предложение экспертов отклонено.", by)
    return refused


def _decide(decision: ExpertDecision, to: ExpertDecision.State, by: User, answer: str) -> ExpertDecision:
    if to not in ExpertDecision.TRANSITIONS[ExpertDecision.State(decision.state)]:
        raise ValidationError("Решение уже принято.")
    decision.state, decision.decided_at, decision.decided_by, decision.answer = to, timezone.now(), by, answer
    decision.save(update_fields=["state", "decided_at", "decided_by", "answer"])
    town = decision.school.municipality_id
    after = {"state": to, "answer": answer}
    audit.record(f"экспертное решение {to.label}", decision, by=by, municipality=town, after=after)
    return decision


def _waiting(decision: ExpertDecision) -> ExpertDecision:
    return ExpertDecision.objects.select_for_update(of=("self",)).select_related("school").get(pk=decision.pk)


def _move(decision: ExpertDecision, to: str, cause: str, by: User) -> None:
    """Only newcomers walk to and fro before the list is approved; a school in the list stays where it is."""
    place = ListPlace.objects.filter(school=decision.school_id).first()
    state = ListPlace.State(place.state) if place else ListPlace.State.NONE
    if ListPlace.State(to) in ListPlace.TRANSITIONS[state]:
        move([Step(decision.school_id, to, cause)], Source(by, decision=decision))
