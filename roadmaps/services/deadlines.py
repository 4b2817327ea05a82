"""A person's decision about a deadline phrase: it is read right, read otherwise, has these days, has no day."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts import audit
from accounts.models import User
from roadmaps.deadlines import Choice
from roadmaps.models import Activity, Roadmap
from roadmaps.services.errors import EditConflictError, RefusedError
from roadmaps.services.meaning import meaning_fields, refresh_occurrences


@transaction.atomic
def decide_deadline(
    activity: Activity, *, by: User, version: int, choice: Choice | None, now: datetime | None = None
) -> Activity:
    """Keep the decision (None: take it back) and make the occurrences follow it.

    The order's words stay as they are, so an approved roadmap may be clarified too. Raises EditConflictError when somebody
    changed the activity after `version` was read, RefusedError when the roadmap is closed or the activity deleted.
    """
    roadmap = _lock(activity)
    stored = Activity.objects.select_related("section__roadmap__programme__municipality").get(pk=activity.pk)
    if stored.deleted_at is not None:
        raise RefusedError("Мероприятие удалено: сначала верните его в карту.")
    data = choice.as_data() if choice else None
    author = {
        "deadline_decided_by_id": by.pk if choice else None,
        "deadline_decided_at": (now or timezone.now()) if choice else None,
    }
    new = {"deadline_choice": data, **meaning_fields(stored.deadline_text, roadmap.programme.period, data)}
    before, after = audit.changes(stored, new)
    if not after:
        return stored
    editable = Activity.objects.filter(pk=stored.pk, version=version)
    if editable.update(**new, **author, version=F("version") + 1) != 1:
        raise EditConflictError(stored)
    stored.refresh_from_db()
    refresh_occurrences(stored)
    municipality = roadmap.programme.municipality_id
    audit.record("срок уточнён", stored, by=by, municipality=municipality, before=before, after=after)
    return stored


def _lock(activity: Activity) -> Roadmap:
    locked = Roadmap.objects.select_for_update(of=("self",)).select_related("programme")
    roadmap = locked.get(sections__activities=activity)
    if roadmap.state == Roadmap.State.CLOSED:
        raise RefusedError("Карта завершена: её сроки больше не уточняют.")
    return roadmap
