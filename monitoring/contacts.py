"""Whom a school turns to when the portal cannot help any more."""

from __future__ import annotations

from accounts.models import Role, User
from accounts.russian import joined

SHOWN = 2


def whom_to_ask(municipality_id: int) -> str:
    """«Обратитесь к методисту: Полевая Анна Ивановна, тел. 2-12-34, polevaya@…»; to the coordinator where there is none."""
    office = User.objects.active().filter(municipality=municipality_id)
    for role, whom in ((Role.METHODIST, "методисту"), (Role.COORDINATOR, "координатору")):
        if people := list(office.filter(role=role)[:SHOWN]):
            return f"Обратитесь к {whom}: {joined([_person(one) for one in people])}."
    return "Обратитесь в управление образования."


def _person(user: User) -> str:
    return ", ".join([user.full_name, *([f"тел. {user.phone}"] if user.phone else []), user.email])
