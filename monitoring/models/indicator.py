from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from accounts.models import User
from roadmaps.models import Programme


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def visible_to(self, user: User) -> IndicatorQuerySet:
        return self.filter(programme__in=Programme.objects.visible_to(user))


class Indicator(models.Model):
    """A quantity that every school of a programme reports each quarter, a share by numerator and denominator."""

    class Kind(models.TextChoices):
        SHARE = "share", "доля: числитель и знаменатель"
        COUNT = "count", "количество"
        MEAN = "mean", "среднее: сумма и число"

    class Direction(models.TextChoices):
        UP = "up", "чем больше, тем лучше"
        DOWN = "down", "чем меньше, тем лучше"

    class Accumulation(models.TextChoices):
        PERIOD = "period", "за квартал"
        CUMULATIVE = "cumulative", "с начала года"
        SNAPSHOT = "snapshot", "на конец квартала"

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="indicators")
    position = models.PositiveSmallIntegerField()
    code = models.CharField("код", max_length=20)
    name = models.CharField("показатель", max_length=500)
    kind = models.CharField("вид", max_length=10, choices=Kind.choices, default=Kind.SHARE)
    unit = models.CharField("единица", max_length=30, default="%")
    numerator_label = models.CharField("что считать (числитель)", max_length=300)
    denominator_label = models.CharField("из скольких (знаменатель)", max_length=300, blank=True)
    direction = models.CharField("направление", max_length=5, choices=Direction.choices, default=Direction.UP)
    accumulation = models.CharField(
        "за какое время", max_length=10, choices=Accumulation.choices, default=Accumulation.SNAPSHOT
    )
    source = models.CharField("источник", max_length=200, blank=True)
    decimals = models.PositiveSmallIntegerField("знаков после запятой", default=1)
    is_active = models.BooleanField("собирается", default=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "показатель"
        verbose_name_plural = "показатели"
        ordering = ["programme", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code"],
                name="indicator_code_unique",
                violation_error_message="Такой код уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(kind="count") | ~Q(denominator_label=""),
                name="indicator_share_has_denominator",
                violation_error_message="У доли и среднего назовите знаменатель.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TargetQuerySet(models.QuerySet["Target"]):
    def visible_to(self, user: User) -> TargetQuerySet:
        return self.filter(indicator__in=Indicator.objects.visible_to(user))


class Target(models.Model):
    """The value an indicator of the whole municipality is to reach in a calendar year."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets")
    year = models.PositiveSmallIntegerField("год")
    value = models.DecimalField("целевое значение", max_digits=12, decimal_places=2)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = "целевое значение"
        verbose_name_plural = "целевые значения"
        ordering = ["indicator", "year"]
        constraints = [models.UniqueConstraint(fields=["indicator", "year"], name="target_unique")]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.year}: {self.value}"


class ReportingPeriodQuerySet(models.QuerySet["ReportingPeriod"]):
    def visible_to(self, user: User) -> ReportingPeriodQuerySet:
        return self.filter(programme__in=Programme.objects.visible_to(user))

    def open_on(self, today: date) -> ReportingPeriodQuerySet:
        """Periods whose reports are being collected on the local day `today`."""
        return self.filter(opens_on__lte=today, closes_on__gte=today)


class ReportingPeriod(models.Model):
    """A quarter a programme collects reports for: what it covers, when it opens, when reports are due, when it closes."""

    ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="periods")
    year = models.PositiveSmallIntegerField("год")
    quarter = models.PositiveSmallIntegerField(
        "квартал", choices=[(n, f"{roman} квартал") for n, roman in ROMAN.items()]
    )
    starts_on = models.DateField("начало квартала")
    ends_on = models.DateField("конец квартала")
    opens_on = models.DateField("отчёты открываются")
    due_on = models.DateField("срок сдачи")
    closes_on = models.DateField("приём закрывается")

    objects = ReportingPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "отчётный период"
        verbose_name_plural = "отчётные периоды"
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "year", "quarter"],
                name="period_unique",
                violation_error_message="Такой период уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__lt=F("ends_on")) & Q(opens_on__lte=F("due_on")) & Q(due_on__lte=F("closes_on")),
                name="period_dates_ordered",
                violation_error_message="Даты идут по порядку: открытие, срок сдачи, закрытие приёма.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return f"{self.ROMAN[self.quarter]} квартал {self.year}"
