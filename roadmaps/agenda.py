"""«Мои сроки»: the terms that concern a person, by when they fall due; a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef

from accounts.models import Role, User
from roadmaps.filters import Filters, activities_of
from roadmaps.models import Completion, Occurrence, Postponement, ReportedTerm
from roadmaps.models.occurrence import CompletionQuerySet, OccurrenceQuerySet
from roadmaps.standing import Standing, standing_of_open
from roadmaps.terms import municipal_terms, school_terms
from schools.models import School
from schools.models.school import SchoolQuerySet

PAGE = 50
LATELY = timedelta(days=30)
AHEAD = {"month": 30, "quarter": 90}  # days
STATES = {
    "": "просрочено и ближайшие 30 дней",
    "overdue": "только просроченные",
    "week": "только на этой неделе",
    "quarter": "просрочено и ближайшие 90 дней",
    "settled": "отмеченные за 30 дней",
}


class Term(NamedTuple):
    """A term that is not settled; `school` is 0 for the municipality's own. `is_reported`: in a report under review."""

    due_on: date
    occurrence: int
    school: int
    is_reported: bool


class Row(NamedTuple):
    """What a line is made of: the schools whose terms are open ([0]: the municipality) and those reported already."""

    due_on: date
    occurrence: int
    open: list[int]
    reported: list[int]

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Row:
        """Of terms that share their day and occurrence."""
        found = list(terms)
        waiting, reported = ([term.school for term in found if term.is_reported is one] for one in (False, True))
        return cls(found[0].due_on, found[0].occurrence, waiting, reported)


@dataclass
class Line:
    """One row: a term, or the terms of several schools that fall due on the same day."""

    occurrence: Occurrence
    due_on: date
    standing: Standing
    school: School | None = None  # whose term it is, where it is one school's
    waiting: list[School] = field(default_factory=list)  # whose terms are open, where they are many
    reported: list[School] = field(
        default_factory=list
    )  # who has done it by a report under review, where they are many
    reported_on: date | None = None  # the day by that report, of one school
    done: int = 0
    expected: int = 0
    postponement: Postponement | None = None
    completion: Completion | None = None

    @property
    def key(self) -> str:
        """Of the row on the page; the page of one term knows it too."""
        school = self.school.pk if self.school else 0
        return f"{self.occurrence.pk}-{school}" if not self.is_of_many else f"{self.occurrence.pk}-{self.due_on:%Y%m%d}"

    @property
    def is_of_many(self) -> bool:
        return bool(self.waiting or self.reported)

    @property
    def is_open(self) -> bool:
        return self.completion is None

    @property
    def may_be_settled(self) -> bool:
        return self.is_open and not self.is_of_many and self.standing is not Standing.REPORTED


@dataclass
class Agenda:
    """A page of lines in groups, and how many lines there are of each kind in all."""

    groups: list[tuple[str, list[Line]]]
    page: Page[Row]
    overdue: int
    overdue_own: int  # of the municipality itself
    week: int

    @property
    def lines(self) -> list[Line]:
        return [line for _, part in self.groups for line in part]


def sees_municipal(user: User) -> bool:
    """Whether the municipality's own terms are the person's business."""
    return user.role not in (Role.DIRECTOR, Role.CURATOR)


def overdue_count(user: User) -> int:
    """For the menu: overdue terms of the municipality, or of the person's schools. One query."""
    today = user.municipality.today() if user.municipality else date.max
    planned = Occurrence.objects.visible_to(user).planned().filter(due_on__lt=today)
    if sees_municipal(user):
        return municipal_terms(planned).filter(is_settled=False).count()
    terms = school_terms(planned, School.objects.visible_to(user))
    return terms.filter(is_settled=False, is_reported=False, term_due__lt=today).count()


