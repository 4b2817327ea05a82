"""The one way a school moves through the list: along `ListPlace.TRANSITIONS`, leaving an event for each step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from accounts.models import User
from schools.models import ExpertDecision, IdentificationRun, ListEvent, ListPlace, School, SchoolList


@dataclass(frozen=True)
class Step:
    """A school on its way to a state."""

    school_id: int
    to: str
    cause: str


@dataclass(frozen=True)
class Source:
    """What made the steps."""

    by: User | None
    run: IdentificationRun | None = None
    decision: ExpertDecision | None = None
    school_list: SchoolList | None = field(default=None)


def places_of(schools: Iterable[int]) -> dict[int, ListPlace]:
    """The places of the schools by school, locked; a school without a row stands nowhere. Two queries."""
    ids = list(schools)
    missing = School.objects.filter(pk__in=ids, list_place=None)
    ListPlace.objects.bulk_create([ListPlace(school=school) for school in missing], ignore_conflicts=True)
    return {one.school_id: one for one in ListPlace.objects.select_for_update().filter(school__in=ids)}


def move(steps: Iterable[Step], source: Source) -> None:
    """Take all steps at once. Raises ValidationError where the table of transitions knows no such step."""
    listed = list(steps)
    places, events = places_of(step.school_id for step in listed), []
    for step in listed:
        place = places[step.school_id]
        if step.to != place.state:
            events.append(_event(place, step, source))
        place.state = step.to
    ListPlace.objects.bulk_update(places.values(), ["state"], batch_size=500)
    ListEvent.objects.bulk_create(events, batch_size=500)


def _event(place: ListPlace, step: Step, source: Source) -> ListEvent:
    before, after = ListPlace.State(place.state), ListPlace.State(step.to)
    if after not in ListPlace.TRANSITIONS[before]:
        raise ValidationError(f"Из состояния «{before.label}» школа не может перейти в состояние «{after.label}».")
    return ListEvent(
        school_id=place.school_id,
        from_state=before,
        to_state=after,
        cause=step.cause[:400],
        run=source.run,
        decision=source.decision,
        school_list=source.school_list,
        actor=source.by,
    )
