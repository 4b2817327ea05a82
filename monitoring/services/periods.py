"""The clock's work on reporting periods: planning them, opening reports, making the consolidated report when one closes."""

from __future__ import annotations

import logging
from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet

from accounts import audit
from accounts.mail import write_letter
from accounts.models import Role, User
from monitoring.consolidation import consolidated_paper
from monitoring.models import ConsolidatedReport, ReportingPeriod, SchoolReport
from monitoring.papers import build_consolidated_pdf, build_consolidated_xlsx
from roadmaps.models import Programme, Roadmap

logger = logging.getLogger(__name__)

# Days counted from the quarter's last day. The department may change the dates of every period.
OPENS_BEFORE, DUE_AFTER, CLOSES_AFTER = timedelta(days=10), timedelta(days=5), timedelta(days=15)


def quarter_of(day: date) -> tuple[date, date]:
    """First and last day of the calendar quarter that holds the day."""
    first_month = 3 * ((day.month - 1) // 3) + 1
    last_month = first_month + 2
    return date(day.year, first_month, 1), date(day.year, last_month, monthrange(day.year, last_month)[1])


def usual_fields(start: date, end: date) -> dict[str, Any]:
    """What a period of the quarter from `start` to `end` is made of until the department changes its dates."""
    days = {"opens_on": end - OPENS_BEFORE, "due_on": end + DUE_AFTER, "closes_on": end + CLOSES_AFTER}
    return {"year": start.year, "quarter": (start.month + 2) // 3, "starts_on": start, "ends_on": end, **days}


def plan_periods(now: datetime) -> int:
    """Make the current quarter's period of every programme whose roadmap is in force; returns how many are new."""
    programmes = Programme.objects.filter(municipality__is_active=True, roadmaps__in=Roadmap.objects.in_force())
    return sum(
        _plan_current(programme, programme.municipality.today(now))
        for programme in programmes.select_related("municipality")
    )


@transaction.atomic
def _plan_current(programme: Programme, today: date) -> bool:
    start, end = quarter_of(today)
    if end < programme.starts_on or start > programme.ends_on:
        return False
    fields = usual_fields(start, end)
    period, is_new = ReportingPeriod.objects.get_or_create(
        programme=programme, year=fields["year"], quarter=fields["quarter"], defaults=fields
    )
    if is_new:
        audit.record("отчётный период заведён", period, by=None, municipality=programme.municipality_id)
    return is_new


def open_reports(now: datetime) -> int:
    """Give every school of every open period its report; returns how many are new. Running it twice adds nothing."""
    open_periods = ReportingPeriod.objects.filter(programme__municipality__is_active=True, consolidated__isnull=True)
    periods = open_periods.select_related("programme__municipality")
    return sum(_open(period) for period in periods if _is_open(period, now))


def _is_open(period: ReportingPeriod, now: datetime) -> bool:
    return period.opens_on <= period.programme.municipality.today(now) <= period.closes_on


@transaction.atomic
def _open(period: ReportingPeriod) -> int:
    existing = set(period.reports.values_list("school_id", flat=True))
    schools = period.programme.schools.active().exclude(pk__in=existing)
    missing = [SchoolReport(period=period, school=school) for school in schools]
    if not missing:
        return 0
    SchoolReport.objects.bulk_create(missing, ignore_conflicts=True)  # two workers at once: the constraint keeps one
    new = period.reports.exclude(school_id__in=existing).count()
    audit.record(
        "отчёты открыты", period, by=None, municipality=period.programme.municipality_id, after={"reports": new}
    )
    return new


def close_periods(now: datetime) -> int:
    """Make the consolidated report of every period that has closed; one that fails does not stop the rest."""
    closed = ReportingPeriod.objects.filter(consolidated__isnull=True, reports__isnull=False).distinct()
    made = 0
    for period in closed.select_related("programme__municipality"):
        if period.closes_on < period.programme.municipality.today(now):
            try:
                made += make_consolidated(period.pk, now)
            except Exception:
                logger.exception("consolidated report of period %s failed", period.pk)
    return made


@transaction.atomic
def make_consolidated(period_id: int, now: datetime) -> bool:
    """Render and keep the consolidated report. False when it exists or another worker is making it."""
    period = _locked(period_id).filter(consolidated__isnull=True).first()
    if period is None:
        return False
    report = _render(ConsolidatedReport(period=period), now)
    audit.record("сводный отчёт составлен", report, by=None, municipality=period.programme.municipality_id)
    _tell_office(period)
    return True


@transaction.atomic
def remake_consolidated(report: ConsolidatedReport, *, by: User, now: datetime) -> bool:
    """Render it anew with reports accepted since; the files of before stay on the disk. False while somebody else does it."""
    if not _locked(report.period_id).exists():
        return False
    report = _render(
        ConsolidatedReport.objects.select_related("period__programme__municipality").get(pk=report.pk), now
    )
    audit.record("сводный отчёт составлен заново", report, by=by, municipality=report.period.programme.municipality_id)
    return True


def _locked(period_id: int) -> QuerySet[ReportingPeriod]:
    periods = ReportingPeriod.objects.select_for_update(skip_locked=True, of=("self",))
    return periods.select_related("programme__municipality").filter(pk=period_id)


def _render(report: ConsolidatedReport, now: datetime) -> ConsolidatedReport:
    period = report.period
    paper = consolidated_paper(period, today=period.programme.municipality.today(now))
    name = f"svodny-otchet-{period.year}-{period.quarter}"
    report.xlsx.save(f"{name}.xlsx", ContentFile(build_consolidated_xlsx(paper)), save=False)
    report.pdf.save(f"{name}.pdf", ContentFile(build_consolidated_pdf(paper)), save=False)
    report.created_at = now
    report.save()
    return report


def _tell_office(period: ReportingPeriod) -> None:
    office = User.objects.active().filter(
        municipality=period.programme.municipality_id, role__in=[Role.HEAD, Role.COORDINATOR, Role.METHODIST]
    )
    for person in office:
        write_letter(
            key=f"consolidated:{period.pk}:{person.pk}",
            recipient=person,
            subject=f"Готов сводный отчёт за {period.label}",
            body=f"{person.greeting}, здравствуйте!\n\nПриём отчётов за {period.label} закрыт, сводный отчёт составлен. "
            "Файлы XLSX и PDF — в портале, на странице «Сводная картина».\n",
        )
