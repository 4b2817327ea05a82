from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.forms_journal import JournalFilterForm
from accounts.journal import changes_of, folded, series_of
from accounts.keys import key_of
from accounts.models import AuditEvent
from accounts.permissions import Permission, UserRequest, requires


@require_GET
@requires(Permission.VIEW_AUDIT)
def audit_list(request: UserRequest) -> HttpResponse:
    """The journal, newest first; `series` opens the autosaves that stand folded as that event."""
    visible = AuditEvent.objects.visible_to(request.user)
    form = JournalFilterForm(request.GET, by=request.user, events=visible)
    last = None
    if "series" in request.GET:
        last = get_object_or_404(visible.select_related("actor"), pk=key_of(request.GET["series"]))
        events = series_of(visible, last)
    else:
        events = folded(form.found)
    page = Paginator(events.select_related("actor"), 50).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "rows": [(event, changes_of(event)) for event in page],
        "series": last,
        "querystring": query.urlencode(),
        "is_filtered": any(value for name, value in query.items()),
    }
    return render(request, "accounts/audit_list.html", context)
