"""The roadmap as its page shows it: sections, rows, and the standing of every occurrence, computed for today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from django.db.models import Q

from accounts.models import Role, User
from accounts.russian import counted
from roadmaps.models import Activity, Completion, Occurrence, Roadmap, Section
from roadmaps.queries import Progress, RoadmapProgress, concerning_any, progress
from roadmaps.services.audience import party_names
from schools.models import School

_SHOWN_LATE = 3  # a neglected weekly activity must not fill the page with its past


class Standing(Enum):
    """How an occurrence stands today: the class of its sign and its word."""

    DONE = ("ok", "выполнено")
    OVERDUE = ("bad", "просрочено")
    RUNNING = ("work", "в работе")
    WAITING = ("wait", "не наступило")

    def __init__(self, sign: str, word: str) -> None:
        self.sign = sign
        self.word = word


@dataclass
class OccurrenceRow:
    """`done` of `expected` schools have completed it, where schools carry it out (`expected` is 0 for the municipality)."""

    occurrence: Occurrence
    standing: Standing
    completion: Completion | None = None
    done: int = 0
    expected: int = 0
    may_complete: bool = False

    @property
    def schools_words(self) -> str:
        """«3 из 12 школ»; nothing where one school looks at itself."""
        if self.expected < 2:
            return ""
        return f"{self.done} из\u00a0{counted(self.expected, 'школы', 'школ', 'школ')}"

    @property
    def is_due(self) -> bool:
        return self.standing in (Standing.OVERDUE, Standing.RUNNING)


@dataclass
class ActivityRow:
    activity: Activity
    parties: Sequence[str]
    schools: Sequence[School] = ()
    is_foreign: bool = False  # for a director: only other schools carry it out, so how it stands is not shown
    occurrences: list[OccurrenceRow] = field(default_factory=list)

    @property
    def shown(self) -> list[OccurrenceRow]:
        """What matters now: the oldest overdue and what is running, else the next, else the last."""
        late = [row for row in self.occurrences if row.standing is Standing.OVERDUE]
        running = [row for row in self.occurrences if row.standing is Standing.RUNNING]
        if late or running:
            return late[:_SHOWN_LATE] + running
        waiting = [row for row in self.occurrences if row.standing is Standing.WAITING]
        return waiting[:1] or self.occurrences[-1:]

    @property
    def is_whole(self) -> bool:
        """Whether all of its occurrences are shown."""
        return len(self.shown) == len(self.occurrences)

    @property
    def done_count(self) -> int:
        return sum(row.standing is Standing.DONE for row in self.occurrences)


@dataclass
class SectionRows:
    section: Section
    progress: Progress
    rows: list[ActivityRow] = field(default_factory=list)


@dataclass
class RoadmapTable:
    """`has_results`: some activity names a result, a document or a value, so the table has a column for them."""

    sections: list[SectionRows]
    total: Progress
    has_results: bool

    @property
    def count(self) -> int:
        return sum(len(section.rows) for section in self.sections)


def roadmap_table(roadmap: Roadmap, user: User, today: date, *, only_mine: bool = False) -> RoadmapTable:
    """The whole table in a constant number of queries. `only_mine`: what the user's own schools have to carry out."""
    activities = Activity.objects.alive().filter(section__roadmap=roadmap)
    if only_mine:
        activities = concerning_any(activities, School.objects.visible_to(user))
    found: RoadmapProgress = progress(Roadmap.objects.filter(pk=roadmap.pk), today)[roadmap.pk]
    sections = {section.pk: SectionRows(section, found.sections[section.pk]) for section in roadmap.sections.all()}
    rows = activity_rows(activities.order_by("position", "pk").prefetch_related("schools"), roadmap, user, today)
    for row in rows:
        sections[row.activity.section_id].rows.append(row)
    shown = [section for section in sections.values() if section.rows or not only_mine]
    return RoadmapTable(shown, found.total, has_results(roadmap))


def has_results(roadmap: Roadmap) -> bool:
    named = ~Q(expected_result="") | ~Q(report_form="") | ~Q(planned="")
    return Activity.objects.alive().filter(named, section__roadmap=roadmap).exists()


def activity_rows(activities: Iterable[Activity], roadmap: Roadmap, user: User, today: date) -> list[ActivityRow]:
    """Rows for the activities of one roadmap with `schools` prefetched; three queries for any number of them."""
    rows = {
        activity.pk: ActivityRow(activity, party_names(activity.responsible_text), list(activity.schools.all()))
        for activity in activities
    }
    if roadmap.state == Roadmap.State.DRAFT:
        return list(rows.values())
    viewer = _Viewer(roadmap, user, today)
    occurrences = Occurrence.objects.filter(activity__in=list(rows), is_planned=True).order_by("due_on", "pk")
    completions: dict[int, list[Completion]] = defaultdict(list)
    for completion in Completion.objects.visible_to(user).filter(occurrence__in=occurrences):
        completions[completion.occurrence_id].append(completion)
    for occurrence in occurrences:
        row = rows[occurrence.activity_id]
        row.is_foreign = viewer.is_foreign(row)
        if not row.is_foreign:
            row.occurrences.append(viewer.occurrence_row(row, occurrence, completions[occurrence.pk]))
    return list(rows.values())


class _Viewer:
    """Whose eyes: the office counts all schools of the programme, a director or a curator only the own ones."""

    def __init__(self, roadmap: Roadmap, user: User, today: date) -> None:
        self.roadmap, self.today = roadmap, today
        self.own_only = user.role in (Role.DIRECTOR, Role.CURATOR)
        self.own = set(School.objects.visible_to(user).values_list("pk", flat=True)) if self.own_only else set()
        taking_part = set(roadmap.programme.schools.active().values_list("pk", flat=True))
        self.all_schools = taking_part & self.own if self.own_only else taking_part

    def is_foreign(self, row: ActivityRow) -> bool:
        return self.own_only and row.activity.audience == Activity.Audience.LISTED and not self._expected(row)

    def occurrence_row(self, row: ActivityRow, occurrence: Occurrence, marks: list[Completion]) -> OccurrenceRow:
        if row.activity.audience == Activity.Audience.MUNICIPAL:
            mark = next((mark for mark in marks if mark.school_id is None), None)
            standing = self._standing(occurrence, mark is not None)
            may_complete = mark is None and self.roadmap.state == Roadmap.State.APPROVED
            return OccurrenceRow(occurrence, standing, mark, may_complete=may_complete)
        expected = self._expected(row)
        done = len({mark.school_id for mark in marks} & expected)
        standing = self._standing(occurrence, bool(expected) and done == len(expected))
        return OccurrenceRow(occurrence, standing, done=done, expected=len(expected))

    def _expected(self, row: ActivityRow) -> set[int]:
        if row.activity.audience == Activity.Audience.ALL_SCHOOLS:
            return self.all_schools
        listed = {school.pk for school in row.schools}
        return listed & self.own if self.own_only else listed

    def _standing(self, occurrence: Occurrence, is_done: bool) -> Standing:
        if is_done:
            return Standing.DONE
        if occurrence.due_on < self.today:
            return Standing.OVERDUE
        starts_on = occurrence.starts_on or occurrence.due_on
        return Standing.RUNNING if starts_on <= self.today else Standing.WAITING
