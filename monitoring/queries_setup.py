"""Lists for the setup pages: indicators with their targets by year, periods with their stage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from monitoring.models import Indicator, IndicatorValue, ReportingPeriod, SchoolReport
from monitoring.services.indicators import submitted_values
from roadmaps.models import Programme, Roadmap

State = SchoolReport.State
COMING, OPEN, CLOSED = "ещё не открыт", "идёт приём", "закрыт"
WITH_SCHOOL, HANDED_IN = [State.DRAFT, State.RETURNED], [State.SUBMITTED, State.ACCEPTED]


@dataclass(frozen=True)
class IndicatorLine:
    """A row of the list: `targets` are pairs of a year of the table and its target, None where there is none."""

    indicator: Indicator
    is_locked: bool
    targets: list[tuple[int, Decimal | None]]

    @property
    def limit(self) -> str:
        """How a target of this indicator is read."""
        return "не более" if self.indicator.direction == Indicator.Direction.DOWN else "не менее"


def years_of(programme: Programme, indicators: Iterable[Indicator]) -> list[int]:
    """Calendar years of the programme, and any other year for which there is a target already."""
    own = range(programme.starts_on.year, programme.ends_on.year + 1)
    return sorted({*own, *(target.year for indicator in indicators for target in indicator.targets.all())})


def indicator_lines(programme: Programme) -> tuple[list[int], list[IndicatorLine]]:
    """The years of the table, and the indicators in their order; three queries."""
    indicators = programme.indicators.prefetch_related("targets").order_by("position", "pk")
    years = years_of(programme, indicators)
    submitted = submitted_values().filter(indicator__programme=programme).order_by()
    locked = set(submitted.values_list("indicator_id", flat=True).distinct())
    lines = []
    for indicator in indicators:
        targets = {target.year: target.value for target in indicator.targets.all()}
        pairs = [(year, targets.get(year)) for year in years]
        lines.append(IndicatorLine(indicator, indicator.pk in locked, pairs))
    return years, lines


def drafts_with(indicator: Indicator) -> int:
    """How many schools have typed a number for the indicator into a report they have not handed in yet."""
    values = IndicatorValue.objects.filter(indicator=indicator, state=IndicatorValue.State.ENTERED)
    return values.filter(report__state__in=WITH_SCHOOL).values("report__school").distinct().count()


@dataclass(frozen=True)
class PeriodLine:
    """A period on the local day `today`, with what its reports have come to."""

    period: ReportingPeriod
    today: date
    reports: int = 0
    handed_in: int = 0

    @property
    def is_final(self) -> bool:
        """The consolidated report exists: nothing of the period changes any more. Fetch it with `consolidated` selected."""
        return hasattr(self.period, "consolidated")

    @property
    def is_open(self) -> bool:
        return self.words == OPEN

    @property
    def is_closed(self) -> bool:
        return self.words == CLOSED

    @property
    def words(self) -> str:
        """The stage, computed from the dates and never stored."""
        if self.is_final or self.today > self.period.closes_on:
            return CLOSED
        return COMING if self.today < self.period.opens_on else OPEN

    @property
    def remark(self) -> str:
        if self.is_final:
            return "сводный отчёт составлен"
        return "срок сдачи прошёл" if self.is_open and self.today > self.period.due_on else ""

    @property
    def css(self) -> str:
        """The class of the sign beside the words."""
        return {COMING: "state-wait", OPEN: "state-work", CLOSED: "state-none"}[self.words]


def period_lines(programme: Programme) -> list[PeriodLine]:
    """The latest first, in two queries; fetch the programme with `municipality` selected."""
    today = programme.municipality.today()
    reports = SchoolReport.objects.filter(period__programme=programme).order_by()
    handed_in = Count("pk", filter=Q(state__in=HANDED_IN))
    counted = reports.values_list("period").annotate(all=Count("pk"), handed_in=handed_in)
    counts = {period_id: (of_all, of_handed_in) for period_id, of_all, of_handed_in in counted}
    periods = programme.periods.select_related("consolidated").order_by("-starts_on", "pk")
    return [PeriodLine(period, today, *counts.get(period.pk, (0, 0))) for period in periods]


def open_period(programme: Programme) -> ReportingPeriod | None:
    """A period whose reports are being collected now: a change of the indicators reaches schools that are filling them in."""
    today = programme.municipality.today()
    return programme.periods.open_on(today).filter(consolidated__isnull=True).order_by("due_on", "pk").first()


def without_indicators(user: User) -> QuerySet[Programme]:
    """Programmes whose schools report now or will, with nothing to report but activities."""
    today = timezone.localdate()
    collected = Indicator.objects.filter(programme=OuterRef("pk"), is_active=True)
    ahead = ReportingPeriod.objects.filter(programme=OuterRef("pk"), closes_on__gte=today)
    in_force = Roadmap.objects.in_force().filter(programme=OuterRef("pk"))
    programmes = Programme.objects.visible_to(user).filter(~Exists(collected), ends_on__gte=today)
    return programmes.filter(Exists(ahead) | Exists(in_force)).order_by("-starts_on", "pk")


@dataclass(frozen=True)
class ProgrammeLine:
    """A row of the first page: how many indicators are collected, and the period that is open or else the latest."""

    programme: Programme
    collected: int
    period: PeriodLine | None


def programmes_for(user: User) -> QuerySet[Programme]:
    """The latest first, with all that `programme_lines` reads."""
    periods = Prefetch("periods", ReportingPeriod.objects.select_related("consolidated").order_by("-starts_on"))
    collected = Prefetch("indicators", Indicator.objects.filter(is_active=True))
    programmes = Programme.objects.visible_to(user).select_related("municipality")
    return programmes.prefetch_related(periods, collected).order_by("-starts_on", "pk")


def programme_lines(programmes: Iterable[Programme]) -> list[ProgrammeLine]:
    """`programmes` as `programmes_for` gives them."""
    lines = []
    for programme in programmes:
        today = programme.municipality.today()
        periods = [PeriodLine(period, today) for period in programme.periods.all()]
        current = next((line for line in periods if line.is_open), periods[0] if periods else None)
        lines.append(ProgrammeLine(programme, len(programme.indicators.all()), current))
    return lines
