"""A municipality's morning: what is new to each person becomes a letter, a notification and rows of the log."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.mail import Letter, unsubscribe_url, write_letters
from accounts.models import Municipality, ReminderSettings, User
from accounts.notifications import News, notify
from monitoring.models import Morning, Reminder
from monitoring.models.reminder import ReminderQuerySet
from monitoring.reminders.digest import digest_of
from monitoring.reminders.items import FORGOTTEN, Base, Item, items_of
from monitoring.reminders.policy import Policy, is_letter_day, stage_of
from roadmaps.term_calendar import calendar_of
from schools.workdays import WorkingDays

logger = logging.getLogger(__name__)

FROM_HOUR = 7  # letters go out from seven o'clock of the municipality's own time
UPWARDS = (Reminder.Kind.LATE_TERM, Reminder.Kind.LATE_REPORT)
Staged = tuple[Item, int]
Said = Mapping[Base, int]


def remind(now: datetime) -> int:
    """Remind the people of every municipality where a working morning has come; returns how many people were told.

    What fails in one municipality is logged and tried again by the next run; the others are told all the same.
    """
    told = 0
    for town in Municipality.objects.filter(is_active=True):
        if timezone.localtime(now, town.zone).hour < FROM_HOUR:
            continue
        try:
            told += remind_town(town, town.today(now))
        except Exception:
            logger.exception("the reminders of municipality %s failed", town.pk)
    return told


@transaction.atomic
def remind_town(town: Municipality, today: date) -> int:
    """All or nothing, once a day: the row of the morning is what two workers would quarrel about."""
    working = calendar_of(town).working
    if not working.is_working(today):
        return 0
    last = Morning.objects.filter(municipality=town, day__lt=today).order_by("-day").first()
    morning, is_new = Morning.objects.get_or_create(municipality=town, day=today)
    if not is_new:
        return 0
    told = _fresh(town, today, last.day if last else None, working)
    _tell(told, town, today)
    morning.people = len(told)
    morning.save(update_fields=["people"])
    return len(told)


def wish_of(person: User) -> ReminderSettings:
    """The person's own, or the usual one of who has chosen nothing."""
    return getattr(person, "reminder_settings", None) or ReminderSettings(user=person)


def policy_of(wish: ReminderSettings) -> Policy:
    return Policy(wish.days_before, wish.weekday if wish.rhythm == ReminderSettings.Rhythm.WEEKLY else None)


def said_to(person: User) -> dict[Base, int]:
    """The nearest stage the person has heard of, by what it was about."""
    return _nearest(person.reminders.all())


def _fresh(
    town: Municipality, today: date, since: date | None, working: WorkingDays
) -> dict[User, tuple[ReminderSettings, list[Staged]]]:
    """By person: the items at a stage the person has not heard of, where a letter is due today."""
    people = User.objects.active().filter(municipality=town).select_related("municipality", "reminder_settings")
    said = _nearest(Reminder.objects.filter(municipality=town, due_on__gte=today - FORGOTTEN))
    of_person: dict[int, list[Item]] = defaultdict(list)
    for item in items_of(town, today, list(people)):
        of_person[item.person].append(item)
    found = {}
    for person in people:
        wish = wish_of(person)
        policy = policy_of(wish)
        if of_person[person.pk] and is_letter_day(today, since, policy, working):
            staged = _staged(of_person[person.pk], today, policy, working)
            if fresh := [(item, stage) for item, stage in staged if _is_news(item, stage, said)]:
                found[person] = wish, fresh
    return found


def _nearest(reminders: ReminderQuerySet) -> dict[Base, int]:
    found: dict[Base, int] = {}
    rows = reminders.values_list("person", "kind", "occurrence", "report", "school", "due_on", "stage")
    for *about, stage in rows:
        base: Base = tuple(about)  # type: ignore[assignment]
        found[base] = min(stage, found.get(base, stage))
    return found


def _is_news(item: Item, stage: int, said: Said) -> bool:
    """A stage nearer than all that was said; what goes up goes once, also when the municipality has changed its days."""
    return item.base not in said or (item.kind not in UPWARDS and stage < said[item.base])


def _staged(items: Iterable[Item], today: date, policy: Policy, working: WorkingDays) -> list[Staged]:
    staged = ((item, _stage(item, today, policy, working)) for item in items)
    return [(item, stage) for item, stage in staged if stage is not None]


def _stage(item: Item, today: date, policy: Policy, working: WorkingDays) -> int | None:
    return stage_of(item.due_on, today, policy, working) if item.stage is None else item.stage


def _tell(told: dict[User, tuple[ReminderSettings, list[Staged]]], town: Municipality, today: date) -> None:
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
            municipality=town, person=person, kind=item.kind, occurrence_id=item.occurrence, report_id=item.report,
            school_id=item.school, due_on=item.due_on, stage=stage, sent_on=today, letter_id=letters.get(person.pk),
        )
        for person, (_, fresh) in told.items()
        for item, stage in fresh
    )  # fmt: skip
