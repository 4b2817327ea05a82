"""What every page's frame needs."""

from typing import Any, cast

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.permissions import UserRequest
from config.navigation import entries_for


def portal(request: HttpRequest) -> dict[str, Any]:
    if not request.user.is_authenticated:
        return {}
    # counted when the frame is drawn: an answer to htmx is a piece of a page without one
    return {"navigation": SimpleLazyObject(lambda: entries_for(cast(UserRequest, request)))}
