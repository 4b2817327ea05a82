from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from accounts.models import User
from monitoring.models.indicator import Indicator
from monitoring.models.report import SchoolReport
from roadmaps.models import Occurrence


class IndicatorValueQuerySet(models.QuerySet["IndicatorValue"]):
    def visible_to(self, user: User) -> IndicatorValueQuerySet:
        return self.filter(report__in=SchoolReport.objects.visible_to(user))


class IndicatorValue(models.Model):
    """What a school says of one indicator. «Не заполнено», zero and «не применимо» are three different things."""

    class State(models.TextChoices):
        MISSING = "missing", "не заполнено"
        ENTERED = "entered", "заполнено"
        NOT_APPLICABLE = "not_applicable", "не применимо"

    report = models.ForeignKey(SchoolReport, models.PROTECT, related_name="values")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="values")
    state = models.CharField(max_length=15, choices=State.choices, default=State.MISSING)
    numerator = models.DecimalField("числитель", max_digits=12, decimal_places=2, null=True, blank=True)
    denominator = models.DecimalField("знаменатель", max_digits=12, decimal_places=2, null=True, blank=True)
    source = models.CharField("источник", max_length=200, blank=True)
    comment = models.TextField("комментарий", max_length=2000, blank=True)

    objects = IndicatorValueQuerySet.as_manager()

    class Meta:
        verbose_name = "значение показателя"
        verbose_name_plural = "значения показателей"
        ordering = ["report", "indicator__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "indicator"], name="value_unique"),
            models.CheckConstraint(
                condition=Q(state="not_applicable", numerator__isnull=True, denominator__isnull=True)
                | ~Q(state="not_applicable"),
                name="value_not_applicable_is_empty",
            ),
            models.CheckConstraint(
                condition=~Q(state="entered") | Q(numerator__isnull=False), name="value_entered_has_numerator"
            ),
            models.CheckConstraint(
                condition=(Q(numerator__isnull=True) | Q(numerator__gte=0))
                & (Q(denominator__isnull=True) | Q(denominator__gte=0)),
                name="value_not_negative",
                violation_error_message="Число не может быть меньше нуля.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.get_state_display()}"


class ActivityEntryQuerySet(models.QuerySet["ActivityEntry"]):
    def visible_to(self, user: User) -> ActivityEntryQuerySet:
        return self.filter(report__in=SchoolReport.objects.visible_to(user))


class ActivityEntry(models.Model):
    """What a school says of one occurrence of an activity in its report."""

    class Status(models.TextChoices):
        MISSING = "", "не заполнено"
        DONE = "done", "выполнено"
        IN_PROGRESS = "in_progress", "в работе"
        NOT_DONE = "not_done", "не выполнено"

    report = models.ForeignKey(SchoolReport, models.PROTECT, related_name="entries")
    occurrence = models.ForeignKey(Occurrence, models.PROTECT, related_name="entries")
    status = models.CharField("состояние", max_length=12, choices=Status.choices, blank=True, default=Status.MISSING)
    done_on = models.DateField("дата исполнения", null=True, blank=True)
    result = models.TextField("результат", max_length=4000, blank=True)
    reason = models.TextField("почему не выполнено", max_length=2000, blank=True)

    objects = ActivityEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "исполнение мероприятия"
        verbose_name_plural = "исполнение мероприятий"
        ordering = ["report", "occurrence__due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "occurrence"], name="entry_unique")]

    def __str__(self) -> str:
        return f"{self.occurrence}: {self.get_status_display()}"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: User) -> EvidenceQuerySet:
        return self.filter(entry__report__in=SchoolReport.objects.visible_to(user))


def evidence_path(evidence: Evidence, _name: str) -> str:
    """Files lie under a key of ours; the name a user gave stays in the database."""
    return f"evidence/{evidence.entry.report.school.municipality_id}/{evidence.key}"


class Evidence(models.Model):
    """A file that confirms an activity: справка, приказ, протокол."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entry = models.ForeignKey(ActivityEntry, models.PROTECT, related_name="evidence")
    file = models.FileField(upload_to=evidence_path, max_length=200)
    name = models.CharField("имя файла", max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField("размер, байт")
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "подтверждающий документ"
        verbose_name_plural = "подтверждающие документы"
        ordering = ["entry", "uploaded_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "sha256"], name="evidence_once", violation_error_message="Этот файл уже приложен."
            )
        ]

    def __str__(self) -> str:
        return self.name
