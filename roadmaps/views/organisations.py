"""Organisations and groups that answer for activities, with their people and abbreviations."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission, UserRequest, requires
from roadmaps.forms.parties import OrganisationForm
from roadmaps.models import Organisation
from roadmaps.services.errors import RefusedError
from roadmaps.services.organisations import create_organisation, delete_organisation, update_organisation
from roadmaps.views.frames import own_municipality

PAGE = 50


@require_GET
@requires(Permission.EDIT_ROADMAPS)
def organisation_list(request: UserRequest) -> HttpResponse:
    rows = Organisation.objects.visible_to(request.user).prefetch_related("members", "aliases")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "roadmaps/organisation_list.html", {"page": page})


@requires(Permission.EDIT_ROADMAPS)
def organisation_create(request: UserRequest) -> HttpResponse:
    municipality = own_municipality(request)
    form = OrganisationForm(request.POST or None, municipality=municipality)
    if request.method == "POST" and form.is_valid():
        try:
            create_organisation(municipality, by=request.user, **form.cleaned_data)
        except RefusedError as refusal:
            form.add_error("abbreviations", str(refusal))
        else:
            messages.success(request, "Организация заведена.")
            return redirect("roadmaps:organisation_list")
    return _form(request, form)


@requires(Permission.EDIT_ROADMAPS)
def organisation_edit(request: UserRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    instance = Organisation.objects.get(pk=pk)  # the form changes it while validating
    form = OrganisationForm(request.POST or None, instance=instance, municipality=own_municipality(request))
    if request.method == "POST" and form.is_valid():
        try:
            update_organisation(organisation, by=request.user, **form.cleaned_data)
        except RefusedError as refusal:
            form.add_error("abbreviations", str(refusal))
        else:
            messages.success(request, "Организация сохранена.")
            return redirect("roadmaps:organisation_list")
    return _form(request, form, organisation)


@require_POST
@requires(Permission.EDIT_ROADMAPS)
def organisation_delete(request: UserRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    delete_organisation(organisation, by=request.user)
    messages.success(request, f"Организация «{organisation.name}» удалена.")
    return redirect("roadmaps:organisation_list")


def _form(request: UserRequest, form: OrganisationForm, organisation: Organisation | None = None) -> HttpResponse:
    context = {"form": form, "organisation": organisation}
    return render(request, "roadmaps/organisation_form.html", context, status=422 if form.errors else 200)
