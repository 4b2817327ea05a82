"""Leaving a trace of a write."""

from __future__ import annotations

from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from accounts.models import AuditEvent, Municipality, User


def record(
    action: str,
    obj: models.Model,
    *,
    by: User | None,
    municipality: Municipality | int | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEvent:
    """Write one audit event in the caller's transaction; `by=None` means the clock (a Celery task)."""
    municipality_id = municipality.pk if isinstance(municipality, Municipality) else municipality
    return AuditEvent.objects.create(
        action=action,
        object_type=obj._meta.label_lower,
        object_id=obj.pk,
        object_label=str(obj)[:300],
        actor=by,
        municipality_id=municipality_id,
        before=_plain(before),
        after=_plain(after),
    )


def changes(obj: models.Model, new: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """`(before, after)` of the fields in `new` that differ on `obj`."""
    changed = {name: value for name, value in new.items() if getattr(obj, name) != value}
    return {name: getattr(obj, name) for name in changed}, changed


def _plain(values: dict[str, Any] | None) -> dict[str, Any]:
    """Values as JSON holds them: model instances become their keys, dates become text."""
    plain = {k: v.pk if isinstance(v, models.Model) else v for k, v in (values or {}).items()}
    encoder = DjangoJSONEncoder()
    return {
        k: v if isinstance(v, str | int | float | bool | list | dict | None) else str(encoder.default(v))
        for k, v in plain.items()
    }
