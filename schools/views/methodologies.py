"""Versions of the criteria: read by everybody of the office, drafted by methodists, approved by coordinators and heads."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.keys import key_of
from accounts.permissions import Permission, UserRequest, may, requires
from schools.forms_methodology import OWN, MethodologyForm, rule_title
from schools.identification import TITLES, preset
from schools.listing import methodologies
from schools.listing.differences import differences
from schools.models import MethodologyVersion
from schools.models.identification import MethodologyVersionQuerySet
from schools.views.registry import own_municipality

P = Permission


@require_GET
@requires(P.VIEW_IDENTIFICATION)
def methodology_list(request: UserRequest) -> HttpResponse:
    context = {
        "versions": _versions(request).order_by("-version"),
        "presets": TITLES,
        "may_edit": may(request.user, P.EDIT_IDENTIFICATION),
        "own": OWN,
    }
    return render(request, "schools/methodology_list.html", context)


@requires(P.EDIT_IDENTIFICATION)
def methodology_create(request: UserRequest) -> HttpResponse:
    """From a preset; the rule itself is chosen before, in the list."""
    name = request.GET.get("preset", "FED30")
    name = name if name in TITLES else "FED30"
    municipality = own_municipality(request)
    blank = MethodologyVersion(
        municipality=municipality, title=TITLES[name][:200], valid_from=municipality.today(), params=preset(name)
    )
    form = MethodologyForm(request.POST or None, version=blank)
    if request.method == "POST" and form.is_valid():
        fields = {key: form.cleaned_data[key] for key in ("title", "valid_from", "reason", "params")}
        draft = methodologies.draft_methodology(municipality, by=request.user, **fields)
        messages.success(request, "Черновик методики сохранён. Он начнёт действовать, когда его утвердят.")
        return redirect("schools:methodology_detail", pk=draft.pk)
    context = {"form": form, "version": None, "rule": rule_title(name), "own": OWN}
    return render(request, "schools/methodology_form.html", context)


@require_GET
@requires(P.VIEW_IDENTIFICATION)
def methodology_detail(request: UserRequest, pk: int) -> HttpResponse:
    """The parameters as they are; a version is compared with the one it corrects unless another is chosen."""
    version = get_object_or_404(_versions(request), pk=pk)
    chosen = key_of(request.GET.get("with", ""))
    other = get_object_or_404(_versions(request), pk=chosen) if chosen else version.based_on
    context = {
        "version": version,
        "form": MethodologyForm(version=version),
        "rule": rule_title(version.params["engine"]),
        "other": other,
        "others": _versions(request).exclude(pk=pk).order_by("-version"),
        "differences": differences(other, version) if other else [],
        "may_edit": may(request.user, P.EDIT_IDENTIFICATION),
        "may_approve": may(request.user, P.APPROVE_IDENTIFICATION),
    }
    return render(request, "schools/methodology_detail.html", context)


@requires(P.EDIT_IDENTIFICATION)
def methodology_edit(request: UserRequest, pk: int) -> HttpResponse:
    version = get_object_or_404(_versions(request), pk=pk)
    form = MethodologyForm(request.POST or None, version=version)
    if version.is_approved:
        messages.error(request, methodologies.FROZEN)
        return redirect("schools:methodology_detail", pk=pk)
    if request.method == "POST" and form.is_valid():
        fields = {key: form.cleaned_data[key] for key in ("title", "valid_from", "reason", "params")}
        methodologies.update_draft(version, by=request.user, **fields)
        messages.success(request, "Черновик методики сохранён.")
        return redirect("schools:methodology_detail", pk=pk)
    context = {"form": form, "version": version, "rule": rule_title(version.params["engine"]), "own": OWN}
    return render(request, "schools/methodology_form.html", context)


@require_POST
@requires(P.EDIT_IDENTIFICATION)
def methodology_correct(request: UserRequest, pk: int) -> HttpResponse:
    """«Корректировка критериев»."""
    version = get_object_or_404(_versions(request), pk=pk)
    draft = methodologies.correct_methodology(version, by=request.user, today=version.municipality.today())
    messages.success(request, f"Заведена версия {draft.version}. Измените критерии и скажите, почему.")
    return redirect("schools:methodology_edit", pk=draft.pk)


@require_POST
@requires(P.APPROVE_IDENTIFICATION)
def methodology_approve(request: UserRequest, pk: int) -> HttpResponse:
    version = get_object_or_404(_versions(request), pk=pk)
    try:
        methodologies.approve_methodology(version, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "Методика утверждена. Теперь по ней можно провести идентификацию.")
    return redirect("schools:methodology_detail", pk=pk)


@require_POST
@requires(P.EDIT_IDENTIFICATION)
def methodology_delete(request: UserRequest, pk: int) -> HttpResponse:
    version = get_object_or_404(_versions(request), pk=pk)
    try:
        methodologies.delete_draft(version, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("schools:methodology_detail", pk=pk)
    messages.success(request, "Черновик методики удалён.")
    return redirect("schools:methodology_list")


def _versions(request: UserRequest) -> MethodologyVersionQuerySet:
    versions = MethodologyVersion.objects.visible_to(request.user)
    return versions.select_related("municipality", "based_on", "approved_by", "created_by")
