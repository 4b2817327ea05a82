"""Which procedures of which years people hold not comparable with others. A later run of the identification follows them."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts import audit
from accounts.models import Municipality, User
from schools.models import NotComparable


@transaction.atomic
def mark_not_comparable(municipality: Municipality, *, by: User, **fields: Any) -> NotComparable:
    """`fields`: year, kind, subject, grade, reason. Raises ValidationError."""
    mark = NotComparable(municipality=municipality, created_by=by, **fields)
    mark.full_clean()
    mark.save()
    audit.record("результаты отмечены как несравнимые", mark, by=by, municipality=municipality, after=fields)
    return mark


@transaction.atomic
def take_back_mark(mark: NotComparable, *, by: User) -> None:
    before = {"procedure": str(mark), "reason": mark.reason}
    town = mark.municipality_id
    audit.record("отметка о несравнимости снята", mark, by=by, municipality=town, before=before)
    mark.delete()
