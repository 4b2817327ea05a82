"""What the words of a question may mean: buttons, so that most questions take one click."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

from roadmaps.models import ActivityParty, PartyAlias
from roadmaps.resolution.directory import OF_SCHOOLS, Directory, Person
from roadmaps.resolution.keys import text_key
from roadmaps.resolution.meaning import understand
from roadmaps.resolution.posts import holds
from roadmaps.responsibles import Party

Target = PartyAlias.Target
_AT_MOST = 4
_ALIKE = 0.72  # «Ветрова» and «Ветрава» are, «Ветрова» and «Петрова» are too: a person decides


@dataclass(frozen=True, slots=True)
class Guess:
    """`key`: of the person or the organisation, 0 for the other targets."""

    target: str
    label: str
    key: int = 0

    @property
    def value(self) -> str:
        return f"{self.target}:{self.key}"


def guesses(party: Party, directory: Directory) -> list[Guess]:
    """The likeliest first, four at most."""
    return list(islice(dict.fromkeys(_all(party, directory)), _AT_MOST))


def _all(party: Party, directory: Directory) -> Iterator[Guess]:
    meant = understand(party, directory)
    if meant.state == ActivityParty.State.AMBIGUOUS:
        yield from (_person(directory.people[pk]) for pk in meant.people)
        return
    if party.type == "person":
        yield from _people_alike(party, directory)
        return
    if party.type == "schools":
        yield Guess(Target.ALL_SCHOOLS, "Директора школ программы")
        if directory.low_results is not None:
            yield Guess(Target.LOW_RESULTS, "Директора ШНОР")
        if directory.adverse is not None:
            yield Guess(Target.ADVERSE, "Директора ШНСУ")
        return
    yield from _organisations_alike(party, directory)
    yield from (_person(one) for one in directory.people.values() if _may_hold(party, one))
    yield Guess(Target.OFFICE, "Методисты и координаторы")
    if party.type == "role":
        yield Guess(Target.ALL_SCHOOLS, "Директора школ программы")  # «заместители директора по УВР»


def _person(person: Person) -> Guess:
    return Guess(Target.PERSON, person.words, person.pk)


def _may_hold(party: Party, person: Person) -> bool:
    return party.type == "role" and person.role not in OF_SCHOOLS and holds(party.position, person.titles)


def _people_alike(party: Party, directory: Directory) -> Iterator[Guess]:
    """People whose surname is written much like a word of the name."""
    words = [word for word in text_key(party.name).split() if len(word) > 2]
    graded = [
        (max((_likeness(word, person.name.last) for word in words), default=0), person)
        for person in directory.people.values()
    ]
    for _, person in sorted((one for one in graded if one[0] >= _ALIKE), key=lambda one: -one[0]):
        yield _person(person)


def _organisations_alike(party: Party, directory: Directory) -> Iterator[Guess]:
    """Organisations whose name or abbreviation is written much like this one, or has a word of it."""
    said, words = text_key(party.name), {word[:5] for word in text_key(party.name).split() if len(word) > 3}
    graded = []
    for name, key in directory.names.items():
        shared = words & {word[:5] for word in text_key(name).split()}
        graded.append((_likeness(said, name) + len(shared), key))
    for grade, key in sorted(graded, key=lambda one: -one[0]):
        if grade >= _ALIKE:
            yield Guess(Target.ORGANISATION, directory.organisations[key], key)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, text_key(one), text_key(other)).ratio()
