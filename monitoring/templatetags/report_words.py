"""Words of `monitoring.wording` for templates."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.forms import BoundField
from django.utils import timezone

from accounts.russian import NBSP
from monitoring import wording
from monitoring.conflicts import Conflict
from monitoring.leads import filled_words
from monitoring.models import SchoolReport

register = template.Library()
register.filter("day_month", wording.day_month)
register.filter("day_month_year", wording.day_month_year)
register.filter("day_and_weekday", wording.day_and_weekday)
register.filter("deadline", wording.deadline_words)
register.filter("mark", wording.mark_words)
register.filter("number", wording.number)
register.filter("figure", wording.figure_words)
register.filter("previous", wording.previous_words)
register.filter("target", wording.target_words)
register.filter("file_size", wording.file_size)
register.filter("filled", filled_words)
register.filter("accumulation", wording.accumulation_words)


@register.filter
def moment(value: datetime) -> str:
    """«20 ноября 2026 в 14:32» in the reader's zone."""
    local = timezone.localtime(value)
    return f"{wording.day_month_year(local.date())} в{NBSP}{local:%H:%M}"


@register.filter
def on_day(value: datetime) -> str:
    """«20 ноября» in the reader's zone."""
    return wording.day_month(timezone.localtime(value).date())


@register.filter
def saved(report: SchoolReport) -> str:
    """«Сохранено в 14:32», with the day when it was not today."""
    if report.saved_at is None:
        return "Ещё ничего не сохранено"
    local, today = timezone.localtime(report.saved_at), timezone.localdate()
    day = "" if local.date() == today else f" {wording.day_month(local.date())}"
    return f"Сохранено{day} в{NBSP}{local:%H:%M}"


@register.filter
def note(field: BoundField) -> str:
    """What is wrong with the text of a field, or else what the check says of it."""
    if field.errors:
        return " ".join(str(error) for error in field.errors)
    hint = getattr(field.form, "hints", {}).get(field.name)
    return f"{hint.text[0].upper()}{hint.text[1:]}." if hint else ""


@register.filter
def conflict(field: BoundField) -> Conflict | None:
    """The choice to make when the field was changed meanwhile."""
    found: Conflict | None = getattr(field.form, "conflicts", {}).get(field.name)
    return found


@register.filter
def is_doubt(field: BoundField) -> bool:
    """Whether the note only asks to look again."""
    hint = getattr(field.form, "hints", {}).get(field.name)
    return bool(hint and hint.is_soft and not field.errors)
