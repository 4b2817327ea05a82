"""What one person will be reminded of next, found by the rules of the mornings to come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accounts.models import Municipality, User
from monitoring.models import Morning
from monitoring.reminders.items import Item, own_items
from monitoring.reminders.morning import policy_of, said_to, wish_of
from monitoring.reminders.policy import OVERDUE, is_letter_day, stage_of
from roadmaps.term_calendar import calendar_of

LOOKED_AT = 60  # days


@dataclass(frozen=True)
class Planned:
    """`item` will be said on `day`, being at `stage`."""

    day: date
    item: Item
    stage: int


def planned(person: User, town: Municipality, now: datetime, limit: int = 10) -> list[Planned]:
    """The next reminders, if nothing is settled or postponed meanwhile; in a constant number of queries."""
    today = town.today(now)
    working, policy = calendar_of(town).working, policy_of(wish_of(person))
    items, said = own_items(person, town, today), said_to(person)
    found: list[Planned] = []
    for day, since in _mornings(town, today):
        if len(found) >= limit:
            break
        if not working.is_working(day) or not is_letter_day(day, since, policy, working):
            continue
        for item in items:
            stage = stage_of(item.due_on, day, policy, working)
            if stage is not None and stage > OVERDUE and stage < said.get(item.base, stage + 1):
                said[item.base] = stage
                found.append(Planned(day, item, stage))
    return found[:limit]


def _mornings(town: Municipality, today: date) -> Iterator[tuple[date, date | None]]:
    """Days still to come, today too while nobody has been reminded, each with the morning before it."""
    last = Morning.objects.filter(municipality=town).order_by("-day").values_list("day", flat=True).first()
    for number in range(LOOKED_AT):
        day = today + timedelta(days=number)
        if last is None or day > last:
            yield day, last
            last = day
