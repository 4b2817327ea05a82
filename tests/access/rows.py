"""What `visible_to` of each model hands out, asked directly: some of them guard no page yet."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import AuditEvent, Municipality, OutgoingMail, User
from tests.access.actors import OWN, STRANGERS, Scene
from tests.access.crawl import SCHOOL_PEOPLE
from tests.access.tenants import SCHOOL_OF, TOWN_OF, Model

OF_ALL_TOWNS = (Municipality, User, OutgoingMail)  # what the administrator of the portal sees of everybody


def guarded_models() -> list[Model]:
    """All but the tables between two models, which nobody asks for."""
    return [model for model in TOWN_OF if not model._meta.auto_created]


def strange_rows(scene: Scene, model: Model) -> list[str]:
    """Rows of the model that an actor is given and should not be."""
    found = []
    for actor in (*OWN, *STRANGERS, "admin"):
        rows, person = model._default_manager.visible_to(scene.people[actor]), scene.people[actor]
        if actor == "admin":
            wrong = _not_for_admin(model, rows)
        else:
            wrong = rows.exclude(**{TOWN_OF[model]: person.municipality_id})
            if actor in SCHOOL_PEOPLE and model in SCHOOL_OF:
                mine = person.duties.values("school")
                wrong |= rows.filter(**{f"{SCHOOL_OF[model]}__isnull": False}).exclude(
                    **{f"{SCHOOL_OF[model]}__in": mine}
                )
        found += [f"{model._meta.label} {row.pk} for {actor}" for row in wrong]
    return found


def _not_for_admin(model: Model, rows: QuerySet) -> QuerySet:
    if model in OF_ALL_TOWNS:
        return rows.none()
    return rows.exclude(municipality=None) if model is AuditEvent else rows
