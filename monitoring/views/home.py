"""The first page of a director, a curator and the office."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.permissions import Permission, UserRequest, may
from monitoring.leads import Lead, lead_for, lead_without_report, office_sentence
from monitoring.loading import load_sheets
from monitoring.models import SchoolReport
from monitoring.queries import (
    count_by_state,
    current_period,
    headed_schools,
    next_period,
    reports_for,
    waiting_for_office,
)
from monitoring.queries_setup import without_indicators
from monitoring.views.pages import findings_of, last_return
from monitoring.views.review import rows_of
from roadmaps.agenda import agenda
from roadmaps.filters import Filters
from schools.models import School

LAST_REPORTS = 4
TERMS = 8  # of each school; «Мои сроки» has them all


def home_director(request: UserRequest) -> HttpResponse:
    """One sentence and one button; the first terms of «Мои сроки» as they stand there; the last reports."""
    today = timezone.localdate()
    schools = headed_schools(request.user)
    reports = list(
        reports_for(request.user).filter(school__in=schools, period__opens_on__lte=today)[: 2 * LAST_REPORTS]
    )
    is_open = [report for report in reports if report.period.closes_on >= today]
    is_open.sort(key=lambda report: (not report.is_editable, report.period.due_on))
    context = {
        "leads": _leads(is_open or _forgotten(reports)) or [lead_without_report(next_period(schools, today))],
        "schools": [(school, agenda(request.user, Filters(school=str(school.pk)), today, None)) for school in schools],
        "shown": TERMS,
        "last": rows_of(reports[:LAST_REPORTS]),
    }
    return render(request, "monitoring/home_director.html", context)


def _forgotten(reports: list[SchoolReport]) -> list[SchoolReport]:
    """The newest report, when its period closed before it was handed in."""
    return [report for report in reports[:1] if report.is_editable]


def _leads(reports: list[SchoolReport]) -> list[Lead]:
    sheets = load_sheets(reports)
    return [
        lead_for(
            report,
            findings_of(report, sheets[report.pk]).progress,
            last_return(report),
            report.school.municipality.today(),
            with_school=len({one.school_id for one in reports}) > 1,
        )
        for report in reports
    ]


def home_curator(request: UserRequest) -> HttpResponse:
    """The assigned schools with the report each is at."""
    today = timezone.localdate()
    schools = list(School.objects.visible_to(request.user).active())
    newest = reports_for(request.user).filter(period__opens_on__lte=today)
    by_school: dict[int, SchoolReport] = {}
    for report in newest.order_by("-period__starts_on", "pk"):
        by_school.setdefault(report.school_id, report)
    rows = {row["report"].school_id: row for row in rows_of(list(by_school.values()))}
    context = {
        "schools": [(school, rows.get(school.pk)) for school in schools],
        "handed_in": sum(not row["report"].is_editable for row in rows.values()),
        "asked": len(rows),
    }
    return render(request, "monitoring/home_curator.html", context)


def home_office(request: UserRequest, first_steps: Sequence[object] = ()) -> HttpResponse:
    """What waits for the methodist or the coordinator, and how the current period stands; `first_steps` of a new municipality."""
    today = timezone.localdate()
    period = current_period(request.user, today)
    counts = count_by_state(reports_for(request.user).filter(period=period), today)
    context = {
        "first_steps": first_steps,
        "period": period,
        "sentence": office_sentence(counts, period, today) if period else "",
        "counts": counts,
        "queues": waiting_for_office(request.user, today),
        "bare": without_indicators(request.user),
        "may_manage": may(request.user, Permission.MANAGE_MONITORING),
    }
    return render(request, "monitoring/home_office.html", context)
