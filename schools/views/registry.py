from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from accounts.models import Municipality
from accounts.permissions import Permission, UserRequest, may, requires
from schools import queries, services
from schools.forms import SchoolForm
from schools.identification import VPR_NOTE
from schools.listing.card import results_table
from schools.listing.objectivity import objectivity_of
from schools.models import School, Verdict


@require_GET
@requires(Permission.VIEW_SCHOOLS)
def school_list(request: UserRequest) -> HttpResponse:
    """Schools with the verdict of the last run; the filter lives in the address."""
    status, words = request.GET.get("status", ""), request.GET.get("q", "").strip()
    may_edit = may(request.user, Permission.MANAGE_SCHOOLS)
    schools = School.objects.visible_to(request.user)
    schools = queries.called(queries.having_verdict(schools if may_edit else schools.active(), status), words)
    page = Paginator(schools, 50).get_page(request.GET.get("page"))
    verdicts = queries.verdicts_of(page.object_list)
    rows = [(school, verdicts.get(school.pk)) for school in page]
    context = {
        "page": page,
        "rows": rows,
        "status": status,
        "words": words,
        "querystring": urlencode({"status": status, "q": words}),
        "statuses": Verdict.Status.choices,
        "may_edit": may_edit,
    }
    return render(request, "schools/school_list.html", context)


@require_GET
@requires(Permission.VIEW_SCHOOLS)
def school_detail(request: UserRequest, pk: int) -> HttpResponse:
    schools = School.objects.visible_to(request.user)
    school = get_object_or_404(schools.select_related("branch_of", "municipality"), pk=pk)
    sees_work = may(request.user, Permission.VIEW_IDENTIFICATION)
    verdict = Verdict.objects.current().filter(school=school).select_related("run__methodology").first()
    context = {
        "school": school,
        "verdict": verdict,
        "table": results_table(school),
        "objectivity": objectivity_of(school),
        "people": queries.people_of(school),
        "programmes": school.programmes.all(),
        "reports": school.reports.select_related("period").order_by("-period__ends_on")[:8],
        "place": school.list_events.first(),
        "events": school.list_events.all(),
        "decisions": school.expert_decisions.select_related("scan") if sees_work else [],
        "may_propose": may(request.user, Permission.EDIT_IDENTIFICATION),
        "passport": school.passports.first(),
        "branches": schools.filter(branch_of=school),
        "vpr_note": VPR_NOTE,
        "may_edit": may(request.user, Permission.MANAGE_SCHOOLS),
    }
    return render(request, "schools/school_detail.html", context)


@requires(Permission.MANAGE_SCHOOLS)
def school_create(request: UserRequest) -> HttpResponse:
    municipality = own_municipality(request)
    form = SchoolForm(request.POST or None, municipality=municipality)
    if request.method == "POST" and form.is_valid():
        school = services.create_school(municipality, by=request.user, **form.cleaned_data)
        messages.success(request, f"{school} заведена. Включите её в программу и пригласите директора.")
        return redirect("schools:school_detail", pk=school.pk)
    return render(request, "schools/school_form.html", {"form": form, "heading": "Новая школа", "school": None})


@requires(Permission.MANAGE_SCHOOLS)
def school_edit(request: UserRequest, pk: int) -> HttpResponse:
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    # the form changes its instance while validating: the service compares with the stored one
    form = SchoolForm(request.POST or None, instance=School.objects.get(pk=pk), municipality=own_municipality(request))
    if request.method == "POST" and form.is_valid():
        services.update_school(school, by=request.user, **form.cleaned_data)
        messages.success(request, "Школа сохранена.")
        return redirect("schools:school_detail", pk=pk)
    return render(request, "schools/school_form.html", {"form": form, "heading": school.short_name, "school": school})


def own_municipality(request: UserRequest) -> Municipality:
    """The own municipality: only roles that have one hold the permission."""
    return Municipality.objects.get(pk=request.user.tenant_id)
