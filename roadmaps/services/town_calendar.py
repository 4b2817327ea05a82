"""Writes on the municipality's calendar. Each moves the terms of its living roadmaps at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from accounts import audit
from accounts.models import Municipality, User
from roadmaps.services.errors import RefusedError
from roadmaps.services.meaning import refresh_municipality
from schools.models import AcademicPeriod, SpecialDay


@transaction.atomic
def set_day_off_rule(municipality: Municipality, *, by: User, rule: str) -> Municipality:
    """Where a term on a day off goes (`Municipality.DayOffRule`)."""
    stored = Municipality.objects.select_for_update().get(pk=municipality.pk)
    before, after = audit.changes(stored, {"day_off_rule": rule})
    if after:
        stored.day_off_rule = rule
        stored.save(update_fields=["day_off_rule"])
        audit.record("правило выходных изменено", stored, by=by, municipality=stored.pk, before=before, after=after)
        refresh_municipality(stored)
    return stored


@transaction.atomic
def save_academic_periods(
    municipality: Municipality, *, by: User, school_year: int, days: Mapping[str, tuple[date, date] | None]
) -> None:
    """The terms and breaks of one school year, by kind; None takes the period out."""
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    own = AcademicPeriod.objects.filter(municipality=municipality, school_year=school_year)
    stored = {period.kind: period.days for period in own}
    changed = {kind: pair for kind, pair in days.items() if stored.get(kind) != pair}
    if not changed:
        return
    own.filter(kind__in=changed).delete()
    AcademicPeriod.objects.bulk_create(
        AcademicPeriod(
            municipality=municipality, school_year=school_year, kind=kind, starts_on=pair[0], ends_on=pair[1]
        )
        for kind, pair in changed.items()
        if pair
    )
    audit.record(
        f"учебный календарь {school_year}/{school_year + 1} изменён",
        municipality,
        by=by,
        municipality=municipality.pk,
        before=_words({kind: stored.get(kind) for kind in changed}),
        after=_words(changed),
    )
    refresh_municipality(municipality)


def _words(days: Mapping[str, tuple[date, date] | None]) -> dict[str, str]:
    """«осенние каникулы» → «26.10.2026 — 03.11.2026», as the audit page shows it."""
    return {
        AcademicPeriod.Kind(kind).label: f"{pair[0]:%d.%m.%Y} — {pair[1]:%d.%m.%Y}" if pair else ""
        for kind, pair in days.items()
    }


@transaction.atomic
def add_special_day(municipality: Municipality, *, by: User, day: date, is_working: bool, note: str) -> SpecialDay:
    """Raises RefusedError when the day is in the list already."""
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    if SpecialDay.objects.filter(municipality=municipality, day=day).exists():
        raise RefusedError("Этот день уже есть в списке. Удалите его и добавьте снова, если он записан неверно.")
    special = SpecialDay.objects.create(municipality=municipality, day=day, is_working=is_working, note=note)
    after = {"day": day, "is_working": is_working, "note": note}
    audit.record("особый день добавлен", special, by=by, municipality=municipality.pk, after=after)
    refresh_municipality(municipality)
    return special


@transaction.atomic
def remove_special_day(special: SpecialDay, *, by: User) -> None:
    before = {"day": special.day, "is_working": special.is_working, "note": special.note}
    audit.record("особый день удалён", special, by=by, municipality=special.municipality_id, before=before)
    municipality = special.municipality
    special.delete()
    refresh_municipality(municipality)
