"""The «Ответственные» cell as chips: each party with the people who are reminded, or the question about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from accounts.models import Role, User
from accounts.russian import counted
from roadmaps.assignments import directors_of
from roadmaps.models import Activity, ActivityParty, Roadmap
from roadmaps.resolution import Directory, Meant, load_directory, parties_of, understand

_NAMED = 6
_OF_SCHOOLS = "Мероприятие исполняют школы: напоминаем их директорам."
_NOBODY = "Никому не напоминаем."
_OFFICE = "Пока напоминаем методистам и координаторам."


@dataclass(frozen=True)
class Chip:
    """`names`: who is reminded, in words; `is_open`: nobody knows who is meant, `question`: the `ActivityParty` to ask by."""

    text: str
    names: str = ""
    is_open: bool = False
    question: int | None = None


@dataclass(frozen=True)
class PartyCell:
    """`note`: who is reminded meanwhile, where no party says so."""

    chips: Sequence[Chip] = ()
    note: str = ""


@dataclass(frozen=True)
class _Reader:
    """What the cells of one roadmap are read with."""

    programme: int
    directory: Directory
    questions: dict[tuple[int, int], int] = field(default_factory=dict)

    def cell(self, activity: Activity) -> PartyCell:
        meant = [understand(party, self.directory) for party in parties_of(activity.responsible_text)]
        chips = [
            self._chip(activity, position, party.text or party.name, one)
            for position, (party, one) in enumerate(zip(parties_of(activity.responsible_text), meant, strict=True))
        ]
        is_municipal = activity.audience == Activity.Audience.MUNICIPAL
        told = any(one.reminded(self.programme, self.directory) or one.is_nobody for one in meant)
        return PartyCell(chips or _plain(activity), _OFFICE if is_municipal and not told else "")

    def _chip(self, activity: Activity, position: int, text: str, meant: Meant) -> Chip:
        if meant.state != ActivityParty.State.RESOLVED:
            return Chip(text, is_open=True, question=self.questions.get((activity.pk, position)))
        if meant.is_nobody:
            return Chip(text, _NOBODY)
        if activity.audience == Activity.Audience.MUNICIPAL:
            return Chip(text, self._names(meant.reminded(self.programme, self.directory)))
        if not meant.is_of_schools:
            return Chip(text, _OF_SCHOOLS)
        is_listed = activity.audience == Activity.Audience.LISTED
        listed = [school.pk for school in activity.schools.all()] if is_listed else None
        return Chip(text, self._names(user for _, user in directors_of(self.programme, listed, self.directory)))

    def _names(self, people: Iterable[int]) -> str:
        found = list(dict.fromkeys(people))
        if not found:
            return "Таких школ нет или у них нет директора на портале."
        names = [self.directory.people[pk].short_name for pk in found]
        rest = len(names) - _NAMED
        if rest < 2:
            return ", ".join(names)
        return f"{', '.join(names[:_NAMED])} и ещё {counted(rest, 'человек', 'человека', 'человек')}"


def party_cells(activities: Sequence[Activity], roadmap: Roadmap, user: User) -> dict[int, PartyCell]:
    """By the key of the activity; `schools` prefetched. Eleven queries for any number of them, none for people of schools:

    whom the municipality reminds is not their business.
    """
    if user.role in (Role.DIRECTOR, Role.CURATOR) or user.municipality is None:
        return {activity.pk: PartyCell(_texts(activity)) for activity in activities}
    asked = ActivityParty.objects.open().filter(activity__in=[activity.pk for activity in activities])
    questions = {(activity, place): pk for activity, place, pk in asked.values_list("activity", "position", "pk")}
    reader = _Reader(roadmap.programme_id, load_directory(user.municipality), questions)
    return {activity.pk: reader.cell(activity) for activity in activities}


def _texts(activity: Activity) -> list[Chip]:
    return [Chip(party.text) for party in parties_of(activity.responsible_text) if party.text] or _plain(activity)


def _plain(activity: Activity) -> list[Chip]:
    """A cell in which no party was told apart."""
    return [Chip(activity.responsible_text)] if activity.responsible_text else []
