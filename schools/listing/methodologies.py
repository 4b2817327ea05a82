"""Versions of the municipality's criteria: drafts are edited, approved versions are only corrected by the next one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts import audit
from accounts.models import Municipality, User
from schools.identification import Methodology
from schools.models import MethodologyVersion

FROZEN = "Утверждённую методику не правят: корректировка критериев — это новая версия."


@transaction.atomic
def draft_methodology(
    municipality: Municipality,
    *,
    by: User | None,
    title: str,
    valid_from: date,
    params: dict[str, Any],
    reason: str = "",
    based_on: MethodologyVersion | None = None,
) -> MethodologyVersion:
    """A new version, not yet in force. Raises MethodologyError where the engine refuses the parameters."""
    Municipality.objects.select_for_update().get(pk=municipality.pk)  # two versions never get one number
    last = MethodologyVersion.objects.filter(municipality=municipality).aggregate(last=Max("version"))["last"] or 0
    draft = MethodologyVersion(
        municipality=municipality,
        title=title,
        version=last + 1,
        valid_from=valid_from,
        params=Methodology.from_params(params).as_params(),
        reason=reason,
        based_on=based_on,
        created_by=by,
    )
    draft.full_clean()
    draft.save()
    audit.record("версия методики заведена", draft, by=by, municipality=municipality, after={"params": draft.params})
    return draft


@transaction.atomic
def correct_methodology(version: MethodologyVersion, *, by: User, today: date) -> MethodologyVersion:
    """«Корректировка критериев»: a draft that starts from this version."""
    return draft_methodology(
        version.municipality,
        by=by,
        title=version.title,
        valid_from=today,
        params=version.params,
        based_on=version,
    )


@transaction.atomic
def update_draft(version: MethodologyVersion, *, by: User, **fields: Any) -> MethodologyVersion:
    """Raises ValidationError when it has been approved meanwhile, MethodologyError on bad parameters."""
    draft = _draft(version)
    if "params" in fields:
        fields["params"] = Methodology.from_params(fields["params"]).as_params()
    before, after = audit.changes(draft, fields)
    if after:
        for name, value in after.items():
            setattr(draft, name, value)
        draft.full_clean()
        draft.save(update_fields=list(after))
        audit.record(
            "версия методики изменена", draft, by=by, municipality=draft.municipality_id, before=before, after=after
        )
    return draft


@transaction.atomic
def approve_methodology(version: MethodologyVersion, *, by: User | None) -> MethodologyVersion:
    draft = _draft(version)
    draft.approved_at, draft.approved_by = timezone.now(), by
    draft.save(update_fields=["approved_at", "approved_by"])
    audit.record(
        "методика утверждена", draft, by=by, municipality=draft.municipality_id, after={"version": draft.version}
    )
    return draft


@transaction.atomic
def delete_draft(version: MethodologyVersion, *, by: User) -> None:
    draft = _draft(version)
    audit.record(
        "версия методики удалена", draft, by=by, municipality=draft.municipality_id, before={"params": draft.params}
    )
    draft.delete()


def _draft(version: MethodologyVersion) -> MethodologyVersion:
    locked = MethodologyVersion.objects.select_for_update().get(pk=version.pk)
    if locked.is_approved:
        raise ValidationError(FROZEN)
    return locked
