"""What the calendars of a roadmap show: its terms between two days, as the person and the filters want them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from accounts.models import User
from roadmaps.agenda import sees_municipal
from roadmaps.filters import OWN, Filters, activities_of
from roadmaps.models import Activity, Occurrence, Postponement, Roadmap
from roadmaps.models.activity import ActivityQuerySet
from roadmaps.models.occurrence import OccurrenceQuerySet
from roadmaps.queries import concerning_any
from roadmaps.standing import Standing
from roadmaps.table import OccurrenceRow, occurrence_rows
from schools.models import School

STATES = {"": "все", **{standing.sign: standing.word for standing in Standing}}


@dataclass(frozen=True)
class ChartTerm:
    activity: Activity
    row: OccurrenceRow

    @property
    def first(self) -> date:
        return min(self.row.occurrence.starts_on or self.row.due_on, self.row.due_on)

    @property
    def last(self) -> date:
        return self.row.due_on

    @property
    def name(self) -> str:
        return f"{self.activity.number} {self.activity.title}".strip()


def chart_terms(
    roadmap: Roadmap, user: User, filters: Filters, today: date, start: date, end: date
) -> list[tuple[Activity, list[ChartTerm]]]:
    """Activities with a term in the time, in the order of the roadmap; a constant number of queries. None of a draft."""
    if roadmap.state == Roadmap.State.DRAFT:
        return []
    activities = _chosen(user, filters).filter(section__roadmap=roadmap).select_related("section")
    ordered = activities.order_by("section__position", "section", "position", "pk").prefetch_related("schools")
    rows = occurrence_rows(ordered, _near(start, end), roadmap, user, today, filters.school_key)
    found = []
    for row in rows:
        terms = [ChartTerm(row.activity, one) for one in row.occurrences]
        shown = [term for term in terms if term.first <= end and term.last >= start]
        if chosen := [term for term in shown if filters.state in ("", term.row.standing.sign)]:
            found.append((row.activity, chosen))
    return found


def _chosen(user: User, filters: Filters) -> ActivityQuerySet:
    activities = activities_of(user, filters)
    if filters.school == OWN:
        return activities.filter(audience=Activity.Audience.MUNICIPAL)
    if filters.school_key:
        return concerning_any(activities, School.objects.visible_to(user).filter(pk=filters.school_key))
    return activities if sees_municipal(user) else concerning_any(activities, School.objects.visible_to(user))


def _near(start: date, end: date) -> OccurrenceQuerySet:
    """Those that overlap the time, or that a school has put off into it."""
    moved = Postponement.objects.filter(new_on__gte=start, school__isnull=False)
    begins_on = Q(starts_on__lte=end) | Q(starts_on__isnull=True, due_on__lte=end) | Q(due_on__lte=end)
    return Occurrence.objects.filter(begins_on, Q(due_on__gte=start) | Q(pk__in=moved.values("occurrence")))
