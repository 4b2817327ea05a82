from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from schools.models.school import School


class AssessmentResultQuerySet(models.QuerySet["AssessmentResult"]):
    def visible_to(self, user: User) -> AssessmentResultQuerySet:
        return self.filter(school__in=School.objects.visible_to(user))


class AssessmentResult(models.Model):
    """Counts of one school in one assessment procedure (ВПР, ОГЭ, ЕГЭ) of one exam year. Pupils are never stored."""

    class Kind(models.TextChoices):
        VPR = "ВПР", "ВПР"
        OGE = "ОГЭ", "ОГЭ"
        EGE = "ЕГЭ", "ЕГЭ"

    school = models.ForeignKey(School, models.CASCADE, related_name="results")
    year = models.PositiveSmallIntegerField("год", validators=[MinValueValidator(2010), MaxValueValidator(2100)])
    kind = models.CharField("процедура", max_length=3, choices=Kind.choices)
    subject = models.CharField("предмет", max_length=40)
    grade = models.PositiveSmallIntegerField(
        "класс программы", validators=[MinValueValidator(4), MaxValueValidator(11)]
    )
    level = models.CharField("уровень", max_length=10, blank=True, help_text="«база» или «профиль» у математики ЕГЭ.")
    participants = models.PositiveIntegerField("участников")
    failed = models.PositiveIntegerField("не преодолели минимум")

    objects = AssessmentResultQuerySet.as_manager()

    class Meta:
        verbose_name = "результат"
        verbose_name_plural = "результаты"
        ordering = ["school", "-year", "kind", "grade", "subject", "level"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "year", "kind", "subject", "grade", "level"], name="result_unique"
            ),
            models.CheckConstraint(
                condition=Q(failed__lte=F("participants")),
                name="result_failed_within_participants",
                violation_error_message="Не преодолевших минимум не может быть больше, чем участников.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}-{self.grade} {self.subject} {self.year}"