def agenda(user: User, filters: Filters, today: date, page: str | None) -> Agenda:
    """Open terms from the oldest overdue to the horizon of the filter; at the end those in reports under review."""
    week_ends = today + timedelta(days=6 - today.weekday())
    terms = sorted(_open_terms(user, filters, *_bounds(filters.state, today, week_ends)))
    is_joined = not filters.school_key and _schools(user, filters).count() > 1
    rows = sorted(_rows(terms, is_joined=is_joined), key=lambda row: not row.open)
    if filters.state == "overdue":
        rows = [row for row in rows if row.open]
    shown = Paginator(rows, PAGE).get_page(page)
    lines = lines_of(user, shown.object_list, today, is_joined=is_joined)
    late = [row for row in rows if row.open and row.due_on < today]
    return Agenda(
        [(title, list(part)) for title, part in groupby(lines, lambda line: _title(line, today, week_ends))],
        shown,
        overdue=len(late),
        overdue_own=sum(row.open == [0] for row in late),
        week=sum(bool(row.open) and today <= row.due_on <= week_ends for row in rows),
    )


def _title(line: Line, today: date, week_ends: date) -> str:
    if line.standing is Standing.REPORTED:
        return "В отчётах, на проверке"
    if line.due_on < today:
        return "Просрочено"
    return "На этой неделе" if line.due_on <= week_ends else "Потом"


def _bounds(state: str, today: date, week_ends: date) -> tuple[date, date]:
    if state == "overdue":
        return date.min, today - timedelta(days=1)
    if state == "week":
        return today, week_ends
    return date.min, today + timedelta(days=AHEAD.get(state, AHEAD["month"]))


def _schools(user: User, filters: Filters) -> SchoolQuerySet:
    schools = School.objects.visible_to(user).active()
    return schools.filter(pk=filters.school_key) if filters.school_key else schools


def _open_terms(user: User, filters: Filters, start: date, end: date) -> Iterable[Term]:
    planned = Occurrence.objects.visible_to(user).planned().filter(due_on__lte=end)
    planned = planned.filter(activity__in=activities_of(user, filters))
    if sees_municipal(user) and not filters.school_key:
        own = municipal_terms(planned).filter(is_settled=False, term_due__gte=start)
        yield from (Term(due_on, pk, 0, False) for pk, due_on in own.values_list("pk", "term_due"))
    if filters.school == "own":
        return
    theirs = school_terms(planned, _schools(user, filters)).filter(is_settled=False)
    within = theirs.filter(term_due__gte=start, term_due__lte=end)
    for pk, school, due_on, is_reported in within.values_list("pk", "term_school", "term_due", "is_reported"):
        yield Term(due_on, pk, school, is_reported)


def _rows(terms: list[Term], *, is_joined: bool) -> list[Row]:
    """A row for each school, or where they are joined one for each day of an occurrence."""
    if not is_joined:
        return [Row.of([term]) for term in terms]
    return [Row.of(part) for _, part in groupby(terms, lambda term: term[:2])]


def term_line(user: User, occurrence: Occurrence, school: School | None, due_on: date, today: date) -> Line:
    """The line of one term that is not settled."""
    reported = ReportedTerm.objects.filter(occurrence=occurrence, school=school)
    term = Term(due_on, occurrence.pk, school.pk if school else 0, school is not None and reported.exists())
    return lines_of(user, [Row.of([term])], today)[0]


