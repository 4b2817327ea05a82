"""Which terms a page of terms or a calendar shows: by section, responsible, school and state, all kept in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from accounts.keys import key_of
from accounts.models import User
from roadmaps.assignments import Assignment, assignments
from roadmaps.models import Activity, Roadmap, Section
from roadmaps.models.activity import ActivityQuerySet
from schools.models import School

OWN = "own"  # the municipality's activities, no school's


@dataclass(frozen=True)
class Filters:
    """What stands in the address; empty means all. `school` is a key or `own`."""

    section: str = ""
    responsible: str = ""
    school: str = ""
    state: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str], states: Mapping[str, str]) -> Filters:
        """Words that mean nothing are passed over."""
        keys = {name: query.get(name, "") for name in ("section", "responsible", "school")}
        known = {name: text for name, text in keys.items() if key_of(text) or (name == "school" and text == OWN)}
        state = query.get("state", "")
        return cls(**known, state=state if state in states else "")

    @property
    def school_key(self) -> int:
        return key_of(self.school)

    @property
    def query(self) -> str:
        """The filters as they stand in the address, without those that are empty."""
        return urlencode({name: text for name, text in vars(self).items() if text})

    def __bool__(self) -> bool:
        return bool(self.query)


@dataclass(frozen=True)
class Options:
    """What there is to choose from; a list of one is no choice and stays empty."""

    sections: list[tuple[Roadmap, list[Section]]]
    people: list[User]
    schools: list[School]


def options_for(user: User, roadmaps: list[Roadmap], *, with_people: bool) -> Options:
    sections: dict[int, list[Section]] = {roadmap.pk: [] for roadmap in roadmaps}
    for section in Section.objects.filter(roadmap__in=roadmaps).order_by("position", "pk"):
        sections[section.roadmap_id].append(section)
    keys = {one.user_id for one in _assigned(user, _of_roadmaps(roadmaps))} if with_people else set()
    schools = list(School.objects.visible_to(user).active())
    return Options(
        sections=[(roadmap, sections[roadmap.pk]) for roadmap in roadmaps if sections[roadmap.pk]],
        people=list(User.objects.active().filter(pk__in=keys)),
        schools=schools if len(schools) > 1 else [],
    )


def _of_roadmaps(roadmaps: list[Roadmap]) -> ActivityQuerySet:
    return Activity.objects.alive().filter(section__roadmap__in=roadmaps)


def _assigned(user: User, activities: ActivityQuerySet) -> list[Assignment]:
    """To people of the municipality; schools have a filter of their own."""
    if user.municipality is None:
        return []
    own = activities.filter(audience=Activity.Audience.MUNICIPAL)
    return [one for one in assignments(user.municipality, own) if one.school_id is None]


def activities_of(user: User, filters: Filters) -> ActivityQuerySet:
    """Activities of the chosen section and responsible that the person may see."""
    found = Activity.objects.visible_to(user).alive()
    if filters.section:
        found = found.filter(section=key_of(filters.section))
    if filters.responsible:
        own = found.filter(section__roadmap__state=Roadmap.State.APPROVED)
        person = key_of(filters.responsible)
        found = found.filter(pk__in={one.activity_id for one in _assigned(user, own) if one.user_id == person})
    return found
