from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from accounts.models import Municipality, Role, User
from schools.models import School

if TYPE_CHECKING:
    from roadmaps.deadlines import Period


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, user: User) -> ProgrammeQuerySet:
        """The office sees all programmes of its municipality; directors and curators those their schools take part in."""
        own = self.filter(municipality_id=user.tenant_id)
        if user.role in (Role.DIRECTOR, Role.CURATOR):
            return own.filter(schools__in=School.objects.visible_to(user)).distinct()
        return own


class Programme(models.Model):
    """A municipal support programme (программа, комплексный проект) over a period, with the schools that take part."""

    class PeriodKind(models.TextChoices):
        CALENDAR = "calendar", "календарные годы"
        SCHOOL = "school", "учебные годы"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="programmes")
    title = models.CharField("название", max_length=500)
    period_kind = models.CharField("годы", max_length=10, choices=PeriodKind.choices, default=PeriodKind.CALENDAR)
    starts_on = models.DateField("начало")
    ends_on = models.DateField("окончание")
    schools = models.ManyToManyField(School, related_name="programmes", verbose_name="школы", blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = "программа"
        verbose_name_plural = "программы"
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lt=F("ends_on")),
                name="programme_period_ordered",
                violation_error_message="Программа должна начинаться раньше, чем заканчиваться.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        from roadmaps.deadlines import Period

        return Period(
            self.starts_on, self.ends_on, "school" if self.period_kind == self.PeriodKind.SCHOOL else "calendar"
        )

    @property
    def years(self) -> str:
        first, last = self.starts_on.year, self.ends_on.year
        return f"{first}" if first == last else f"{first}–{last}"


class PassportEntryQuerySet(models.QuerySet["PassportEntry"]):
    def visible_to(self, user: User) -> PassportEntryQuerySet:
        return self.filter(programme__in=Programme.objects.visible_to(user))


class PassportEntry(models.Model):
    """One row of a programme's passport: «Цель проекта» and its text."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="passport")
    position = models.PositiveSmallIntegerField()
    name = models.CharField("название", max_length=300)
    text = models.TextField("содержание", max_length=10000)

    objects = PassportEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "строка паспорта"
        verbose_name_plural = "паспорт"
        ordering = ["programme", "position", "pk"]

    def __str__(self) -> str:
        return self.name


class RoadmapQuerySet(models.QuerySet["Roadmap"]):
    def visible_to(self, user: User) -> RoadmapQuerySet:
        """Directors and curators see only what has been approved."""
        own = self.filter(programme__in=Programme.objects.visible_to(user))
        if user.role in (Role.DIRECTOR, Role.CURATOR):
            return own.exclude(state=Roadmap.State.DRAFT)
        return own

    def in_force(self) -> RoadmapQuerySet:
        return self.filter(state=Roadmap.State.APPROVED)


class Roadmap(models.Model):
    """A plan of activities (дорожная карта, план мероприятий) of a programme."""

    class State(models.TextChoices):
        DRAFT = "draft", "черновик"
        APPROVED = "approved", "утверждена"
        CLOSED = "closed", "завершена"

    TRANSITIONS = {
        State.DRAFT: {State.APPROVED},
        State.APPROVED: {State.DRAFT, State.CLOSED},
        State.CLOSED: {State.APPROVED},
    }

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="roadmaps")
    title = models.CharField("название", max_length=500)
    state = models.CharField("состояние", max_length=10, choices=State.choices, default=State.DRAFT)
    approved_at = models.DateTimeField("утверждена", null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    source_name = models.CharField("загружена из файла", max_length=255, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RoadmapQuerySet.as_manager()

    class Meta:
        verbose_name = "дорожная карта"
        verbose_name_plural = "дорожные карты"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", approved_at__isnull=True, approved_by__isnull=True)
                | (~Q(state="draft") & Q(approved_at__isnull=False, approved_by__isnull=False)),
                name="roadmap_approved_has_author",
            ),
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(state="approved"),
                name="roadmap_one_in_force",
                violation_error_message="У программы уже есть утверждённая дорожная карта. Сначала завершите её или верните в черновик.",
            ),
        ]

    def __str__(self) -> str:
        return self.title
