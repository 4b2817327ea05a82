"""The office's writes on reporting periods: their dates, and the next one ahead of time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.audit import changes, record
from accounts.models import User
from monitoring.models import ReportingPeriod
from monitoring.services.periods import quarter_of, usual_fields
from monitoring.wording import day_month_year
from roadmaps.models import Programme

LONGEST = timedelta(days=366)  # a slip of the year in the closing date would keep a period open for decades
PASSED = "Этот день уже прошёл: поставьте сегодняшний или более поздний."


@transaction.atomic
def change_dates(
    *, period: ReportingPeriod, by: User, dates: Mapping[str, date], now: datetime | None = None
) -> ReportingPeriod:
    """Change any of opens_on, due_on, closes_on; the rest stays as stored. Raises ValidationError by field.

    Nothing moves once the consolidated report exists, nor the opening once schools have their reports. A date is never
    put into the past: submitted reports would become late, and the consolidated report would be made at once.
    """
    locked = ReportingPeriod.objects.select_for_update(of=("self",)).select_related("programme__municipality")
    stored = locked.get(pk=period.pk)
    if hasattr(stored, "consolidated"):
        raise ValidationError(f"Сводный отчёт за {stored.label} составлен: даты этого периода больше не меняются.")
    before, after = changes(stored, dict(dates))
    if not after:
        return stored
    for name, day in after.items():
        setattr(stored, name, day)
    _check(stored, after, stored.programme.municipality.today(now))
    stored.save(update_fields=list(after))
    municipality = stored.programme.municipality_id
    record("даты отчётного периода изменены", stored, by=by, municipality=municipality, before=before, after=after)
    return stored


def _check(period: ReportingPeriod, changed: Mapping[str, date], today: date) -> None:
    errors = {name: PASSED for name in ("due_on", "closes_on") if name in changed and changed[name] < today}
    if period.due_on < period.opens_on:
        errors["due_on"] = f"Срок сдачи не может быть раньше открытия — {day_month_year(period.opens_on)}."
    if period.closes_on < period.due_on:
        errors["closes_on"] = f"Приём закрывается не раньше срока сдачи — {day_month_year(period.due_on)}."
    if period.closes_on > period.ends_on + LONGEST:
        errors["closes_on"] = "Это позже чем через год после конца квартала. Проверьте год."
    if "opens_on" in changed:
        if period.reports.exists():
            errors["opens_on"] = "Отчёты уже открыты школам: день открытия не меняется."
        elif period.opens_on < period.starts_on:
            errors["opens_on"] = f"Отчёты открываются не раньше начала квартала — {day_month_year(period.starts_on)}."
    if errors:
        raise ValidationError(errors)


def coming_period(programme: Programme, today: date) -> ReportingPeriod | None:
    """The next quarter's period, unsaved and with the usual dates: after the last one, the current quarter at the earliest.

    None when the programme ends before it.
    """
    start, end = quarter_of(max(today, programme.starts_on))
    last = programme.periods.order_by("-ends_on").first()
    if last is not None and last.ends_on >= start:
        start, end = quarter_of(last.ends_on + timedelta(days=1))
    if start > programme.ends_on:
        return None
    return ReportingPeriod(programme=programme, **usual_fields(start, end))


@transaction.atomic
def add_next(*, programme: Programme, by: User, starts_on: date, now: datetime | None = None) -> ReportingPeriod:
    """Make the coming period, which the person saw begin on `starts_on`. Raises ValidationError."""
    locked = Programme.objects.select_for_update(no_key=True, of=("self",)).select_related("municipality")
    stored = locked.get(pk=programme.pk)
    period = coming_period(stored, stored.municipality.today(now))
    if period is None:
        raise ValidationError(
            f"Программа заканчивается {day_month_year(stored.ends_on)}: следующего квартала в ней нет."
        )
    if period.starts_on != starts_on:
        raise ValidationError("Этот период уже заведён. Посмотрите список.")
    period.save()
    record("отчётный период заведён", period, by=by, municipality=stored.municipality_id)
    return period
