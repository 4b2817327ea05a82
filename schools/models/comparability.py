from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from accounts.models import Municipality, User
from schools.models.results import ProcedureKind

PROCEDURE_OF_YEAR = ("year", "kind", "subject", "grade")


class NotComparableQuerySet(models.QuerySet["NotComparable"]):
    def visible_to(self, user: User) -> NotComparableQuerySet:
        """No school's affair: everybody of the municipality may know."""
        return self.filter(municipality_id=user.tenant_id)


class NotComparable(models.Model):
    """A procedure of a year whose results people hold not comparable with other years: another scale, other tasks, another season."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="not_comparable")
    year = models.PositiveSmallIntegerField("год", validators=[MinValueValidator(2010), MaxValueValidator(2100)])
    kind = models.CharField("процедура", max_length=4, choices=ProcedureKind.choices)
    subject = models.CharField("предмет", max_length=40)
    grade = models.PositiveSmallIntegerField(
        "класс программы", validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    reason = models.CharField("почему", max_length=500)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = NotComparableQuerySet.as_manager()

    class Meta:
        verbose_name = "отметка о несравнимости"
        verbose_name_plural = "отметки о несравнимости"
        ordering = ["-year", "kind", "grade", "subject"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", *PROCEDURE_OF_YEAR],
                name="not_comparable_once",
                violation_error_message="Эти результаты уже отмечены.",
            )
        ]

    def __str__(self) -> str:
        return f"{procedure_words(self.kind, self.subject, self.grade)}, {self.year}\N{NO-BREAK SPACE}год"


def procedure_words(kind: str, subject: str, grade: int) -> str:
    """«ВПР, русский, 5 класс»; exams say their grade themselves."""
    is_exam = kind in (ProcedureKind.OGE, ProcedureKind.EGE)
    return f"{kind}, {subject}" + ("" if is_exam else f", {grade}\N{NO-BREAK SPACE}класс")
