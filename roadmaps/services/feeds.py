"""The secret address of a person's calendar. The secret itself never enters the audit."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from roadmaps.models import CalendarFeed
from roadmaps.models.feed import new_token


@transaction.atomic
def renew_feed(user: User, *, by: User, now: datetime | None = None) -> CalendarFeed:
    """Issue a new address; the old one leads nowhere from now on."""
    fresh = {"token": new_token(), "issued_at": now or timezone.now()}
    feed, _ = CalendarFeed.objects.update_or_create(user=user, defaults=fresh)
    after = {"issued_at": feed.issued_at}
    audit.record("выдан адрес календаря", user, by=by, municipality=user.municipality_id, after=after)
    return feed


@transaction.atomic
def revoke_feed(user: User, *, by: User) -> None:
    """Take the address away; without one nothing happens."""
    deleted, _ = CalendarFeed.objects.filter(user=user).delete()
    if deleted:
        audit.record("адрес календаря отозван", user, by=by, municipality=user.municipality_id)
