"""What stands under the bell. Nobody tells the portal's administrator anything: the bell is of a municipality's people."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.models import Notification
from accounts.notifications import mark_read
from accounts.permissions import Permission, UserRequest, requires

UNDER_THE_BELL = 6


@requires(Permission.VIEW_ROADMAPS)
@require_GET
def notification_list(request: UserRequest) -> HttpResponse:
    """The page of all, newest first; for htmx the few newest, which the bell opens."""
    own = Notification.objects.visible_to(request.user)
    if request.htmx:
        return render(request, "accounts/_bell_news.html", {"news": own[:UNDER_THE_BELL]})
    page = Paginator(own, 30).get_page(request.GET.get("page"))
    return render(request, "accounts/notification_list.html", {"page": page})


@requires(Permission.VIEW_ROADMAPS)
@require_POST
def notification_open(request: UserRequest, pk: int) -> HttpResponse:
    """Note that it is read and go where it leads."""
    one = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    mark_read(Notification.objects.filter(pk=one.pk))
    return redirect(one.url or "accounts:notification_list")


@requires(Permission.VIEW_ROADMAPS)
@require_POST
def notification_read_all(request: UserRequest) -> HttpResponse:
    mark_read(Notification.objects.visible_to(request.user))
    return redirect("accounts:notification_list")
