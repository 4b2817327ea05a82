from __future__ import annotations

from django.db import models

from accounts.models import Municipality, OutgoingMail, Role, User
from monitoring.models.report import SchoolReport
from roadmaps.models import Occurrence
from schools.models import School


class MorningQuerySet(models.QuerySet["Morning"]):
    def visible_to(self, user: User) -> MorningQuerySet:
        return self.filter(municipality_id=user.tenant_id)


class Morning(models.Model):
    """A working morning on which the municipality's people were reminded; each comes once."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="mornings")
    day = models.DateField("день")
    people = models.PositiveIntegerField("напомнили людям", default=0)
    at = models.DateTimeField(auto_now_add=True)

    objects = MorningQuerySet.as_manager()

    class Meta:
        verbose_name = "утро напоминаний"
        verbose_name_plural = "утра напоминаний"
        ordering = ["-day", "municipality"]
        constraints = [models.UniqueConstraint(fields=["municipality", "day"], name="morning_once")]

    def __str__(self) -> str:
        return f"{self.municipality}, {self.day:%d.%m.%Y}"


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def visible_to(self, user: User) -> ReminderQuerySet:
        """The whole log for the office; a school's people see what they were told themselves."""
        own = self.filter(municipality_id=user.tenant_id)
        return own.filter(person=user) if user.role in (Role.DIRECTOR, Role.CURATOR) else own


class Reminder(models.Model):
    """One person reminded of one thing at one stage: the log «кому что и когда» and the guard against twice.

    `stage`: days before the term for which it stands (7, 1), -1 once it is overdue, -N for an escalation after N days.
    `municipality` is whose term it was: it stays when the person goes to another one.
    """

    class Kind(models.TextChoices):
        TERM = "term", "срок мероприятия"
        REPORT = "report", "отчёт школы"
        LATE_TERM = "late_term", "просрочено исполнителем"
        LATE_REPORT = "late_report", "отчёт не сдан"
        REVIEW = "review", "отчёт ждёт проверки"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    person = models.ForeignKey(User, models.PROTECT, related_name="reminders", verbose_name="кому")
    kind = models.CharField("о чём", max_length=12, choices=Kind.choices)
    occurrence = models.ForeignKey(Occurrence, models.PROTECT, null=True, blank=True, related_name="reminders")
    report = models.ForeignKey(SchoolReport, models.PROTECT, null=True, blank=True, related_name="reminders")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField("срок")
    stage = models.SmallIntegerField("этап")
    sent_on = models.DateField("напомнили")
    letter = models.ForeignKey(OutgoingMail, models.SET_NULL, null=True, blank=True, related_name="reminders")

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = "напоминание"
        verbose_name_plural = "напоминания"
        ordering = ["-sent_on", "-pk"]
        indexes = [models.Index(fields=["municipality", "-sent_on", "-id"], name="reminder_log")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "occurrence", "report", "school", "due_on", "stage"],
                name="reminder_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(occurrence__isnull=True, report__isnull=False)
                | models.Q(occurrence__isnull=False, report__isnull=True),
                name="reminder_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.occurrence or self.report} ({self.sent_on:%d.%m.%Y})"
