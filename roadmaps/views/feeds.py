"""The private calendar feed: its page, and the file that calendar programs read."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.models import User
from accounts.permissions import Permission, UserRequest, may, requires
from roadmaps.feed_events import feed_events
from roadmaps.ical import build_calendar
from roadmaps.models import CalendarFeed
from roadmaps.services.feeds import renew_feed, revoke_feed

MAX_AGE = 15 * 60  # seconds for which a calendar program need not ask again


@require_GET
@requires(Permission.VIEW_ROADMAPS)
def calendar_feed(request: UserRequest) -> HttpResponse:
    """The person's own address, if there is one, and what to do with it."""
    feed = CalendarFeed.objects.visible_to(request.user).first()
    address = settings.SITE_URL + reverse("roadmaps:calendar_file", args=[feed.token]) if feed else ""
    return render(request, "roadmaps/calendar_feed.html", {"feed": feed, "address": address})


@require_POST
@requires(Permission.VIEW_ROADMAPS)
def calendar_renew(request: UserRequest) -> HttpResponse:
    renew_feed(request.user, by=request.user)
    messages.success(request, "Новый адрес готов. Прежний, если он был, больше не работает.")
    return redirect("roadmaps:calendar_feed")


@require_POST
@requires(Permission.VIEW_ROADMAPS)
def calendar_revoke(request: UserRequest) -> HttpResponse:
    revoke_feed(request.user, by=request.user)
    messages.success(request, "Адрес отозван: календари по нему больше ничего не получат.")
    return redirect("roadmaps:calendar_feed")


@require_safe
@login_not_required
def calendar_file(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a secret address; whoever may no longer sign in has none. The answer names no reason."""
    feed = CalendarFeed.objects.select_related("user__municipality").filter(token=token).first()
    if feed is None or not _may_read(feed.user):
        raise Http404
    municipality = feed.user.municipality
    assert municipality is not None  # noqa: S101 - narrows the type; only the administrator has none
    events = feed_events(feed.user, municipality.today())
    body = build_calendar(f"Опора: сроки, {municipality.name}", municipality.timezone, events)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="opora.ics"'
    response["ETag"] = f'"{hashlib.sha256(body).hexdigest()}"'
    response["Cache-Control"] = f"private, max-age={MAX_AGE}"
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def _may_read(user: User) -> bool:
    return User.objects.active().filter(pk=user.pk).exists() and may(user, Permission.VIEW_ROADMAPS)
