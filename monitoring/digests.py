"""One letter a day for each person with what is due and what is overdue.

What a letter says follows from the state on the day it is written, and its key is the person and the day. So a worker that
was down for a week sends one letter when it is back, not seven, and nothing that is still due is forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from accounts.mail import write_letter
from accounts.models import Municipality, Role, User
from accounts.russian import counted
from monitoring.models import ActivityEntry, SchoolReport
from monitoring.wording import term
from roadmaps.models import Activity, Completion, Occurrence
from schools.models import School, SchoolStaff

MORNING = 7  # letters go out from seven o'clock of the municipality's own time
AHEAD = timedelta(days=7)


@dataclass
class Digest:
    """Lines of one person's letter; nobody gets an empty one."""

    due: list[str] = field(default_factory=list)
    overdue: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.due or self.overdue)

    def text(self, person: User) -> str:
        parts = [f"{person.greeting}, здравствуйте!"]
        if self.overdue:
            parts.append("Просрочено:\n" + "\n".join(f"— {line}" for line in self.overdue))
        if self.due:
            parts.append("Подходит срок:\n" + "\n".join(f"— {line}" for line in self.due))
        parts.append(f"Открыть портал: {settings.SITE_URL}/\nНе присылать такие письма: {settings.SITE_URL}/profile/")
        return "\n\n".join(parts) + "\n"

    @property
    def subject(self) -> str:
        said = [f"просрочено: {len(self.overdue)}"] if self.overdue else []
        said += [f"подходит срок: {len(self.due)}"] if self.due else []
        return f"Опора — {', '.join(said)}"


def send_digests(now: datetime) -> int:
    """Write today's letters of every municipality where it is already morning; returns how many are new."""
    return sum(
        _send_of(town, town.today(now))
        for town in Municipality.objects.filter(is_active=True)
        if _is_morning(town, now)
    )


def _is_morning(town: Municipality, now: datetime) -> bool:
    return timezone.localtime(now, town.zone).hour >= MORNING


def _send_of(town: Municipality, today: date) -> int:
    people = User.objects.active().filter(municipality=town, wants_digest=True).select_related("municipality")
    news = _News(town, today)
    letters = ((person, news.digest_for(person)) for person in people)
    return sum(_write(person, digest, today) for person, digest in letters if digest)


def _write(person: User, digest: Digest, today: date) -> bool:
    key = f"digest:{person.pk}:{today.isoformat()}"
    return write_letter(key=key, recipient=person, subject=digest.subject, body=digest.text(person)) is not None


class _News:
    """What is due and overdue in one municipality on one day; a constant number of queries for all its people."""

    def __init__(self, town: Municipality, today: date) -> None:
        self._today = today
        self._reports = list(
            SchoolReport.objects.filter(school__municipality=town, period__closes_on__gte=today).select_related(
                "period", "school"
            )
        )
        self._occurrences = list(_occurrences(town, today))
        self._done = _done(self._occurrences)
        self._staff = list(SchoolStaff.objects.filter(school__municipality=town, school__is_active=True))
        through = Activity.schools.through
        activities = {occurrence.activity_id for occurrence in self._occurrences}
        self._listed = set(through.objects.filter(activity__in=activities).values_list("activity_id", "school_id"))
        self._members = set(
            School.programmes.through.objects.filter(school__municipality=town).values_list("programme_id", "school_id")
        )

    def digest_for(self, person: User) -> Digest:
        digest = Digest()
        schools = {duty.school_id for duty in self._staff if duty.user_id == person.pk}
        if person.role == Role.DIRECTOR:
            self._add_reports(digest, schools)
            self._add_occurrences(digest, self._of_schools(schools))
        elif person.role == Role.CURATOR:
            self._add_late_schools(digest, schools)
        elif person.role == Role.HEAD:
            self._add_late_schools(digest, None)
            self._add_overdue_only(digest)
        else:
            self._add_late_schools(digest, None)
            self._add_review(digest)
            self._add_occurrences(digest, self._municipal())
        return digest

    def _add_reports(self, digest: Digest, schools: set[int]) -> None:
        for report in self._reports:
            if report.school_id in schools and report.is_editable:
                returned = ", возвращён на доработку" if report.state == SchoolReport.State.RETURNED else ""
                line = f"отчёт за {report.period.label}{returned}: {term(report.period.due_on, self._today)}"
                self._place(digest, report.period.due_on, line)

    def _add_occurrences(self, digest: Digest, occurrences: Iterator[Occurrence]) -> None:
        for occurrence in occurrences:
            line = f"{occurrence.activity} ({occurrence.label})"
            self._place(digest, occurrence.due_on, line)

    def _add_overdue_only(self, digest: Digest) -> None:
        late = [occurrence for occurrence in self._municipal() if occurrence.due_on < self._today]
        if late:
            digest.overdue.append(
                counted(
                    len(late), "мероприятие муниципалитета", "мероприятия муниципалитета", "мероприятий муниципалитета"
                )
            )

    def _add_late_schools(self, digest: Digest, schools: set[int] | None) -> None:
        late = [
            r
            for r in self._reports
            if r.is_editable and r.period.due_on < self._today and (schools is None or r.school_id in schools)
        ]
        if late:
            names = ", ".join(sorted(report.school.short_name for report in late)[:10])
            digest.overdue.append(f"не сдали отчёт: {counted(len(late), 'школа', 'школы', 'школ')} — {names}")

    def _add_review(self, digest: Digest) -> None:
        waiting = sum(report.state == SchoolReport.State.SUBMITTED for report in self._reports)
        if waiting:
            digest.due.append(f"ждут вашей проверки: {counted(waiting, 'отчёт', 'отчёта', 'отчётов')}")

    def _place(self, digest: Digest, due_on: date, line: str) -> None:
        if due_on < self._today:
            digest.overdue.append(line)
        elif due_on <= self._today + AHEAD:
            digest.due.append(line)

    def _municipal(self) -> Iterator[Occurrence]:
        return (
            o
            for o in self._occurrences
            if o.activity.audience == Activity.Audience.MUNICIPAL and (o.pk, None) not in self._done
        )

    def _of_schools(self, schools: set[int]) -> Iterator[Occurrence]:
        return (o for o in self._occurrences if any(self._asks(o, school) for school in schools))

    def _asks(self, occurrence: Occurrence, school: int) -> bool:
        activity = occurrence.activity
        concerned = (
            activity.audience == Activity.Audience.ALL_SCHOOLS
            and (activity.section.roadmap.programme_id, school) in self._members
        ) or (activity.audience == Activity.Audience.LISTED and (activity.pk, school) in self._listed)
        return concerned and (occurrence.pk, school) not in self._done


def _occurrences(town: Municipality, today: date) -> QuerySet[Occurrence]:
    """Due within the coming week or overdue by not more than a quarter: older debts are in the reports."""
    planned = Occurrence.objects.planned().due(today - timedelta(days=92), today + AHEAD)
    of_town = planned.filter(activity__section__roadmap__programme__municipality=town)
    return of_town.select_related("activity__section__roadmap")


def _done(occurrences: list[Occurrence]) -> set[tuple[int, int | None]]:
    """Occurrence and school (None: the municipality): completed, or reported as done and waiting for review."""
    completed = Completion.objects.filter(occurrence__in=occurrences).values_list("occurrence_id", "school_id")
    reported = ActivityEntry.objects.filter(
        occurrence__in=occurrences, status=ActivityEntry.Status.DONE, report__state=SchoolReport.State.SUBMITTED
    ).values_list("occurrence_id", "report__school_id")
    return {*completed, *reported}
