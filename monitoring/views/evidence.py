"""Evidence files: attach, remove, download."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.documents import hand_out
from accounts.permissions import Permission, UserRequest, requires
from accounts.uploads import UploadError
from monitoring.forms import EntryForm
from monitoring.loading import load_sheet
from monitoring.models import Evidence, SchoolReport
from monitoring.proofs import proofs_for
from monitoring.services import evidence, reports
from monitoring.views.filling import row_context
from monitoring.views.pages import get_report


@requires(Permission.FILL_REPORTS)
@require_POST
def evidence_attach(request: UserRequest, pk: int, occurrence_id: int) -> HttpResponse:
    """Attach the chosen files to an activity; a refused file does not stop the others."""
    report = get_report(request, pk)
    if occurrence_id not in {row.occurrence_id for row in load_sheet(report).entries}:
        raise Http404
    errors: list[str] = []
    status = 200
    for file in request.FILES.getlist(f"entry-{occurrence_id}-files"):
        try:
            evidence.attach(
                report=report, occurrence_id=occurrence_id, file=file, name=file.name or "", by=request.user
            )
        except UploadError as error:
            errors, status = [*errors, str(error)], 422
        except reports.ReportError as error:
            errors, status = [str(error)], 409
    return _files(request, report, occurrence_id, errors, status)


@requires(Permission.FILL_REPORTS)
@require_POST
def evidence_remove(request: UserRequest, key: UUID) -> HttpResponse:
    file = _get_file(request, key)
    report = get_report(request, file.entry.report_id)
    errors, status = [], 200
    try:
        evidence.remove(evidence=file, by=request.user)
    except reports.ReportError as error:
        errors, status = [str(error)], 409
    return _files(request, report, file.entry.occurrence_id, errors, status)


def _get_file(request: UserRequest, key: UUID) -> Evidence:
    files = Evidence.objects.visible_to(request.user)
    file: Evidence = get_object_or_404(files.select_related("entry__report__school"), key=key)
    return file


def _files(
    request: UserRequest, report: SchoolReport, occurrence_id: int, errors: list[str], status: int
) -> HttpResponse:
    """The row's list of files for htmx; without it, back to the row on the page."""
    rows = {row.occurrence_id: row for row in load_sheet(report).entries}
    if not request.htmx or occurrence_id not in rows:
        return redirect("monitoring:report_detail", report.pk)
    report.refresh_from_db(fields=["saved_at"])
    context = row_context(request, report, EntryForm(rows[occurrence_id]))
    return render(request, "monitoring/_files_saved.html", {**context, "errors": errors}, status=status)


@requires(Permission.VIEW_REPORTS)
@require_GET
def evidence_download(request: UserRequest, key: UUID) -> HttpResponseBase:
    """A file of a report, also one that was attached on «Мои сроки»."""
    proof = proofs_for(request.user).filter(key=key).first()
    file = proof or _get_file(request, key)
    return hand_out(file.file, file.name, file.content_type)
