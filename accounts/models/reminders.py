from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models.user import User

DAYS_BEFORE = (30, 14, 10, 7, 5, 3, 2, 1, 0)  # what a person may choose; 0 is the day itself
USUAL_DAYS = (7, 1)


def usual_days() -> list[int]:
    return list(USUAL_DAYS)


class ReminderSettingsQuerySet(models.QuerySet["ReminderSettings"]):
    def visible_to(self, user: User) -> ReminderSettingsQuerySet:
        return self.filter(user=user)


class ReminderSettings(models.Model):
    """How one person wants to be reminded. Who has no row is reminded in the usual way: these defaults."""

    class Rhythm(models.TextChoices):
        DAILY = "daily", "в тот день, когда есть о чём"
        WEEKLY = "weekly", "раз в неделю"

    class Weekday(models.IntegerChoices):
        MONDAY = 0, "понедельник"
        TUESDAY = 1, "вторник"
        WEDNESDAY = 2, "среда"
        THURSDAY = 3, "четверг"
        FRIDAY = 4, "пятница"

    user = models.OneToOneField(User, models.CASCADE, related_name="reminder_settings")
    days_before = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name="за сколько дней", default=usual_days, blank=True
    )
    rhythm = models.CharField("как часто", max_length=10, choices=Rhythm.choices, default=Rhythm.DAILY)
    weekday = models.PositiveSmallIntegerField("день недели", choices=Weekday.choices, default=Weekday.MONDAY)
    by_email = models.BooleanField("присылать на почту", default=True)

    objects = ReminderSettingsQuerySet.as_manager()

    class Meta:
        verbose_name = "настройки напоминаний"
        verbose_name_plural = "настройки напоминаний"
        constraints = [
            models.CheckConstraint(condition=models.Q(weekday__lte=4), name="reminder_settings_working_weekday"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_rhythm_display()}"


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, user: User) -> NotificationQuerySet:
        return self.filter(recipient=user)

    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at__isnull=True)


class Notification(models.Model):
    """A line under the bell: what happened or what is due, and where to go. Its key makes sure it comes once."""

    recipient = models.ForeignKey(User, models.CASCADE, related_name="notifications", verbose_name="кому")
    key = models.CharField(max_length=200)
    text = models.CharField("текст", max_length=500)
    url = models.CharField("куда", max_length=300, blank=True)
    created_at = models.DateTimeField("когда", auto_now_add=True)
    read_at = models.DateTimeField("прочитано", null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = "уведомление"
        verbose_name_plural = "уведомления"
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["recipient", "key"], name="notification_once")]
        indexes = [models.Index(fields=["recipient", "read_at"], name="notification_unread")]

    def __str__(self) -> str:
        return self.text
