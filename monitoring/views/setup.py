"""The first page of the setup of monitoring: programmes, their indicators and periods."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.permissions import Permission, UserRequest, may, requires
from monitoring.queries_setup import programme_lines, programmes_for, without_indicators
from roadmaps.models import Programme

PER_PAGE = 50


@requires(Permission.VIEW_DASHBOARD)
@require_GET
def setup(request: UserRequest) -> HttpResponse:
    page = Paginator(programmes_for(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": programme_lines(page),
        "bare": without_indicators(request.user),
        "may_manage": may(request.user, Permission.MANAGE_MONITORING),
    }
    return render(request, "monitoring/setup_list.html", context)


def get_programme(request: UserRequest, pk: int) -> Programme:
    """The programme, or 404 for who may not see it."""
    programmes = Programme.objects.visible_to(request.user).select_related("municipality")
    return get_object_or_404(programmes, pk=pk)
