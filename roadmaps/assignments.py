"""Who is to be reminded of an activity: schools' directors where it fans out, else the people of the municipality."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import Municipality, Role, User
from roadmaps.models import Activity
from schools.models import School, SchoolStaff

_OFFICE = (Role.METHODIST, Role.COORDINATOR)


@dataclass(frozen=True, slots=True, order=True)
class Assignment:
    """`user_id` answers for the activity: for one school's own completion, or (school None) for the municipality's."""

    activity_id: int
    user_id: int
    school_id: int | None


def assignments(municipality: Municipality, activities: QuerySet[Activity] | Sequence[Activity]) -> list[Assignment]:
    """Each person once for an activity and a school; in a constant number of queries. Other towns' activities have none.

    An activity of schools falls to the directors of those of its active schools that take part in the programme. One of
    the municipality falls to its methodists and coordinators.
    """
    rows = Activity.objects.filter(
        pk__in=[activity.pk for activity in activities], section__roadmap__programme__municipality=municipality
    )
    placed = list(rows.order_by("pk").values_list("pk", "audience", "section__roadmap__programme"))
    directors, members, listed = _directors(municipality), _members(placed), _listed(placed)
    office = list(
        User.objects.active().filter(municipality=municipality, role__in=_OFFICE).values_list("pk", flat=True)
    )
    found: list[Assignment] = []
    for activity, audience, programme in placed:
        if audience == Activity.Audience.MUNICIPAL:
            found += (Assignment(activity, user, None) for user in sorted(office))
            continue
        taking_part = members[programme]
        schools = taking_part if audience == Activity.Audience.ALL_SCHOOLS else taking_part & listed[activity]
        found += (Assignment(activity, user, school) for school in sorted(schools) for user in directors[school])
    return found


def _directors(municipality: Municipality) -> Mapping[int, list[int]]:
    """People by the key of their school; active people of active schools only."""
    duties = SchoolStaff.objects.filter(
        duty=SchoolStaff.Duty.DIRECTOR,
        school__municipality=municipality,
        school__is_active=True,
        user__in=User.objects.active(),
    )
    return _grouped(duties.order_by("user").values_list("school", "user"))


def _members(placed: Iterable[tuple[int, str, int]]) -> Mapping[int, set[int]]:
    """Schools by the key of the programme they take part in."""
    programmes = {programme for _, _, programme in placed}
    pairs = School.programmes.through.objects.filter(programme__in=programmes).values_list("programme", "school")
    return defaultdict(set, {key: set(schools) for key, schools in _grouped(pairs).items()})


def _listed(placed: Iterable[tuple[int, str, int]]) -> Mapping[int, set[int]]:
    """Schools by the key of the activity that lists them."""
    keys = [activity for activity, audience, _ in placed if audience == Activity.Audience.LISTED]
    pairs = Activity.schools.through.objects.filter(activity__in=keys).values_list("activity", "school")
    return defaultdict(set, {key: set(schools) for key, schools in _grouped(pairs).items()})


def _grouped(pairs: Iterable[tuple[int, int]]) -> defaultdict[int, list[int]]:
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups
