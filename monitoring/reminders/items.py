"""What concerns whom in one municipality on one day, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F

from accounts.models import Municipality, Role, User
from accounts.models.reminders import DAYS_BEFORE
from monitoring.models import Reminder, SchoolReport
from monitoring.reminders.policy import OVERDUE, late_by
from monitoring.wording import day_month
from roadmaps.assignments import assignments
from roadmaps.models import Occurrence
from roadmaps.terms import municipal_terms, school_terms
from schools.models import School, SchoolStaff
from schools.models.school import SchoolQuerySet

Kind = Reminder.Kind
Base = tuple[int, str, int | None, int | None, int | None, date]
FORGOTTEN = timedelta(days=92)  # older debts stand in the reports and on «Мои сроки»
AHEAD = timedelta(days=max(DAYS_BEFORE) + 21)  # stages move back over holidays, weekly letters look ahead


@dataclass(frozen=True, slots=True)
class Item:
    """Something that concerns a person. `stage`: None where the person's own policy decides it.

    Items of one `topic` share a line of the digest; `who` is then listed behind it. `says`: instead of how far the term is.
    """

    person: int
    kind: Kind
    due_on: date
    topic: str
    says: str = ""
    who: str = ""
    occurrence: int | None = None
    report: int | None = None
    school: int | None = None
    stage: int | None = None

    @property
    def base(self) -> Base:
        """What `Reminder` is unique by, besides the stage."""
        return (self.person, self.kind.value, self.occurrence, self.report, self.school, self.due_on)


def items_of(town: Municipality, today: date, people: list[User]) -> list[Item]:
    """All that concerns these people of the town."""
    return list(_items(town, people, School.objects.filter(municipality=town), today))


def own_items(person: User, town: Municipality, today: date) -> list[Item]:
    """What the person has to do, without other people's debts."""
    schools = School.objects.filter(municipality=town, staff__user=person)
    return [item for item in _items(town, [person], schools, today) if item.stage is None]


def _items(town: Municipality, people: list[User], schools: SchoolQuerySet, today: date) -> Iterator[Item]:
    """What the log is not asked about any more is not spoken of either, also where a report is taken months late."""
    yield from _terms(town, people, schools, today)
    reports = _reports(town, people, schools, today)
    yield from (item for item in reports if item.due_on >= today - FORGOTTEN)


@dataclass(frozen=True, slots=True)
class _Term:
    occurrence: Occurrence
    school: School | None
    due_on: date

    @property
    def topic(self) -> str:
        return f"{self.occurrence.activity} ({self.occurrence.label})"


def _terms(town: Municipality, people: list[User], schools: SchoolQuerySet, today: date) -> Iterator[Item]:
    open_terms = _open_terms(town, schools, today)
    activities = {term.occurrence.activity_id: term.occurrence.activity for term in open_terms}
    answering: dict[tuple[int, int | None], set[int]] = defaultdict(set)
    for one in assignments(town, list(activities.values())):
        answering[one.activity_id, one.school_id].add(one.user_id)
    active = {person.pk for person in people}
    for open_term in open_terms:
        school = open_term.school.pk if open_term.school else None
        own = answering[open_term.occurrence.activity_id, school] & active
        for person in sorted(own):
            yield _item(open_term, person, Kind.TERM)
        for superior, days in _superiors(town, people):
            if late_by(open_term.due_on, today) >= days and superior not in own:
                yield _item(open_term, superior, Kind.LATE_TERM, stage=-days)


def _item(open_term: _Term, person: int, kind: Kind, stage: int | None = None) -> Item:
    who = open_term.school.short_name if open_term.school else open_term.occurrence.activity.responsible_text
    return Item(
        person,
        kind,
        open_term.due_on,
        open_term.topic,
        who=who[:200] if kind is Kind.LATE_TERM else "",
        occurrence=open_term.occurrence.pk,
        school=open_term.school.pk if open_term.school else None,
        stage=stage,
    )


def _superiors(town: Municipality, people: list[User]) -> list[tuple[int, int]]:
    """Who is told of other people's debts, and after how many days."""
    days = {Role.COORDINATOR: town.escalate_to_coordinator, Role.HEAD: town.escalate_to_head}
    return [(person.pk, days[Role(person.role)]) for person in people if person.role in days]


