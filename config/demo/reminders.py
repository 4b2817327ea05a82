"""The last working morning: who was reminded of what, so that the bell, the letters and the log have something to show."""

from __future__ import annotations

from datetime import datetime

from accounts.models import Municipality, ReminderSettings, User
from accounts.services import change_reminders
from monitoring.reminders.morning import remind_town
from roadmaps.term_calendar import calendar_of


def add_reminders(municipality: Municipality, now: datetime, *, weekly: User, portal_only: User) -> None:
    """Two people have wishes of their own: one list a week, and no letters."""
    change_reminders(weekly, by=weekly, wish={"rhythm": ReminderSettings.Rhythm.WEEKLY, "days_before": [14, 7, 1]})
    change_reminders(portal_only, by=portal_only, wish={"by_email": False})
    working = calendar_of(municipality).working
    remind_town(municipality, working.moved(municipality.today(now), "before"))
