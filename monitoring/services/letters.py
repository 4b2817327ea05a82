"""The letter a school gets when its report is returned or accepted."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from accounts.mail import write_letter
from monitoring.models import ReportEvent, SchoolReport
from monitoring.wording import day_and_weekday


def write_decision(event: ReportEvent) -> None:
    """Write to the submitter what the office decided; one letter per event."""
    report = event.report
    if report.submitted_by is None:
        return
    returned = event.to_state == SchoolReport.State.RETURNED
    write_letter(
        key=f"report-event-{event.pk}",
        recipient=report.submitted_by,
        subject=f"Отчёт за {report.period.label} {'возвращён' if returned else 'принят'}",
        body=_returned(event) if returned else _accepted(event),
    )


def _returned(event: ReportEvent) -> str:
    report = event.report
    return (
        f"Отчёт за {report.period.label} ({report.school}) возвращён: {event.actor} просит исправить.\n\n"
        f"{event.comment}\n\n"
        f"Исправьте отчёт и отправьте его снова. Отправить можно до {day_and_weekday(report.period.closes_on)} "
        f"включительно:\n{_address(report)}\n"
    )


def _accepted(event: ReportEvent) -> str:
    report = event.report
    return (
        f"Отчёт за {report.period.label} ({report.school}) принят. Делать ничего не нужно.\n\n"
        f"Посмотреть отчёт:\n{_address(report)}\n"
    )


def _address(report: SchoolReport) -> str:
    return settings.SITE_URL + reverse("monitoring:report_detail", args=[report.pk])
