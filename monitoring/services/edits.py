"""Saving what a page holds without overwriting what came in meanwhile from another window or another person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction

from accounts.models import AuditEvent, User
from monitoring.merging import TICK, Edit, Merged, Values, merge, merge_value
from monitoring.models import ActivityEntry, Indicator, IndicatorValue, SchoolReport
from monitoring.services.reports import claim, save, take_settled
from monitoring.settled import ENTRY_FIELDS

NotApplicable = IndicatorValue.State.NOT_APPLICABLE
TEXT_FIELDS = ("difficulties", "next_steps")


@dataclass(frozen=True)
class Refusal:
    """A field that stays as `stored`, by field for all that it shuts out; `event` is the write that changed it last."""

    stored: Values
    event: AuditEvent | None


Refusals = dict[str, dict[str, Refusal]]


@transaction.atomic
def save_edits(
    *,
    report: SchoolReport,
    by: User,
    entries: Mapping[int, Edit] | None = None,
    values: Mapping[int, Edit] | None = None,
    texts: Edit | None = None,
    now: datetime | None = None,
) -> Refusals:
    """Write the changed fields of rows (as `reports.save`); returns what was refused, by prefix of the row and field.

    The lock on the report comes first: nothing changes between the comparison and the write. Raises as `reports.save`.
    """
    claim(report, by=by, now=now)
    take_settled(report, by=by, among=entries or {})
    writes = _Writes()
    _merge_entries(writes, report, entries or {})
    _merge_values(writes, report, values or {})
    if texts is not None:
        stored = {name: getattr(report, name) for name in TEXT_FIELDS}
        writes.texts = writes.take("texts", merge(texts, stored), report)
    save(report=report, by=by, entries=writes.entries, values=writes.values, texts=writes.texts, now=now)
    return writes.refusals


class _Writes:
    def __init__(self) -> None:
        self.entries: dict[int, Values] = {}
        self.values: dict[int, Values] = {}
        self.texts: Values = {}
        self.refusals: Refusals = {}

    def take(self, prefix: str, merged: Merged, row: models.Model | None) -> dict[str, Any]:
        """What may be written of the row; what may not is noted."""
        if merged.refused:
            self.refusals[prefix] = {
                name: Refusal(stored, _last_write(row, name)) for name, stored in merged.refused.items()
            }
        return merged.written


def _last_write(row: models.Model | None, name: str) -> AuditEvent | None:
    if row is None:
        return None
    names = ["state", "numerator", "denominator"] if name == TICK else [name]
    events = AuditEvent.objects.about(row).filter(after__has_any_keys=names)
    return events.select_related("actor").order_by("-pk").first()


def _merge_entries(writes: _Writes, report: SchoolReport, edits: Mapping[int, Edit]) -> None:
    rows = {row.occurrence_id: row for row in report.entries.filter(occurrence__in=edits)}
    for key, edit in edits.items():
        row = rows.get(key)
        shown = row or ActivityEntry()
        merged = merge(edit, {name: getattr(shown, name) for name in ENTRY_FIELDS})
        if written := writes.take(f"entry-{key}", merged, row):
            writes.entries[key] = written


def _merge_values(writes: _Writes, report: SchoolReport, edits: Mapping[int, Edit]) -> None:
    rows = {row.indicator_id: row for row in report.values.filter(indicator__in=edits)}
    indicators = Indicator.objects.in_bulk(edits)
    for key, edit in edits.items():
        if indicator := indicators.get(key):
            row = rows.get(key)
            stored = _value_fields(row or IndicatorValue(source=indicator.source))
            if written := writes.take(f"value-{key}", merge_value(edit, stored), row):
                writes.values[key] = _said(indicator, {**stored, **written})


def _value_fields(row: IndicatorValue) -> dict[str, Any]:
    """The row as the page shows it."""
    tick = {TICK: row.state == NotApplicable}
    return tick | {name: getattr(row, name) for name in ("numerator", "denominator", "source", "comment")}


def _said(indicator: Indicator, fields: dict[str, Any]) -> dict[str, Any]:
    """The state follows from the boxes; «не применимо» empties them."""
    said = {name: value for name, value in fields.items() if name != TICK}
    if fields[TICK]:
        return {**said, "state": NotApplicable, "numerator": None, "denominator": None}
    needed = ["numerator"] if indicator.kind == Indicator.Kind.COUNT else ["numerator", "denominator"]
    is_complete = all(fields[name] is not None for name in needed)
    return {**said, "state": IndicatorValue.State.ENTERED if is_complete else IndicatorValue.State.MISSING}
