"""From a deadline phrase to what an activity keeps of its meaning, and to the occurrences of the activity."""

from __future__ import annotations

from typing import TypedDict

from django.db.models import ProtectedError

from roadmaps.deadlines import Period, occurrences, parse, says
from roadmaps.models import Activity, Occurrence


class MeaningFields(TypedDict):
    deadline_kind: str
    deadline_says: str
    needs_date: bool


def meaning_fields(text: str, period: Period) -> MeaningFields:
    """The derived fields of an activity. A phrase that is not understood is kept as it is and asks for a date."""
    meaning = parse(text, period)
    return MeaningFields(
        deadline_kind=meaning.kind,
        deadline_says=says(meaning, period)[:500],
        needs_date=bool(text) and meaning.needs_date,
    )


def planned_occurrences(activity: Activity, period: Period) -> list[Occurrence]:
    """Unsaved occurrences of the activity's phrase within the programme."""
    found = occurrences(parse(activity.deadline_text, period), period)
    return [
        Occurrence(
            activity=activity,
            starts_on=item.starts_on,
            named_on=item.due_on,
            due_on=item.due_on,
            label=item.label[:200],
        )
        for item in found
    ]


def refresh_occurrences(activity: Activity) -> None:
    """Make the occurrences those of the phrase. One that facts hang on stays, out of the plan; a bare one goes."""
    period = activity.section.roadmap.programme.period
    wanted = {(item.starts_on, item.named_on): item for item in planned_occurrences(activity, period)}
    for stored in activity.occurrences.all():
        item = wanted.pop((stored.starts_on, stored.named_on), None)
        if item is None:
            _drop(stored)
        elif (stored.label, stored.is_planned) != (item.label, True):
            stored.label, stored.is_planned = item.label, True
            stored.save(update_fields=["label", "is_planned"])
    Occurrence.objects.bulk_create(wanted.values())


def _drop(occurrence: Occurrence) -> None:
    """Facts of this app and of those above it protect their occurrence: which they are need not be known here."""
    try:
        occurrence.delete()
    except ProtectedError:
        occurrence.is_planned = False
        occurrence.save(update_fields=["is_planned"])
