from __future__ import annotations

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from accounts.models import Municipality, User


class AcademicPeriodQuerySet(models.QuerySet["AcademicPeriod"]):
    def visible_to(self, user: User) -> AcademicPeriodQuerySet:
        return self.filter(municipality_id=user.tenant_id)

    def breaks(self) -> AcademicPeriodQuerySet:
        return self.filter(kind__in=AcademicPeriod.BREAK_NAMES)


class AcademicPeriod(models.Model):
    """A term (четверть) or a break (каникулы) of a school year as the municipality has set it."""

    class Kind(models.TextChoices):
        TERM_1 = "term1", "I четверть"
        AUTUMN = "autumn", "осенние каникулы"
        TERM_2 = "term2", "II четверть"
        WINTER = "winter", "зимние каникулы"
        TERM_3 = "term3", "III четверть"
        SPRING = "spring", "весенние каникулы"
        TERM_4 = "term4", "IV четверть"
        SUMMER = "summer", "летние каникулы"

    # the words by which the deadline engine knows the breaks
    BREAK_NAMES = {
        Kind.AUTUMN: "осенние",
        Kind.WINTER: "зимние",
        Kind.SPRING: "весенние",
        Kind.SUMMER: "летние",
    }

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="academic_periods")
    school_year = models.PositiveSmallIntegerField(
        "учебный год начинается в", validators=[MinValueValidator(2010), MaxValueValidator(2100)]
    )
    kind = models.CharField("период", max_length=10, choices=Kind.choices)
    starts_on = models.DateField("начало")
    ends_on = models.DateField("окончание")

    objects = AcademicPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "учебный период"
        verbose_name_plural = "учебные периоды"
        ordering = ["municipality", "school_year", "starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "school_year", "kind"], name="academic_period_once"),
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")),
                name="academic_period_ordered",
                violation_error_message="Окончание раньше начала.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.school_year}/{self.school_year + 1}"

    @property
    def days(self) -> tuple[date, date]:
        return self.starts_on, self.ends_on


class SpecialDayQuerySet(models.QuerySet["SpecialDay"]):
    def visible_to(self, user: User) -> SpecialDayQuerySet:
        return self.filter(municipality_id=user.tenant_id)


class SpecialDay(models.Model):
    """A day that the municipality has off or works on, unlike the official calendar: a regional holiday, a new transfer."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="special_days")
    day = models.DateField("день")
    is_working = models.BooleanField("рабочий", default=False)
    note = models.CharField("почему", max_length=200)

    objects = SpecialDayQuerySet.as_manager()

    class Meta:
        verbose_name = "особый день"
        verbose_name_plural = "особые дни"
        ordering = ["municipality", "day"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "day"],
                name="special_day_once",
                violation_error_message="Этот день уже есть в списке.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y}: {self.note}"
