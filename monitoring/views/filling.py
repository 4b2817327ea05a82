"""What the director's page saves as he types, row by row, and all at once without JavaScript."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.permissions import Permission, UserRequest, requires
from accounts.russian import counted
from accounts.uploads import UploadError
from monitoring.checking import Findings
from monitoring.fate import fate_of
from monitoring.forms import EntryForm, RowForm, SheetForms, TextsForm, ValueForm, settled
from monitoring.loading import load_sheet
from monitoring.models import Evidence, Indicator, SchoolReport
from monitoring.services import evidence, reports
from monitoring.services.edits import Refusals, save_edits
from monitoring.sheet import EntryRow, Sheet, ValueRow
from monitoring.views.pages import filling_page, findings_of, get_report, parts_of, today_for


@requires(Permission.FILL_REPORTS)
@require_POST
def report_save(request: UserRequest, pk: int) -> HttpResponse:
    """Save every changed field and file of the page; what cannot be saved comes back as it was typed."""
    report = get_report(request, pk)
    sheet, data = load_sheet(report), settled(request.POST)
    forms = SheetForms.of(sheet, data)
    try:
        refusals = save_edits(report=report, by=request.user, **forms.edits())
        refused_files = _save_files(request, report, sheet)
        for key in _taken_keys(request, sheet):
            reports.take_mark(report=report, occurrence_id=key, by=request.user)
    except reports.ReportError as error:
        messages.error(request, str(error))
        return filling_page(request, report, data, status=409)
    for refusal in refused_files:
        messages.error(request, refusal)
    if unsaved := forms.errors + sum(len(fields) for fields in refusals.values()):
        fields = counted(unsaved, "поля", "полей", "полей")
        messages.error(request, f"Сохранено всё, кроме {fields}. Исправьте отмеченное и сохраните ещё раз.")
    if unsaved or refused_files:
        return filling_page(request, report, data, refusals, status=409 if refusals else 422)
    return redirect(_next_page(request, pk))


def _next_page(request: UserRequest, pk: int) -> str:
    if "check" in request.POST:
        return reverse("monitoring:report_check", args=[pk])
    messages.success(request, "Сохранено.")
    return reverse("monitoring:report_detail", args=[pk])


def _save_files(request: UserRequest, report: SchoolReport, sheet: Sheet) -> list[str]:
    """Attach the chosen files and remove the one whose button was pressed; returns the refusals."""
    refused = []
    for row in sheet.entries:
        for upload in request.FILES.getlist(f"{row.prefix}-files"):
            try:
                evidence.attach(
                    report=report, occurrence_id=row.occurrence_id, file=upload, name=upload.name or "", by=request.user
                )
            except UploadError as error:
                refused.append(str(error))
    for file in Evidence.objects.filter(entry__report=report, key__in=_removed_keys(request, sheet)):
        evidence.remove(evidence=file, by=request.user)
    return refused


def _removed_keys(request: UserRequest, sheet: Sheet) -> list[str]:
    mine = {file.key for row in sheet.entries for file in row.files}
    return [key for key in request.POST.getlist("remove") if key in mine]


def _taken_keys(request: UserRequest, sheet: Sheet) -> list[int]:
    """Rows whose «Взять в отчёт» was pressed."""
    return [row.occurrence_id for row in sheet.entries if str(row.occurrence_id) in request.POST.getlist("take")]


@requires(Permission.FILL_REPORTS)
@require_POST
def entry_take(request: UserRequest, pk: int, occurrence_id: int) -> HttpResponse:
    """Take over what stands on «Мои сроки»; answers as a save of the row does."""
    report = get_report(request, pk)
    error, status = "", 200
    try:
        reports.take_mark(report=report, occurrence_id=occurrence_id, by=request.user)
    except reports.UnknownRowError as unknown:
        raise Http404 from unknown
    except reports.ReportError as refusal:
        error, status = str(refusal), 409
    if not request.htmx:
        if error:
            messages.error(request, error)
        return redirect("monitoring:report_detail", pk)
    report.refresh_from_db(fields=["saved_at"])
    row = next((row for row in load_sheet(report).entries if row.occurrence_id == occurrence_id), None)
    context = row_context(request, report, EntryForm(row or EntryRow(occurrence_id)))
    return render(request, "monitoring/_row_saved.html", context | {"error": error or context["error"]}, status=status)


@requires(Permission.FILL_REPORTS)
@require_POST
def entry_save(request: UserRequest, pk: int, occurrence_id: int) -> HttpResponse:
    report = get_report(request, pk)
    form = EntryForm(EntryRow(occurrence_id), settled(request.POST))
    return _save_row(request, report, form, entries={occurrence_id: form.edit()})


@requires(Permission.FILL_REPORTS)
@require_POST
def value_save(request: UserRequest, pk: int, indicator_id: int) -> HttpResponse:
    report = get_report(request, pk)
    indicator = get_object_or_404(Indicator, pk=indicator_id, programme=report.period.programme_id)
    form = ValueForm(ValueRow(indicator_id, kind=indicator.kind), settled(request.POST))
    return _save_row(request, report, form, values={indicator_id: form.edit()})


@requires(Permission.FILL_REPORTS)
@require_POST
def texts_save(request: UserRequest, pk: int) -> HttpResponse:
    report = get_report(request, pk)
    form = TextsForm(Sheet(), settled(request.POST))
    return _save_row(request, report, form, texts=form.edit())


def _save_row(request: UserRequest, report: SchoolReport, form: RowForm, **edits: Any) -> HttpResponse:
    """Save one row and answer with what changed around it: errors, the computed value, gaps, the time."""
    try:
        refusals = save_edits(report=report, by=request.user, **edits)
    except reports.UnknownRowError as error:
        raise Http404 from error
    except reports.ReportError as refusal:
        context = row_context(request, report, form)
        return render(request, "monitoring/_row_saved.html", {**context, "error": str(refusal)}, status=409)
    context = row_context(request, report, form, refusals)
    status = 409 if refusals else 422 if form.errors else 200
    return render(request, "monitoring/_row_saved.html", context, status=status)


def row_context(
    request: UserRequest, report: SchoolReport, form: RowForm, refusals: Refusals | None = None
) -> dict[str, Any]:
    """What the page shows around a row after a save, which has `refusals` unless it failed as a whole."""
    sheet = load_sheet(report)
    findings = findings_of(report, sheet)
    form.show(findings, with_gaps="problems" in request.GET)
    stored = {str(one.prefix): one for one in SheetForms.of(sheet).all}.get(str(form.prefix))
    if refusals is not None and stored is not None:
        form.take(stored, refusals.get(str(form.prefix), {}), request.user)
    return {
        "report": report,
        "form": form,
        "row": getattr(stored, "row", None),
        "fate": fate_of(report, today_for(report)),
        "parts": parts_of(findings),
        "findings": findings,
        "error": _unsaved(form, findings),
    }


def _unsaved(form: RowForm, findings: Findings) -> str:
    """What to say beside «Сохранить» instead of the time."""
    if form.conflicts:
        return "Не сохранено: это поле изменили в другом месте. Выберите, что оставить."
    if form.errors:
        return "Не сохранено: исправьте отмеченное поле. Текст остался на странице."
    if findings.is_wrong(str(form.prefix)):
        return "Сохранено, но с этим отчёт не отправить: исправьте отмеченное поле."
    return ""
