"""Who may sign in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend

from accounts.models import User


class PortalBackend(ModelBackend):
    """Django's backend, which also keeps out people of a municipality that has been switched off; checked on every request."""

    def user_can_authenticate(self, user: Any) -> bool:
        municipality = user.municipality
        return super().user_can_authenticate(user) and (municipality is None or municipality.is_active)

    def get_user(self, user_id: Any) -> Any:
        user = User.objects.get_queryset().select_related("municipality").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
