from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from accounts.models.municipality import Municipality
from accounts.models.user import User

if TYPE_CHECKING:
    from datetime import datetime


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def visible_to(self, user: User) -> AuditEventQuerySet:
        if user.is_portal_admin:
            return self.filter(municipality__isnull=True)
        return self.filter(municipality_id=user.tenant_id)

    def about(self, obj: models.Model) -> AuditEventQuerySet:
        return self.filter(object_type=obj._meta.label_lower, object_id=obj.pk)


class AuditEvent(models.Model):
    """One write that somebody (or the clock) made: who, when, what, before and after. The database refuses changes to it."""

    at: models.DateTimeField[datetime, datetime] = models.DateTimeField("когда", auto_now_add=True, db_index=True)
    actor = models.ForeignKey(User, models.PROTECT, verbose_name="кто", null=True, blank=True, related_name="+")
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, related_name="+")
    action = models.CharField("действие", max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    object_label = models.CharField("предмет", max_length=300)
    before = models.JSONField("было", default=dict)
    after = models.JSONField("стало", default=dict)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = "запись журнала"
        verbose_name_plural = "журнал действий"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="audit_object")]

    def __str__(self) -> str:
        return f"{self.action}: {self.object_label}"
