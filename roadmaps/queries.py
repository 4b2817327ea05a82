"""What the pages and the dashboard show of roadmaps: lists, progress, what is overdue."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import User
from roadmaps.models import Activity, Completion, Occurrence, Roadmap
from roadmaps.models.activity import ActivityQuerySet
from roadmaps.models.programme import RoadmapQuerySet
from schools.models import School

_MARKS = Completion.objects.filter(occurrence=OuterRef("pk"), school__isnull=True)
_NOT_APPLICABLE = _MARKS.filter(outcome=Completion.Outcome.NOT_APPLICABLE)


@dataclass
class Progress:
    """Occurrences that the municipality itself carries out: how many are planned, done, and past their day undone.

    One that is not applicable is none of them.
    """

    planned: int = 0
    done: int = 0
    overdue: int = 0

    def add(self, other: Progress) -> None:
        self.planned += other.planned
        self.done += other.done
        self.overdue += other.overdue


@dataclass
class RoadmapProgress:
    """Of a whole roadmap and of its sections by their key."""

    total: Progress = field(default_factory=Progress)
    sections: dict[int, Progress] = field(default_factory=lambda: defaultdict(Progress))


def progress(roadmaps: QuerySet[Roadmap], today: date) -> dict[int, RoadmapProgress]:
    """Progress by the key of the roadmap, an entry for each of `roadmaps`; one query. Nothing of a draft is overdue."""
    found = {pk: RoadmapProgress() for pk in roadmaps.values_list("pk", flat=True)}
    occurrences = Occurrence.objects.filter(
        activity__section__roadmap__in=list(found),
        activity__audience=Activity.Audience.MUNICIPAL,
        activity__deleted_at__isnull=True,
        is_planned=True,
    )
    late = Q(is_done=False, due_on__lt=today) & ~Q(activity__section__roadmap__state=Roadmap.State.DRAFT)
    rows = (
        occurrences.filter(~Exists(_NOT_APPLICABLE))
        .annotate(is_done=Exists(_MARKS))
        .values_list("activity__section__roadmap", "activity__section")
        .annotate(planned=Count("pk"), done=Count("pk", filter=Q(is_done=True)), overdue=Count("pk", filter=late))
        .order_by()
    )
    for roadmap, section, planned, done, overdue in rows:
        part = Progress(planned, done, overdue)
        found[roadmap].sections[section].add(part)
        found[roadmap].total.add(part)
    return found


def roadmap_list(user: User) -> RoadmapQuerySet:
    """Roadmaps with their programme and the number of activities in `activity_count`."""
    alive = Count("sections__activities", filter=Q(sections__activities__deleted_at__isnull=True))
    roadmaps = Roadmap.objects.visible_to(user).select_related("programme").annotate(activity_count=alive)
    return roadmaps.order_by("-created_at", "-pk")


def concerning_any(activities: ActivityQuerySet, schools: QuerySet[School]) -> ActivityQuerySet:
    """What at least one of the schools has to carry out itself."""
    listed = Activity.schools.through.objects.filter(activity_id=OuterRef("pk"), school__in=schools)
    return activities.filter(
        Q(audience=Activity.Audience.ALL_SCHOOLS) | Q(Exists(listed), audience=Activity.Audience.LISTED)
    )
