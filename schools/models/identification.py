from __future__ import annotations

from django.db import models
from django.db.models import Q

from accounts.models import Municipality, User
from schools.models.school import School


class MethodologyVersionQuerySet(models.QuerySet["MethodologyVersion"]):
    def visible_to(self, user: User) -> MethodologyVersionQuerySet:
        return self.filter(municipality_id=user.tenant_id)

    def approved(self) -> MethodologyVersionQuerySet:
        return self.filter(approved_at__isnull=False)


class MethodologyVersion(models.Model):
    """A dated version of a municipality's criteria. Once approved it is never edited: a correction is a new version.

    The database holds that with a trigger (migration 0006): runs refer to exactly these parameters.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="methodologies")
    title = models.CharField("название", max_length=200)
    version = models.PositiveSmallIntegerField("версия")
    valid_from = models.DateField("действует с")
    params = models.JSONField("параметры")
    reason = models.TextField("что изменено и почему", max_length=2000, blank=True)
    based_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField("утверждена", null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = MethodologyVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "версия методики"
        verbose_name_plural = "версии методики"
        ordering = ["municipality", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "version"], name="methodology_version_unique"),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=False) | Q(approved_by__isnull=True),
                name="methodology_approval_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, версия {self.version}"

    @property
    def is_approved(self) -> bool:
        return self.approved_at is not None


class IdentificationRunQuerySet(models.QuerySet["IdentificationRun"]):
    def visible_to(self, user: User) -> IdentificationRunQuerySet:
        return self.filter(municipality_id=user.tenant_id)

    def newest(self) -> IdentificationRunQuerySet:
        return self.order_by("-created_at", "-pk")


class IdentificationRun(models.Model):
    """One computation of verdicts for all schools: immutable, reproducible from hash, methodology and engine version.

    `inputs` are the columns it read, packed by the engine: any verdict can be worked out again from the very same data.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="identification_runs")
    methodology = models.ForeignKey(MethodologyVersion, models.PROTECT, related_name="runs")
    year = models.PositiveSmallIntegerField("год результатов")
    inputs_hash = models.CharField(max_length=64)
    inputs = models.BinaryField(default=b"")
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
        newest = IdentificationRun.objects.filter(municipality=models.OuterRef("school__municipality")).newest()
        return self.filter(run=models.Subquery(newest.values("pk")[:1]))


class Verdict(models.Model):
    """What one run says of one school: two flags, what they make together, and the explanation as data.

    A flag that is NULL could not be told; that is neither «yes» nor «no».
    """

    class Status(models.TextChoices):
        LOW_RESULTS = "low_results", "ШНОР"
        AT_RISK = "at_risk", "зона риска"
        NOT_LOW = "not_low", "признаков ШНОР нет"
        EXPERT_REVIEW = "expert_review", "малая выборка — решают эксперты"
        INSUFFICIENT = "insufficient", "недостаточно данных"
        EXCLUDED = "excluded", "методика не применяется"

    class Quadrant(models.TextChoices):
        LOW_AND_ADVERSE = "low_and_adverse", "ШНОР и ШНСУ"
        LOW = "low", "ШНОР, условия обычные"
        RESILIENT = "resilient", "ШНСУ, резильентная"
        ADVERSE = "adverse", "ШНСУ, результаты не низкие"
        ORDINARY = "ordinary", "ни ШНОР, ни ШНСУ"
        UNKNOWN = "unknown", "одно из двух сказать нельзя"

    class ListStatus(models.TextChoices):
        """Where the rule would have the school stand in the list; people decide."""

        CANDIDATE = "candidate", "кандидат"
        IN_SUPPORT = "in_support", "остаётся в перечне"
        EXIT_MONITORING = "exit_monitoring", "наблюдение перед выходом"
        EXITED = "exited", "может выйти"

    run = models.ForeignKey(IdentificationRun, models.CASCADE, related_name="verdicts")
    school = models.ForeignKey(School, models.PROTECT, related_name="verdicts")
    status = models.CharField("заключение", max_length=20, choices=Status.choices)
    low_results = models.BooleanField("ШНОР", null=True, blank=True)
    adverse_context = models.BooleanField("ШНСУ", null=True, blank=True)
    at_risk = models.BooleanField("зона риска", default=False)
    quadrant = models.CharField("квадрант", max_length=20, choices=Quadrant.choices, default=Quadrant.UNKNOWN)
    list_status = models.CharField(max_length=20, blank=True, choices=ListStatus.choices)
    clean_runs = models.PositiveSmallIntegerField(default=0)
    explanation = models.JSONField("объяснение")

    objects = VerdictQuerySet.as_manager()

    class Meta:
        verbose_name = "заключение"
        verbose_name_plural = "заключения"
        ordering = ["run", "school"]
        constraints = [models.UniqueConstraint(fields=["run", "school"], name="verdict_unique")]

    def __str__(self) -> str:
        return f"{self.school}: {self.get_status_display()}"
