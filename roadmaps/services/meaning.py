"""From a deadline phrase to what an activity keeps of its meaning, and to the occurrences of the activity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypedDict

from django.db.models import ProtectedError

from accounts.models import Municipality
from roadmaps.deadlines import Choice, Meaning, Period, decided, occurrences, parse, says
from roadmaps.models import Activity, Occurrence, Roadmap
from roadmaps.term_calendar import Breaks, TermCalendar, calendar_of


class MeaningFields(TypedDict):
    deadline_kind: str
    deadline_says: str
    needs_date: bool
    is_deadline_unclear: bool


def understood(text: str, period: Period, choice: Mapping[str, Any] | None = None) -> Meaning:
    """What the phrase means in the plan, with the stored decision of a person (`Choice.as_data`) applied."""
    return decided(parse(text, period), Choice.from_data(choice) if choice else None, period)


def meaning_fields(
    text: str, period: Period, choice: Mapping[str, Any] | None = None, breaks: Breaks | None = None
) -> MeaningFields:
    """The derived fields of an activity. A phrase that is not understood is kept as it is and asks for a date.

    `breaks`: of the municipality's calendar; a phrase that names one of them asks for nothing more.
    """
    meaning = understood(text, period, choice)
    if meaning.breaks and occurrences(meaning, period, breaks):
        meaning = replace(meaning, needs_date=False, readings=())
    return MeaningFields(
        deadline_kind=meaning.kind,
        deadline_says=says(meaning, period)[:500],
        needs_date=bool(text) and meaning.needs_date,
        is_deadline_unclear=bool(text) and meaning.is_unclear,
    )


def planned_occurrences(activity: Activity, period: Period, calendar: TermCalendar) -> list[Occurrence]:
    """Unsaved occurrences of the activity's deadline within the programme, terms on days off moved by the town's rule."""
    meaning = understood(activity.deadline_text, period, activity.deadline_choice)
    return [
        Occurrence(
            activity=activity,
            starts_on=item.starts_on,
            named_on=item.due_on,
            label=item.label[:200],
            **_day_that_counts(item.due_on, calendar),
        )
        for item in occurrences(meaning, period, calendar.breaks, calendar.working.moved)
    ]


def refresh_occurrences(activity: Activity, calendar: TermCalendar | None = None) -> None:
    """Make the occurrences those of the phrase. One that facts hang on stays, out of the plan; a bare one goes.

    A postponed term keeps the day it was put off to. `calendar`: of the municipality, where many are refreshed at once.
    """
    programme = activity.section.roadmap.programme
    calendar = calendar or calendar_of(programme.municipality)
    _renew_fields(activity, calendar)
    wanted = {
        (item.starts_on, item.named_on): item for item in planned_occurrences(activity, programme.period, calendar)
    }
    for stored in activity.occurrences.all():
        item = wanted.pop((stored.starts_on, stored.named_on), None)
        if item is None:
            _drop(stored)
        else:
            _keep(stored, item)
    Occurrence.objects.bulk_create(wanted.values())


def refresh_municipality(municipality: Municipality) -> None:
    """After a change of the calendar: all terms of the municipality's living roadmaps."""
    calendar = calendar_of(municipality)
    activities = Activity.objects.filter(section__roadmap__programme__municipality=municipality)
    living = activities.exclude(section__roadmap__state=Roadmap.State.CLOSED)
    for activity in living.select_related("section__roadmap__programme").prefetch_related("occurrences"):
        refresh_occurrences(activity, calendar)


def _renew_fields(activity: Activity, calendar: TermCalendar) -> None:
    """What is understood may have changed with the calendar."""
    period = activity.section.roadmap.programme.period
    fields = meaning_fields(activity.deadline_text, period, activity.deadline_choice, calendar.breaks)
    changed = {name: value for name, value in fields.items() if getattr(activity, name) != value}
    if changed:
        Activity.objects.filter(pk=activity.pk).update(**changed)
    for name, value in changed.items():
        setattr(activity, name, value)


class _Day(TypedDict):
    due_on: date
    moved: str


def _day_that_counts(named_on: date, calendar: TermCalendar) -> _Day:
    due_on = calendar.due_on(named_on)
    return _Day(due_on=due_on, moved=Occurrence.Moved.DAY_OFF if due_on != named_on else "")


def _keep(stored: Occurrence, item: Occurrence) -> None:
    if stored.moved == Occurrence.Moved.POSTPONED:
        item.due_on, item.moved = stored.due_on, stored.moved
    changed = [
        name for name in ("label", "due_on", "moved", "is_planned") if getattr(stored, name) != getattr(item, name)
    ]
    for name in changed:
        setattr(stored, name, getattr(item, name))
    if changed:
        stored.save(update_fields=changed)


def _drop(occurrence: Occurrence) -> None:
    """Facts of this app and of those above it protect their occurrence: which they are need not be known here."""
    try:
        occurrence.delete()
    except ProtectedError:
        occurrence.is_planned = False
        occurrence.save(update_fields=["is_planned"])
