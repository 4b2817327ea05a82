"""Lists and counts of reports for the pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Length

from accounts.models import User
from monitoring.models import ReportEvent, ReportingPeriod, SchoolReport
from monitoring.models.report import SchoolReportQuerySet
from roadmaps.models import Activity, Roadmap
from schools.models import School, SchoolStaff

State = SchoolReport.State
WAITING = Q(state__in=[State.DRAFT, State.RETURNED])


def reports_for(user: User) -> SchoolReportQuerySet:
    """Reports the person may see, with all that a row of a list shows.

    `first_submitted_at` judges lateness: a report handed in on time stays so, however often it is returned afterwards.
    """
    first = ReportEvent.objects.filter(report=OuterRef("pk"), to_state=State.SUBMITTED).order_by("at")
    return (
        SchoolReport.objects.visible_to(user)
        .select_related("school__municipality", "period__programme", "submitted_by", "accepted_by")
        .annotate(first_submitted_at=Coalesce(Subquery(first.values("at")[:1]), F("submitted_at")))
    )


def headed_schools(user: User) -> QuerySet[School]:
    """Schools the person is the director of; those only supported as a curator are not among them."""
    duties = SchoolStaff.objects.filter(user=user, duty=SchoolStaff.Duty.DIRECTOR)
    return School.objects.visible_to(user).filter(pk__in=duties.values("school"))


def current_period(user: User, today: date) -> ReportingPeriod | None:
    """The newest period whose reports have been opened."""
    opened = ReportingPeriod.objects.visible_to(user).filter(opens_on__lte=today)
    return opened.select_related("programme").order_by("-starts_on", "pk").first()


def next_period(schools: QuerySet[School], today: date) -> ReportingPeriod | None:
    """The next period these schools will be asked about."""
    coming = ReportingPeriod.objects.filter(programme__schools__in=schools, opens_on__gt=today)
    return coming.order_by("opens_on", "pk").first()


@dataclass(frozen=True)
class Counts:
    """Reports of a period by state; `late` are those not handed in after the due day."""

    total: int
    draft: int
    returned: int
    submitted: int
    accepted: int
    late: int

    @property
    def waiting(self) -> int:
        return self.draft + self.returned

    @property
    def handed_in(self) -> int:
        return self.submitted + self.accepted


def count_by_state(reports: SchoolReportQuerySet, today: date) -> Counts:
    """One query."""
    by_state = {state.value: Count("pk", filter=Q(state=state)) for state in State}
    late = Count("pk", filter=WAITING & Q(period__due_on__lt=today))
    return Counts(**reports.aggregate(total=Count("pk"), late=late, **by_state))


FILTERS = {
    "waiting": "не сданы",
    "late": "просрочены",
    State.RETURNED: "возвращены",
    State.SUBMITTED: "на проверке",
    State.ACCEPTED: "приняты",
}


def filtered(reports: SchoolReportQuerySet, state: str, words: str, today: date) -> SchoolReportQuerySet:
    """Reports in a state of `FILTERS` (any other value: all) whose school's name holds all the words."""
    if state == "waiting":
        reports = reports.filter(WAITING)
    elif state == "late":
        reports = reports.filter(WAITING, period__due_on__lt=today)
    elif state in FILTERS:
        reports = reports.filter(state=state)
    for word in words.split():
        reports = reports.filter(Q(school__short_name__icontains=word) | Q(school__full_name__icontains=word))
    return reports


def not_submitted_first(reports: SchoolReportQuerySet) -> SchoolReportQuerySet:
    """Drafts, returned, submitted, accepted; inside each by the number of the school as a number."""
    order = [State.DRAFT, State.RETURNED, State.SUBMITTED, State.ACCEPTED]
    rank = Case(
        *(When(state=state, then=Value(place)) for place, state in enumerate(order)), output_field=IntegerField()
    )
    return reports.order_by(rank, Length("school__number"), "school__number", "school__short_name", "pk")


@dataclass(frozen=True)
class Queue:
    """One kind of work that waits for the office: how much, and the oldest of it."""

    count: int
    oldest: list[Any]

    @property
    def more(self) -> int:
        return self.count - len(self.oldest)


def queue(rows: QuerySet[Any], limit: int = 10) -> Queue:
    """Two queries; `rows` comes oldest first."""
    return Queue(rows.count(), list(rows[:limit]))


def waiting_for_office(user: User, today: date) -> dict[str, Queue]:
    """What a methodist or coordinator has to act on, by kind."""
    reports = reports_for(user)
    return {
        "review": queue(reports.awaiting_review().order_by("submitted_at", "pk")),
        "late": queue(
            reports.late(today)
            .filter(period__closes_on__gte=today)
            .order_by("period__due_on", "school__short_name", "pk")
        ),
        "drafts": queue(
            Roadmap.objects.visible_to(user).filter(state=Roadmap.State.DRAFT).order_by("created_at", "pk")
        ),
        "undated": queue(
            Activity.objects.visible_to(user)
            .unclear()
            .select_related("section__roadmap")
            .order_by("section__roadmap", "section__position", "position", "pk")
        ),
    }
