from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.models import OutgoingMail
from accounts.permissions import Permission, UserRequest, requires


@require_GET
@requires(Permission.VIEW_LETTERS)
def letter_list(request: UserRequest) -> HttpResponse:
    letters = OutgoingMail.objects.visible_to(request.user).select_related("recipient")
    page = Paginator(letters, 50).get_page(request.GET.get("page"))
    return render(request, "accounts/letter_list.html", {"page": page})


@require_GET
@requires(Permission.VIEW_LETTERS)
def letter_detail(request: UserRequest, pk: int) -> HttpResponse:
    letters = OutgoingMail.objects.visible_to(request.user).select_related("recipient")
    letter = get_object_or_404(letters, pk=pk)
    hidden = letter.is_secret and not settings.DEMO
    context = {"letter": letter, "hidden": hidden, "body": _body(letter)}
    return render(request, "accounts/letter_detail.html", context)


def _body(letter: OutgoingMail) -> str:
    """Without the address at which only the recipient is to refuse such letters."""
    if not letter.unsubscribe_url or settings.DEMO:
        return letter.body
    return letter.body.replace(letter.unsubscribe_url, "(ссылка есть только в письме)")