def lines_of(user: User, rows: Iterable[Row], today: date, *, is_joined: bool = False) -> list[Line]:
    """Lines of rows; a constant number of queries."""
    rows = list(rows)
    occurrences = _with_plan(Occurrence.objects.filter(pk__in={row.occurrence for row in rows})).in_bulk()
    schools = School.objects.visible_to(user).in_bulk({key for row in rows for key in (*row.open, *row.reported)})
    counts = _counts(user, Occurrence.objects.filter(pk__in=occurrences))
    moved, reported = _postponements(user, occurrences), _reported(user, occurrences)
    lines = []
    for row in rows:
        occurrence, keys = occurrences[row.occurrence], [*row.open, *row.reported]
        standing = standing_of_open(occurrence.starts_on, row.due_on, today) if row.open else Standing.REPORTED
        line = Line(occurrence, row.due_on, standing)
        if keys != [0]:
            line.done, line.expected = counts[row.occurrence]
            if is_joined and line.expected > 1:
                line.waiting, line.reported = ([schools[key] for key in part] for part in (row.open, row.reported))
            elif len(keys) == 1:
                line.school = schools[keys[0]]
                line.reported_on = reported.get((row.occurrence, keys[0]))
        line.postponement = moved.get((row.occurrence, keys[0])) or moved.get((row.occurrence, 0))
        lines.append(line)
    return lines


def _with_plan(occurrences: OccurrenceQuerySet) -> OccurrenceQuerySet:
    return occurrences.select_related("activity__section__roadmap")


def _counts(user: User, occurrences: OccurrenceQuerySet) -> Mapping[int, tuple[int, int]]:
    """By occurrence: how many of the person's schools have done it, of how many that have to."""
    terms = school_terms(occurrences, School.objects.visible_to(user)).values_list("pk", "term_school")
    marks = Completion.objects.filter(occurrence__in=occurrences, school__isnull=False)
    outcomes = {(pk, school): outcome for pk, school, outcome in marks.values_list("occurrence", "school", "outcome")}
    found: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for pk, school in terms:
        outcome, (done, expected) = outcomes.get((pk, school)), found[pk]
        if outcome != Completion.Outcome.NOT_APPLICABLE:
            found[pk] = (done + (outcome is not None), expected + 1)
    return found


def _postponements(user: User, occurrences: Iterable[int]) -> dict[tuple[int, int], Postponement]:
    """The last of each term, where it has put the term off; the municipality's under school 0."""
    rows = Postponement.objects.visible_to(user).filter(occurrence__in=list(occurrences)).select_related("by")
    last = {(row.occurrence_id, row.school_id or 0): row for row in rows.order_by("pk")}
    return {key: row for key, row in last.items() if row.new_on > row.old_on}


def _reported(user: User, occurrences: Iterable[int]) -> dict[tuple[int, int], date]:
    """The days by reports under review."""
    rows = ReportedTerm.objects.visible_to(user).filter(occurrence__in=list(occurrences))
    return {(pk, school): day for pk, school, day in rows.values_list("occurrence", "school", "done_on")}


def settled(user: User, filters: Filters, today: date) -> CompletionQuerySet:
    """Marks of the last 30 days, the newest first."""
    marks = Completion.objects.visible_to(user).filter(at__date__gte=today - LATELY)
    marks = marks.filter(occurrence__activity__in=activities_of(user, filters))
    if not sees_municipal(user):
        marks = marks.filter(school__isnull=False)
    if filters.school == "own":
        marks = marks.filter(school__isnull=True)
    elif filters.school_key:
        marks = marks.filter(school=filters.school_key)
    return with_plan_and_report(marks).prefetch_related("files").order_by("-at", "-pk")


def with_plan_and_report(marks: CompletionQuerySet) -> CompletionQuerySet:
    """As `settled_line` needs them: with `is_reported`, whether a report under review rests on the mark."""
    reported = ReportedTerm.objects.filter(occurrence=OuterRef("occurrence"), school=OuterRef("school"))
    marks = marks.annotate(is_reported=Exists(reported))
    return marks.select_related("occurrence__activity__section__roadmap", "school", "by")


def settled_line(mark: Completion) -> Line:
    """The line of a mark fetched by `with_plan_and_report`."""
    is_done = mark.outcome == Completion.Outcome.DONE
    standing = Standing.DONE if is_done else Standing.NOT_APPLICABLE
    return Line(mark.occurrence, mark.occurrence.due_on, standing, school=mark.school, completion=mark)
