"""Two years of identification: last year's list approved, this year's criteria corrected, a decision waiting for a second person."""

from __future__ import annotations

from datetime import date

from accounts.models import Municipality, User
from schools.identification import preset
from schools.listing.decisions import approve_decision, propose_decision
from schools.listing.lists import approve_list
from schools.listing.methodologies import approve_methodology, correct_methodology, draft_methodology, update_draft
from schools.listing.outer import add_outer_list
from schools.listing.runs import run_identification
from schools.models import IdentificationRun, School

REASON = (
    "Рабочая группа просит раньше замечать школы, которым скоро понадобится помощь: зона риска начинается с 15\u00a0%."
)


def add_identification(municipality: Municipality, *, by: User, coordinator: User, today: date) -> None:
    year = last_exam_year(today)
    first = draft_methodology(
        municipality,
        by=by,
        title="Федеральное правило 30\u00a0%",
        valid_from=date(year - 1, 9, 1),
        params=preset("FED30"),
    )
    approve_list(run_identification(approve_methodology(first, by=coordinator), year - 1, by=by), by=coordinator)
    second = correct_methodology(first, by=by, today=date(year, 9, 1))
    update_draft(second, by=by, params={**second.params, "risk_pct": 15}, reason=REASON)
    run = run_identification(approve_methodology(second, by=coordinator), year, by=by)
    _decisions(run, by, coordinator)
    _outer_list(run, by)


def last_exam_year(today: date) -> int:
    """Results of a spring are known by August."""
    return today.year if today.month >= 8 else today.year - 1


def _decisions(run: IdentificationRun, by: User, coordinator: User) -> None:
    """A school at risk is included by two people; one whose counts say nothing waits for the second."""
    protocol = f"протокол рабочей группы от 14.09.{run.year} №\u00a03"
    words = {
        "at_risk": "В школе второй год нет учителя математики, доля не преодолевших минимум подходит к порогу.",
        "excluded": "Методика школу не охватывает, но результаты её учеников низкие: нужна помощь предметников.",
    }
    for status, justification in words.items():
        verdict = run.verdicts.filter(status=status).select_related("school").first()
        if verdict is None:
            continue
        decision = propose_decision(
            verdict.school,
            by=by,
            year=run.year,
            category="low_results",
            kind="include",
            justification=justification,
            basis_kind="protocol",
            basis=protocol,
        )
        if status == "excluded":
            approve_decision(decision, by=coordinator)


def _outer_list(run: IdentificationRun, by: User) -> None:
    low = School.objects.filter(verdicts__in=run.verdicts.filter(low_results=True))[1:]
    if low:
        basis = f"письмо регионального министерства от 03.09.{run.year} №\u00a002-15"
        add_outer_list(run.municipality, by=by, level="regional", year=run.year, basis=basis, schools=low)
