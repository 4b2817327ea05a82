"""Who may sign in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from accounts.models import Notification, User


def attempted_address(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """Whose password is being guessed: the address in small letters, so that its case gives no extra tries."""
    given = (credentials or {}).get("username") or (credentials or {}).get("email")
    return str(given or (request.POST.get("username", "") if request else "")).strip().lower()


class PortalBackend(ModelBackend):
    """Django's backend, which also keeps out people of a municipality that has been switched off; checked on every request."""

    def user_can_authenticate(self, user: Any) -> bool:
        municipality = user.municipality
        return super().user_can_authenticate(user) and (municipality is None or municipality.is_active)

    def get_user(self, user_id: Any) -> Any:
        """With `unread_news`, the number on the bell of every page: no query of its own."""
        unread = Notification.objects.unread().filter(recipient=OuterRef("pk")).order_by().values("recipient")
        count = Coalesce(Subquery(unread.values(number=Count("pk"))), 0)
        users = User.objects.get_queryset().select_related("municipality").annotate(unread_news=count)
        user = users.filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
