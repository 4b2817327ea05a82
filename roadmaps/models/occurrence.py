from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Least

from accounts.models import Role, User
from roadmaps.models.activity import Activity
from roadmaps.models.programme import Roadmap
from schools.models import School


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    def visible_to(self, user: User) -> OccurrenceQuerySet:
        return self.filter(activity__in=Activity.objects.visible_to(user))

    def planned(self) -> OccurrenceQuerySet:
        """Of activities that are not deleted, in roadmaps that are in force, and still in the plan."""
        return self.filter(
            is_planned=True, activity__deleted_at__isnull=True, activity__section__roadmap__state=Roadmap.State.APPROVED
        )

    def within(self, start: date, end: date) -> OccurrenceQuerySet:
        """Those whose interval overlaps start..end, both days included."""
        return self.annotate(begins_on=Least("starts_on", "due_on")).filter(begins_on__lte=end, due_on__gte=start)

    def due(self, start: date, end: date) -> OccurrenceQuerySet:
        return self.filter(due_on__gte=start, due_on__lte=end)

    def overdue(self, today: date) -> OccurrenceQuerySet:
        """Municipal occurrences past their day that nobody has settled. Computed, never stored."""
        done = Completion.objects.filter(occurrence=OuterRef("pk"), school__isnull=True)
        return self.filter(~Exists(done), due_on__lt=today, activity__audience=Activity.Audience.MUNICIPAL)


class Occurrence(models.Model):
    """One coming-due of an activity: «1-15 сентября 2024». Kept while facts hang on it, even when the phrase changes.

    `named_on` is the last day the phrase names, `due_on` the day that counts: moved from a day off by the municipality's
    rule, or postponed.
    """

    class Moved(models.TextChoices):
        DAY_OFF = "day_off", "перенесён с выходного"
        POSTPONED = "postponed", "отложен"

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="occurrences")
    starts_on = models.DateField("начало", null=True, blank=True)
    named_on = models.DateField("срок по дорожной карте")
    due_on = models.DateField("срок")
    moved = models.CharField("перенос", max_length=10, choices=Moved.choices, blank=True)
    label = models.CharField("срок словами", max_length=200)
    is_planned = models.BooleanField(default=True)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = "наступление срока"
        verbose_name_plural = "наступления срока"
        ordering = ["due_on", "activity", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "starts_on", "named_on"], name="occurrence_unique", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(starts_on__lte=F("named_on")), name="occurrence_ordered"
            ),
            models.CheckConstraint(
                condition=~Q(moved="") | Q(due_on=F("named_on")), name="occurrence_moved_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity}: {self.label}"


def seen_by(user: User) -> Q:
    """Facts of occurrences: the office sees all of its municipality; a school its own and the municipal ones."""
    seen = Q(occurrence__in=Occurrence.objects.visible_to(user))
    if user.role in (Role.DIRECTOR, Role.CURATOR):
        seen &= Q(school__isnull=True) | Q(school__in=School.objects.visible_to(user))
    return seen


class CompletionQuerySet(models.QuerySet["Completion"]):
    def visible_to(self, user: User) -> CompletionQuerySet:
        return self.filter(seen_by(user))


class Completion(models.Model):
    """How an occurrence was settled by the municipality (no school) or by one school: done, or not applicable and why."""

    class Outcome(models.TextChoices):
        DONE = "done", "выполнено"
        NOT_APPLICABLE = "na", "не применимо"

    occurrence = models.ForeignKey(Occurrence, models.PROTECT, related_name="completions")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="completions")
    outcome = models.CharField("итог", max_length=4, choices=Outcome.choices, default=Outcome.DONE)
    done_on = models.DateField("выполнено")
    result = models.TextField(
        "результат", max_length=4000, blank=True, help_text="Для «не применимо» — обязательная причина."
    )
    from_report = models.BooleanField("по принятому отчёту", default=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = CompletionQuerySet.as_manager()

    class Meta:
        verbose_name = "исполнение"
        verbose_name_plural = "исполнения"
        ordering = ["occurrence", "school"]
        constraints = [
            models.UniqueConstraint(
                fields=["occurrence", "school"],
                name="completion_unique",
                nulls_distinct=False,
                violation_error_message="Исполнение уже отмечено.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="done") | ~Q(result=""),
                name="completion_not_applicable_has_reason",
                violation_error_message="Напишите, почему мероприятие не применимо.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occurrence} — {self.done_on}"
