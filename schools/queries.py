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


def called(schools: SchoolQuerySet, words: str) -> SchoolQuerySet:
    """Those whose short or full name holds every word; «№» before a number does not count."""
    for word in words.replace("№", " ").split():
        schools = schools.filter(models.Q(short_name__icontains=word) | models.Q(full_name__icontains=word))
    return schools


def verdicts_of(schools: Iterable[School]) -> dict[int, Verdict]:
    """Verdicts of the last run by school. One query."""
    return {verdict.school_id: verdict for verdict in Verdict.objects.current().filter(school__in=schools)}


def people_of(school: School) -> list[SchoolStaff]:
    return list(school.staff.select_related("user").order_by("duty", "user"))


def people_list(user: User, words: str = "") -> models.QuerySet[User]:
    """People the user may manage whose name, address or school holds every word: three queries with municipality and schools."""
    people = User.objects.visible_to(user)
    for word in words.split():
        name = models.Q(last_name__icontains=word) | models.Q(first_name__icontains=word)
        name |= models.Q(patronymic__icontains=word) | models.Q(email__icontains=word)
        at_school = SchoolStaff.objects.filter(school__short_name__icontains=word).values("user_id")
        people = people.filter(name | models.Q(pk__in=at_school))
    return people.select_related("municipality").prefetch_related("duties__school")
