"""When a person is reminded of a term: pure dates.

A term has stages: so many days before it, as the person has chosen, and «overdue» from the first working morning after it.
Each stage falls on a working morning: a stage on a day off is moved to the working day before it, so that nobody hears on
Saturday what had to be known on Friday. On any morning only the latest stage reached matters: after a fortnight without a
worker one line comes, not three.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from schools.workdays import WorkingDays

OVERDUE = -1
WEEK = timedelta(days=7)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Policy:
    """One person's wish. `weekday` (0 = Monday) of the weekly letter, None for a letter on any working morning."""

    days_before: Sequence[int]
    weekday: int | None = None


def stage_of(due_on: date, today: date, policy: Policy, working: WorkingDays) -> int | None:
    """The stage a term is at for a letter of `today`: days before, OVERDUE, or None when it is too early.

    A weekly letter takes in all that falls due to be said before the next one.
    """
    if due_on < today:
        return OVERDUE
    through = today if policy.weekday is None else _next_letter_day(today, policy.weekday, working) - DAY
    reached = [days for days in policy.days_before if stage_day(due_on, days, working) <= through]
    return min(reached, default=None)


def stage_day(due_on: date, days: int, working: WorkingDays) -> date:
    """The working morning on which «за `days` дней» is said."""
    return working.moved(due_on - timedelta(days=days), "before")


def is_letter_day(today: date, since: date | None, policy: Policy, working: WorkingDays) -> bool:
    """Whether a letter of this rhythm belongs to `today`, a working day; `since`: the last morning that was not missed.

    A weekly letter missed while the worker was down is due on the first morning after.
    """
    if policy.weekday is None:
        return True
    last = max(day for week in (0, 1) if (day := _letter_day(today - week * WEEK, policy.weekday, working)) <= today)
    return last == today or (since is not None and since < last)


def late_by(due_on: date, today: date) -> int:
    """Calendar days a term is overdue; 0 when it is not."""
    return max((today - due_on).days, 0)


def _next_letter_day(today: date, weekday: int, working: WorkingDays) -> date:
    """After a holiday two letters may stand close together: the one of the past week, and that of this week."""
    weeks = (_letter_day(today + week * WEEK, weekday, working) for week in range(-1, 3))
    return min(day for day in weeks if day > today)


def _letter_day(day: date, weekday: int, working: WorkingDays) -> date:
    """The morning of the weekly letter in the week of `day`: the weekday, or the first working day after it."""
    return working.moved(day + timedelta(days=weekday - day.weekday()), "after")
