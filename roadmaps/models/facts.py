from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from accounts.models import User
from roadmaps.models.occurrence import Completion, Occurrence, seen_by
from schools.models import School


class CompletionFileQuerySet(models.QuerySet["CompletionFile"]):
    def visible_to(self, user: User) -> CompletionFileQuerySet:
        return self.filter(completion__in=Completion.objects.visible_to(user))


def completion_file_path(evidence: CompletionFile, _name: str) -> str:
    """Files lie under a key of ours; the name a user gave stays in the database."""
    programme = evidence.completion.occurrence.activity.section.roadmap.programme
    return f"completions/{programme.municipality_id}/{evidence.key}"


class CompletionFile(models.Model):
    """A file that confirms a completion, and the kind of document it is: справка, приказ, протокол."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    completion = models.ForeignKey(Completion, models.CASCADE, related_name="files")
    document_kind = models.CharField("документ", max_length=100, blank=True)
    file = models.FileField(upload_to=completion_file_path, max_length=200)
    name = models.CharField("имя файла", max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField("размер, байт")
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = CompletionFileQuerySet.as_manager()

    class Meta:
        verbose_name = "документ об исполнении"
        verbose_name_plural = "документы об исполнении"
        ordering = ["completion", "uploaded_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["completion", "sha256"],
                name="completion_file_once",
                violation_error_message="Этот файл уже приложен.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class PostponementQuerySet(models.QuerySet["Postponement"]):
    def visible_to(self, user: User) -> PostponementQuerySet:
        return self.filter(seen_by(user))


class Postponement(models.Model):
    """A term put off, with the reason and the day it replaces; rows are added, never changed.

    Without a school the occurrence itself moves (`Occurrence.due_on`); with one, only that school's term does.
    """

    occurrence = models.ForeignKey(Occurrence, models.PROTECT, related_name="postponements")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    old_on = models.DateField("прежний срок")
    new_on = models.DateField("новый срок")
    reason = models.TextField("причина", max_length=2000)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = PostponementQuerySet.as_manager()

    class Meta:
        verbose_name = "перенос срока"
        verbose_name_plural = "переносы сроков"
        ordering = ["occurrence", "school", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(old_on=F("new_on")),
                name="postponement_moves",
                violation_error_message="Новый срок совпадает с прежним.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="postponement_has_reason",
                violation_error_message="Напишите, почему срок перенесён.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occurrence}: {self.old_on:%d.%m.%Y} → {self.new_on:%d.%m.%Y}"


class ReportedTermQuerySet(models.QuerySet["ReportedTerm"]):
    def visible_to(self, user: User) -> ReportedTermQuerySet:
        return self.filter(seen_by(user))


class ReportedTerm(models.Model):
    """What a school's report calls done while the report waits for review: the term is neither open nor settled yet.

    Written and taken away by the app that keeps the reports (`monitoring.services.reported`).
    """

    occurrence = models.ForeignKey(Occurrence, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    done_on = models.DateField("выполнено по отчёту")

    objects = ReportedTermQuerySet.as_manager()

    class Meta:
        verbose_name = "срок в отчёте на проверке"
        verbose_name_plural = "сроки в отчётах на проверке"
        ordering = ["occurrence", "school"]
        constraints = [models.UniqueConstraint(fields=["occurrence", "school"], name="reported_term_once")]

    def __str__(self) -> str:
        return f"{self.occurrence} — {self.done_on}"
