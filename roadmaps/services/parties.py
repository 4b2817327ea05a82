"""The questions «Кого это касается?»: which words of the roadmaps are asked about, and what a person answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts import audit
from accounts.models import Municipality, User
from roadmaps.models import Activity, ActivityParty, Organisation, PartyAlias, Roadmap
from roadmaps.remembered import alias_words
from roadmaps.resolution import Directory, load_directory, parties_of, party_key, understand
from roadmaps.services.errors import RefusedError
from schools.models import School

_DERIVED = ("key", "text", "type", "state")


@dataclass(frozen=True)
class Answer:
    """Whom words mean: a target, and what it needs."""

    target: str
    user: User | None = None
    organisation: Organisation | None = None
    schools: Collection[School] = ()


def index_municipality(municipality: Municipality) -> None:
    """Make the parties of all living activities those of their cells, each with its state of now."""
    living = Activity.objects.alive().filter(section__roadmap__programme__municipality=municipality)
    living = living.exclude(section__roadmap__state=Roadmap.State.CLOSED)
    index_parties(municipality, living.only("responsible_text"))


@transaction.atomic
def index_parties(municipality: Municipality, activities: Iterable[Activity]) -> None:
    """The same for these activities of the municipality. Derived rows: no event is left, and twice changes nothing."""
    rows = list(activities)
    wanted = {(one.activity_id, one.position): one for one in _parties(rows, load_directory(municipality))}
    found = ActivityParty.objects.filter(activity__in=[row.pk for row in rows])
    stored = {(one.activity_id, one.position): one for one in found}
    gone = [one.pk for place, one in stored.items() if place not in wanted]
    if gone:
        ActivityParty.objects.filter(pk__in=gone).delete()
    new = [one for place, one in wanted.items() if place not in stored]
    ActivityParty.objects.bulk_create(new, ignore_conflicts=True)  # somebody indexes at the same moment
    changed = [_copied(wanted[place], one) for place, one in stored.items() if _differs(wanted.get(place), one)]
    ActivityParty.objects.bulk_update(changed, _DERIVED)


def _parties(activities: Iterable[Activity], directory: Directory) -> Iterable[ActivityParty]:
    for activity in activities:
        for position, party in enumerate(parties_of(activity.responsible_text)):
            yield ActivityParty(
                activity=activity,
                position=position,
                key=party_key(party),
                text=party.text or party.name,
                type=party.type,
                state=understand(party, directory).state,
            )


def _differs(wanted: ActivityParty | None, stored: ActivityParty) -> bool:
    return wanted is not None and any(getattr(wanted, name) != getattr(stored, name) for name in _DERIVED)


def _copied(wanted: ActivityParty, stored: ActivityParty) -> ActivityParty:
    for name in _DERIVED:
        setattr(stored, name, getattr(wanted, name))
    return stored


@transaction.atomic
def remember_party(*, by: User, municipality: Municipality, key: str, text: str, answer: Answer) -> PartyAlias:
    """From now on `key` means the answer, in every roadmap of the municipality. Raises RefusedError."""
    _check(municipality, answer)
    lock_words(municipality)
    known = PartyAlias.objects.filter(municipality=municipality, key=key).first()
    before = describe(known) if known else {}
    alias = known or PartyAlias(municipality=municipality, key=key, text=text)
    alias.target, alias.user, alias.organisation, alias.by = answer.target, answer.user, answer.organisation, by
    alias.save()
    alias.schools.set(answer.schools)
    audit.record(
        "запомнено, кого касается", alias, by=by, municipality=municipality, before=before, after=describe(alias)
    )
    index_municipality(municipality)
    return alias


@transaction.atomic
def forget_party(alias: PartyAlias, *, by: User) -> None:
    """What the words mean is a question again, unless the portal understands them by itself."""
    municipality = lock_words(alias.municipality)
    stored = PartyAlias.objects.get(pk=alias.pk)
    before = describe(stored)
    audit.record("забыто, кого касается", stored, by=by, municipality=municipality, before=before)
    stored.delete()
    index_municipality(municipality)


def lock_words(municipality: Municipality) -> Municipality:
    """Answers of a municipality come one after another: two people may explain the same word at the same moment."""
    return Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)


def describe(alias: PartyAlias) -> dict[str, Any]:
    """What an event keeps of an answer: in words for people, and the keys."""
    schools = sorted(alias.schools.values_list("pk", flat=True))
    parts = {
        "who": alias_words(alias),
        "user": alias.user_id,
        "organisation": alias.organisation_id,
        "schools": schools,
    }
    return {name: value for name, value in parts.items() if value}


def _check(municipality: Municipality, answer: Answer) -> None:
    """The form offers nothing of another town; a service does not rely on it."""
    things = [answer.user, answer.organisation, *answer.schools]
    if any(thing is not None and thing.municipality_id != municipality.pk for thing in things):
        raise RefusedError("Выберите людей, организации и школы своего муниципалитета.")
    if answer.target == PartyAlias.Target.LISTED and not answer.schools:
        raise RefusedError("Отметьте школы.")
