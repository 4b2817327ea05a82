"""The first page of each role, and the health check."""

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_safe
from django.views.defaults import bad_request as plain_bad_request

from accounts.models import Role
from accounts.permissions import UserRequest
from config.first_steps import first_steps
from monitoring import views as monitoring

DRAINED = 100 * 1024 * 1024  # bytes of a refused request that are read to the end; the proxy lets no more through


@require_GET
def home(request: UserRequest) -> HttpResponseBase:
    """The page that answers the role's first question."""
    if request.user.role == Role.ADMIN:
        return redirect("accounts:municipality_list")
    pages = {
        Role.DIRECTOR: monitoring.home_director,
        Role.CURATOR: monitoring.home_curator,
        Role.HEAD: monitoring.dashboard,
    }
    if page := pages.get(Role(request.user.role)):
        return page(request)
    return monitoring.home_office(request, first_steps(request.user))


@require_safe
@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """For the reverse proxy and the container engine: the database and the broker answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2).ping()
    return HttpResponse("ok", content_type="text/plain")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that is too big gets a page that says so; other broken requests Django's answer."""
    if not isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return plain_bad_request(request, exception)
    _drain(request)
    return render(request, "413.html", status=413)


def _drain(request: HttpRequest) -> None:
    """Read what the browser is still sending: an answer before the end makes it show «connection reset» instead."""
    left = DRAINED
    while left > 0 and (part := request.read(64 * 1024)):
        left -= len(part)