def _open_terms(town: Municipality, schools: SchoolQuerySet, today: date) -> list[_Term]:
    """Terms nobody has settled or reported as done, overdue or soon due."""
    planned = Occurrence.objects.planned().filter(activity__section__roadmap__programme__municipality=town)
    soon = planned.filter(due_on__lte=today + AHEAD).select_related("activity")
    earliest = today - FORGOTTEN
    found = [
        _Term(occurrence, None, occurrence.term_due)
        for occurrence in municipal_terms(soon).filter(is_settled=False, term_due__gte=earliest)
    ]
    waiting = school_terms(soon, schools).filter(is_settled=False, is_reported=False)
    theirs = list(waiting.filter(term_due__gte=earliest, term_due__lte=today + AHEAD))
    by_key = schools.in_bulk({occurrence.term_school for occurrence in theirs})
    found += (_Term(occurrence, by_key[occurrence.term_school], occurrence.term_due) for occurrence in theirs)
    return sorted(found, key=lambda one: (one.due_on, one.occurrence.pk, one.school.pk if one.school else 0))


def _reports(town: Municipality, people: list[User], schools: SchoolQuerySet, today: date) -> Iterator[Item]:
    """Of schools that still take part in the programme, while reports are taken."""
    staff = _staff(people)
    reports = SchoolReport.objects.filter(
        school__in=schools.filter(is_active=True),
        period__programme__schools=F("school"),
        period__opens_on__lte=today,
        period__closes_on__gte=today,
    )
    for report in reports.select_related("period", "school__municipality").order_by("period__due_on", "pk"):
        if report.is_editable:
            yield from _to_hand_in(report, staff[report.school_id], today)
            yield from _late(report, staff[report.school_id], people, today)
        elif report.state == SchoolReport.State.SUBMITTED and report.submitted_at:
            yield from _to_review(report, people)


def _staff(people: list[User]) -> Mapping[int, list[SchoolStaff]]:
    found: dict[int, list[SchoolStaff]] = defaultdict(list)
    for duty in SchoolStaff.objects.filter(user__in=people).order_by("pk"):
        found[duty.school_id].append(duty)
    return found


def _to_hand_in(report: SchoolReport, staff: list[SchoolStaff], today: date) -> Iterator[Item]:
    """The due day, and once it is past the day the report can be handed in at all."""
    label = f"отчёт за {report.period.label}"
    if report.state == SchoolReport.State.RETURNED:
        label += ", возвращён на доработку"
    days = [(report.period.due_on, "")]
    if report.period.due_on < today:
        days.append((report.period.closes_on, f"приём закроется {day_month(report.period.closes_on)}"))
    for duty in staff:
        if duty.duty == SchoolStaff.Duty.DIRECTOR:
            for due_on, says in days:
                yield Item(
                    duty.user_id, Kind.REPORT, due_on, label, says, report=report.pk, school=report.school_id
                )  # fmt: skip


def _late(report: SchoolReport, staff: list[SchoolStaff], people: list[User], today: date) -> Iterator[Item]:
    """A report past its day: its curators and the office at once, the head later."""
    due_on, late = report.period.due_on, late_by(report.period.due_on, today)
    if not late:
        return
    told = {duty.user_id: OVERDUE for duty in staff if duty.duty == SchoolStaff.Duty.CURATOR}
    told |= {person.pk: OVERDUE for person in people if person.role in (Role.METHODIST, Role.COORDINATOR)}
    after = report.school.municipality.escalate_to_head
    told |= {person.pk: -after for person in people if person.role == Role.HEAD and late >= after}
    topic = f"не сдали отчёт за {report.period.label}"
    for person, stage in told.items():
        yield Item(
            person, Kind.LATE_REPORT, due_on, topic, who=report.school.short_name,
            report=report.pk, school=report.school_id, stage=stage,
        )  # fmt: skip


def _to_review(report: SchoolReport, people: list[User]) -> Iterator[Item]:
    handed_in = report.school.municipality.today(report.submitted_at)
    for person in people:
        if person.role in (Role.METHODIST, Role.COORDINATOR):
            yield Item(
                person.pk, Kind.REVIEW, handed_in, f"ждут проверки отчёты за {report.period.label}",
                who=report.school.short_name, report=report.pk, school=report.school_id, stage=0,
            )  # fmt: skip
