"""What the director's page saves as he types, row by row, and all at once without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.permissions import Permission, UserRequest, requires
from accounts.russian import counted
from accounts.uploads import UploadError
from monitoring.forms import EntryForm, RowForm, SheetForms, TextsForm, ValueForm
from monitoring.loading import load_sheet
from monitoring.models import Evidence, Indicator, SchoolReport
from monitoring.services import evidence, reports
from monitoring.sheet import EntryRow, Sheet, ValueRow
from monitoring.views.pages import filling_page, findings_of, get_report, parts_of


@requires(Permission.FILL_REPORTS)
@require_POST
def report_save(request: UserRequest, pk: int) -> HttpResponse:
    """Save every changed row and file of the page; what cannot be saved comes back as it was typed."""
    report = get_report(request, pk)
    sheet = load_sheet(report)
    forms = SheetForms.of(sheet, request.POST)
    try:
        reports.save(report=report, by=request.user, **forms.changes())
        refused = _save_files(request, report, sheet)
    except reports.ReportError as error:
        messages.error(request, str(error))
        return filling_page(request, report, request.POST, status=409)
    for refusal in refused:
        messages.error(request, refusal)
    if forms.errors:
        fields = counted(forms.errors, "поля", "полей", "полей")
        messages.error(request, f"Сохранено всё, кроме {fields}. Исправьте отмеченное и сохраните ещё раз.")
    if forms.errors or refused:
        return filling_page(request, report, request.POST, status=422)
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


@requires(Permission.FILL_REPORTS)
@require_POST
def entry_save(request: UserRequest, pk: int, occurrence_id: int) -> HttpResponse:
    report = get_report(request, pk)
    form = EntryForm(EntryRow(occurrence_id), request.POST)
    return _save_row(request, report, form, lambda: {"entries": {occurrence_id: form.values()}})


@requires(Permission.FILL_REPORTS)
@require_POST
def value_save(request: UserRequest, pk: int, indicator_id: int) -> HttpResponse:
    report = get_report(request, pk)
    indicator = get_object_or_404(Indicator, pk=indicator_id, programme=report.period.programme_id)
    form = ValueForm(ValueRow(indicator_id, kind=indicator.kind), request.POST)
    return _save_row(request, report, form, lambda: {"values": {indicator_id: form.values()}})


@requires(Permission.FILL_REPORTS)
@require_POST
def texts_save(request: UserRequest, pk: int) -> HttpResponse:
    report = get_report(request, pk)
    form = TextsForm(Sheet(), request.POST)
    return _save_row(request, report, form, lambda: {"texts": _sent_texts(form, request.POST)})


def _sent_texts(form: TextsForm, data: QueryDict) -> dict[str, Any]:
    """The texts that came: each saves by itself, so that a second tab does not wipe out the other one."""
    return {name: text for name, text in form.values().items() if form.add_prefix(name) in data}


def _save_row(
    request: UserRequest, report: SchoolReport, form: RowForm, said: Callable[[], dict[str, Any]]
) -> HttpResponse:
    """Save one row and answer with what changed around it: errors, the computed value, gaps, the time."""
    words, status = "", 200
    if form.is_valid():
        try:
            reports.save(report=report, by=request.user, **said())
        except reports.UnknownRowError as error:
            raise Http404 from error
        except reports.ReportError as refusal:
            words, status = str(refusal), 409
    else:
        words, status = "Не сохранено: исправьте отмеченное поле. Текст остался на странице.", 422
    return render(request, "monitoring/_row_saved.html", row_context(request, report, form, words), status=status)


def row_context(request: UserRequest, report: SchoolReport, form: RowForm, error: str = "") -> dict[str, Any]:
    """What the page shows around a row after a save."""
    sheet = load_sheet(report)
    findings = findings_of(report, sheet)
    form.show(findings, with_gaps="problems" in request.GET)
    rows: list[EntryRow | ValueRow] = [*sheet.entries, *sheet.values]
    row = next((row for row in rows if row.prefix == form.prefix), None)
    return {
        "report": report,
        "form": form,
        "row": row,
        "parts": parts_of(findings),
        "findings": findings,
        "error": error,
    }
