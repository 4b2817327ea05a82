from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission, UserRequest, may, requires
from schools.forms_data import IdentifierForm, OlympiadForm, PassportForm, SuccessionForm
from schools.models import OlympiadResult, School, SchoolIdentifier, SchoolSuccession, SocialPassport
from schools.queries import called
from schools.queries_data import passport_table, passport_year
from schools.services import identity, passports
from schools.views.registry import own_municipality


@require_GET
@requires(Permission.VIEW_PASSPORTS)
def passport_list(request: UserRequest) -> HttpResponse:
    """Which schools have filled in this year's passport, and how far."""
    current = passport_year(own_municipality(request).today(timezone.now()))
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and 2010 <= int(asked) <= 2100 else current
    words = request.GET.get("q", "").strip()
    schools = called(School.objects.visible_to(request.user).active(), words)
    page = Paginator(schools, 50).get_page(request.GET.get("page"))
    found = {one.school_id: one for one in SocialPassport.objects.filter(school__in=list(page), year=year)}
    context = {
        "page": page,
        "rows": [(school, found.get(school.pk)) for school in page],
        "year": year,
        "years": range(current, current - 5, -1),
        "words": words,
        "filled": SocialPassport.objects.filter(school__in=schools, year=year).count(),
        "querystring": urlencode({"year": year, "q": words}),
        "may_fill": may(request.user, Permission.FILL_PASSPORT),
        "may_manage": may(request.user, Permission.MANAGE_SCHOOLS),
    }
    return render(request, "schools/passport_list.html", context)


@require_GET
@requires(Permission.VIEW_PASSPORTS)
def passport_detail(request: UserRequest, pk: int, year: int) -> HttpResponse:
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    stored = list(school.passports.filter(year__lte=year, year__gt=year - 3).select_related("changed_by", "source"))
    context = {
        "school": school,
        "year": year,
        "passport": next((one for one in stored if one.year == year), None),
        "sections": passport_table(stored),
        "years": [one.year for one in stored],
        "olympiads": school.olympiads.filter(year__lte=year, year__gt=year - 3).select_related("source"),
        "may_fill": may(request.user, Permission.FILL_PASSPORT),
    }
    return render(request, "schools/passport_detail.html", context)


@requires(Permission.FILL_PASSPORT)
def passport_fill(request: UserRequest, pk: int, year: int) -> HttpResponse:
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    found = {one.year: one for one in school.passports.filter(year__in=(year - 1, year))}
    stored = found.get(year)
    about = {"as_of": stored.as_of if stored else f"{year}-10-01", "responsible": stored.responsible if stored else ""}
    form = PassportForm(request.POST or None, stored=stored, last=found.get(year - 1), initial=about)
    if request.method == "POST" and form.is_valid():
        saved = passports.save_passport(
            school,
            year,
            by=request.user,
            values=form.values,
            reasons=form.reasons,
            as_of=form.cleaned_data["as_of"],
            responsible=form.cleaned_data["responsible"],
        )
        messages.success(request, f"Паспорт сохранён.{f' Осталось заполнить: {saved.gaps}.' if saved.gaps else ''}")
        return redirect("schools:passport_detail", pk=pk, year=year)
    return render(request, "schools/passport_fill.html", {"form": form, "school": school, "year": year})


@requires(Permission.FILL_PASSPORT)
def olympiad_fill(request: UserRequest, pk: int, year: int) -> HttpResponse:
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    stored = {one.stage: one for one in OlympiadResult.objects.filter(school=school, year=year)}
    form = OlympiadForm(request.POST or None, stored=stored)
    if request.method == "POST" and form.is_valid():
        passports.save_olympiads(school, year, by=request.user, stages=form.stages)
        messages.success(request, "Сохранено.")
        return redirect("schools:school_detail", pk=pk)
    return render(
        request, "schools/olympiad_fill.html", {"form": form, "school": school, "year": year, "before": year - 1}
    )


@requires(Permission.MANAGE_SCHOOLS)
def school_codes(request: UserRequest, pk: int) -> HttpResponse:
    """Codes in outside systems and reorganisations of a school; each form adds one."""
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    is_code = "system" in request.POST
    code = IdentifierForm(request.POST if is_code else None, school=school)
    schools = School.objects.visible_to(request.user)
    successor = SuccessionForm(request.POST if request.POST and not is_code else None, school=school, schools=schools)
    form: Any = code if is_code else successor
    if request.method == "POST" and form.is_valid():
        add: Any = identity.add_identifier if is_code else identity.add_succession
        add(School.objects.get(pk=pk), by=request.user, **form.cleaned_data)
        messages.success(request, "Сохранено.")
        return redirect("schools:school_codes", pk=pk)
    context = {
        "school": school,
        "code": code,
        "succession": successor,
        "codes": school.identifiers.all(),
        "gone": school.successions.select_related("successor"),
        "came": school.inheritances.select_related("predecessor"),
    }
    return render(request, "schools/school_codes.html", context)


@require_POST
@requires(Permission.MANAGE_SCHOOLS)
def code_delete(request: UserRequest, pk: int) -> HttpResponse:
    code = get_object_or_404(SchoolIdentifier.objects.visible_to(request.user), pk=pk)
    identity.remove_identifier(code, by=request.user)
    messages.success(request, "Код удалён. Результаты, загруженные по нему, остались.")
    return redirect("schools:school_codes", pk=code.school_id)


@require_POST
@requires(Permission.MANAGE_SCHOOLS)
def succession_delete(request: UserRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(SchoolSuccession.objects.visible_to(request.user), pk=pk)
    identity.remove_succession(row, by=request.user)
    messages.success(request, "Запись о реорганизации удалена.")
    return redirect("schools:school_codes", pk=row.predecessor_id)
