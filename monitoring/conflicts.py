"""A field that was changed meanwhile, in words: what stands there now, what the person has, and how to choose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.forms import BoundField
from django.utils import timezone

from accounts.models import AuditEvent, User
from accounts.russian import NBSP
from monitoring.merging import NUMBERS, TICK, Values
from monitoring.models import ActivityEntry
from monitoring.services.edits import Refusal
from monitoring.wording import day_month_year, number

EMPTY = "пусто"
SHORT = 40


@dataclass(frozen=True)
class Conflict:
    """`seen`: names and values of the fields the stored value takes up; `names` is the names in one line."""

    lead: str
    theirs: str
    mine: str
    seen: list[tuple[str, str]]

    @property
    def names(self) -> str:
        return " ".join(name for name, _ in self.seen)

    @property
    def is_short(self) -> bool:
        """Whether both values can stand on their buttons."""
        return max(len(self.theirs), len(self.mine)) <= SHORT


def conflict_of(
    field: BoundField, refusal: Refusal, mine: Values, seen: list[tuple[str, str]], reader: User
) -> Conflict:
    """`mine` holds the person's values of the row, `seen` the stored ones as inputs hold them."""
    return Conflict(_lead(refusal.event, reader), _words(field.name, refusal.stored), _words(field.name, mine), seen)


def _lead(event: AuditEvent | None, reader: User) -> str:
    if event is None:
        return "Пока вы заполняли, это поле изменили."
    at = f"{timezone.localtime(event.at):%H:%M}"
    if event.actor_id == reader.pk:
        return f"Вы изменили это поле в другом окне в{NBSP}{at}."
    who = f"{event.actor}, " if event.actor else ""
    return f"Пока вы заполняли, это поле изменили ({who}{at})."


def _words(name: str, values: Mapping[str, Any]) -> str:
    if name != TICK:
        return _value_words(name, values.get(name))
    if values[TICK]:
        return "не применимо"
    numbers = [_value_words(part, values[part]) for part in NUMBERS if values.get(part) is not None]
    return " из ".join(numbers) or EMPTY


def _value_words(name: str, value: Any) -> str:
    if value in (None, ""):
        return EMPTY
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, date):
        return day_month_year(value)
    return ActivityEntry.Status(value).label if name == "status" else str(value)
