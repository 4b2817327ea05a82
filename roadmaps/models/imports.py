from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from accounts.models import Municipality, Role, User
from roadmaps.models.programme import Programme, Roadmap

if TYPE_CHECKING:
    from roadmaps.deadlines import Period


class RoadmapImportQuerySet(models.QuerySet["RoadmapImport"]):
    def visible_to(self, user: User) -> RoadmapImportQuerySet:
        """Work in hand: the office's own, nobody else's."""
        if user.role in (Role.DIRECTOR, Role.CURATOR):
            return self.none()
        return self.filter(municipality_id=user.tenant_id)

    def unfinished(self) -> RoadmapImportQuerySet:
        return self.filter(roadmap__isnull=True)


class RoadmapImport(models.Model):
    """A department's file between uploading and accepting: what was read of it, and the same as a person has corrected it."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, verbose_name="кто загрузил", related_name="+")
    created_at = models.DateTimeField("загружен", auto_now_add=True)
    file_name = models.CharField("файл", max_length=255)
    title = models.CharField("название дорожной карты", max_length=500)
    # the programme the roadmap belongs to; None: a new one with the words and years below
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, blank=True, related_name="+")
    programme_title = models.CharField("название программы", max_length=500, blank=True)
    period_kind = models.CharField(
        "годы", max_length=10, choices=Programme.PeriodKind.choices, default=Programme.PeriodKind.CALENDAR
    )
    starts_on = models.DateField("начало")
    ends_on = models.DateField("окончание")
    parsed = models.JSONField("прочитано")  # roadmaps.services.imports.as_read: tables as they stand in the file
    lines = models.JSONField("строки карты")  # section headings and activities in order, corrected by hand
    passport = models.JSONField("паспорт", default=list, blank=True)  # pairs: name, text
    roadmap = models.ForeignKey(Roadmap, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = RoadmapImportQuerySet.as_manager()

    class Meta:
        verbose_name = "загрузка дорожной карты"
        verbose_name_plural = "загрузки дорожных карт"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(programme__isnull=False) | ~Q(programme_title=""),
                name="import_names_programme",
                violation_error_message="Выберите программу или назовите новую.",
            ),
            models.CheckConstraint(condition=Q(starts_on__lt=F("ends_on")), name="import_period_ordered"),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def period(self) -> Period:
        """The years in which deadlines of the file are read."""
        from roadmaps.deadlines import Period

        return Period(
            self.starts_on, self.ends_on, "school" if self.period_kind == Programme.PeriodKind.SCHOOL else "calendar"
        )
