"""The municipality's calendar: which days are working ones, when the school breaks are, where a term on a day off goes."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission, UserRequest, requires
from roadmaps import services
from roadmaps.forms import DayOffRuleForm, SchoolYearForm, SpecialDayForm
from roadmaps.views.frames import own_municipality, today_of
from schools.models import AcademicPeriod, SpecialDay
from schools.workdays import has_official_transfers

FIRST_YEAR, LAST_YEAR = 2010, 2099


@requires(Permission.MANAGE_CALENDAR)
@require_GET
def town_calendar(request: UserRequest) -> HttpResponse:
    return _page(request, _year(request))


@requires(Permission.MANAGE_CALENDAR)
@require_POST
def town_calendar_rule(request: UserRequest) -> HttpResponse:
    form = DayOffRuleForm(request.POST)
    if not form.is_valid():
        return _page(request, _year(request), rule=form)
    services.set_day_off_rule(own_municipality(request), by=request.user, rule=form.cleaned_data["day_off_rule"])
    messages.success(request, "Правило сохранено, сроки пересчитаны.")
    return redirect("roadmaps:town_calendar")


@requires(Permission.MANAGE_CALENDAR)
@require_POST
def town_calendar_year(request: UserRequest) -> HttpResponse:
    year = _year(request)
    form = SchoolYearForm(request.POST, school_year=year, stored={})
    if not form.is_valid():
        return _page(request, year, periods=form)
    services.save_academic_periods(own_municipality(request), by=request.user, school_year=year, days=form.days)
    messages.success(request, f"Учебный календарь {year}/{year + 1} сохранён, сроки пересчитаны.")
    return redirect(f"{reverse('roadmaps:town_calendar')}?year={year}")


@requires(Permission.MANAGE_CALENDAR)
@require_POST
def special_day_add(request: UserRequest) -> HttpResponse:
    form = SpecialDayForm(request.POST)
    if form.is_valid():
        try:
            services.add_special_day(own_municipality(request), by=request.user, **form.cleaned_data)
        except services.RefusedError as refusal:
            form.add_error("day", str(refusal))
        else:
            messages.success(request, "День добавлен, сроки пересчитаны.")
            return redirect("roadmaps:town_calendar")
    return _page(request, _year(request), special=form)


@requires(Permission.MANAGE_CALENDAR)
@require_POST
def special_day_remove(request: UserRequest, pk: int) -> HttpResponse:
    special = get_object_or_404(SpecialDay.objects.visible_to(request.user), pk=pk)
    services.remove_special_day(special, by=request.user)
    messages.success(request, f"{special.day:%d.%m.%Y} снова как в общем календаре, сроки пересчитаны.")
    return redirect("roadmaps:town_calendar")


def _page(
    request: UserRequest,
    year: int,
    *,
    rule: DayOffRuleForm | None = None,
    periods: SchoolYearForm | None = None,
    special: SpecialDayForm | None = None,
) -> HttpResponse:
    """The three forms; the one that has something to say comes back filled as the person left it."""
    stored = AcademicPeriod.objects.visible_to(request.user).filter(school_year=year)
    context = {
        "year": year,
        "rule": rule or DayOffRuleForm(instance=own_municipality(request)),
        "periods": periods or SchoolYearForm(school_year=year, stored={period.kind: period.days for period in stored}),
        "special": special or SpecialDayForm(),
        "special_days": SpecialDay.objects.visible_to(request.user).filter(day__gte=date(year, 9, 1)),
        "unknown_years": [each for each in (year, year + 1) if not has_official_transfers(each)],
    }
    has_errors = any(form is not None for form in (rule, periods, special))
    return render(request, "roadmaps/town_calendar.html", context, status=422 if has_errors else 200)


def _year(request: UserRequest) -> int:
    """The school year asked for, else the one that is on."""
    asked = (request.POST if request.method == "POST" else request.GET).get("year", "")
    today = today_of(request)
    is_year = asked.isascii() and asked.isdigit() and len(asked) == 4
    return min(max(int(asked), FIRST_YEAR), LAST_YEAR) if is_year else today.year - (today.month < 9)
