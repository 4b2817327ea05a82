from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from accounts.models import Municipality, User
from schools.models.loading import ResultImport
from schools.models.school import School


class ProcedureKind(models.TextChoices):
    VPR = "ВПР", "ВПР"
    OGE = "ОГЭ", "ОГЭ"
    EGE = "ЕГЭ", "ЕГЭ"
    RPR = "РПР", "РПР"
    RT = "РТ", "РТ"
    NIKO = "НИКО", "НИКО"


class ProcedureFields(models.Model):
    """Whose procedure a row is about: kind × subject × grade of the programme × level × wave × exam year."""

    year = models.PositiveSmallIntegerField("год", validators=[MinValueValidator(2010), MaxValueValidator(2100)])
    kind = models.CharField("процедура", max_length=4, choices=ProcedureKind.choices)
    subject = models.CharField("предмет", max_length=40)
    grade = models.PositiveSmallIntegerField(
        "класс программы", validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    level = models.CharField("уровень", max_length=12, blank=True, help_text="«база» или «профиль» у математики ЕГЭ.")
    wave = models.CharField("период", max_length=40, blank=True)
    # no index: only taking an import back looks for it, once in a while, and every row would pay
    source = models.ForeignKey(ResultImport, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.kind}-{self.grade} {self.subject} {self.year}"


PROCEDURE = ["year", "kind", "subject", "grade", "level", "wave"]


class ProcedureCounts(ProcedureFields):
    """How many took part and with what result. Marks are known all four or not at all; a mean is kept as sum and number."""

    class ScoreUnit(models.TextChoices):
        PRIMARY = "первичный балл", "первичный балл"
        TEST = "тестовый балл", "тестовый балл"
        MARK = "отметка", "отметка"
        POINT = "балл", "балл"

    actual_grade = models.PositiveSmallIntegerField("писали в классе", null=True, blank=True)
    participants = models.PositiveIntegerField("участников")
    failed = models.PositiveIntegerField("не преодолели минимум")
    mark2 = models.PositiveIntegerField("«2»", null=True, blank=True)
    mark3 = models.PositiveIntegerField("«3»", null=True, blank=True)
    mark4 = models.PositiveIntegerField("«4»", null=True, blank=True)
    mark5 = models.PositiveIntegerField("«5»", null=True, blank=True)
    score_sum = models.PositiveIntegerField("сумма баллов", null=True, blank=True)
    scored = models.PositiveIntegerField("с баллом", null=True, blank=True)
    score_unit = models.CharField("чем измерен средний", max_length=20, choices=ScoreUnit.choices, blank=True)
    derived = models.BooleanField("восстановлено из процентов", default=False)
    comparable = models.BooleanField("сравнимо с другими годами", default=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(failed__lte=F("participants")),
                name="%(class)s_failed_within_participants",
                violation_error_message="Не преодолевших минимум не может быть больше, чем участников.",
            ),
            models.CheckConstraint(
                condition=Q(participants=F("mark2") + F("mark3") + F("mark4") + F("mark5")),
                name="%(class)s_marks_add_up",
                violation_error_message="Отметок должно быть столько же, сколько участников.",
            ),
        ]


class AssessmentResultQuerySet(models.QuerySet["AssessmentResult"]):
    def visible_to(self, user: User) -> AssessmentResultQuerySet:
        return self.filter(school__in=School.objects.visible_to(user))


class AssessmentResult(ProcedureCounts):
    """Counts of one school in one assessment procedure of one exam year. Pupils are never stored."""

    Kind = ProcedureKind

    school = models.ForeignKey(
        School, models.CASCADE, related_name="results", db_index=False
    )  # the unique one begins so

    objects = AssessmentResultQuerySet.as_manager()

    class Meta:
        verbose_name = "результат"
        verbose_name_plural = "результаты"
        ordering = ["school", "-year", "kind", "grade", "subject", "level", "wave"]
        constraints = [
            models.UniqueConstraint(fields=["school", *PROCEDURE], name="result_unique"),
            *ProcedureCounts.Meta.constraints,
        ]


class ReferenceResultQuerySet(models.QuerySet["ReferenceResult"]):
    def visible_to(self, user: User) -> ReferenceResultQuerySet:
        """No school's affair: everybody of the municipality may compare."""
        return self.filter(municipality_id=user.tenant_id)


class ReferenceResult(ProcedureCounts):
    """Counts of the whole sample, the region or the municipality, as a file gives them beside the schools: for comparison only."""

    class Scope(models.TextChoices):
        SAMPLE = "sample", "вся выборка"
        REGION = "region", "регион"
        MUNICIPALITY = "municipality", "муниципалитет"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="reference_results")
    scope = models.CharField("чьи", max_length=12, choices=Scope.choices)
    name = models.CharField("название группы", max_length=400)

    objects = ReferenceResultQuerySet.as_manager()

    class Meta:
        verbose_name = "результат для сравнения"
        verbose_name_plural = "результаты для сравнения"
        ordering = ["municipality", "-year", "kind", "grade", "subject", "level", "wave", "scope", "name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "scope", "name", *PROCEDURE], name="reference_unique"),
            *ProcedureCounts.Meta.constraints,
        ]


class ExamThresholdQuerySet(models.QuerySet["ExamThreshold"]):
    def visible_to(self, user: User) -> ExamThresholdQuerySet:
        return self.filter(municipality_id=user.tenant_id)


class ExamThreshold(models.Model):
    """The least passing score of an exam of one year where the municipality is; a region may set its own."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="thresholds")
    year = models.PositiveSmallIntegerField("год", validators=[MinValueValidator(2010), MaxValueValidator(2100)])
    kind = models.CharField("экзамен", max_length=4, choices=ProcedureKind.choices)
    subject = models.CharField("предмет", max_length=40)
    minimum = models.PositiveSmallIntegerField("минимум", validators=[MaxValueValidator(100)])

    objects = ExamThresholdQuerySet.as_manager()

    class Meta:
        verbose_name = "минимальный балл"
        verbose_name_plural = "минимальные баллы"
        ordering = ["municipality", "-year", "kind", "subject"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "year", "kind", "subject"], name="threshold_unique")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}, {self.subject}: {self.minimum}"
