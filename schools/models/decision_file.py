from __future__ import annotations

import uuid

from django.db import models

from accounts.models import User
from schools.models.listing import ExpertDecision


class DecisionFileQuerySet(models.QuerySet["DecisionFile"]):
    def visible_to(self, user: User) -> DecisionFileQuerySet:
        return self.filter(decision__in=ExpertDecision.objects.visible_to(user))


def decision_file_path(scan: DecisionFile, _name: str) -> str:
    """Files lie under a key of ours; the name a user gave stays in the database."""
    return f"decisions/{scan.decision.school.municipality_id}/{scan.key}"


class DecisionFile(models.Model):
    """The paper an expert decision rests on, as a file: a scan of the working group's protocol, a letter."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    decision = models.OneToOneField(ExpertDecision, models.PROTECT, related_name="scan")
    file = models.FileField(upload_to=decision_file_path, max_length=200)
    name = models.CharField("имя файла", max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField("размер, байт")
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = DecisionFileQuerySet.as_manager()

    class Meta:
        verbose_name = "документ экспертного решения"
        verbose_name_plural = "документы экспертных решений"

    def __str__(self) -> str:
        return self.name
