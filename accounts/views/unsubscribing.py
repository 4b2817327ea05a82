"""Refusing letters about terms by the address at the foot of each, without signing in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts import services
from accounts.mail import unsubscribed_by
from accounts.models import User


@csrf_exempt  # RFC 8058: the mail program posts by itself; the signed token is what proves the right
@login_not_required
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST does: programs that open links ahead must not unsubscribe anybody."""
    pk = unsubscribed_by(token)
    if pk is None:
        raise Http404
    person = get_object_or_404(User.objects.active(), pk=pk)
    if request.method == "POST":
        services.refuse_letters(person)
    return render(request, "accounts/unsubscribe.html", {"person": person, "is_done": request.method == "POST"})
