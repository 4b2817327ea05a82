"""The methodical centres of the demo towns: who of them is reminded, and what the roadmaps call them."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.models import Municipality, User
from roadmaps.services.organisations import create_organisation

# town -> name of the centre, its abbreviations; all the rest the portal finds by itself or asks about
CENTRES = {
    "ozersk": ("МКУ «Информационно-методический центр»", ("ИМЦ", "методцентр")),
    "kamnegorsk": ("МБУ «Методический центр»", ("МЦ",)),
    "primorolessk": ("МБУ «Центр развития образования»", ("ЦРО",)),
}


def add_centre(municipality: Municipality, *, by: User, members: Iterable[User]) -> None:
    name, abbreviations = CENTRES[municipality.slug]
    create_organisation(municipality, by=by, name=name, members=members, abbreviations=abbreviations)
