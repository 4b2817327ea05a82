from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from schools.models.loading import ResultImport
from schools.models.results import PROCEDURE, ProcedureFields
from schools.models.school import School


class JournalComparisonQuerySet(models.QuerySet["JournalComparison"]):
    def visible_to(self, user: User) -> JournalComparisonQuerySet:
        return self.filter(school__in=School.objects.visible_to(user))


class JournalComparison(ProcedureFields):
    """How many marks of a school's work are below, equal to and above the marks in the class register."""

    school = models.ForeignKey(School, models.CASCADE, related_name="journal_comparisons")
    lowered = models.PositiveIntegerField("понизили")
    confirmed = models.PositiveIntegerField("подтвердили")
    raised = models.PositiveIntegerField("повысили")

    objects = JournalComparisonQuerySet.as_manager()

    class Meta:
        verbose_name = "сравнение с журналом"
        verbose_name_plural = "сравнения с журналом"
        ordering = ["school", "-year", "kind", "grade", "subject", "level", "wave"]
        constraints = [models.UniqueConstraint(fields=["school", *PROCEDURE], name="journal_unique")]


class ScoreDistributionQuerySet(models.QuerySet["ScoreDistribution"]):
    def visible_to(self, user: User) -> ScoreDistributionQuerySet:
        return self.filter(school__in=School.objects.visible_to(user))


class ScoreDistribution(ProcedureFields):
    """How many participants of a school got 0, 1, 2, … primary points."""

    school = models.ForeignKey(School, models.CASCADE, related_name="score_distributions")
    counts = ArrayField(models.PositiveIntegerField(), verbose_name="участников по баллам")
    derived = models.BooleanField("восстановлено из процентов", default=False)

    objects = ScoreDistributionQuerySet.as_manager()

    class Meta:
        verbose_name = "распределение баллов"
        verbose_name_plural = "распределения баллов"
        ordering = ["school", "-year", "kind", "grade", "subject", "level", "wave"]
        constraints = [models.UniqueConstraint(fields=["school", *PROCEDURE], name="scores_unique")]


class ObjectivityMarkerQuerySet(models.QuerySet["ObjectivityMarker"]):
    def visible_to(self, user: User) -> ObjectivityMarkerQuerySet:
        return self.filter(school__in=School.objects.visible_to(user))

    def standing(self) -> ObjectivityMarkerQuerySet:
        return self.filter(marked=True)


class ObjectivityMarker(models.Model):
    """Whether the region's table marks a school's ВПР in a grade and subject. «Marked: no» is data too; no row is unknown."""

    school = models.ForeignKey(School, models.CASCADE, related_name="markers")
    year = models.PositiveSmallIntegerField("год", validators=[MinValueValidator(2010), MaxValueValidator(2100)])
    grade = models.PositiveSmallIntegerField("класс", validators=[MinValueValidator(1), MaxValueValidator(12)])
    subject = models.CharField("предмет", max_length=40)
    marked = models.BooleanField("маркер есть")
    source = models.ForeignKey(ResultImport, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ObjectivityMarkerQuerySet.as_manager()

    class Meta:
        verbose_name = "маркер необъективности"
        verbose_name_plural = "маркеры необъективности"
        ordering = ["school", "-year", "grade", "subject"]
        constraints = [models.UniqueConstraint(fields=["school", "year", "grade", "subject"], name="marker_unique")]

    def __str__(self) -> str:
        return f"{self.grade} класс, {self.subject}, {self.year}"


class OlympiadResultQuerySet(models.QuerySet["OlympiadResult"]):
    def visible_to(self, user: User) -> OlympiadResultQuerySet:
        return self.filter(school__in=School.objects.visible_to(user))


class OlympiadResult(models.Model):
    """A school's participants and winners at one stage of the all-Russian olympiad in a school year."""

    class Stage(models.TextChoices):
        MUNICIPAL = "municipal", "муниципальный этап"
        REGIONAL = "regional", "региональный этап"
        FINAL = "final", "заключительный этап"

    school = models.ForeignKey(School, models.CASCADE, related_name="olympiads")
    year = models.PositiveSmallIntegerField(
        "учебный год закончился в", validators=[MinValueValidator(2010), MaxValueValidator(2100)]
    )
    stage = models.CharField("этап", max_length=10, choices=Stage.choices)
    participants = models.PositiveIntegerField("участников")
    winners = models.PositiveIntegerField("победителей и призёров")
    source = models.ForeignKey(ResultImport, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = OlympiadResultQuerySet.as_manager()

    class Meta:
        verbose_name = "результат олимпиады"
        verbose_name_plural = "результаты олимпиад"
        ordering = ["school", "-year", "stage"]
        constraints = [
            models.UniqueConstraint(fields=["school", "year", "stage"], name="olympiad_unique"),
            models.CheckConstraint(
                condition=Q(winners__lte=F("participants")),
                name="olympiad_winners_within_participants",
                violation_error_message="Победителей и призёров не может быть больше, чем участников.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}, {self.year}"

    @property
    def school_year(self) -> str:
        return f"{self.year - 1}/{self.year}"
