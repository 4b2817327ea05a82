from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRefresh

from accounts.permissions import Permission, UserRequest, requires
from schools import queries_loading as queries
from schools.forms_loading import ResultsFileForm, UnitForm
from schools.identification import VPR_NOTE
from schools.models import ImportUnit, ResultImport, School, SchoolIdentifier
from schools.results_files import Layout, NoTemplateError, build_template, templates
from schools.services import acceptance, loading
from schools.views.imports import XLSX
from schools.views.registry import own_municipality


@require_GET
@requires(Permission.IMPORT_RESULTS)
def loading_list(request: UserRequest) -> HttpResponse:
    """Who has loaded what and when; the last accepted file may be taken back."""
    rows = (
        ResultImport.objects.visible_to(request.user).select_related("by", "decided_by", "undone_by").defer("content")
    )
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    last = queries.last_accepted(own_municipality(request))
    context = {"page": page, "undoable": last.pk if last and not acceptance.why_not_undone(last) else None}
    return render(request, "schools/loading_list.html", context)


@requires(Permission.IMPORT_RESULTS)
def loading_upload(request: UserRequest) -> HttpResponse:
    municipality = own_municipality(request)
    form = ResultsFileForm(request.POST or None, request.FILES or None, municipality=municipality)
    if request.method == "POST" and form.is_valid():
        started = loading.start_import(by=request.user, municipality=municipality, **form.cleaned_data["import"])
        return redirect("schools:loading_detail", pk=started.pk)
    context = {
        "form": form,
        "templates": [(one.value, one.caption) for one in templates()],
        "vpr_note": VPR_NOTE,
        "exam_year": municipality.today(timezone.now()).year,
    }
    return render(request, "schools/loading_upload.html", context)


@require_GET
@requires(Permission.IMPORT_RESULTS)
def loading_template(request: UserRequest, layout: str) -> HttpResponse:
    """A form to fill, with the municipality's schools in it."""
    codes = SchoolIdentifier.objects.visible_to(request.user).filter(system=SchoolIdentifier.System.FIS_OKO)
    active = codes.filter(school__is_active=True).select_related("school")
    schools = [(code.value, code.school.short_name) for code in active]
    try:
        content = build_template(Layout(layout), schools)
    except (ValueError, NoTemplateError):
        raise Http404 from None
    headers = {"Content-Disposition": f'attachment; filename="{layout}.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)


@require_GET
@requires(Permission.IMPORT_RESULTS)
def loading_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One file: how far it is read, then what it would change, then what it has changed."""
    source = _visible(request, pk)
    if source.is_in_progress:
        is_poll = request.htmx
        return render(
            request, "schools/_loading_progress.html" if is_poll else "schools/loading_wait.html", {"source": source}
        )
    if request.htmx:
        return HttpResponseClientRefresh()
    context: dict[str, Any] = {
        "source": source,
        "problems": queries.problems_of(source.problems),
        "warnings": queries.problems_of(source.warnings),
        "vpr_note": VPR_NOTE,
    }
    if source.state == ResultImport.State.REVIEW:
        return render(request, "schools/loading_review.html", context | _review(request, source))
    return render(request, "schools/loading_result.html", context | {"why_not": acceptance.why_not_undone(source)})


def _review(request: UserRequest, source: ResultImport) -> dict[str, Any]:
    plan = acceptance.plan_of(source)
    proposed = acceptance.suggestions(source)
    unknown = list(source.units.unknown())
    shown = unknown[:100]
    return {
        "plan": plan,
        "parts": queries.parts_of(plan),
        "changes": queries.changes_of(plan, source.municipality),
        "groups": queries.new_groups(plan),
        "unknown": [(unit, proposed.get(unit.pk)) for unit in shown],
        "unknown_count": len(unknown),
        "proposed_count": len(proposed),
        "schools": School.objects.visible_to(request.user).active() if unknown else [],
        "left_out": source.units.filter(is_left_out=True),
        "may_accept": not (source.problem_count or unknown or plan.clashes) and plan.acts,
    }


@require_POST
@requires(Permission.IMPORT_RESULTS)
def loading_match(request: UserRequest, pk: int) -> HttpResponse:
    """One click: this unit of the file is that school."""
    units = ImportUnit.objects.visible_to(request.user).filter(scope=ImportUnit.Scope.SCHOOL)
    unit = get_object_or_404(units.select_related("source"), pk=pk)
    form = UnitForm(request.POST, schools=School.objects.visible_to(request.user))
    if not form.is_valid():
        messages.error(request, "Такой школы в муниципалитете нет. Выберите школу из списка.")
        return redirect("schools:loading_detail", pk=unit.source_id)
    try:
        acceptance.match_unit(unit, by=request.user, school=form.cleaned_data["school"])
    except acceptance.LoadingError as refusal:
        messages.error(request, str(refusal))
    return redirect("schools:loading_detail", pk=unit.source_id)


@require_POST
@requires(Permission.IMPORT_RESULTS)
def loading_decide(request: UserRequest, pk: int, act: str) -> HttpResponse:
    """What a button of the page asks for: see ACTS."""
    source = _visible(request, pk)
    try:
        told = ACTS[act](source, request)
    except acceptance.LoadingError as refusal:
        messages.error(request, str(refusal))
    else:
        if told:
            messages.success(request, told)
    return redirect("schools:loading_detail", pk=pk)


def _suggested(source: ResultImport, request: UserRequest) -> str:
    return f"Школ опознано: {acceptance.match_suggested(source, by=request.user)}."


def _others(source: ResultImport, request: UserRequest) -> str:
    return f"Пропущено чужих школ: {acceptance.leave_out_unknown(source, by=request.user)}."


def _accept(source: ResultImport, request: UserRequest) -> str:
    acceptance.accept_import(source, by=request.user)
    return ""


def _discard(source: ResultImport, request: UserRequest) -> str:
    acceptance.discard_import(source, by=request.user)
    return "Файл отклонён, ничего не изменилось."


def _undo(source: ResultImport, request: UserRequest) -> str:
    return acceptance.undo_import(source, by=request.user)


ACTS = {"suggested": _suggested, "others": _others, "accept": _accept, "discard": _discard, "undo": _undo}


def _visible(request: UserRequest, pk: int) -> ResultImport:
    rows = ResultImport.objects.visible_to(request.user).select_related(
        "by", "municipality", "decided_by", "mapping", "undone_by"
    )
    return get_object_or_404(rows, pk=pk)
