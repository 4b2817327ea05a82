"""Two people changed one activity: both versions side by side, field by field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.forms import BoundField

from accounts.models import AuditEvent, User
from roadmaps.forms import ActivityForm, stored_value
from roadmaps.models import Activity


@dataclass(frozen=True)
class FieldConflict:
    """`field`: the person's own version, editable; `theirs`: what stands in the roadmap now. `is_mine`: the person changed it."""

    field: BoundField
    theirs: str
    is_mine: bool
    is_theirs: bool

    @property
    def differs(self) -> bool:
        return self.is_mine or self.is_theirs


@dataclass(frozen=True)
class Conflict:
    """`by` and `at`: who saved last and when."""

    fields: list[FieldConflict]
    by: User | None
    at: datetime | None
    is_deleted: bool

    @property
    def differing(self) -> list[FieldConflict]:
        return [field for field in self.fields if field.differs]

    @property
    def same(self) -> list[FieldConflict]:
        return [field for field in self.fields if not field.differs]


def compare(mine: ActivityForm, merged: ActivityForm, current: Activity) -> Conflict:
    """`mine`: what the person sent, with what stood there when the form was opened; `merged`: the form to show."""
    fields = [_field(name, mine, merged, current) for name in merged.compared]
    event = AuditEvent.objects.about(current).select_related("actor").first()
    return Conflict(fields, event.actor if event else None, event.at if event else None, current.deleted_at is not None)


def _field(name: str, mine: ActivityForm, merged: ActivityForm, current: Activity) -> FieldConflict:
    """A change of theirs differs from what the person had opened; the same change made by both is none."""
    opened, sent, theirs = mine.opened(name), mine.sent(name), stored_value(current, name)
    is_same = sent == theirs
    return FieldConflict(
        merged[name], _words(name, current), not is_same and sent != opened, not is_same and theirs != opened
    )


def _words(name: str, current: Activity) -> str:
    if name == "schools":
        return ", ".join(school.short_name for school in current.schools.all())
    return current.get_audience_display() if name == "audience" else str(getattr(current, name))
