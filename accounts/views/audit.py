from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.models import AuditEvent
from accounts.permissions import Permission, UserRequest, requires


@require_GET
@requires(Permission.VIEW_AUDIT)
def audit_list(request: UserRequest) -> HttpResponse:
    events = AuditEvent.objects.visible_to(request.user).select_related("actor")
    page = Paginator(events, 50).get_page(request.GET.get("page"))
    return render(request, "accounts/audit_list.html", {"page": page})
