"""Lines under the bell. Each comes once for its key, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils import timezone

from accounts.models import Notification, User
from accounts.models.reminders import NotificationQuerySet


class News(NamedTuple):
    """What to tell whom; `key` is unique for the person, `url` a page of the portal or empty."""

    recipient: User
    key: str
    text: str
    url: str = ""


def notify(news: Iterable[News]) -> None:
    """Two workers that tell the same make one line."""
    Notification.objects.bulk_create(
        (Notification(recipient=one.recipient, key=one.key, text=one.text[:500], url=one.url) for one in news),
        ignore_conflicts=True,
    )


def mark_read(notifications: NotificationQuerySet) -> int:
    """Note that they have been seen; what was read before keeps its time. Returns how many were new."""
    return notifications.unread().update(read_at=timezone.now())
