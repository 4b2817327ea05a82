"""Terms: an occurrence as the municipality or one school has to settle it, with the day that counts for it.

A school's own postponement moves only its own term, and never before the day that counts for everybody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest

from roadmaps.models import Activity, Completion, Occurrence, Postponement, ReportedTerm
from roadmaps.models.occurrence import OccurrenceQuerySet
from schools.models import School

Terms = QuerySet[Any]  # occurrences with what is annotated below


def municipal_terms(occurrences: OccurrenceQuerySet) -> Terms:
    """What the municipality carries out itself, with `term_due` and `is_settled`."""
    settled = Completion.objects.filter(occurrence=OuterRef("pk"), school__isnull=True)
    own = occurrences.filter(activity__audience=Activity.Audience.MUNICIPAL)
    return own.annotate(term_due=F("due_on"), is_settled=Exists(settled))


def school_terms(occurrences: OccurrenceQuerySet, schools: QuerySet[School]) -> Terms:
    """A row for each of the schools that has to carry an occurrence out: all active ones of the programme, or those listed.

    With `term_school`, `term_due`, `is_settled`, `is_reported` (a report that waits for review calls it done).
    """
    school = OuterRef("term_school")
    listed = Activity.schools.through.objects.filter(activity_id=OuterRef("activity_id"), school_id=school)
    moved = Postponement.objects.filter(occurrence=OuterRef("pk"), school=school).order_by("-pk")
    settled = Completion.objects.filter(occurrence=OuterRef("pk"), school=school)
    reported = ReportedTerm.objects.filter(occurrence=OuterRef("pk"), school=school)
    taking_part = occurrences.filter(activity__section__roadmap__programme__schools__in=schools.filter(is_active=True))
    by_school = taking_part.annotate(term_school=F("activity__section__roadmap__programme__schools"))
    return by_school.filter(
        Q(activity__audience=Activity.Audience.ALL_SCHOOLS)
        | Q(Exists(listed), activity__audience=Activity.Audience.LISTED)
    ).annotate(
        term_due=Greatest("due_on", Subquery(moved.values("new_on")[:1])),  # PostgreSQL passes over NULL
        is_settled=Exists(settled),
        is_reported=Exists(reported),
    )


def due_day(occurrence: Occurrence, school: School | None) -> date:
    """The day that counts for one term."""
    own = occurrence.postponements.filter(school=school).order_by("-pk").first() if school else None
    return max(occurrence.due_on, own.new_on) if own else occurrence.due_on


def own_days(occurrences: Iterable[Occurrence]) -> dict[int, dict[int, date]]:
    """By occurrence and school, the days that count for schools which have put their own term off; one query."""
    known = {occurrence.pk: occurrence.due_on for occurrence in occurrences}
    rows = Postponement.objects.filter(occurrence__in=known, school__isnull=False).order_by("pk")
    found: dict[int, dict[int, date]] = defaultdict(dict)
    for pk, school, new_on in rows.values_list("occurrence", "school", "new_on"):
        found[pk][school] = max(known[pk], new_on)
    return dict(found)
