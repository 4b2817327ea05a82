from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
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

    def unclear(self) -> ActivityQuerySet:
        """Alive ones of roadmaps not closed whose deadline waits for a person's decision."""
        return self.alive().filter(is_deadline_unclear=True).exclude(section__roadmap__state=Roadmap.State.CLOSED)

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
    is_deadline_unclear = models.BooleanField("срок ждёт решения", default=False)
    # what a person decided about the phrase (`deadlines.Choice.as_data`); gone when the phrase changes
    deadline_choice = models.JSONField("решение о сроке", null=True, blank=True)
    deadline_decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    deadline_decided_at = models.DateTimeField("срок уточнён", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "мероприятие"
        verbose_name_plural = "мероприятия"
        ordering = ["section__position", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    deadline_choice__isnull=True, deadline_decided_by__isnull=True, deadline_decided_at__isnull=True
                )
                | Q(
                    deadline_choice__isnull=False, deadline_decided_by__isnull=False, deadline_decided_at__isnull=False
                ),
                name="activity_decision_has_author",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()[:200]
