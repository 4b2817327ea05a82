"""A school's report: its page, its check before submission, the submission."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission, UserRequest, requires
from monitoring.lifecycle import may_fill, moves_for, why_not
from monitoring.loading import load_sheet
from monitoring.models import ReportEvent, SchoolReport
from monitoring.proofs import stored_keys
from monitoring.services import reports
from monitoring.sheet import Sheet
from monitoring.views.pages import filling_page, findings_of, get_report, reading_page, today_for
from monitoring.wording import lateness


@requires(Permission.VIEW_REPORTS)
@require_GET
@never_cache
def report_detail(request: UserRequest, pk: int) -> HttpResponse:
    """The form for the director while the report is open, the page to read for everybody else."""
    report = get_report(request, pk)
    if report.is_editable and may_fill(report, request.user):
        return filling_page(request, report)
    return reading_page(request, report)


@requires(Permission.FILL_REPORTS)
@require_GET
@never_cache
def report_check(request: UserRequest, pk: int) -> HttpResponse:
    """All problems at once, each a link to its field; without problems, the question whether to submit."""
    report = get_report(request, pk)
    if not may_fill(report, request.user):
        raise PermissionDenied
    if not report.is_editable:
        return redirect("monitoring:report_detail", pk)
    sheet, today = load_sheet(report), today_for(report)
    findings = findings_of(report, sheet)
    may_submit = SchoolReport.State.SUBMITTED in moves_for(report, request.user, today)
    context = {
        "report": report,
        "findings": findings,
        "refusal": "" if may_submit else why_not(report, SchoolReport.State.SUBMITTED, today),
        "late": lateness(report.period.due_on, today) if report.submitted_at is None else "",
    }
    return render(request, "monitoring/report_check.html", context)


@requires(Permission.FILL_REPORTS)
@require_POST
def report_submit(request: UserRequest, pk: int) -> HttpResponse:
    """Safe to repeat: the second of two clicks finds the report submitted."""
    report = get_report(request, pk)
    try:
        is_new = reports.submit(report=report, by=request.user)
    except reports.HasProblemsError as error:
        messages.error(request, str(error))
        return redirect("monitoring:report_check", pk)
    except reports.ReportError as error:
        messages.error(request, str(error))
        return redirect("monitoring:report_detail", pk)
    if is_new:
        messages.success(request, "Отчёт отправлен. Когда методист его проверит, вы получите письмо.")
    else:
        messages.info(request, "Отчёт уже отправлен.")
    return redirect("monitoring:report_detail", pk)


@requires(Permission.VIEW_REPORTS)
@require_GET
def report_version(request: UserRequest, pk: int, event_id: int) -> HttpResponse:
    """The report as it was at an earlier submission."""
    report = get_report(request, pk)
    submissions = report.events.filter(to_state=SchoolReport.State.SUBMITTED).exclude(snapshot={})
    event: ReportEvent = get_object_or_404(submissions.select_related("actor"), pk=event_id)
    sheet = Sheet.from_json(event.snapshot)
    context = {"report": report, "event": event, "sheet": sheet, "file_keys": stored_keys(report, sheet)}
    return render(request, "monitoring/report_version.html", context)
