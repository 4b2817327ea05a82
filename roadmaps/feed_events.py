"""Which events stand in a person's calendar: the terms that concern the person, and nothing the person may not see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from roadmaps.agenda import sees_municipal
from roadmaps.ical import CalendarEvent
from roadmaps.models import Completion, Occurrence, Postponement
from roadmaps.terms import municipal_terms, school_terms
from schools.models import School

BEHIND, AHEAD = timedelta(days=92), timedelta(days=400)


@dataclass(frozen=True)
class _Facts:
    """What has happened to the terms in hand; the municipality stands under school 0."""

    marks: dict[tuple[int, int], Completion]
    moves: dict[tuple[int, int], list[Postponement]]
    schools: dict[int, School]


def feed_events(user: User, today: date) -> list[CalendarEvent]:
    """From a quarter back to a year ahead, by day; a constant number of queries."""
    terms = _terms(user, today)
    keys = {pk for _, pk, _ in terms}
    occurrences = Occurrence.objects.filter(pk__in=keys).select_related("activity__section__roadmap").in_bulk()
    marks = Completion.objects.visible_to(user).filter(occurrence__in=keys)
    moves: dict[tuple[int, int], list[Postponement]] = defaultdict(list)
    for row in Postponement.objects.visible_to(user).filter(occurrence__in=keys):
        moves[row.occurrence_id, row.school_id or 0].append(row)
    facts = _Facts(
        marks={(mark.occurrence_id, mark.school_id or 0): mark for mark in marks},
        moves=moves,
        schools=School.objects.visible_to(user).in_bulk(),
    )
    return [event for group in _grouped(terms, occurrences, facts) if (event := _event(*group, facts)) is not None]


def _terms(user: User, today: date) -> list[tuple[date, int, int]]:
    planned = Occurrence.objects.visible_to(user).planned().filter(due_on__lte=today + AHEAD)
    theirs = school_terms(planned, School.objects.visible_to(user)).filter(term_due__gte=today - BEHIND)
    found = [(due_on, pk, school) for pk, school, due_on in theirs.values_list("pk", "term_school", "term_due")]
    if sees_municipal(user):
        own = municipal_terms(planned).filter(term_due__gte=today - BEHIND)
        found += [(due_on, pk, 0) for pk, due_on in own.values_list("pk", "term_due")]
    return sorted(found)


Group = tuple[Occurrence, date, list[int], str]


def _grouped(
    terms: Iterable[tuple[date, int, int]], occurrences: dict[int, Occurrence], facts: _Facts
) -> Iterator[Group]:
    """Who has many schools gets one event for all of them, and one more for each school that has put its own term off."""
    groups: dict[tuple[date, int, str], list[int]] = defaultdict(list)
    is_joined = len(facts.schools) > 1
    for due_on, pk, school in terms:
        is_alone = school and (not is_joined or due_on != occurrences[pk].due_on)
        uid = f"occurrence-{pk}-school-{school}" if is_alone else f"occurrence-{pk}"
        groups[due_on, pk, uid].append(school)
    return ((occurrences[pk], due_on, schools, uid) for (due_on, pk, uid), schools in groups.items())


def _event(occurrence: Occurrence, due_on: date, schools: list[int], uid: str, facts: _Facts) -> CalendarEvent | None:
    """None where it is not applicable to any of them."""
    marks = [facts.marks.get((occurrence.pk, school)) for school in schools]
    asked = [mark for mark in marks if mark is None or mark.outcome == Completion.Outcome.DONE]
    if not asked:
        return None
    moves = [row for school in {0, *schools} for row in facts.moves.get((occurrence.pk, school), [])]
    activity = occurrence.activity
    name = f"{activity.number} {activity.title}".strip()
    only = facts.schools.get(schools[0]) if len(schools) == 1 and len(facts.schools) > 1 else None
    address = reverse("roadmaps:roadmap_detail", args=[activity.section.roadmap_id])
    return CalendarEvent(
        uid=f"{uid}@{urlsplit(settings.SITE_URL).hostname}",
        day=due_on,
        summary=("✓ " if all(asked) else "") + (f"{only}: " if only else "") + name[:200],
        description=_description(occurrence, name),
        url=f"{settings.SITE_URL}{address}#activity-{activity.pk}",
        changed_at=_changed_at(occurrence, [mark for mark in marks if mark], moves),
        moves=len(moves),
    )


def _description(occurrence: Occurrence, name: str) -> str:
    activity = occurrence.activity
    lines = [name, f"Срок: {occurrence.label}", f"Дорожная карта: {activity.section.roadmap.title}"]
    lines += [f"Документ: {activity.report_form}"] if activity.report_form else []
    return "\n".join(lines)


def _changed_at(occurrence: Occurrence, marks: list[Completion], moves: list[Postponement]) -> datetime:
    approved_at = occurrence.activity.section.roadmap.approved_at
    moments = [mark.at for mark in marks] + [row.at for row in moves] + ([approved_at] if approved_at else [])
    return max(moments).astimezone(UTC).replace(microsecond=0)
