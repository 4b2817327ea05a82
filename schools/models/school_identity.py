from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q

from accounts.models import Municipality, User
from schools.models.school import School


class _Days(Func):
    """Both ends belong to the range; an open end has no date."""

    function = "DATERANGE"
    output_field = DateRangeField()


class SchoolIdentifierQuerySet(models.QuerySet["SchoolIdentifier"]):
    def visible_to(self, user: User) -> SchoolIdentifierQuerySet:
        return self.filter(school__in=School.objects.visible_to(user))

    def valid_on(self, day: date) -> SchoolIdentifierQuerySet:
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        return self.filter(begun, Q(valid_to__isnull=True) | Q(valid_to__gte=day))


class SchoolIdentifier(models.Model):
    """What a school is called in an outside system, and from when to when. Files are matched by it, never by the name alone."""

    class System(models.TextChoices):
        FIS_OKO = "fis_oko", "логин ФИС ОКО"
        RIS_GIA = "ris_gia", "код РИС ГИА"
        INN = "inn", "ИНН"
        OGRN = "ogrn", "ОГРН"
        OKPO = "okpo", "ОКПО"
        NAME = "name", "название в файлах"  # chosen by a person once, remembered since

    # repeats the school's, so that the constraint can see it: one municipality's mistake must not hinder another
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.CASCADE, related_name="identifiers")
    system = models.CharField("система", max_length=10, choices=System.choices)
    value = models.CharField("значение", max_length=400)
    valid_from = models.DateField("действует с", null=True, blank=True)
    valid_to = models.DateField("действует по", null=True, blank=True)

    objects = SchoolIdentifierQuerySet.as_manager()

    class Meta:
        verbose_name = "идентификатор школы"
        verbose_name_plural = "идентификаторы школ"
        ordering = ["school", "system", F("valid_from").asc(nulls_first=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__lte=F("valid_to")),
                name="school_identifier_ordered",
                violation_error_message="Окончание раньше начала.",
            ),
            ExclusionConstraint(
                name="school_identifier_once_at_a_time",
                expressions=[
                    ("municipality", RangeOperators.EQUAL),
                    ("system", RangeOperators.EQUAL),
                    ("value", RangeOperators.EQUAL),
                    (_Days("valid_from", "valid_to", RangeBoundary(inclusive_upper=True)), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Такой идентификатор в эти сроки уже есть у школы муниципалитета.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_system_display()} {self.value}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.municipality_id = self.school.municipality_id
        super().save(*args, **kwargs)


class SchoolSuccessionQuerySet(models.QuerySet["SchoolSuccession"]):
    def visible_to(self, user: User) -> SchoolSuccessionQuerySet:
        return self.filter(successor__in=School.objects.visible_to(user))


class SchoolSuccession(models.Model):
    """A reorganisation: what part of a school's pupils another school took over, and when."""

    predecessor = models.ForeignKey(School, models.CASCADE, related_name="successions", verbose_name="прежняя школа")
    successor = models.ForeignKey(School, models.CASCADE, related_name="inheritances", verbose_name="правопреемник")
    happened_on = models.DateField("дата реорганизации")
    share = models.DecimalField(
        "доля контингента, %",
        max_digits=5,
        decimal_places=2,
        default=100,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    basis = models.CharField("основание", max_length=300, blank=True)

    objects = SchoolSuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = "реорганизация"
        verbose_name_plural = "реорганизации"
        ordering = ["-happened_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="school_succession_once",
                violation_error_message="Эта реорганизация уже записана.",
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="school_succession_between_two",
                violation_error_message="Школа не может быть правопреемником самой себя.",
            ),
            models.CheckConstraint(condition=Q(share__gt=0, share__lte=100), name="school_succession_share"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
