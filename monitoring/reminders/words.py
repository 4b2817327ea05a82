"""Reminders in words, for the pages: a person's wish, a stage, what became of the letter."""

from __future__ import annotations

from accounts.models import ReminderSettings, Role
from accounts.russian import joined
from monitoring.models import Reminder
from monitoring.reminders.policy import OVERDUE
from monitoring.wording import days

Kind = Reminder.Kind
ON_WEEKDAYS = ("по понедельникам", "по вторникам", "по средам", "по четвергам", "по пятницам")
TOLD = {
    Role.METHODIST: "методисту",
    Role.COORDINATOR: "координатору",
    Role.HEAD: "начальнику",
    Role.CURATOR: "куратору",
}
LETTERS = {
    "waiting": "письмо ждёт отправки",
    "sending": "письмо отправляется",
    "sent": "письмо отправлено",
    "failed": "письмо не доставлено",
}


def ahead(number: int) -> str:
    """«за 7 дней», «в день срока»."""
    return f"за {days(number)}" if number else "в день срока"


def wish_words(wish: ReminderSettings) -> str:
    """What will happen, in two or three sentences."""
    chosen = joined([ahead(number) for number in sorted(wish.days_before, reverse=True)])
    return f"{_before(wish, chosen)} {_channel(wish)}"


def _before(wish: ReminderSettings, chosen: str) -> str:
    if wish.rhythm == ReminderSettings.Rhythm.WEEKLY:
        soon = f"до каких сроков осталось мало времени ({chosen}) и что просрочено" if chosen else "что просрочено"
        return f"Раз в неделю, {ON_WEEKDAYS[wish.weekday]} с 7 утра, скажем одним перечнем, {soon}. В выходной — на следующее рабочее утро."
    late = "о просроченном скажем в ближайшее рабочее утро"
    if not chosen:
        return f"До срока напоминать не будем, {late}."
    return f"Напомним {chosen}, с 7 утра рабочего дня; {late}. Если этот день выходной — напомним в рабочий день перед ним."


def _channel(wish: ReminderSettings) -> str:
    if wish.by_email:
        return f"Письмом на {wish.user.email} и уведомлением на портале."
    return "Только уведомлением на портале: письма отключены."


def stage_words(reminder: Reminder) -> str:
    """«за 7 дней», «просрочено», «координатору на 3-й день», «ждёт проверки»."""
    if reminder.kind == Kind.REVIEW:
        return "ждёт проверки"
    if reminder.kind in (Kind.LATE_TERM, Kind.LATE_REPORT):
        whom = TOLD.get(Role(reminder.person.role), "")
        return f"{whom} на {-reminder.stage}-й день".strip()
    return "просрочено" if reminder.stage == OVERDUE else ahead(reminder.stage)


def way_words(reminder: Reminder) -> str:
    """How the person was told."""
    return LETTERS[reminder.letter.state] if reminder.letter else "только на портале"
