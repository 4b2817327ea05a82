"""The office sets up the indicators of a programme."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission, UserRequest, may, requires
from accounts.russian import counted
from monitoring.forms_setup import NEW, IndicatorForm, TargetsForm, shown
from monitoring.indicator_codes import edition_code, next_code
from monitoring.models import Indicator
from monitoring.queries_setup import drafts_with, indicator_lines, open_period, years_of
from monitoring.services import indicators
from monitoring.views.setup import get_programme
from roadmaps.models import Programme

OVERTAKEN = (
    "Пока вы правили, школа отправила отчёт с этим показателем, и его определение закрылось. "
    "Правка не пропала: её можно завести новой редакцией."
)


@requires(Permission.VIEW_DASHBOARD)
@require_GET
def indicator_list(request: UserRequest, pk: int) -> HttpResponse:
    programme = get_programme(request, pk)
    years, lines = indicator_lines(programme)
    context = {
        "programme": programme,
        "years": years,
        "lines": [line for line in lines if line.indicator.is_active],
        "switched_off": [line for line in lines if not line.indicator.is_active],
        "may_manage": may(request.user, Permission.MANAGE_MONITORING),
    }
    return render(request, "monitoring/indicator_list.html", context)


@requires(Permission.MANAGE_MONITORING)
@require_http_methods(["GET", "POST"])
def indicator_add(request: UserRequest, pk: int) -> HttpResponse:
    programme = get_programme(request, pk)
    initial = {**NEW, "code": next_code(_codes(programme))}
    form = IndicatorForm(request.POST or None, years=_years(programme), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            indicator = indicators.add(programme=programme, by=request.user, **form.everything())
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, f"Показатель {indicator.code} заведён. Школы увидят его в отчётах.")
            return _to_list(indicator)
    return _form_page(request, programme, form, heading="Новый показатель", act="Завести показатель")


@requires(Permission.MANAGE_MONITORING)
@require_http_methods(["GET", "POST"])
def indicator_edit(request: UserRequest, pk: int) -> HttpResponse:
    """The whole definition while no submitted report holds it, afterwards the source and the targets only."""
    indicator = _get_indicator(request, pk)
    is_whole = "code" in request.POST if request.method == "POST" else not indicators.is_locked(indicator)
    form_class = IndicatorForm if is_whole else TargetsForm
    form = form_class(request.POST or None, years=_years(indicator.programme), initial=shown(indicator))
    if request.method == "POST" and form.is_valid():
        try:
            indicators.update(indicator=indicator, by=request.user, **form.changes())
        except indicators.DefinitionLockedError:
            return _offer_edition(request, indicator)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, f"Показатель {indicator.code} сохранён.")
            return _to_list(indicator)
    heading, drafts = f"Показатель {indicator.code}", drafts_with(indicator) if is_whole else 0
    schools = counted(drafts, "школа уже вписала", "школы уже вписали", "школ уже вписали") if drafts else ""
    return _form_page(
        request, indicator.programme, form, heading=heading, act="Сохранить", indicator=indicator, schools=schools
    )


@requires(Permission.MANAGE_MONITORING)
@require_http_methods(["GET", "POST"])
def indicator_revise(request: UserRequest, pk: int) -> HttpResponse:
    """A new edition: a copy to change; saving it switches the old one off."""
    indicator = _get_indicator(request, pk)
    programme = indicator.programme
    initial = shown(indicator) | {"code": edition_code(indicator.code, _codes(programme))}
    form = IndicatorForm(request.POST or None, years=_years(programme), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            new = indicators.revise(indicator=indicator, by=request.user, **form.everything())
        except ValidationError as error:
            form.refuse(error)
        else:
            text = f"Заведена новая редакция {new.code}. {indicator.code} больше не собирается, его значения на месте."
            messages.success(request, text)
            return _to_list(new)
    return _edition_page(request, indicator, form)


@requires(Permission.MANAGE_MONITORING)
@require_POST
def indicator_move(request: UserRequest, pk: int) -> HttpResponse:
    indicator = _get_indicator(request, pk)
    direction: indicators.Direction = "up" if request.POST.get("direction") == "up" else "down"
    indicators.move(indicator=indicator, by=request.user, direction=direction)
    return _to_list(indicator)


@requires(Permission.MANAGE_MONITORING)
@require_POST
def indicator_switch(request: UserRequest, pk: int) -> HttpResponse:
    indicator, is_active = _get_indicator(request, pk), request.POST.get("collect") == "yes"
    indicators.switch(indicator=indicator, by=request.user, is_active=is_active)
    if is_active:
        messages.success(request, f"Показатель {indicator.code} снова собирается.")
    else:
        kept = "То, что школы уже сообщили, осталось в отчётах."
        messages.success(request, f"Показатель {indicator.code} больше не собирается. {kept}")
    return _to_list(indicator)


def _offer_edition(request: UserRequest, indicator: Indicator) -> HttpResponse:
    """The definition was locked while it was being edited: what was typed becomes the draft of a new edition."""
    data = request.POST.copy()
    data["code"] = edition_code(indicator.code, _codes(indicator.programme))
    messages.error(request, OVERTAKEN)
    form = IndicatorForm(data, years=_years(indicator.programme), initial=shown(indicator))
    return _edition_page(request, indicator, form, status=409)


def _edition_page(
    request: UserRequest, indicator: Indicator, form: IndicatorForm, status: int | None = None
) -> HttpResponse:
    return _form_page(
        request,
        indicator.programme,
        form,
        status=status,
        heading=f"Новая редакция показателя {indicator.code}",
        act="Завести новую редакцию",
        action=reverse("monitoring:indicator_revise", args=[indicator.pk]),
        replaced=indicator,
    )


def _form_page(
    request: UserRequest, programme: Programme, form: TargetsForm, *, status: int | None = None, **context: Any
) -> HttpResponse:
    """The locked indicator has a page of its own: its definition to read, its source and targets to change."""
    name = "indicator_form" if isinstance(form, IndicatorForm) else "indicator_locked"
    common = {"programme": programme, "form": form, "period": open_period(programme)}
    status = status or (422 if form.errors else 200)
    return render(request, f"monitoring/{name}.html", common | context, status=status)


def _get_indicator(request: UserRequest, pk: int) -> Indicator:
    own = Indicator.objects.visible_to(request.user).select_related("programme__municipality")
    return get_object_or_404(own.prefetch_related("targets"), pk=pk)


def _codes(programme: Programme) -> set[str]:
    return set(programme.indicators.values_list("code", flat=True))


def _years(programme: Programme) -> list[int]:
    return years_of(programme, programme.indicators.prefetch_related("targets"))


def _to_list(indicator: Indicator) -> HttpResponse:
    url = reverse("monitoring:indicator_list", args=[indicator.programme_id])
    return redirect(f"{url}#indicator-{indicator.pk}")
