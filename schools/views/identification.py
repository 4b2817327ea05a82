"""The workspace of the identification: a run as a whole, by schools, as a picture, against others, under other parameters."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.keys import key_of
from accounts.permissions import Permission, UserRequest, may, requires
from schools.forms_listing import RunForm
from schools.identification import VPR_NOTE, compare
from schools.listing import changes, runs
from schools.listing.heat import heat_table
from schools.listing.papers import run_pdf, run_xlsx
from schools.listing.quadrants import picture
from schools.listing.summary import summary_of
from schools.listing.what_if import try_out
from schools.models import ExpertDecision, IdentificationRun, OuterList, School, SchoolList, Verdict
from schools.models.identification import IdentificationRunQuerySet
from schools.queries import called
from schools.views.registry import own_municipality

P = Permission
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@requires(P.VIEW_IDENTIFICATION)
def workspace(request: UserRequest) -> HttpResponse:
    """The last run, or the first steps."""
    run = _runs(request).newest().first()
    if run is not None:
        return _overview(request, run)
    form = RunForm(municipality=own_municipality(request), initial={"year": own_municipality(request).today().year})
    context = {"form": form, "may_edit": may(request.user, P.EDIT_IDENTIFICATION), "vpr_note": VPR_NOTE}
    return render(request, "schools/identification_first.html", context)


@require_GET
@requires(P.VIEW_IDENTIFICATION)
def run_detail(request: UserRequest, pk: int) -> HttpResponse:
    return _overview(request, get_object_or_404(_runs(request), pk=pk))


def _overview(request: UserRequest, run: IdentificationRun) -> HttpResponse:
    previous = runs.previous_run(run)
    found = changes.changes_of(compare(runs.engine_run(previous), runs.engine_run(run))) if previous else None
    decisions = ExpertDecision.objects.visible_to(request.user).select_related("school", "proposed_by")
    context = {
        **_frame(request, run, "overview"),
        "summary": summary_of(run),
        "previous": previous,
        "changes": found,
        "decisions": decisions.waiting(),
        "lists": SchoolList.objects.visible_to(request.user).filter(year=run.year),
        "runs": _runs(request).newest()[:10],
        "form": RunForm(municipality=run.municipality, initial={"year": run.year}),
    }
    return render(request, "schools/identification_run.html", context)


@require_POST
@requires(P.EDIT_IDENTIFICATION)
def run_create(request: UserRequest) -> HttpResponse:
    form = RunForm(request.POST, municipality=own_municipality(request))
    if not form.is_valid():
        messages.error(request, "Выберите утверждённую методику и год результатов.")
        return redirect("schools:workspace")
    run = runs.run_identification(form.cleaned_data["methodology"], form.cleaned_data["year"], by=request.user)
    messages.success(request, "Идентификация проведена. Заключения сохранены и больше не изменятся.")
    return redirect("schools:run_detail", pk=run.pk)


@require_GET
@requires(P.VIEW_IDENTIFICATION)
def run_schools(request: UserRequest, pk: int) -> HttpResponse:
    """Schools × criteria."""
    run = get_object_or_404(_runs(request), pk=pk)
    status, words = request.GET.get("status", ""), request.GET.get("q", "").strip()
    verdicts = _verdicts(run)
    if words:
        verdicts = verdicts.filter(school__in=called(School.objects.visible_to(request.user), words))
    if status in Verdict.Status.values:
        verdicts = verdicts.filter(status=status)
    page = Paginator(verdicts, 50).get_page(request.GET.get("page"))
    context = {
        **_frame(request, run, "schools"),
        "page": page,
        "table": heat_table(page.object_list, run.year),
        "status": status,
        "words": words,
        "statuses": Verdict.Status.choices,
        "querystring": urlencode({"status": status, "q": words}),
    }
    return render(request, "schools/identification_schools.html", context)


@require_GET
@requires(P.VIEW_IDENTIFICATION)
def run_quadrants(request: UserRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(_runs(request), pk=pk)
    drawn = picture(_verdicts(run), run.year, run.methodology.params.get("threshold_pct"))
    return render(
        request, "schools/identification_quadrants.html", {**_frame(request, run, "quadrants"), "picture": drawn}
    )


@require_GET
@requires(P.VIEW_IDENTIFICATION)
def run_changes(request: UserRequest, pk: int) -> HttpResponse:
    """Against another run, by default the one before, and against a list from outside."""
    run = get_object_or_404(_runs(request), pk=pk)
    chosen = key_of(request.GET.get("with", ""))
    other = get_object_or_404(_runs(request), pk=chosen) if chosen else runs.previous_run(run)
    lists = OuterList.objects.visible_to(request.user)
    wanted = key_of(request.GET.get("outer", ""))
    outer = get_object_or_404(lists, pk=wanted) if wanted else lists.filter(year=run.year).first()
    context = {
        **_frame(request, run, "changes"),
        "other": other,
        "others": _runs(request).exclude(pk=run.pk).newest()[:20],
        "changes": changes.changes_of(compare(runs.engine_run(other), runs.engine_run(run))) if other else None,
        "outer": outer,
        "outer_lists": lists,
        "groups": changes.against_outer(run, outer) if outer else [],
    }
    return render(request, "schools/identification_changes.html", context)


@require_GET
@requires(P.VIEW_IDENTIFICATION)
def run_what_if(request: UserRequest, pk: int) -> HttpResponse:
    """On a copy in memory: parameters stand in the address, nothing is written."""
    run = get_object_or_404(_runs(request), pk=pk)
    trial = try_out(runs.engine_run(run), request.GET.dict())
    found = changes.changes_of(trial.comparison) if trial.comparison else None
    context = {**_frame(request, run, "what_if"), "trial": trial, "changes": found}
    return render(request, "schools/identification_what_if.html", context)


@require_GET
@requires(P.VIEW_IDENTIFICATION)
def run_table_xlsx(request: UserRequest, pk: int) -> HttpResponse:
    """Leaves the portal: small numbers are hidden."""
    run = get_object_or_404(_runs(request), pk=pk)
    return _file(
        run_xlsx(run, _verdicts(run), is_marked="mark" in request.GET), XLSX, f"identifikaciya-{run.year}.xlsx"
    )


@require_GET
@requires(P.VIEW_IDENTIFICATION)
def run_paper_pdf(request: UserRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(_runs(request), pk=pk)
    content = run_pdf(run, _verdicts(run), is_marked="mark" in request.GET)
    return _file(content, "application/pdf", f"identifikaciya-{run.year}.pdf")


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


def _runs(request: UserRequest) -> IdentificationRunQuerySet:
    """Runs made before the portal kept their data cannot be repeated and are not shown here."""
    runs_ = IdentificationRun.objects.visible_to(request.user).exclude(inputs=b"")
    return runs_.select_related("methodology", "municipality", "created_by")


def _verdicts(run: IdentificationRun) -> QuerySet[Verdict]:
    """In the order of the registry, with their schools."""
    return run.verdicts.select_related("school").order_by("school")


def _frame(request: UserRequest, run: IdentificationRun, tab: str) -> dict[str, Any]:
    """What every page of a run shows."""
    return {
        "run": run,
        "tab": tab,
        "may_edit": may(request.user, P.EDIT_IDENTIFICATION),
        "may_approve": may(request.user, P.APPROVE_IDENTIFICATION),
        "vpr_note": VPR_NOTE,
    }
