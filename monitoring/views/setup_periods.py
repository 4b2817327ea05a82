"""The office sets the dates of reporting periods."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission, UserRequest, may, requires
from monitoring.forms_setup import PeriodDatesForm
from monitoring.models import ReportingPeriod
from monitoring.queries_setup import PeriodLine, period_lines
from monitoring.services.period_dates import add_next, change_dates, coming_period
from monitoring.views.setup import get_programme
from monitoring.wording import day_month_year


@requires(Permission.VIEW_DASHBOARD)
@require_GET
def period_list(request: UserRequest, pk: int) -> HttpResponse:
    programme = get_programme(request, pk)
    context = {
        "programme": programme,
        "lines": period_lines(programme),
        "coming": coming_period(programme, programme.municipality.today()),
        "may_manage": may(request.user, Permission.MANAGE_MONITORING),
    }
    return render(request, "monitoring/period_list.html", context)


@requires(Permission.MANAGE_MONITORING)
@require_POST
def period_add(request: UserRequest, pk: int) -> HttpResponse:
    programme = get_programme(request, pk)
    starts_on = _day(request.POST.get("starts_on", ""))
    try:
        period = add_next(programme=programme, by=request.user, starts_on=starts_on)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("monitoring:period_list", pk)
    messages.success(request, f"Заведён период: {period.label}. Проверьте даты.")
    return redirect("monitoring:period_edit", period.pk)


@requires(Permission.MANAGE_MONITORING)
@require_http_methods(["GET", "POST"])
def period_edit(request: UserRequest, pk: int) -> HttpResponse:
    own = ReportingPeriod.objects.visible_to(request.user).select_related("programme__municipality", "consolidated")
    period = get_object_or_404(own, pk=pk)
    line = PeriodLine(period, period.programme.municipality.today())
    form = PeriodDatesForm(request.POST or None, period=period, is_opened=period.reports.exists())
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_dates(period=period, by=request.user, dates=form.changes())
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _outcome(line, changed))
            return redirect("monitoring:period_list", period.programme_id)
    context = {"period": period, "line": line, "form": form}
    return render(request, "monitoring/period_form.html", context, status=422 if form.errors else 200)


def _outcome(before: PeriodLine, period: ReportingPeriod) -> str:
    """What the new dates mean for the schools."""
    if PeriodLine(period, before.today).is_open and before.today > before.period.closes_on:
        until = day_month_year(period.closes_on)
        return f"Приём отчётов за {period.label} снова открыт: школы могут отправлять их по {until} включительно."
    return f"Даты периода сохранены: {period.label}."


def _day(text: str) -> date:
    """The day of a hidden field; `date.min`, which no quarter begins on, for anything else."""
    try:
        return parse_date(text) or date.min
    except ValueError:
        return date.min
