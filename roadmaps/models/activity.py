from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from accounts.models import Role, User
from roadmaps.models.programme import Roadmap
from schools.models import School


class SectionQuerySet(models.QuerySet["Section"]):
    def visible_to(self, user: User) -> SectionQuerySet:
        return self.filter(roadmap__in=Roadmap.objects.visible_to(user))


class Section(models.Model):
    """A part of a roadmap (раздел, направление, блок)."""

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    number = models.CharField("номер", max_length=20, blank=True)
    title = models.CharField("название", max_length=1000)

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = "раздел"
        verbose_name_plural = "разделы"
        ordering = ["roadmap", "position", "pk"]

    def __str__(self) -> str:
        return self.title


class ActivityQuerySet(models.QuerySet["Activity"]):
    def visible_to(self, user: User) -> ActivityQuerySet:
        """Deleted activities stay reachable for their office only (undo), and through `deleted()`."""
        return self.filter(section__roadmap__in=Roadmap.objects.visible_to(user))

    def alive(self) -> ActivityQuerySet:
        return self.filter(deleted_at__isnull=True)

    def deleted(self) -> ActivityQuerySet:
        return self.filter(deleted_at__isnull=False)

    def concerning(self, school: School) -> ActivityQuerySet:
        """What the school itself has to carry out."""
        listed = Activity.schools.through.objects.filter(activity_id=OuterRef("pk"), school_id=school.pk)
        return self.filter(
            Q(audience=Activity.Audience.ALL_SCHOOLS) | Q(Exists(listed), audience=Activity.Audience.LISTED)
        )


class Activity(models.Model):
    """A row of the roadmap. Phrases of the order stay verbatim; what was understood of them stands beside."""

    class Audience(models.TextChoices):
        MUNICIPAL = "municipal", "муниципалитет"
        ALL_SCHOOLS = "all", "все школы программы"
        LISTED = "listed", "отдельные школы"

    section = models.ForeignKey(Section, models.CASCADE, related_name="activities")
    position = models.PositiveSmallIntegerField()
    number = models.CharField("номер", max_length=20, blank=True)
    title = models.TextField("мероприятие", max_length=4000)
    deadline_text = models.CharField("срок", max_length=500, blank=True)
    responsible_text = models.CharField("ответственные", max_length=2000, blank=True)
    expected_result = models.TextField("ожидаемый результат", max_length=4000, blank=True)
    report_form = models.CharField("отчётный документ", max_length=1000, blank=True)
    planned = models.CharField("плановое значение", max_length=1000, blank=True)
    audience = models.CharField("исполняет", max_length=10, choices=Audience.choices, default=Audience.MUNICIPAL)
    schools = models.ManyToManyField(School, related_name="activities", verbose_name="школы", blank=True)
    # derived from deadline_text by the engine whenever the phrase is saved
    deadline_kind = models.CharField(max_length=12, blank=True)
    deadline_says = models.CharField("понято так", max_length=500, blank=True)
    needs_date = models.BooleanField("срок без даты", default=False)
    version = models.PositiveIntegerField(default=1)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "мероприятие"
        verbose_name_plural = "мероприятия"
        ordering = ["section__position", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()[:200]


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
        return self.annotate(begins_on=Coalesce("starts_on", "due_on")).filter(begins_on__lte=end, due_on__gte=start)

    def due(self, start: date, end: date) -> OccurrenceQuerySet:
        return self.filter(due_on__gte=start, due_on__lte=end)

    def overdue(self, today: date) -> OccurrenceQuerySet:
        """Municipal occurrences past their day that nobody has completed. Computed, never stored."""
        done = Completion.objects.filter(occurrence=OuterRef("pk"), school__isnull=True)
        return self.filter(~Exists(done), due_on__lt=today, activity__audience=Activity.Audience.MUNICIPAL)


class Occurrence(models.Model):
    """One coming-due of an activity: «1-15 сентября 2024». Kept while facts hang on it, even when the phrase changes."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="occurrences")
    starts_on = models.DateField("начало", null=True, blank=True)
    due_on = models.DateField("срок")
    label = models.CharField("срок словами", max_length=200)
    is_planned = models.BooleanField(default=True)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = "наступление срока"
        verbose_name_plural = "наступления срока"
        ordering = ["due_on", "activity", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "starts_on", "due_on"], name="occurrence_unique", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(starts_on__lte=F("due_on")), name="occurrence_ordered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity}: {self.label}"


class CompletionQuerySet(models.QuerySet["Completion"]):
    def visible_to(self, user: User) -> CompletionQuerySet:
        """The office sees all of its municipality; a school its own and the municipal ones."""
        mine = self.filter(occurrence__in=Occurrence.objects.visible_to(user))
        if user.role in (Role.DIRECTOR, Role.CURATOR):
            return mine.filter(Q(school__isnull=True) | Q(school__in=School.objects.visible_to(user)))
        return mine


class Completion(models.Model):
    """The fact that an occurrence was completed: by the municipality (no school), or by one school in an accepted report."""

    occurrence = models.ForeignKey(Occurrence, models.PROTECT, related_name="completions")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="completions")
    done_on = models.DateField("выполнено")
    result = models.TextField("результат", max_length=4000, blank=True)
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
            )
        ]

    def __str__(self) -> str:
        return f"{self.occurrence} — {self.done_on}"
