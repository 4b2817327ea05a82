"""One party of a cell -> whom it means in the municipality."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from roadmaps.models import ActivityParty, PartyAlias
from roadmaps.resolution.directory import OF_SCHOOLS, Directory, Person, Remembered
from roadmaps.resolution.keys import normal_number, party_key, text_key
from roadmaps.resolution.posts import holds, is_anybody, mentions
from roadmaps.responsibles import Party, concerns_schools, match_organisation, match_people, parse

State = ActivityParty.State
Target = PartyAlias.Target

_LOW = re.compile(r"шнор|низки\w+ (?:\w+ )*(?:результат|достижени)")
_ADVERSE = re.compile(r"шнсу|неблагоприятн")
# words that do not single schools out of the programme's: «все муниципальные общеобразовательные организации города»
_PLAIN = re.compile(
    r"все|всех|школ\w*|оо|оу|моу|мбоу|мкоу|маоу|сош|образовательн\w+|общеобразовательн\w+|муниципальн\w+|подведомственн\w+"
    r"|городск\w+|районн\w+|организаци\w+|учреждени\w+|город\w*|район\w*|округ\w*|участни\w+|проект\w*|программ\w*"
)


@dataclass(frozen=True, slots=True)
class Meant:
    """`people`: those meant themselves, or the candidates where the state is ambiguous.

    `schools`: whose directors answer (None: no schools are meant); `all_schools`: those of the activity's programme.
    `organisation`: the one that was recognised, even if nobody of it is in the portal.
    """

    state: str
    people: tuple[int, ...] = ()
    schools: frozenset[int] | None = None
    all_schools: bool = False
    organisation: int | None = None

    @property
    def is_of_schools(self) -> bool:
        return self.all_schools or self.schools is not None

    @property
    def is_nobody(self) -> bool:
        """The municipality has said that nobody is to be told."""
        return self.state == State.RESOLVED and not self.people and not self.is_of_schools

    def schools_in(self, programme: int, directory: Directory) -> frozenset[int]:
        return directory.programmes[programme] if self.all_schools else self.schools or frozenset()

    def reminded(self, programme: int, directory: Directory) -> tuple[int, ...]:
        """Keys of the people who are told; nobody while it is a question."""
        if self.state != State.RESOLVED:
            return ()
        return self.people or directory.directors_of(self.schools_in(programme, directory))


UNKNOWN = Meant(State.UNRESOLVED)


@lru_cache(maxsize=5_000)
def parties_of(text: str) -> tuple[Party, ...]:
    """The parties of a cell; a roadmap says the same of many activities."""
    return tuple(parse(text))


def understand(party: Party, directory: Directory) -> Meant:
    """What was remembered of these words, else what their sort and the directory say."""
    if party not in directory.memory:
        directory.memory[party] = _understand(party, directory)
    return cast(Meant, directory.memory[party])


def _understand(party: Party, directory: Directory) -> Meant:
    remembered = directory.remembered.get(party_key(party))
    if remembered:
        return _recalled(remembered, directory)
    if party.type == "person":
        return _person(party, directory)
    if party.type == "schools" or concerns_schools([party]):
        return _schools(party, directory)
    return _role(party, directory) if party.type == "role" else _organisation(party, directory)


def _recalled(said: Remembered, directory: Directory) -> Meant:
    if said.target == Target.NOBODY:
        return Meant(State.RESOLVED)
    if said.target == Target.ALL_SCHOOLS:
        return Meant(State.RESOLVED, all_schools=True)
    if said.target == Target.LOW_RESULTS:
        return _classified(directory.low_results)
    if said.target == Target.ADVERSE:
        return _classified(directory.adverse)
    if said.target == Target.LISTED:
        return _these(said.schools)
    if said.target == Target.OFFICE:
        return _those(directory.office)
    if said.organisation is not None:
        return _those(directory.members[said.organisation], said.organisation)
    return _those(tuple(pk for pk in directory.people if pk == said.user))


def _those(people: Iterable[int], organisation: int | None = None) -> Meant:
    """These people; without any it stays a question: somebody is to be told."""
    found = tuple(people)
    return Meant(State.RESOLVED if found else State.UNRESOLVED, found, organisation=organisation)


def _these(schools: Iterable[int]) -> Meant:
    found = frozenset(schools)
    return Meant(State.RESOLVED, schools=found) if found else UNKNOWN


def _classified(*sets: frozenset[int] | None) -> Meant:
    """All schools of these sets; a question while one of them is not known."""
    known = [schools for schools in sets if schools is not None]
    return Meant(State.RESOLVED, schools=frozenset().union(*known)) if len(known) == len(sets) else UNKNOWN


def _person(party: Party, directory: Directory) -> Meant:
    """Of homonyms the one who holds the post beside the name; otherwise all of them are candidates."""
    people = list(directory.people.values())
    found = [people[at] for at in match_people(party.name, [person.name for person in people])]
    if len(found) < 2:
        return _those(person.pk for person in found)
    fitting = [person.pk for person in found if holds(party.position, person.titles)]
    return _those(fitting) if len(fitting) == 1 else Meant(State.AMBIGUOUS, tuple(person.pk for person in found))


def _schools(party: Party, directory: Directory) -> Meant:
    if party.school_numbers:
        numbers = (normal_number(str(number)) for number in party.school_numbers)
        return _these(school for number in numbers for school in directory.school_numbers[number])
    named = match_organisation(party.name, directory.school_names)
    if named is not None:
        return _these([named])
    name = party.name.lower().replace("ё", "е")
    wanted = ((_LOW, directory.low_results), (_ADVERSE, directory.adverse))
    sets = [schools for pattern, schools in wanted if pattern.search(name)]
    if sets:
        return _classified(*sets)
    is_plain = all(_PLAIN.fullmatch(word) for word in re.findall(r"\w+", name))
    return Meant(State.RESOLVED, all_schools=True) if is_plain else UNKNOWN


def _organisation(party: Party, directory: Directory) -> Meant:
    found = match_organisation(party.name, directory.names)
    if found is not None:
        return _those(directory.members[found], found)
    return _those(directory.office) if _is_organ(party.name, directory) else UNKNOWN


def _role(party: Party, directory: Directory) -> Meant:
    """Holders of the post: in the organisation that is named, else in the whole municipality."""
    found = match_organisation(party.name, directory.names) if party.name else None
    if found is not None:
        staff = directory.members[found]
        if is_anybody(party.position):
            return _those(staff, found)
        return _those(_holders(party, (directory.people[pk] for pk in staff)), found)
    if _is_organ(party.name, directory) and is_anybody(party.position):
        return _those(directory.office)
    whole = not party.name or _is_organ(party.name, directory) or _is_about_schools(party)
    return _those(_holders(party, directory.people.values())) if whole else UNKNOWN


def _holders(party: Party, people: Iterable[Person]) -> list[int]:
    """Those whose title names the body too, if there are such: «начальник управления образования» heads no unit of it.

    People of schools are meant only where nobody else holds the post: «кураторы».
    """
    found = [person for person in people if holds(party.position, person.titles)]
    exact = [person for person in found if any(mentions(title, party.name) for title in person.titles)]
    outside = [person for person in exact or found if person.role not in OF_SCHOOLS]
    return [person.pk for person in outside or found]


def _is_about_schools(party: Party) -> bool:
    """«кураторы ШНОР»: people of the municipality, named after the schools they look after."""
    return bool(_LOW.search(party.name.lower()) or _PLAIN.fullmatch(party.name.lower()))


def _is_organ(name: str, directory: Directory) -> bool:
    """The body of the municipality that keeps the portal: «УО», «Управление образования», whatever place follows."""
    said, whole = text_key(name), text_key(directory.organ)
    return match_organisation(name, {directory.organ: 0}) is not None or (
        " " in said and f"{whole} ".startswith(f"{said} ")
    )
