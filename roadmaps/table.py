"""The roadmap as its page shows it: sections, rows, and the standing of every occurrence, computed for today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from accounts.models import Role, User
from accounts.russian import counted
from roadmaps.chips import PartyCell, party_cells
from roadmaps.models import Activity, Completion, Occurrence, Postponement, ReportedTerm, Roadmap, Section
from roadmaps.models.occurrence import OccurrenceQuerySet
from roadmaps.queries import Progress, RoadmapProgress, concerning_any, progress
from roadmaps.standing import Standing, standing_of_open
from schools.models import School

_SHOWN_LATE = 3  # a neglected weekly activity must not fill the page with its past


@dataclass
class OccurrenceRow:
    """`done` of `expected` schools have completed it, where schools carry it out (`expected` is 0 for the municipality);

    by reports under review `reported` more of them.
    `due_on` is the day that counts: of the occurrence, or of the only school looked at, which may have put it off.
    """

    occurrence: Occurrence
    standing: Standing
    due_on: date
    completion: Completion | None = None
    done: int = 0
    expected: int = 0
    reported: int = 0
    school_id: int | None = None  # the only school looked at
    may_complete: bool = False

    @property
    def schools_words(self) -> str:
        """«3 из 12 школ, на проверке 2»; nothing where one school looks at itself."""
        if self.expected < 2:
            return ""
        reported = f", на\u00a0проверке {self.reported}" if self.reported else ""
        return f"{self.done} из\u00a0{counted(self.expected, 'школы', 'школ', 'школ')}{reported}"

    @property
    def is_due(self) -> bool:
        return self.standing in (Standing.OVERDUE, Standing.RUNNING)


@dataclass
class ActivityRow:
    activity: Activity
    parties: PartyCell
    schools: Sequence[School] = ()
    is_foreign: bool = False  # for a director: only other schools carry it out, so how it stands is not shown
    occurrences: list[OccurrenceRow] = field(default_factory=list)

    @property
    def shown(self) -> list[OccurrenceRow]:
        """What matters now: the oldest overdue, what is running or under review, else the next, else the last."""
        late = [row for row in self.occurrences if row.standing is Standing.OVERDUE]
        running = [row for row in self.occurrences if row.standing in (Standing.RUNNING, Standing.REPORTED)]
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
    """Rows for the activities of one roadmap with `schools` prefetched; a constant number of queries."""
    found = list(activities)
    cells = party_cells(found, roadmap, user)
    rows = {activity.pk: ActivityRow(activity, cells[activity.pk], list(activity.schools.all())) for activity in found}
    if roadmap.state == Roadmap.State.DRAFT:
        return list(rows.values())
    _add_occurrences(rows, Occurrence.objects.filter(activity__in=list(rows)), _Viewer(roadmap, user, today))
    return list(rows.values())


def occurrence_rows(
    activities: Iterable[Activity],
    occurrences: OccurrenceQuerySet,
    roadmap: Roadmap,
    user: User,
    today: date,
    school: int,
) -> list[ActivityRow]:
    """Rows as above without their parties, and of these occurrences only; `school`: as this one alone sees it, 0 for all."""
    rows = {activity.pk: ActivityRow(activity, PartyCell(), list(activity.schools.all())) for activity in activities}
    _add_occurrences(rows, occurrences.filter(activity__in=list(rows)), _Viewer(roadmap, user, today, school))
    return list(rows.values())


def _add_occurrences(rows: Mapping[int, ActivityRow], occurrences: OccurrenceQuerySet, viewer: _Viewer) -> None:
    planned = occurrences.filter(is_planned=True).order_by("due_on", "pk")
    viewer.read_facts(planned)
    for occurrence in planned:
        row = rows[occurrence.activity_id]
        row.is_foreign = viewer.is_foreign(row)
        if not row.is_foreign:
            row.occurrences.append(viewer.occurrence_row(row, occurrence))


class _Viewer:
    """Whose eyes: the office counts all schools of the programme, a director or a curator only the own ones."""

    def __init__(self, roadmap: Roadmap, user: User, today: date, school: int = 0) -> None:
        self.roadmap, self.today, self.user = roadmap, today, user
        self.own_only = bool(school) or user.role in (Role.DIRECTOR, Role.CURATOR)
        seen = School.objects.visible_to(user).filter(pk=school) if school else School.objects.visible_to(user)
        self.own = set(seen.values_list("pk", flat=True)) if self.own_only else set()
        taking_part = set(roadmap.programme.schools.active().values_list("pk", flat=True))
        self.all_schools = taking_part & self.own if self.own_only else taking_part
        self.marks: dict[int, dict[int | None, Completion]] = defaultdict(dict)
        self.moved: dict[tuple[int, int | None], date] = {}
        self.reported: dict[int, set[int | None]] = defaultdict(set)

    def read_facts(self, occurrences: OccurrenceQuerySet) -> None:
        """Three queries for all of them."""
        for mark in Completion.objects.visible_to(self.user).filter(occurrence__in=occurrences):
            self.marks[mark.occurrence_id][mark.school_id] = mark
        moved = Postponement.objects.visible_to(self.user).filter(occurrence__in=occurrences, school__isnull=False)
        for told in ReportedTerm.objects.visible_to(self.user).filter(occurrence__in=occurrences):
            self.reported[told.occurrence_id].add(told.school_id)
        self.moved = {(row.occurrence_id, row.school_id): row.new_on for row in moved.order_by("pk")}

    def is_foreign(self, row: ActivityRow) -> bool:
        return self.own_only and row.activity.audience == Activity.Audience.LISTED and not self._expected(row)

    def occurrence_row(self, row: ActivityRow, occurrence: Occurrence) -> OccurrenceRow:
        marks = self.marks[occurrence.pk]
        if row.activity.audience == Activity.Audience.MUNICIPAL:
            mark = marks.get(None)
            standing = self._standing(occurrence, {None}, marks)
            may_complete = mark is None and self.roadmap.state == Roadmap.State.APPROVED
            return OccurrenceRow(occurrence, standing, occurrence.due_on, mark, may_complete=may_complete)
        schools = self._expected(row)
        standing = self._standing(occurrence, schools, marks)
        only = next(iter(schools)) if len(schools) == 1 and self.own_only else None
        return OccurrenceRow(
            occurrence,
            standing,
            self._due_on(occurrence, only),
            marks.get(only) if only else None,
            done=sum(school in marks and not _is_na(marks[school]) for school in schools),
            expected=sum(school not in marks or not _is_na(marks[school]) for school in schools),
            reported=len(schools & self.reported[occurrence.pk] - marks.keys()),
            school_id=only,
            may_complete=only in schools - marks.keys() - self.reported[occurrence.pk]
            and self.roadmap.state == Roadmap.State.APPROVED,
        )

    def _expected(self, row: ActivityRow) -> set[int]:
        if row.activity.audience == Activity.Audience.ALL_SCHOOLS:
            return self.all_schools
        listed = {school.pk for school in row.schools}
        return listed & self.own if self.own_only else listed

    def _standing(
        self, occurrence: Occurrence, asked: AbstractSet[int | None], marks: Mapping[int | None, Completion]
    ) -> Standing:
        """Of those who have not settled it yet the one whose day comes first; `asked`: schools, or None for the municipality.

        Who has reported it is not waited for.
        """
        unsettled = asked - marks.keys()
        waiting = unsettled - self.reported[occurrence.pk]
        if waiting or not asked:
            due_on = min((self._due_on(occurrence, school) for school in waiting), default=occurrence.due_on)
            return standing_of_open(occurrence.starts_on, due_on, self.today)
        if unsettled:
            return Standing.REPORTED
        return Standing.NOT_APPLICABLE if all(_is_na(marks[school]) for school in asked) else Standing.DONE

    def _due_on(self, occurrence: Occurrence, school: int | None) -> date:
        return max(occurrence.due_on, self.moved.get((occurrence.pk, school), occurrence.due_on))


def _is_na(mark: Completion) -> bool:
    return mark.outcome == Completion.Outcome.NOT_APPLICABLE
