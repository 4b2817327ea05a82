"""Terms as an iCalendar file (RFC 5545): all-day events that any calendar program reads. Pure: no request, no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

PRODID = "-//Opora//Terms//RU"
REFRESH = timedelta(hours=4)  # how often a program is asked to look again


@dataclass(frozen=True)
class CalendarEvent:
    """A day on which something is due. `changed_at`: when anything of it changed last, aware; `moves`: how often it was put off."""

    uid: str
    day: date
    summary: str
    description: str
    url: str
    changed_at: datetime
    moves: int = 0


def build_calendar(name: str, zone: str, events: Iterable[CalendarEvent]) -> bytes:
    """The same events give the same bytes. `zone`: of the municipality, an IANA name; all-day events do not depend on it."""
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", zone)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    for event in events:
        calendar.add_component(_event(event))
    return bytes(calendar.to_ical())


def _event(event: CalendarEvent) -> Event:
    """DTSTAMP is the moment of the last change, not of this request: unchanged events stay byte for byte the same."""
    made = Event()
    made.add("uid", event.uid)
    made.add("dtstamp", event.changed_at)
    made.add("last-modified", event.changed_at)
    made.add("dtstart", event.day)
    made.add("dtend", event.day + timedelta(days=1))  # exclusive
    made.add("summary", event.summary)
    made.add("description", event.description)
    made.add("url", event.url)
    made.add("sequence", event.moves)
    made.add("status", "CONFIRMED")
    made.add("transp", "TRANSPARENT")  # a due day does not make anybody busy
    return made
