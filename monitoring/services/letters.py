"""What people are told of a report's way: the office of a submission, the school, by letter too, of the decision."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from accounts.mail import write_letter
from accounts.models import Notification, Role, User
from accounts.notifications import News, mark_read, notify
from monitoring.models import ReportEvent, SchoolReport
from monitoring.wording import day_and_weekday


def announce_submission(event: ReportEvent) -> None:
    """Under the bell of those who review; what the school was told of its earlier round is over."""
    report = event.report
    _settle_earlier(event)
    office = User.objects.active().filter(
        municipality=report.school.municipality_id, role__in=[Role.METHODIST, Role.COORDINATOR]
    )
    again = " снова" if event.from_state == SchoolReport.State.RETURNED else ""
    text = f"{report.school.short_name}: отчёт за {report.period.label}{again} отправлен на проверку"
    notify(News(person, _key(event), text, _page(report)) for person in office)


def write_decision(event: ReportEvent) -> None:
    """Write to the submitter what the office decided; one letter and one line under the bell per event."""
    report = event.report
    _settle_earlier(event)
    if report.submitted_by is None:
        return
    returned = event.to_state == SchoolReport.State.RETURNED
    subject = f"Отчёт за {report.period.label} {'возвращён' if returned else 'принят'}"
    write_letter(
        key=_key(event),
        recipient=report.submitted_by,
        subject=subject,
        body=_returned(event) if returned else _accepted(event),
    )
    text = f"{subject} ({report.school.short_name})" + (f": {event.comment}" if returned else "")
    notify([News(report.submitted_by, _key(event), text, _page(report))])


def _key(event: ReportEvent) -> str:
    return f"report-event-{event.pk}"


def _settle_earlier(event: ReportEvent) -> None:
    """The step answers the steps before it: whoever has not looked at them need not any more."""
    earlier = [_key(one) for one in event.report.events.exclude(pk=event.pk)]
    of_town = Notification.objects.filter(recipient__municipality=event.report.school.municipality_id)
    mark_read(of_town.filter(key__in=earlier))


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
    return settings.SITE_URL + _page(report)


def _page(report: SchoolReport) -> str:
    return reverse("monitoring:report_detail", args=[report.pk])
