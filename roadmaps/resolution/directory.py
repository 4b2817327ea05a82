"""The people, organisations, schools and remembered words of a municipality, as resolving needs them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import Q, QuerySet

from accounts.models import Municipality, Role, User
from roadmaps.models import Organisation, PartyAlias
from roadmaps.resolution.keys import normal_number
from roadmaps.responsibles import PersonName
from schools.models import School, SchoolList, SchoolListEntry, SchoolStaff, Verdict

Key = TypeVar("Key")
OFFICE = (Role.METHODIST, Role.COORDINATOR)
OF_SCHOOLS = (Role.DIRECTOR, Role.CURATOR)


@dataclass(frozen=True, slots=True)
class Person:
    """An active person of the municipality. `titles`: the position and what the role is called."""

    pk: int
    role: str
    name: PersonName
    short_name: str
    titles: tuple[str, ...]

    @property
    def words(self) -> str:
        """«Ветрова О. П., методист»."""
        return f"{self.short_name}, {self.titles[0]}" if self.titles[0] else self.short_name


@dataclass(frozen=True, slots=True)
class Remembered:
    """A `PartyAlias` with the schools it lists."""

    pk: int
    target: str
    user: int | None
    organisation: int | None
    schools: frozenset[int]


@dataclass(frozen=True)
class Directory:
    """All keys are of active rows; `low_results` and `adverse` are None while nobody has said which schools these are."""

    organ: str
    people: Mapping[int, Person]
    names: Mapping[str, int]  # every name and abbreviation of an organisation -> its key
    organisations: Mapping[int, str]  # key -> its name
    members: Mapping[int, tuple[int, ...]]  # of organisations
    remembered: Mapping[str, Remembered]
    directors: Mapping[int, tuple[int, ...]]  # of schools
    schools: Mapping[int, str]  # key -> short name
    school_names: Mapping[str, int]
    school_numbers: Mapping[str, tuple[int, ...]]
    programmes: Mapping[int, frozenset[int]]  # schools that take part
    low_results: frozenset[int] | None
    adverse: frozenset[int] | None
    memory: dict[object, object] = field(default_factory=dict, repr=False)  # answers given: cells repeat themselves

    @property
    def office(self) -> tuple[int, ...]:
        return tuple(person.pk for person in self.people.values() if person.role in OFFICE)

    def directors_of(self, schools: Iterable[int]) -> tuple[int, ...]:
        """Each once, in the order of the schools."""
        found = (person for school in self.schools if school in set(schools) for person in self.directors[school])
        return tuple(dict.fromkeys(found))


def load_directory(municipality: Municipality) -> Directory:
    """In ten queries, eleven where a school only stays in the list, whatever the municipality holds."""
    people = {person.pk: person for person in map(_person, _active_people(municipality))}
    organisations = list(Organisation.objects.filter(municipality=municipality).prefetch_related("members"))
    aliases = list(PartyAlias.objects.filter(municipality=municipality).prefetch_related("schools"))
    schools = list(School.objects.active().filter(municipality=municipality))
    names = {one.name: one.pk for one in organisations}
    low_results, adverse = _classified(municipality)
    names |= {one.text: one.organisation_id for one in aliases if one.organisation_id is not None}
    return Directory(
        organ=municipality.organisation,
        people=people,
        names=names,
        organisations={one.pk: one.name for one in organisations},
        members={one.pk: tuple(user.pk for user in one.members.all() if user.pk in people) for one in organisations},
        remembered={one.key: _remembered(one) for one in aliases},
        directors=_directors(municipality, people),
        schools={school.pk: school.short_name for school in schools},
        school_names={name: school.pk for school in schools for name in (school.short_name, school.full_name)},
        school_numbers=_numbers(schools),
        programmes=_programmes(municipality),
        low_results=low_results,
        adverse=adverse,
    )


def _active_people(municipality: Municipality) -> Iterable[User]:
    return User.objects.active().filter(municipality=municipality)


def _person(user: User) -> Person:
    name = PersonName(user.last_name, user.first_name, user.patronymic)
    return Person(user.pk, user.role, name, user.short_name, (user.position, str(Role(user.role).label)))


def _remembered(alias: PartyAlias) -> Remembered:
    schools = frozenset(school.pk for school in alias.schools.all() if school.is_active)
    return Remembered(alias.pk, alias.target, alias.user_id, alias.organisation_id, schools)


def _directors(municipality: Municipality, people: Mapping[int, Person]) -> Mapping[int, tuple[int, ...]]:
    duties = SchoolStaff.objects.filter(duty=SchoolStaff.Duty.DIRECTOR, school__municipality=municipality)
    pairs = duties.order_by("user").values_list("school", "user")
    return _grouped((school, user) for school, user in pairs if user in people)


def _numbers(schools: Iterable[School]) -> Mapping[str, tuple[int, ...]]:
    return _grouped((normal_number(school.number), school.pk) for school in schools if school.number)


def _programmes(municipality: Municipality) -> Mapping[int, frozenset[int]]:
    through = School.programmes.through.objects.filter(school__municipality=municipality, school__is_active=True)
    pairs = _grouped(through.values_list("programme", "school"))
    return defaultdict(frozenset, {programme: frozenset(schools) for programme, schools in pairs.items()})


def _classified(municipality: Municipality) -> tuple[frozenset[int] | None, frozenset[int] | None]:
    """ШНОР and ШНСУ: of the newest approved list; before there is one, of the last run. Two queries."""
    newest = SchoolList.objects.filter(municipality=municipality).order_by("-year", "-version").values("pk")[:1]
    flags: list[tuple[int, bool, bool, bool | None]]
    flags = list(_listed(SchoolListEntry.objects.filter(school_list__in=newest)))
    if not flags:
        verdicts = Verdict.objects.current().filter(school__municipality=municipality)
        rows = verdicts.values_list("school", "school__is_active", "status", "adverse_context")
        flags = [
            (pk, is_active, status == Verdict.Status.LOW_RESULTS, adverse) for pk, is_active, status, adverse in rows
        ]
    if not flags:
        return None, None
    low = frozenset(school for school, is_active, is_low, _ in flags if is_active and is_low)
    adverse = frozenset(school for school, is_active, _, is_adverse in flags if is_active and is_adverse)
    is_known = any(is_adverse is not None for *_, is_adverse in flags)
    return low, adverse if is_known else None


def _listed(entries: QuerySet[SchoolListEntry]) -> Iterator[tuple[int, bool, bool, bool]]:
    """A school that only stays in the list (no data, watched before it leaves) is what an earlier list called it last."""
    rows = list(entries.values_list("school", "school__is_active", "low_results", "adverse"))
    staying = [school for school, _, is_low, is_adverse in rows if not is_low and not is_adverse]
    called = SchoolListEntry.objects.filter(Q(low_results=True) | Q(adverse=True), school__in=staying)
    newest = called.order_by("school", "-school_list__year", "-school_list__version").distinct("school")
    earlier = {school: flags for school, *flags in newest.values_list("school", "low_results", "adverse")}
    for school, is_active, is_low, is_adverse in rows:
        yield school, is_active, *earlier.get(school, (is_low, is_adverse))


def _grouped(pairs: Iterable[tuple[Key, int]]) -> Mapping[Key, tuple[int, ...]]:
    groups: dict[Key, list[int]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return defaultdict(tuple, {key: tuple(values) for key, values in groups.items()})
