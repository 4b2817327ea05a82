"""What the pages of the registry show."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from accounts.models import User
from schools.models import School, SchoolStaff, Verdict
from schools.models.school import SchoolQuerySet


def having_verdict(schools: SchoolQuerySet, status: str) -> SchoolQuerySet:
    """Those the municipality's last run gave this status; all where the status is none of ours."""
    if status not in Verdict.Status.values:
        return schools
    return schools.filter(pk__in=Verdict.objects.current().filter(status=status).values("school_id"))


def verdicts_of(schools: Iterable[School]) -> dict[int, Verdict]:
    """Verdicts of the last run by school. One query."""
    return {verdict.school_id: verdict for verdict in Verdict.objects.current().filter(school__in=schools)}


def people_of(school: School) -> list[SchoolStaff]:
    return list(school.staff.select_related("user").order_by("duty", "user"))


def people_list(user: User) -> models.QuerySet[User]:
    """People the user may manage, with their municipality and schools: three queries."""
    return User.objects.visible_to(user).select_related("municipality").prefetch_related("duties__school")
