from __future__ import annotations

from django.db import models

from accounts.models import Municipality, User
from schools.models.school import School


class MethodologyVersionQuerySet(models.QuerySet["MethodologyVersion"]):
    def visible_to(self, user: User) -> MethodologyVersionQuerySet:
        return self.filter(municipality_id=user.tenant_id)


class MethodologyVersion(models.Model):
    """A dated version of a municipality's criteria. It is never edited: a correction is a new version."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="methodologies")
    title = models.CharField("название", max_length=200)
    version = models.PositiveSmallIntegerField("версия")
    valid_from = models.DateField("действует с")
    params = models.JSONField("параметры")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MethodologyVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "версия методики"
        verbose_name_plural = "версии методики"
        ordering = ["municipality", "-version"]
        constraints = [models.UniqueConstraint(fields=["municipality", "version"], name="methodology_version_unique")]

    def __str__(self) -> str:
        return f"{self.title}, версия {self.version}"


class IdentificationRunQuerySet(models.QuerySet["IdentificationRun"]):
    def visible_to(self, user: User) -> IdentificationRunQuerySet:
        return self.filter(municipality_id=user.tenant_id)


class IdentificationRun(models.Model):
    """One computation of verdicts for all schools: immutable, reproducible from hash, methodology and engine version."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="identification_runs")
    methodology = models.ForeignKey(MethodologyVersion, models.PROTECT, related_name="runs")
    year = models.PositiveSmallIntegerField("год результатов")
    inputs_hash = models.CharField(max_length=64)
    engine_version = models.CharField(max_length=20)
    created_at = models.DateTimeField("проведён", auto_now_add=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = IdentificationRunQuerySet.as_manager()

    class Meta:
        verbose_name = "прогон идентификации"
        verbose_name_plural = "прогоны идентификации"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"Идентификация по результатам {self.year} года"


class VerdictQuerySet(models.QuerySet["Verdict"]):
    def visible_to(self, user: User) -> VerdictQuerySet:
        return self.filter(school__in=School.objects.visible_to(user))

    def current(self) -> VerdictQuerySet:
        """The verdicts of each municipality's last run."""
        newest = IdentificationRun.objects.filter(municipality=models.OuterRef("school__municipality")).order_by(
            "-created_at", "-pk"
        )
        return self.filter(run=models.Subquery(newest.values("pk")[:1]))


class Verdict(models.Model):
    """What one run says of one school, with the explanation as data."""

    class Status(models.TextChoices):
        LOW_RESULTS = "low_results", "ШНОР"
        AT_RISK = "at_risk", "зона риска"
        NOT_LOW = "not_low", "признаков ШНОР нет"
        EXPERT_REVIEW = "expert_review", "малая выборка — решают эксперты"
        INSUFFICIENT = "insufficient", "недостаточно данных"
        EXCLUDED = "excluded", "методика не применяется"

    run = models.ForeignKey(IdentificationRun, models.CASCADE, related_name="verdicts")
    school = models.ForeignKey(School, models.PROTECT, related_name="verdicts")
    status = models.CharField("заключение", max_length=20, choices=Status.choices)
    explanation = models.JSONField("объяснение")

    objects = VerdictQuerySet.as_manager()

    class Meta:
        verbose_name = "заключение"
        verbose_name_plural = "заключения"
        ordering = ["run", "school"]
        constraints = [models.UniqueConstraint(fields=["run", "school"], name="verdict_unique")]

    def __str__(self) -> str:
        return f"{self.school}: {self.get_status_display()}"
