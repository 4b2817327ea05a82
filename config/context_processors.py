"""What every page's frame needs."""

from typing import Any, cast

from django.http import HttpRequest

from accounts.permissions import UserRequest
from config.navigation import entries_for


def portal(request: HttpRequest) -> dict[str, Any]:
    if not request.user.is_authenticated:
        return {}
    return {"navigation": entries_for(cast(UserRequest, request))}
