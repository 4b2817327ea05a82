"""Canaries: every text of every row of a town ends in a token of its own, so that a leaked word tells where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models

from accounts.models import AuditEvent, Municipality, Notification, OutgoingMail, User
from monitoring.models import Evidence, ReportEvent
from roadmaps.models import Activity, CalendarFeed, CompletionFile
from schools.models import (
    DecisionFile,
    IdentificationRun,
    ListEvent,
    MethodologyVersion,
    SchoolList,
    SchoolListEntry,
    Verdict,
)
from tests.access.tenants import SCHOOL_OF, TOWN_OF, Model, rows_of

ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
APPEND_ONLY = (
    AuditEvent,
    ReportEvent,
    IdentificationRun,
    ListEvent,
    MethodologyVersion,
    SchoolList,
    SchoolListEntry,
    Verdict,
)
# texts that hold no token, and why
UNMARKED = {
    (User, "password"): "a hash, compared and never shown",
    (Evidence, "content_type"): "one of five constants, sent as a header",
    (Activity, "deadline_kind"): "a code of the engine",
    (CompletionFile, "content_type"): "one of five constants, sent as a header",
    (CompletionFile, "sha256"): "a digest, compared and never shown",
    (DecisionFile, "content_type"): "one of five constants, sent as a header",
    (DecisionFile, "sha256"): "a digest, compared and never shown",
    (Notification, "key"): "compared and never shown",
    (Notification, "url"): "an address of the portal: a mark in it would break it",
    (OutgoingMail, "unsubscribe_url"): "a signed address: a mark in it would break it",
    (CalendarFeed, "token"): "the secret of an address: a mark in it would break the address",
}
CYRILLIC = re.compile("[А-Яа-яЁё]")


@dataclass(frozen=True)
class Place:
    """Where a token stands; `school`: whose affair the row is, where it is one school's."""

    model: Model
    name: str
    key: int
    school: int | None

    def __str__(self) -> str:
        return f"{self.model._meta.label}.{self.name} of row {self.key}"


@dataclass
class Marks:
    """Tokens of one town: «жъа» or, where only Latin letters may stand, «qza», and three signs."""

    town: Municipality
    letters: tuple[str, str]
    places: dict[str, Place] = field(default_factory=dict)

    def new(self, place: Place, *, is_latin: bool = False) -> str:
        number = len(self.places)
        signs = "".join(ALPHABET[number // 36**power % 36] for power in (2, 1, 0))
        self.places[signs] = place
        return self.letters[is_latin] + signs

    def found(self, text: str) -> set[Place]:
        """Places whose tokens stand in the text."""
        pattern = f"(?:{'|'.join(self.letters)})([0-9a-z]{{3}})"
        return {self.places[signs] for signs in re.findall(pattern, text.casefold()) if signs in self.places}

    def stand_in(self, value: str) -> bool:
        return any(letters in value.casefold() for letters in self.letters)


def text_fields(model: Model) -> list[Any]:
    """Fields that hold words of people; codes with choices and paths of files do not."""
    kinds = (models.CharField, models.TextField, models.JSONField)
    fields = [one for one in model._meta.concrete_fields if isinstance(one, kinds) and not one.choices]
    return [one for one in fields if (model, one.name) not in UNMARKED]


def mark(marks: Marks) -> None:
    """Put a token into every text that holds none yet."""
    with _changeable():
        for model in TOWN_OF:
            for row in rows_of(model, marks.town):
                new = {one.name: _marked(marks, row, one) for one in text_fields(model)}
                changes = {name: value for name, value in new.items() if value != getattr(row, name)}
                if changes:
                    model._base_manager.filter(pk=row.pk).update(**changes)


def place_of(row: models.Model, name: str) -> Place:
    value: Any = row
    for part in SCHOOL_OF.get(type(row), "").split("__"):
        value = getattr(value, part) if part and value is not None else None
    return Place(type(row), name, row.pk, value.pk if value else None)


def _marked(marks: Marks, row: models.Model, one: Any) -> Any:
    value, place = getattr(row, one.name), place_of(row, one.name)
    if isinstance(one, models.JSONField):
        return _deep(marks, value, place)
    if not value and one.name in ("pdf_sha256", "number"):  # a draft of an order has none
        return value
    return value if marks.stand_in(value) else _with_token(value, marks.new(place, is_latin=_is_latin(one)), one)


def _is_latin(one: Any) -> bool:
    return isinstance(one, models.EmailField | models.SlugField)


def _with_token(value: str, token: str, one: Any) -> str:
    if isinstance(one, models.EmailField):
        return f"{token}@example.org"
    space = "" if _is_latin(one) else " "
    return f"{value[: one.max_length - len(token) - 1] if one.max_length else value}{space if value else ''}{token}"


def _deep(marks: Marks, value: Any, place: Place) -> Any:
    """Words inside JSON; what has no Russian letter in it is a code, a date or a number."""
    if isinstance(value, dict):
        return {key: _deep(marks, part, place) for key, part in value.items()}
    if isinstance(value, list):
        return [_deep(marks, part, place) for part in value]
    if isinstance(value, str) and CYRILLIC.search(value) and not marks.stand_in(value):
        return f"{value} {marks.new(place)}"
    return value


@contextmanager
def _changeable() -> Iterator[None]:
    """Lift the triggers that keep history from being rewritten."""
    tables = [model._meta.db_table for model in APPEND_ONLY]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER append_only")
    yield
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER append_only")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def unmarked(marks: Marks) -> list[str]:
    """Text fields of which no row of the town holds a token."""
    marked = {(place.model, place.name) for place in marks.places.values()}
    wanted = [(model, one.name) for model in TOWN_OF for one in text_fields(model)]
    return [f"{model._meta.label}.{name}" for model, name in wanted if (model, name) not in marked]
