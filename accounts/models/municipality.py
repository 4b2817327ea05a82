from __future__ import annotations

import zoneinfo
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from accounts.sorting import Alphabetical

if TYPE_CHECKING:
    from accounts.models.user import User

RUSSIAN_ZONES = [
    ("Europe/Kaliningrad", "Калининград (МСК−1)"),
    ("Europe/Moscow", "Москва (МСК)"),
    ("Europe/Samara", "Самара (МСК+1)"),
    ("Asia/Yekaterinburg", "Екатеринбург (МСК+2)"),
    ("Asia/Omsk", "Омск (МСК+3)"),
    ("Asia/Krasnoyarsk", "Красноярск (МСК+4)"),
    ("Asia/Irkutsk", "Иркутск (МСК+5)"),
    ("Asia/Yakutsk", "Якутск (МСК+6)"),
    ("Asia/Vladivostok", "Владивосток (МСК+7)"),
    ("Asia/Magadan", "Магадан (МСК+8)"),
    ("Asia/Kamchatka", "Петропавловск-Камчатский (МСК+9)"),
]


def validate_timezone(name: str) -> None:
    """Refuse a zone that this machine's tz database does not know."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError("Такого часового пояса нет. Выберите пояс из списка.")


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    def visible_to(self, user: User) -> MunicipalityQuerySet:
        """The portal's administrator sees all of them, everybody else the own one."""
        return self.all() if user.is_portal_admin else self.filter(pk=user.tenant_id)


class Municipality(models.Model):
    """A municipality whose education department uses the portal: the tenant; its data is never mixed with another's."""

    class DayOffRule(models.TextChoices):
        STAY = "stay", "не переносить"
        BEFORE = "before", "на рабочий день раньше"
        AFTER = "after", "на следующий рабочий день"

    slug = models.SlugField("обозначение", max_length=50, unique=True, help_text="Латинские буквы, цифры и дефис.")
    name = models.CharField("муниципалитет", max_length=200, help_text="Например: городской округ Приозёрск.")
    organisation = models.CharField("орган управления образованием", max_length=300)
    organisation_genitive = models.CharField(
        "орган в родительном падеже", max_length=300, help_text="Для отметки о приложении: «к приказу …»."
    )
    place = models.CharField("населённый пункт", max_length=100, help_text="Например: г. Приозёрск.")
    timezone = models.CharField(
        "часовой пояс", max_length=50, default="Europe/Moscow", choices=RUSSIAN_ZONES, validators=[validate_timezone]
    )
    day_off_rule = models.CharField(
        "срок на выходной день", max_length=10, choices=DayOffRule.choices, default=DayOffRule.STAY
    )
    escalate_to_coordinator = models.PositiveSmallIntegerField(
        "через сколько дней просрочки сказать координатору",
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
    )
    escalate_to_head = models.PositiveSmallIntegerField(
        "через сколько дней просрочки сказать начальнику",
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
    )
    is_active = models.BooleanField("работает", default=True)

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = "муниципалитет"
        verbose_name_plural = "муниципалитеты"
        ordering = [Alphabetical("name"), "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.timezone)

    def today(self, now: datetime | None = None) -> date:
        """The calendar day in the municipality's own zone: deadlines are local dates."""
        return (now or timezone.now()).astimezone(self.zone).date()
