"""What a file would change in the registry of schools. Nothing is written here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models.functions import Lower

from accounts.models import Municipality, Role, User
from accounts.permissions import Permission, may
from schools.imports.reading import SchoolRow, same_name
from schools.models import School, SchoolStaff
from schools.tables.problems import Problem
from schools.tables.values import text

FIELDS = ("full_name", "short_name", "number", "kind", "address", "pupils")


@dataclass(frozen=True)
class Difference:
    """A field of a school with what the portal holds and what the file says, as people read them."""

    title: str
    before: str
    after: str


@dataclass
class PlannedSchool:
    """`school`: the one in the portal, None for a new one. `director`: a person of the portal who gets the school."""

    row: SchoolRow
    school: School | None
    differences: list[Difference] = field(default_factory=list)
    invites: bool = False
    director: User | None = None

    @property
    def is_new(self) -> bool:
        return self.school is None

    @property
    def does_something(self) -> bool:
        return self.is_new or bool(self.differences) or self.invites or self.director is not None

    @property
    def values(self) -> dict[str, object]:
        """Values for the school; what the file leaves empty stays as it is."""
        said = {name: getattr(self.row, name) for name in FIELDS}
        if self.is_new:
            return said | {"kind": self.row.likely_kind}
        return {name: value for name, value in said.items() if value not in ("", None) and not self._holds(name, value)}

    def _holds(self, name: str, value: object) -> bool:
        """Whether the portal says the same; a no-break space is a space."""
        stored = getattr(self.school, name)
        return text(stored) == value if isinstance(stored, str) else bool(stored == value)

    @property
    def kind_label(self) -> str:
        return str(School.Kind(self.row.likely_kind).label)


@dataclass
class Plan:
    """`untouched`: schools of the portal that the file does not name. `may_invite`: the person may invite directors."""

    schools: list[PlannedSchool]
    problems: list[Problem]
    untouched: int
    may_invite: bool

    @property
    def acts(self) -> list[PlannedSchool]:
        return [one for one in self.schools if one.does_something]

    @property
    def new_count(self) -> int:
        return sum(one.is_new for one in self.schools)

    @property
    def changed_count(self) -> int:
        return len(self.acts) - self.new_count

    @property
    def same_count(self) -> int:
        return len(self.schools) - len(self.acts)

    @property
    def invitation_count(self) -> int:
        return sum(one.invites for one in self.schools)

    @property
    def leaves_directors(self) -> bool:
        """The file names directors whom this person may not invite."""
        return not self.may_invite and any(one.row.email for one in self.schools)


def plan_import(rows: Sequence[SchoolRow], municipality: Municipality, *, by: User) -> Plan:
    """Compare the rows with the municipality's registry. Three queries."""
    stored = list(School.objects.filter(municipality=municipality))
    planned = _matched(rows, stored)
    problems = [problem for one in planned for problem in _school_problems(one, municipality)]
    may_invite = may(by, Permission.MANAGE_USERS)
    if may_invite:
        people = _people(rows)
        on_duty = set(SchoolStaff.objects.filter(school__in=stored).values_list("school_id", "user_id"))
        problems += [problem for one in planned for problem in _plan_director(one, people, on_duty, municipality)]
    for one in planned:
        one.differences = _differences(one)
    named = {one.school.pk for one in planned if one.school}
    return Plan(planned, problems, sum(school.pk not in named for school in stored), may_invite)


def _matched(rows: Sequence[SchoolRow], stored: Iterable[School]) -> list[PlannedSchool]:
    """A school is found by its short name, else by its full name, else by number and type where both are the only ones."""
    left = {school.pk: school for school in stored}
    found: dict[int, School] = {}
    ways: tuple[Callable[[SchoolRow | School], str], ...] = (
        lambda one: same_name(one.short_name),
        lambda one: same_name(one.full_name),
        lambda one: f"{one.number} {getattr(one, 'likely_kind', one.kind)}" if one.number else "",
    )
    for way in ways:
        waiting = [row for row in rows if row.row not in found]
        times = Counter(way(row) for row in waiting)
        here = Counter(way(school) for school in left.values())
        known = {way(school): school for school in left.values()}
        for row in waiting:
            name = way(row)
            if name and times[name] == here[name] == 1:
                found[row.row] = left.pop(known[name].pk)
    return [PlannedSchool(row, found.get(row.row)) for row in rows]


def _school_problems(one: PlannedSchool, municipality: Municipality) -> list[Problem]:
    """What the model refuses: a text too long, a number that is none."""
    school = School(municipality=municipality, **{name: getattr(one.row, name) for name in FIELDS})
    try:
        school.clean_fields(exclude=["municipality"])
    except ValidationError as error:
        titles = {name: School._meta.get_field(name).verbose_name for name in error.message_dict}  # type: ignore[union-attr]
        told = {name: texts for name, texts in error.message_dict.items() if getattr(one.row, name) not in ("", None)}
        return [Problem("", one.row.row, "", f"{titles[name]}: {' '.join(texts)}") for name, texts in told.items()]
    return []


def _people(rows: Iterable[SchoolRow]) -> dict[str, User]:
    wanted = [row.email for row in rows if row.email]
    return {user.email.lower(): user for user in User.objects.annotate(lower=Lower("email")).filter(lower__in=wanted)}


def _plan_director(
    one: PlannedSchool, people: dict[str, User], on_duty: set[tuple[int, int]], municipality: Municipality
) -> list[Problem]:
    """Note who is invited or gets the school; return what stands against it."""
    email = one.row.email
    if not email:
        return []
    try:
        validate_email(email)
    except ValidationError:
        return [Problem("", one.row.row, "", f"«{email[:80]}» не похоже на адрес электронной почты")]
    person = people.get(email)
    if person is None:
        one.invites = True
        is_named = len(one.row.director.split()) > 1
        return [] if is_named else [Problem("", one.row.row, "", "напишите фамилию и имя директора")]
    if person.municipality_id != municipality.pk or person.role != Role.DIRECTOR:
        return [Problem("", one.row.row, "", f"адрес {email} уже у другого пользователя: укажите адрес директора")]
    if one.school is None or (one.school.pk, person.pk) not in on_duty:
        one.director = person
    return []


def _differences(one: PlannedSchool) -> list[Difference]:
    if one.school is None:
        return []
    return [
        Difference(str(School._meta.get_field(name).verbose_name), _shown(name, getattr(one.school, name)), _shown(name, value))  # type: ignore[union-attr]
        for name, value in one.values.items()
    ]  # fmt: skip


def _shown(name: str, value: object) -> str:
    if value in ("", None):
        return "—"
    return str(School.Kind(str(value)).label) if name == "kind" else str(value)
