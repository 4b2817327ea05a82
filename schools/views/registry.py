from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.permissions import Permission, UserRequest, requires
from schools import queries
from schools.identification import VPR_NOTE
from schools.models import School, Verdict


@require_GET
@requires(Permission.VIEW_SCHOOLS)
def school_list(request: UserRequest) -> HttpResponse:
    """Schools with the verdict of the last run; the filter lives in the address."""
    status = request.GET.get("status", "")
    schools = queries.having_verdict(School.objects.visible_to(request.user).active(), status)
    page = Paginator(schools, 50).get_page(request.GET.get("page"))
    verdicts = queries.verdicts_of(page.object_list)
    rows = [(school, verdicts.get(school.pk)) for school in page]
    context = {
        "page": page,
        "rows": rows,
        "status": status,
        "querystring": urlencode({"status": status}),
        "statuses": Verdict.Status.choices,
    }
    return render(request, "schools/school_list.html", context)


@require_GET
@requires(Permission.VIEW_SCHOOLS)
def school_detail(request: UserRequest, pk: int) -> HttpResponse:
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    verdict = Verdict.objects.current().filter(school=school).select_related("run__methodology").first()
    context = {
        "school": school,
        "verdict": verdict,
        "table": queries.results_table(school.results.all()),
        "people": queries.people_of(school),
        "programmes": school.programmes.all(),
        "vpr_note": VPR_NOTE,
    }
    return render(request, "schools/school_detail.html", context)
