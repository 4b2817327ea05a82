"""Writes on the indicators of a programme and on their targets.

The definition of an indicator that stands in a report once submitted is locked: its figures would change their meaning
afterwards. A new edition with a code of its own takes its place from then on. Validation errors are by field,
`target_<year>` for a target.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from decimal import Decimal
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from accounts.audit import changes, record
from accounts.models import User
from monitoring.models import Indicator, IndicatorValue, SchoolReport, Target
from roadmaps.models import Programme

# The source is not among them: every value carries its own copy. Decimals are: they change how an accepted figure reads.
DEFINITION = frozenset(
    {"code", "name", "kind", "unit", "numerator_label", "denominator_label", "direction", "accumulation", "decimals"}
)
Targets = Mapping[int, Decimal | None]
Direction = Literal["up", "down"]
Kind = Indicator.Kind


class DefinitionLockedError(Exception):
    """The indicator stands in a submitted report: its definition is not changed any more, a new edition is made."""


def submitted_values() -> QuerySet[IndicatorValue]:
    """Values in reports that were submitted at least once, those returned to the school too."""
    return IndicatorValue.objects.filter(report__submitted_at__isnull=False)


def is_locked(indicator: Indicator) -> bool:
    return submitted_values().filter(indicator=indicator).exists()


@transaction.atomic
def add(*, programme: Programme, by: User, targets: Targets, **definition: Any) -> Indicator:
    """A new indicator at the end of the list, collected from now on. `targets`: by year. Raises ValidationError."""
    locked = _lock(programme.pk)
    return _create(locked, by, "показатель заведён", targets, definition)


@transaction.atomic
def update(*, indicator: Indicator, by: User, targets: Targets | None = None, **fields: Any) -> Indicator:
    """Change the given fields and the targets of the given years; a target of None is taken away.

    Raises DefinitionLockedError, ValidationError.
    """
    programme = _lock(indicator.programme_id)
    stored = Indicator.objects.get(pk=indicator.pk)
    edited = _with(stored, fields)
    before, after = changes(stored, {name: getattr(edited, name) for name in DEFINITION | {"source"}})
    if DEFINITION.intersection(after):
        _hold_open_reports(programme)
        if is_locked(stored):
            raise DefinitionLockedError(stored)
        _check(edited)
    if after:
        edited.save(update_fields=list(after))
        municipality = programme.municipality_id
        record("показатель изменён", edited, by=by, municipality=municipality, before=before, after=after)
    _write_targets(edited, targets or {}, by, programme)
    return edited


@transaction.atomic
def revise(*, indicator: Indicator, by: User, targets: Targets, **definition: Any) -> Indicator:
    """Switch the indicator off and put a new edition of it in its place. Raises ValidationError."""
    programme = _lock(indicator.programme_id)
    old = Indicator.objects.get(pk=indicator.pk)
    if not old.is_active:
        raise ValidationError("Этот показатель уже не собирается: его новую редакцию, видимо, уже завели.")
    new = _create(programme, by, "новая редакция показателя", targets, definition)
    old.is_active = False
    old.save(update_fields=["is_active"])
    rows = [row for row in _rows(programme) if row != new]
    rows.insert(rows.index(old) + 1, new)
    _write_order(rows)
    after = {"is_active": False, "replaced_by": new.code}
    record("показатель заменён новой редакцией", old, by=by, municipality=programme.municipality_id, after=after)
    return new


@transaction.atomic
def switch(*, indicator: Indicator, by: User, is_active: bool) -> None:
    """Collect the indicator from now on, or no longer; what schools have said of it stays."""
    programme = _lock(indicator.programme_id)
    if not Indicator.objects.filter(pk=indicator.pk).exclude(is_active=is_active).update(is_active=is_active):
        return
    action = "показатель снова собирается" if is_active else "показатель больше не собирается"
    record(action, indicator, by=by, municipality=programme.municipality_id, after={"is_active": is_active})


@transaction.atomic
def move(*, indicator: Indicator, by: User, direction: Direction) -> None:
    """One place up or down among those collected; at the edge, or when it is switched off, it stays."""
    programme = _lock(indicator.programme_id)
    rows = _rows(programme)
    active = [row for row in rows if row.is_active]
    if indicator not in active:
        return
    at = active.index(indicator)
    target = at + (-1 if direction == "up" else 1)
    if not 0 <= target < len(active):
        return
    here, there = rows.index(active[at]), rows.index(active[target])
    rows[here], rows[there] = rows[there], rows[here]
    _write_order(rows)
    before, after = {"place": at + 1}, {"place": target + 1}
    municipality = programme.municipality_id
    record("показатель перемещён", indicator, by=by, municipality=municipality, before=before, after=after)


def _lock(programme_id: int) -> Programme:
    """The programme, locked until the end of the transaction: writes on its indicators come one after another."""
    return Programme.objects.select_for_update(no_key=True).get(pk=programme_id)


def _hold_open_reports(programme: Programme) -> None:
    """Let submissions under way finish and no new one begin: each starts with an UPDATE of its report."""
    open_states = [SchoolReport.State.DRAFT, SchoolReport.State.RETURNED]
    reports = SchoolReport.objects.filter(period__programme=programme, state__in=open_states)
    list(reports.select_for_update(no_key=True, of=("self",)).order_by("pk").values_list("pk"))


def _rows(programme: Programme) -> list[Indicator]:
    return list(programme.indicators.order_by("position", "pk"))


def _write_order(rows: list[Indicator]) -> None:
    """Positions 1, 2, 3…, writing only those that change."""
    changed = []
    for position, row in enumerate(rows, 1):
        if row.position != position:
            row.position = position
            changed.append(row)
    Indicator.objects.bulk_update(changed, ["position"])


def _create(programme: Programme, by: User, action: str, targets: Targets, definition: Mapping[str, Any]) -> Indicator:
    indicator = _with(Indicator(programme=programme), definition)
    _check(indicator)
    rows = _rows(programme)
    indicator.position = len(rows) + 1
    indicator.save()
    _write_order([*rows, indicator])
    record(action, indicator, by=by, municipality=programme.municipality_id, after=dict(definition))
    _write_targets(indicator, targets, by, programme)
    return indicator


def _with(indicator: Indicator, fields: Mapping[str, Any]) -> Indicator:
    edited = copy(indicator)
    for name, value in fields.items():
        setattr(edited, name, value)
    if edited.kind == Kind.COUNT:
        edited.denominator_label = ""
    return edited


def contradictions(kind: str, unit: str, denominator_label: str) -> dict[str, str]:
    """What cannot stand together in a definition, by field."""
    errors = {}
    if kind == Kind.SHARE and unit != "%":
        errors["unit"] = "Доля считается в процентах: оставьте единицу «%»."
    if kind == Kind.COUNT and unit == "%":
        errors["unit"] = "Количество не бывает в процентах: впишите, что считаем, например «чел.» или «шт.»."
    if kind != Kind.COUNT and not denominator_label:
        errors["denominator_label"] = "У доли и у среднего назовите знаменатель: из скольких или на сколько."
    return errors


def _check(indicator: Indicator) -> None:
    errors = contradictions(indicator.kind, indicator.unit, indicator.denominator_label)
    if (
        Indicator.objects.filter(programme=indicator.programme_id, code=indicator.code)
        .exclude(pk=indicator.pk)
        .exists()
    ):
        errors["code"] = "Показатель с таким кодом в программе уже есть."
    if errors:
        raise ValidationError(errors)
    indicator.full_clean(exclude=["position"], validate_unique=False, validate_constraints=False)


def _write_targets(indicator: Indicator, targets: Targets, by: User, programme: Programme) -> None:
    stored: dict[int, Decimal | None] = dict(indicator.targets.values_list("year", "value"))
    _check_targets(indicator, stored | dict(targets))
    changed = {year: value for year, value in targets.items() if stored.get(year) != value}
    if not changed:
        return
    for year, value in changed.items():
        if value is None:
            indicator.targets.filter(year=year).delete()
        else:
            Target.objects.update_or_create(indicator=indicator, year=year, defaults={"value": value})
    before, after = {str(year): stored.get(year) for year in changed}, {str(year): changed[year] for year in changed}
    municipality = programme.municipality_id
    record("целевые значения изменены", indicator, by=by, municipality=municipality, before=before, after=after)


def _check_targets(indicator: Indicator, targets: Targets) -> None:
    too_much = [year for year, value in targets.items() if value is not None and value > 100]
    if indicator.kind == Kind.SHARE and too_much:
        raise ValidationError({f"target_{year}": "Доля не бывает больше 100\u00a0%." for year in too_much})
