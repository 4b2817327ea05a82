"""Decisions of experts, the proposed and the approved list."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.documents import hand_out
from accounts.keys import key_of
from accounts.permissions import Permission, UserRequest, may, requires
from accounts.uploads import UploadError
from schools.forms_listing import DecisionForm, RefuseForm
from schools.identification import VPR_NOTE
from schools.listing import decisions, lists
from schools.listing.scans import Scan
from schools.models import DecisionFile, ExpertDecision, IdentificationRun, SchoolList
from schools.models.listing import SELF_APPROVAL, ExpertDecisionQuerySet
from schools.views.registry import own_municipality

P = Permission


@require_GET
@requires(P.VIEW_IDENTIFICATION)
def decision_list(request: UserRequest) -> HttpResponse:
    context = {
        "page": Paginator(_decisions(request), 30).get_page(request.GET.get("page")),
        "may_edit": may(request.user, P.EDIT_IDENTIFICATION),
        "may_approve": may(request.user, P.APPROVE_IDENTIFICATION),
        "self_approval": SELF_APPROVAL,
    }
    return render(request, "schools/decision_list.html", context)


@requires(P.EDIT_IDENTIFICATION)
def decision_create(request: UserRequest) -> HttpResponse:
    """For the year of the last run."""
    municipality = own_municipality(request)
    run = IdentificationRun.objects.visible_to(request.user).newest().first()
    year = run.year if run else municipality.today().year
    initial = {"school": key_of(request.GET.get("school", ""))}
    form = DecisionForm(request.POST or None, request.FILES or None, municipality=municipality, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        file = said.pop("file")
        try:
            scan = Scan(file, file.name) if file else None
            decisions.propose_decision(by=request.user, year=year, scan=scan, **said)
        except ValidationError as error:
            form.add_error(None, error)
        except UploadError as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, "Решение предложено. Оно подействует, когда его утвердит второй человек.")
            return redirect("schools:decision_list")
    return render(request, "schools/decision_form.html", {"form": form, "year": year})


@require_POST
@requires(P.APPROVE_IDENTIFICATION)
def decision_approve(request: UserRequest, pk: int) -> HttpResponse:
    decision = get_object_or_404(_decisions(request), pk=pk)
    try:
        decisions.approve_decision(decision, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "Решение утверждено. Оно войдёт в перечень вместе с основанием.")
    return redirect("schools:decision_list")


@require_POST
@requires(P.APPROVE_IDENTIFICATION)
def decision_refuse(request: UserRequest, pk: int) -> HttpResponse:
    decision = get_object_or_404(_decisions(request), pk=pk)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Напишите, почему решение отклонено: это увидит тот, кто его предложил.")
        return redirect("schools:decision_list")
    try:
        decisions.refuse_decision(decision, by=request.user, answer=form.cleaned_data["answer"])
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "Решение отклонено.")
    return redirect("schools:decision_list")


@require_GET
@requires(P.VIEW_IDENTIFICATION)
def decision_file(request: UserRequest, key: UUID) -> HttpResponseBase:
    """The paper names other schools too: it is not for the school's own people."""
    kept: DecisionFile = get_object_or_404(DecisionFile.objects.visible_to(request.user), key=key)
    return hand_out(kept.file, kept.name, kept.content_type)


@require_GET
@requires(P.VIEW_IDENTIFICATION)
def list_proposal(request: UserRequest, pk: int) -> HttpResponse:
    """What the list would be if it were approved now."""
    runs = IdentificationRun.objects.visible_to(request.user).exclude(inputs=b"").select_related("methodology")
    run = get_object_or_404(runs.select_related("municipality"), pk=pk)
    found = lists.proposals(run)
    context = {
        "run": run,
        "listed": [one for one in found if one.is_listed],
        "leaving": [one for one in found if not one.is_listed],
        "waiting": _decisions(request).waiting().filter(year=run.year).count(),
        "may_approve": may(request.user, P.APPROVE_IDENTIFICATION),
        "vpr_note": VPR_NOTE,
    }
    return render(request, "schools/list_proposal.html", context)


@require_POST
@requires(P.APPROVE_IDENTIFICATION)
def list_approve(request: UserRequest, pk: int) -> HttpResponse:
    runs = IdentificationRun.objects.visible_to(request.user).exclude(inputs=b"")
    run = get_object_or_404(runs.select_related("municipality", "methodology"), pk=pk)
    try:
        approved = lists.approve_list(run, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("schools:list_proposal", pk=pk)
    messages.success(request, "Перечень утверждён. Подготовьте приказ: перечень станет приложением к нему.")
    return redirect("schools:list_detail", pk=approved.pk)


@require_GET
@requires(P.VIEW_IDENTIFICATION)
def list_detail(request: UserRequest, pk: int) -> HttpResponse:
    found = SchoolList.objects.visible_to(request.user).select_related("run__methodology", "approved_by")
    school_list = get_object_or_404(found, pk=pk)
    entries = school_list.entries.select_related("school").order_by("school")
    context = {"school_list": school_list, "entries": entries, "may_order": may(request.user, P.EDIT_ORDERS)}
    return render(request, "schools/list_detail.html", context)


def _decisions(request: UserRequest) -> ExpertDecisionQuerySet:
    found = ExpertDecision.objects.visible_to(request.user)
    return found.select_related("school", "verdict", "proposed_by", "decided_by", "scan")
