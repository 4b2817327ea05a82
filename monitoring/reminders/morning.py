"""A municipality's morning: what is new to each person becomes a letter, a notification and rows of the log."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.mail import Letter, unsubscribe_url, write_letters
from accounts.models import Municipality, ReminderSettings, User
from accounts.notifications import News, notify
from monitoring.models import Morning, Reminder
from monitoring.reminders.digest import digest_of
from monitoring.reminders.items import FORGOTTEN, Item, items_of
from monitoring.reminders.policy import Policy, is_letter_day, stage_of
from roadmaps.term_calendar import calendar_of
from schools.workdays import WorkingDays

FROM_HOUR = 7  # letters go out from seven o'clock of the municipality's own time
Staged = tuple[Item, int]


def remind(now: datetime) -> int:
    """Remind the people of every municipality where a working morning has come; returns how many people were told."""
    towns = Municipality.objects.filter(is_active=True)
    return sum(_remind_town(town, town.today(now)) for town in towns if _is_morning(town, now))


def _is_morning(town: Municipality, now: datetime) -> bool:
    return timezone.localtime(now, town.zone).hour >= FROM_HOUR


@transaction.atomic
def _remind_town(town: Municipality, today: date) -> int:
    """All or nothing, once a day: the row of the morning is what two workers would quarrel about."""
    working = calendar_of(town).working
    if not working.is_working(today):
        return 0
    last = Morning.objects.filter(municipality=town, day__lt=today).order_by("-day").first()
    morning, is_new = Morning.objects.get_or_create(municipality=town, day=today)
    if not is_new:
        return 0
    told = _fresh(town, today, last.day if last else None, working)
    _tell(told, today)
    morning.people = len(told)
    morning.save(update_fields=["people"])
    return len(told)


def _fresh(
    town: Municipality, today: date, since: date | None, working: WorkingDays
) -> dict[User, tuple[ReminderSettings, list[Staged]]]:
    """By person: the items at a stage the person has not heard of, where a letter is due today."""
    people = User.objects.active().filter(municipality=town).select_related("municipality", "reminder_settings")
    said = _said(town, today)
    of_person: dict[int, list[Item]] = defaultdict(list)
    for item in items_of(town, today):
        of_person[item.person].append(item)
    found = {}
    for person in people:
        wish = _wish_of(person)
        policy = Policy(wish.days_before, wish.weekday if wish.rhythm == ReminderSettings.Rhythm.WEEKLY else None)
        if of_person[person.pk] and is_letter_day(today, since, policy, working):
            staged = _staged(of_person[person.pk], today, policy, working)
            if fresh := [(item, stage) for item, stage in staged if item.key(stage) not in said]:
                found[person] = wish, fresh
    return found


def _wish_of(person: User) -> ReminderSettings:
    return getattr(person, "reminder_settings", None) or ReminderSettings(user=person)


def _said(town: Municipality, today: date) -> set[tuple[object, ...]]:
    told = Reminder.objects.filter(person__municipality=town, due_on__gte=today - FORGOTTEN)
    return set(told.values_list("person", "kind", "occurrence", "report", "school", "due_on", "stage"))


def _staged(items: Iterable[Item], today: date, policy: Policy, working: WorkingDays) -> list[Staged]:
    staged = ((item, _stage(item, today, policy, working)) for item in items)
    return [(item, stage) for item, stage in staged if stage is not None]


def _stage(item: Item, today: date, policy: Policy, working: WorkingDays) -> int | None:
    return stage_of(item.due_on, today, policy, working) if item.stage is None else item.stage


def _tell(told: dict[User, tuple[ReminderSettings, list[Staged]]], today: date) -> None:
    digests = {person: digest_of([item for item, _ in fresh], today) for person, (_, fresh) in told.items()}
    letters = write_letters(
        Letter(
            key=f"digest:{person.pk}:{today.isoformat()}",
            recipient=person,
            subject=digest.subject,
            body=digest.text(person, settings.SITE_URL, unsubscribe_url(person)),
            unsubscribe_url=unsubscribe_url(person),
        )
        for person, digest in digests.items()
        if told[person][0].by_email
    )
    page = reverse("roadmaps:term_list")
    notify(News(person, f"digest:{today.isoformat()}", digest.sentence, page) for person, digest in digests.items())
    Reminder.objects.bulk_create(
        Reminder(
            person=person, kind=item.kind, occurrence_id=item.occurrence, report_id=item.report, school_id=item.school,
            due_on=item.due_on, stage=stage, sent_on=today, letter_id=letters.get(person.pk),
        )
        for person, (_, fresh) in told.items()
        for item, stage in fresh
    )  # fmt: skip
