from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length

from accounts.models import Municipality, Role, User
from accounts.sorting import Alphabetical

LEVELS = (("начальное", 1, 4), ("основное", 5, 9), ("среднее", 10, 12))


class SchoolQuerySet(models.QuerySet["School"]):
    def visible_to(self, user: User) -> SchoolQuerySet:
        """All schools for the municipality's office, the own ones for directors and curators, none for the administrator."""
        own = self.filter(municipality_id=user.tenant_id)
        if user.role in (Role.DIRECTOR, Role.CURATOR):
            return own.filter(pk__in=SchoolStaff.objects.filter(user=user).values("school_id"))
        return own

    def active(self) -> SchoolQuerySet:
        return self.filter(is_active=True)


class School(models.Model):
    """A general-education organisation (образовательная организация) of a municipality."""

    class Kind(models.TextChoices):
        GENERAL = "general", "общеобразовательная"
        ADVANCED = "advanced", "гимназия, лицей, школа с углублённым изучением"
        EVENING = "evening", "вечерняя"
        CORRECTIONAL = "correctional", "коррекционная"
        SPECIAL_CLOSED = "special_closed", "СУВУ"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="schools")
    number = models.CharField("номер", max_length=10, blank=True)
    short_name = models.CharField("краткое наименование", max_length=150)
    full_name = models.CharField("полное наименование", max_length=400)
    kind = models.CharField("тип", max_length=20, choices=Kind.choices, default=Kind.GENERAL)
    address = models.CharField("адрес", max_length=300, blank=True)
    pupils = models.PositiveIntegerField("обучающихся", null=True, blank=True)
    first_grade = models.PositiveSmallIntegerField(
        "учит с класса", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    last_grade = models.PositiveSmallIntegerField(
        "по класс", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    branch_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="branches", verbose_name="филиал школы"
    )
    phone = models.CharField("телефон", max_length=60, blank=True)
    email = models.EmailField("электронная почта", blank=True)
    website = models.CharField("сайт", max_length=200, blank=True)
    is_active = models.BooleanField("действует", default=True)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = "школа"
        verbose_name_plural = "школы"
        ordering = [Length("number"), "number", Alphabetical("short_name"), "pk"]  # № 2 before № 10
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "short_name"],
                name="school_short_name_unique",
                violation_error_message="Школа с таким кратким наименованием уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(first_grade__isnull=True, last_grade__isnull=True)
                | Q(first_grade__isnull=False, last_grade__isnull=False, first_grade__lte=F("last_grade")),
                name="school_grades_ordered",
                violation_error_message="Укажите оба класса, первый — не больше последнего.",
            ),
            models.CheckConstraint(
                condition=~Q(branch_of=F("pk")),
                name="school_no_branch_of_itself",
                violation_error_message="Школа не может быть филиалом самой себя.",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def levels(self) -> list[str]:
        """Levels of education it offers: «начальное», «основное», «среднее»; empty while its grades are unknown."""
        first, last = self.first_grade, self.last_grade
        if first is None or last is None:
            return []
        return [name for name, low, high in LEVELS if first <= high and last >= low]


class SchoolStaffQuerySet(models.QuerySet["SchoolStaff"]):
    def visible_to(self, user: User) -> SchoolStaffQuerySet:
        return self.filter(school__in=School.objects.visible_to(user))


class SchoolStaff(models.Model):
    """A person's duty at a school: its director, or the curator who supports it from outside."""

    class Duty(models.TextChoices):
        DIRECTOR = "director", "директор"
        CURATOR = "curator", "куратор"

    school = models.ForeignKey(School, models.CASCADE, related_name="staff")
    user = models.ForeignKey(User, models.CASCADE, related_name="duties")
    duty = models.CharField("обязанность", max_length=10, choices=Duty.choices)

    objects = SchoolStaffQuerySet.as_manager()

    class Meta:
        verbose_name = "сотрудник школы"
        verbose_name_plural = "сотрудники школ"
        ordering = ["school", "duty", "pk"]
        constraints = [models.UniqueConstraint(fields=["school", "user"], name="school_staff_unique")]

    def __str__(self) -> str:
        return f"{self.school}: {self.user}"
