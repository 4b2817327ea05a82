"""The office reads, returns and accepts reports."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.models import Role
from accounts.permissions import Permission, UserRequest, requires
from monitoring.fate import fate_of
from monitoring.forms import AcceptForm, ReturnForm
from monitoring.loading import load_sheets
from monitoring.models import ReportingPeriod, SchoolReport
from monitoring.queries import FILTERS, count_by_state, current_period, filtered, not_submitted_first, reports_for
from monitoring.services import reports
from monitoring.views.pages import findings_of, get_report, reading_page, today_for

PER_PAGE = 50


@requires(Permission.VIEW_REPORTS)
@require_GET
def report_list(request: UserRequest) -> HttpResponse:
    """Schools × parts of one period for the office, own reports of all periods for a director."""
    if request.user.role == Role.DIRECTOR:
        return _own_reports(request)
    today = timezone.localdate()
    periods = ReportingPeriod.objects.visible_to(request.user).filter(opens_on__lte=today).select_related("programme")
    wanted = request.GET.get("period", "")
    period = get_object_or_404(periods, pk=wanted) if wanted.isdecimal() else current_period(request.user, today)
    of_period = reports_for(request.user).filter(period=period)
    state, words = request.GET.get("state", ""), request.GET.get("q", "").replace("\0", "").strip()
    chosen = not_submitted_first(filtered(of_period, state, words, today))
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "periods": periods,
        "programmes": len({one.programme_id for one in periods}),
        "period": period,
        "counts": count_by_state(of_period, today),
        "filters": FILTERS.items(),
        "state": state,
        "words": words,
        "page": page,
        "rows": rows_of(list(page.object_list)),
        "querystring": query.urlencode(),
    }
    return render(request, f"monitoring/{'_report_table' if request.htmx else 'report_list'}.html", context)


def _own_reports(request: UserRequest) -> HttpResponse:
    page = Paginator(reports_for(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": rows_of(list(page.object_list))}
    return render(request, "monitoring/report_list_own.html", context)


def rows_of(page: list[SchoolReport]) -> list[dict[str, Any]]:
    """Each report with its fate and the progress of its parts."""
    sheets = load_sheets(page)
    return [
        {
            "report": report,
            "fate": fate_of(report, today_for(report)),
            "findings": findings_of(report, sheets[report.pk]),
            "asks_help": bool(report.difficulties),
        }
        for report in page
    ]


@requires(Permission.REVIEW_REPORTS)
@require_POST
def report_return(request: UserRequest, pk: int) -> HttpResponse:
    report, form = get_report(request, pk), ReturnForm(request.POST)
    if not form.is_valid():
        return reading_page(request, report, form, status=422)
    try:
        reports.return_to_school(report=report, by=request.user, **form.cleaned_data)
    except reports.ReportError as error:
        messages.error(request, str(error))
        return reading_page(request, get_report(request, pk), form, status=409)
    messages.success(request, f"Отчёт возвращён. {report.school} получит письмо с вашим замечанием.")
    return redirect("monitoring:report_list")


@requires(Permission.REVIEW_REPORTS)
@require_POST
def report_accept(request: UserRequest, pk: int) -> HttpResponse:
    report, form = get_report(request, pk), AcceptForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Страница устарела. Посмотрите отчёт ещё раз.")
        return redirect("monitoring:report_detail", pk)
    try:
        is_new = reports.accept(report=report, by=request.user, **form.cleaned_data)
    except reports.ReportError as error:
        messages.error(request, str(error))
        return redirect("monitoring:report_detail", pk)
    messages.success(request, f"Отчёт принят. {report.school} получит письмо." if is_new else "Отчёт уже принят.")
    return redirect("monitoring:report_list")
