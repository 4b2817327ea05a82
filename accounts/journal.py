"""The audit as people read it: events folded, filtered and told field by field in Russian."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Case, Count, F, Min, Value, When, Window
from django.db.models.functions import RowNumber, TruncHour
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from accounts.models import AuditEvent
from accounts.models.audit import AuditEventQuerySet
from accounts.russian import NO_DATA, counted

FOLDED = ("отчёт: правка",)  # written at every pause in typing
LONGEST = 300
SECRET = re.compile(r"password|token|secret|sha256|^key$|body")  # never shown, whoever writes them
CYRILLIC = re.compile("[А-Яа-яЁё]")
# names of what services record besides the fields of the object
TITLES = {
    "abbreviations": "сокращения",
    "activities": "мероприятий",
    "audience": "исполняет",
    "changed": "изменено",
    "clauses": "пункты",
    "code": "код",
    "deleted_at": "удалено",
    "entry": "строка отчёта",
    "file": "файл",
    "files": "файлы",
    "new": "новых",
    "note": "примечание",
    "passport": "паспорт",
    "people": "кому напоминать",
    "place": "место по порядку",
    "position": "место по порядку",
    "replaced_by": "новая редакция",
    "reports": "отчётов",
    "responsible_text": "ответственные",
    "schools": "школ",
    "sections": "разделов",
    "state": "состояние",
    "tables": "таблицы файла",
    "who": "кого касается",
    "without_schools": "школы, которых нет в муниципалитете",
    "year": "год",
}


@dataclass(frozen=True)
class FieldChange:
    """One field; `before` is empty where the event tells only what came, `after` where it tells only what went."""

    title: str
    before: str
    after: str


def folded(events: AuditEventQuerySet) -> AuditEventQuerySet:
    """Autosaves of one person within one hour as their last event, with `series_count` and `series_from`; others alone."""
    apart = Case(When(action__in=FOLDED, then=Value(0)), default=F("pk"), output_field=models.BigIntegerField())
    series: list[Any] = [apart, F("actor_id"), F("action"), TruncHour("at")]
    return events.annotate(
        series_place=Window(RowNumber(), partition_by=series, order_by="-pk"),
        series_count=Window(Count("pk"), partition_by=series),
        series_from=Window(Min("at"), partition_by=series),
    ).filter(series_place=1)


def series_of(events: AuditEventQuerySet, last: AuditEvent) -> AuditEventQuerySet:
    """The events that `folded` shows as `last`."""
    hour = last.at.replace(minute=0, second=0, microsecond=0)
    within = {"at__gte": hour, "at__lt": hour + timedelta(hours=1)}
    return events.filter(actor=last.actor_id, action=last.action, **within)


def changes_of(event: AuditEvent) -> list[FieldChange]:
    """What the event changed, as sentences of a table. No query: what is kept as a key of another row is counted, not named."""
    return list(_changes(_model(event.object_type), event.before, event.after))


def _changes(
    model: type[models.Model] | None, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[FieldChange]:
    for name in sorted({**before, **after}, key=lambda name: _place(model, name)):
        title = _title(model, name)
        if title is None:
            continue
        was, now = (_told(model, name, side.get(name)) if name in side else "" for side in (before, after))
        if was != now and (was, now) != ("", NO_DATA):
            yield FieldChange(title, "" if was == NO_DATA and now else was, now)


def _model(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def _field(model: type[models.Model] | None, name: str) -> models.Field[Any, Any] | None:
    try:
        found = model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, models.Field) else None


def _place(model: type[models.Model] | None, name: str) -> tuple[int, str]:
    """Fields in the order of the model, as its forms show them; JSON keeps none."""
    names = [field.name for field in model._meta.fields] if model else []
    return (names.index(name) if name in names else len(names), name)


def _title(model: type[models.Model] | None, name: str) -> str | None:
    """None for what is not shown: secrets, keys of other rows, names nobody would understand."""
    field = _field(model, name)
    if SECRET.search(name) or (field is not None and field.is_relation):
        return None
    spoken = str(field.verbose_name) if field is not None else ""
    if CYRILLIC.search(spoken):
        return spoken
    return name if name.isdigit() else TITLES.get(name)  # targets are recorded by year


def _told(model: type[models.Model] | None, name: str, value: Any) -> str:
    field = _field(model, name)
    choices = dict(field.flatchoices) if field is not None and field.choices else {}
    text = str(choices[value]) if isinstance(value, str | int) and value in choices else _plain(value)
    return f"{text[: LONGEST - 1]}…" if len(text) > LONGEST else text


def _plain(value: Any) -> str:
    if value is None or value == "" or value == [] or value == {}:
        return NO_DATA
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, str):
        return _date(value) or value
    if isinstance(value, dict):
        return "; ".join(f"{_plain(name)} — {_plain(one)}" for name, one in value.items())
    if isinstance(value, list):
        is_keys = all(isinstance(one, int) for one in value)
        return counted(len(value), "запись", "записи", "записей") if is_keys else "; ".join(map(_plain, value))
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def _date(text: str) -> str:
    """«05.10.2026» for an ISO date, «05.10.2026, 14:30» for an instant, «» for other text."""
    if not re.match(r"\d{4}-\d\d-\d\d", text):
        return ""
    try:
        found: date | datetime | None = parse_date(text) or parse_datetime(text)
    except ValueError:
        return ""
    if isinstance(found, datetime):
        return timezone.localtime(found).strftime("%d.%m.%Y, %H:%M") if timezone.is_aware(found) else ""
    return found.strftime("%d.%m.%Y") if found else ""
