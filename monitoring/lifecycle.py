"""Who may move a report where: the one answer that services, pages and letters use."""

from __future__ import annotations

from datetime import date

from accounts.models import Role, User
from accounts.permissions import Permission, may
from monitoring.contacts import whom_to_ask
from monitoring.models import SchoolReport
from monitoring.wording import day_month
from schools.models import SchoolStaff

State = SchoolReport.State


def moves_for(report: SchoolReport, user: User, today: date) -> frozenset[str]:
    """States this person may bring the report to on the municipality's day `today`.

    After the period closes nothing is submitted, so nothing is returned either: the school could not answer.
    """
    moves = {to for to, roles in SchoolReport.TRANSITIONS[report.state].items() if user.role in roles}
    if today > report.period.closes_on:
        moves -= {State.SUBMITTED, State.RETURNED}
    return frozenset(moves) if moves and answers_for(report, user) else frozenset()


def why_not(report: SchoolReport, to: str, today: date) -> str:
    """What to tell a person of the right role whom `moves_for` does not let bring the report to `to`."""
    if to not in SchoolReport.TRANSITIONS[report.state]:
        return f"Отчёт уже {report.get_state_display()}. Обновите страницу."
    closed = f"Приём отчётов за {report.period.label} закрыт {day_month(report.period.closes_on)}"
    if to == State.SUBMITTED:
        contact = whom_to_ask(report.school.municipality_id)
        return f"{closed}. Отправить отчёт нельзя. Всё, что вы вписали, сохранено. {contact}"
    return f"{closed}: школа не смогла бы отправить отчёт снова."


def may_fill(report: SchoolReport, user: User) -> bool:
    """Whether the person may write in the report while it is a draft or returned: only its school's director.

    A closed period does not stop the writing, only the submission: what was typed is never thrown away.
    """
    return may(user, Permission.FILL_REPORTS) and answers_for(report, user)


def answers_for(report: SchoolReport, user: User) -> bool:
    """A director answers for the schools headed, not for those supported as a curator; the office for its municipality."""
    if user.role == Role.DIRECTOR:
        duties = SchoolStaff.objects.filter(user=user, school_id=report.school_id)
        return duties.filter(duty=SchoolStaff.Duty.DIRECTOR).exists()
    return report.school.municipality_id == user.municipality_id
