"""Who is to be reminded of an activity: schools' directors where it fans out, else the people of the municipality."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import Municipality
from roadmaps.models import Activity
from roadmaps.resolution import Directory, load_directory, parties_of, understand

Audience = Activity.Audience


@dataclass(frozen=True, slots=True, order=True)
class Assignment:
    """`user_id` answers for the activity: for one school's own completion, or (school None) for the municipality's."""

    activity_id: int
    user_id: int
    school_id: int | None


def assignments(municipality: Municipality, activities: QuerySet[Activity] | Sequence[Activity]) -> list[Assignment]:
    """Each person once for an activity and a school; in a constant number of queries. Other towns' activities have none.

    An activity of schools falls to the directors of those of its active schools that take part in the programme, one of
    the municipality to `people_of` its cell.
    """
    rows = Activity.objects.filter(
        pk__in=[activity.pk for activity in activities], section__roadmap__programme__municipality=municipality
    )
    placed = list(rows.order_by("pk").values_list("pk", "audience", "responsible_text", "section__roadmap__programme"))
    directory = load_directory(municipality)
    listed = listed_schools(pk for pk, audience, _, _ in placed if audience == Audience.LISTED)
    found: list[Assignment] = []
    for activity, audience, text, programme in placed:
        if audience == Audience.MUNICIPAL:
            found += (Assignment(activity, user, None) for user in people_of(text, programme, directory))
        else:
            wanted = listed[activity] if audience == Audience.LISTED else None
            pairs = directors_of(programme, wanted, directory)
            found += (Assignment(activity, user, school) for school, user in pairs)
    return found


def people_of(text: str, programme: int, directory: Directory) -> list[int]:
    """Keys of those whom a cell of the municipality's own activity means.

    Where the cell means nobody that is known, the methodists and coordinators are told, so that nothing is forgotten;
    nobody is told only where the municipality has said so of every party.
    """
    meant = [understand(party, directory) for party in parties_of(text)]
    people = dict.fromkeys(pk for one in meant for pk in one.reminded(programme, directory))
    if people or (meant and all(one.is_nobody for one in meant)):
        return list(people)
    return list(directory.office)


def directors_of(programme: int, listed: Iterable[int] | None, directory: Directory) -> Iterator[tuple[int, int]]:
    """(school, director) of the schools that take part in the programme; `listed`: only of these."""
    taking_part = directory.programmes[programme]
    schools = taking_part if listed is None else taking_part & set(listed)
    return ((school, user) for school in sorted(schools) for user in directory.directors[school])


def listed_schools(activities: Iterable[int]) -> Mapping[int, set[int]]:
    """Schools by the key of the activity that lists them. One query."""
    found: dict[int, set[int]] = defaultdict(set)
    through = Activity.schools.through.objects.filter(activity__in=list(activities))
    for activity, school in through.values_list("activity", "school"):
        found[activity].add(school)
    return found
