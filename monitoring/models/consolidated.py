from __future__ import annotations

from django.db import models

from accounts.models import User
from monitoring.models.indicator import ReportingPeriod


class ConsolidatedReportQuerySet(models.QuerySet["ConsolidatedReport"]):
    def visible_to(self, user: User) -> ConsolidatedReportQuerySet:
        return self.filter(period__in=ReportingPeriod.objects.visible_to(user))


def consolidated_path(report: ConsolidatedReport, name: str) -> str:
    return f"consolidated/{report.period.programme.municipality_id}/{report.period_id}/{name}"


class ConsolidatedReport(models.Model):
    """The municipality's report for a closed period as files, made when the period closes and again on demand."""

    period = models.OneToOneField(ReportingPeriod, models.PROTECT, related_name="consolidated")
    xlsx = models.FileField(upload_to=consolidated_path, max_length=200)
    pdf = models.FileField(upload_to=consolidated_path, max_length=200)
    created_at = models.DateTimeField("составлен")

    objects = ConsolidatedReportQuerySet.as_manager()

    class Meta:
        verbose_name = "сводный отчёт"
        verbose_name_plural = "сводные отчёты"
        ordering = ["-period__starts_on", "pk"]

    def __str__(self) -> str:
        return f"Сводный отчёт, {self.period}"
