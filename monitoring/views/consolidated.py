"""The consolidated report as files: the kept ones of a closed period, or today's state of an open one."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission, UserRequest, requires
from monitoring.consolidation import consolidated_paper
from monitoring.models import ConsolidatedReport, ReportingPeriod
from monitoring.papers import build_consolidated_pdf, build_consolidated_xlsx
from monitoring.services.periods import remake_consolidated

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CONTENT_TYPES = {"pdf": "application/pdf", "xlsx": XLSX}


@require_GET
@requires(Permission.VIEW_CONSOLIDATED)
def consolidated_file(request: UserRequest, pk: int, extension: str) -> FileResponse:
    periods = ReportingPeriod.objects.visible_to(request.user).select_related("programme__municipality")
    period = get_object_or_404(periods, pk=pk)
    kept = ConsolidatedReport.objects.filter(period=period).first()
    content = getattr(kept, extension).open() if kept else BytesIO(_today(period, extension))
    name = f"Сводный отчёт, {period.label}{'' if kept else ', промежуточный'}.{extension}"
    return FileResponse(content, as_attachment=extension != "pdf", filename=name, content_type=CONTENT_TYPES[extension])


def _today(period: ReportingPeriod, extension: str) -> bytes:
    paper = consolidated_paper(period, today=period.programme.municipality.today())
    return build_consolidated_pdf(paper) if extension == "pdf" else build_consolidated_xlsx(paper)


@require_POST
@requires(Permission.REVIEW_REPORTS)
def consolidated_remake(request: UserRequest, pk: int) -> HttpResponse:
    """Make the kept files anew: a report was accepted after the period had closed."""
    report = get_object_or_404(ConsolidatedReport.objects.visible_to(request.user), period=pk)
    if remake_consolidated(report, by=request.user, now=timezone.now()):
        messages.success(request, "Сводный отчёт составлен заново, с отчётами, принятыми после закрытия периода.")
    return redirect(f"/dashboard/?period={pk}")
