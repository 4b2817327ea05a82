from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from accounts import services
from accounts.forms import MunicipalityForm
from accounts.models import Municipality
from accounts.permissions import Permission, UserRequest, requires


@require_GET
@requires(Permission.MANAGE_MUNICIPALITIES)
def municipality_list(request: UserRequest) -> HttpResponse:
    municipalities = Municipality.objects.visible_to(request.user).annotate(
        people=Count("users", filter=Q(users__is_active=True))
    )
    return render(request, "accounts/municipality_list.html", {"municipalities": municipalities})


@requires(Permission.MANAGE_MUNICIPALITIES)
def municipality_create(request: UserRequest) -> HttpResponse:
    form = MunicipalityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        municipality = services.create_municipality(by=request.user, **form.cleaned_data)
        messages.success(
            request,
            f"Муниципалитет «{municipality}» заведён. Теперь пригласите координатора: ссылка в строке муниципалитета.",
        )
        return redirect("accounts:municipality_list")
    return render(request, "accounts/municipality_form.html", {"form": form, "heading": "Новый муниципалитет"})


@requires(Permission.MANAGE_MUNICIPALITIES)
def municipality_edit(request: UserRequest, pk: int) -> HttpResponse:
    municipality = get_object_or_404(Municipality.objects.visible_to(request.user), pk=pk)
    # the form changes its instance while validating: the service compares with the stored one
    form = MunicipalityForm(request.POST or None, instance=Municipality.objects.get(pk=municipality.pk))
    if request.method == "POST" and form.is_valid():
        services.update_municipality(municipality, by=request.user, **form.cleaned_data)
        messages.success(request, "Муниципалитет сохранён.")
        return redirect("accounts:municipality_list")
    return render(request, "accounts/municipality_form.html", {"form": form, "heading": municipality.name})
