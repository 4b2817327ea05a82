"""Everybody who may knock at the portal's doors, and how a request is made as each of them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import time_machine
from django.conf import settings
from django.db import transaction
from django.test import Client

from accounts.models import Role, User
from tests import factories as f
from tests.access.town import NOW, Town, make_town

# actor -> role; a stranger works in another municipality
OWN = {
    "methodist": "methodist",
    "coordinator": "coordinator",
    "head": "head",
    "curator": "curator",  # of the school
    "director": "director",  # of the school
    "other_director": "director",  # of another school of the same municipality
}
STRANGERS = {
    "stranger_methodist": "methodist",
    "stranger_coordinator": "coordinator",
    "stranger_director": "director",
}
OUTSIDERS = ("anonymous", "dismissed", "closed_town")  # the last two have a session from before
ROLES = {**OWN, **STRANGERS, "admin": "admin"}
ACTORS = (*OUTSIDERS, *ROLES)


@dataclass
class Scene:
    """Two towns and a signed-in session of every actor. `own` is the town whose objects are asked for."""

    own: Town
    foreign: Town
    people: dict[str, User]
    sessions: dict[str, str]
    clients: dict[bool, Client] = field(default_factory=dict)

    def client(self, actor: str, *, checks_csrf: bool = False) -> Client:
        """The actor's browser with nothing but the session; an error of a view is a response with the status 500.

        There is one client only (a new one loads all middleware again): take it for the next request, do not keep it.
        """
        client = self.clients.get(checks_csrf)
        if client is None:
            client = Client(enforce_csrf_checks=checks_csrf, raise_request_exception=False)
            self.clients[checks_csrf] = client
        client.cookies.clear()
        if actor in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[actor]
        return client


@contextmanager
def open_scene() -> Iterator[Scene]:
    """The scene on a day on which reports are collected; refusals, of which there are thousands, are not logged."""
    logging.disable()
    try:
        with time_machine.travel(NOW), patch("redis.Redis.ping", return_value=True):
            yield _scene()
    finally:
        logging.disable(logging.NOTSET)


def _scene() -> Scene:
    own, foreign = make_town(), make_town()
    people = {actor: getattr(own, actor) for actor in OWN}
    people |= {actor: getattr(foreign, role) for actor, role in STRANGERS.items()}
    people["admin"] = f.UserFactory(role=Role.ADMIN)
    people["dismissed"] = own.dismissed
    people["closed_town"] = f.UserFactory(municipality__is_active=False)
    return Scene(own, foreign, people, {actor: _session(person) for actor, person in people.items()})


def _session(person: User) -> str:
    client = Client()
    client.force_login(person, backend="accounts.backends.PortalBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@contextmanager
def rolled_back() -> Iterator[None]:
    """Whatever is written inside is undone: the next request finds the world as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def told(response: Any) -> str:
    """Status of a response, with the error behind a 500."""
    error = getattr(response, "exc_info", None)
    return f"{response.status_code} {error[0].__name__}: {error[1]}" if error else str(response.status_code)
