from __future__ import annotations

import secrets

from django.db import models
from django.utils import timezone

from accounts.models import User


def new_token() -> str:
    """43 letters of 256 random bits: whoever knows the address reads the calendar, so nobody may guess it."""
    return secrets.token_urlsafe(32)


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def visible_to(self, user: User) -> CalendarFeedQuerySet:
        """Nobody but its owner is shown the secret address."""
        return self.filter(user=user)


class CalendarFeed(models.Model):
    """The secret address at which a person's calendar program reads the terms that concern the person."""

    user = models.OneToOneField(User, models.CASCADE, related_name="calendar_feed")
    token = models.CharField(max_length=64, unique=True, default=new_token)
    issued_at = models.DateTimeField("выдан", default=timezone.now)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = "подписка на календарь"
        verbose_name_plural = "подписки на календарь"

    def __str__(self) -> str:
        return f"календарь: {self.user}"
