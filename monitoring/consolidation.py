"""From the database to the engine's rows: the figures of one period, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Min, Q, QuerySet

from monitoring.aggregation import (
    ACCEPTED_ONLY,
    Accumulation,
    ActivityStatus,
    Consolidated,
    Direction,
    EntryRow,
    IndicatorRow,
    Kind,
    OccurrenceRow,
    PeriodData,
    ReportRow,
    ReportState,
    SchoolRow,
    TargetRow,
    ValueRow,
    ValueState,
    consolidate,
)
from monitoring.models import (
    ActivityEntry,
    Indicator,
    IndicatorValue,
    ReportEvent,
    ReportingPeriod,
    SchoolReport,
    Target,
)
from monitoring.papers import ConsolidatedPaper
from roadmaps.models import Activity, Completion, Occurrence, ReportedTerm, Roadmap
from roadmaps.terms import own_days
from schools.models import School

NOT_APPLICABLE = Completion.Outcome.NOT_APPLICABLE


def consolidate_period(
    period: ReportingPeriod, *, today: date, counted_states: Iterable[ReportState] = ACCEPTED_ONLY
) -> Consolidated:
    """The period's figures beside those of the period before. Fetch the period with `programme__municipality` selected."""
    states = frozenset(counted_states)
    earlier = ReportingPeriod.objects.filter(programme=period.programme_id, starts_on__lt=period.starts_on)
    previous = earlier.select_related("programme__municipality").order_by("-starts_on").first()
    before = consolidate(_data(previous, None, today), counted_states=states, today=today) if previous else None
    return consolidate(_data(period, before, today), counted_states=states, today=today)


def consolidated_paper(period: ReportingPeriod, *, today: date) -> ConsolidatedPaper:
    """The consolidated report of the period as it would be printed today: accepted reports only."""
    municipality = period.programme.municipality
    return ConsolidatedPaper(
        organisation=municipality.organisation,
        programme=period.programme.title,
        period=period.label,
        year=period.year,
        compiled_on=today,
        result=consolidate_period(period, today=today),
    )


def _data(period: ReportingPeriod, previous: Consolidated | None, today: date) -> PeriodData:
    reports = list(SchoolReport.objects.filter(period=period).order_by("pk"))
    schools = School.objects.filter(reports__period=period) if reports else period.programme.schools.active()
    asked = Q(values__report__period=period)
    if today <= period.closes_on:  # an indicator added later does not enter a closed period
        asked |= Q(is_active=True)
    indicators = Indicator.objects.filter(asked, programme=period.programme_id)
    values = IndicatorValue.objects.filter(report__period=period).select_related("report")
    occurrences = list(_occurrences(period))
    return PeriodData(
        year=period.year,
        schools=tuple(SchoolRow(school.pk, school.short_name) for school in schools.distinct()),
        indicators=tuple(_indicator(indicator) for indicator in indicators.distinct().order_by("position", "pk")),
        targets=tuple(
            TargetRow(target.indicator_id, target.year, target.value)
            for target in Target.objects.filter(indicator__programme=period.programme_id)
        ),
        reports=_report_rows(reports, period),
        values=tuple(_value(value) for value in values),
        occurrences=_occurrence_rows(occurrences),
        entries=_entry_rows(period, occurrences),
        claimed=_claimed(occurrences),
        previous=previous,
    )


def _indicator(indicator: Indicator) -> IndicatorRow:
    return IndicatorRow(
        id=indicator.pk,
        code=indicator.code,
        name=indicator.name,
        unit=indicator.unit,
        kind=Kind(indicator.kind),
        numerator_label=indicator.numerator_label,
        denominator_label=indicator.denominator_label,
        direction=Direction(indicator.direction),
        accumulation=Accumulation(indicator.accumulation),
        decimals=indicator.decimals,
    )


def _report_rows(reports: list[SchoolReport], period: ReportingPeriod) -> tuple[ReportRow, ...]:
    submissions = ReportEvent.objects.filter(report__period=period, to_state=SchoolReport.State.SUBMITTED)
    first = dict(submissions.order_by().values_list("report").annotate(Min("at")))
    return tuple(_report_row(report, first.get(report.pk, report.submitted_at), period) for report in reports)


def _report_row(report: SchoolReport, first: datetime | None, period: ReportingPeriod) -> ReportRow:
    """A report handed in on time stays so, however often it is returned afterwards."""
    submitted_on = _local_day(first, period)
    return ReportRow(
        school_id=report.school_id,
        state=ReportState(report.state),
        on_time=None if submitted_on is None else submitted_on <= period.due_on,
        submitted_on=submitted_on,
        accepted_on=_local_day(report.accepted_at, period),
    )


def _local_day(moment: datetime | None, period: ReportingPeriod) -> date | None:
    return period.programme.municipality.today(moment) if moment else None


def _value(value: IndicatorValue) -> ValueRow:
    entered = value.state == IndicatorValue.State.ENTERED
    return ValueRow(
        school_id=value.report.school_id,
        indicator_id=value.indicator_id,
        state=ValueState(value.state),
        numerator=value.numerator if entered else None,
        denominator=value.denominator if entered else None,
        comment=value.comment,
    )


def _occurrences(period: ReportingPeriod) -> QuerySet[Occurrence]:
    """What the plan asks for in the period, and what schools have reported on though the plan has changed since."""
    of_programme = Occurrence.objects.filter(activity__section__roadmap__programme=period.programme_id)
    planned = Q(is_planned=True, activity__deleted_at__isnull=True) & ~Q(
        activity__section__roadmap__state=Roadmap.State.DRAFT
    )
    overlapping = of_programme.within(period.starts_on, period.ends_on).filter(planned).values("pk")
    reported = ActivityEntry.objects.filter(report__period=period).exclude(status="").values("occurrence")
    rows = Occurrence.objects.filter(Q(pk__in=overlapping) | Q(pk__in=reported)).select_related("activity__section")
    return rows.order_by("activity__section__position", "activity__position", "due_on", "pk")


def _occurrence_rows(occurrences: list[Occurrence]) -> tuple[OccurrenceRow, ...]:
    municipal = Completion.objects.filter(occurrence__in=occurrences, school__isnull=True)
    not_applicable = set(municipal.filter(outcome=NOT_APPLICABLE).values_list("occurrence_id", flat=True))
    done = dict(municipal.exclude(outcome=NOT_APPLICABLE).values_list("occurrence_id", "done_on"))
    moved = own_days(occurrences)
    listed: dict[int, set[int]] = defaultdict(set)
    through = Activity.schools.through.objects.filter(activity__occurrences__in=occurrences)
    for activity_id, school_id in through.values_list("activity_id", "school_id"):
        listed[activity_id].add(school_id)
    return tuple(
        OccurrenceRow(
            id=one.pk,
            number=one.activity.number,
            title=one.activity.title,
            section=f"{one.activity.section.number} {one.activity.section.title}".strip(),
            due_on=one.due_on,
            term=one.label,
            school_ids=frozenset(listed[one.activity_id])
            if one.activity.audience == Activity.Audience.LISTED
            else None,
            municipal=one.activity.audience == Activity.Audience.MUNICIPAL,
            done_on=done.get(one.pk),
            moved=dict[int | str, date](moved.get(one.pk, {}).items()),
        )
        for one in occurrences
        if one.pk not in not_applicable  # neither done nor expected
    )


def _claimed(occurrences: list[Occurrence]) -> frozenset[tuple[int | str, int | str]]:
    """What schools say is done, in reports under review and on «Мои сроки»: known to be no debt, and not checked yet."""
    reported = ReportedTerm.objects.filter(occurrence__in=occurrences)
    marks = Completion.objects.filter(occurrence__in=occurrences, school__isnull=False, from_report=False)
    marked = marks.exclude(outcome=NOT_APPLICABLE)
    rows = (*reported.values_list("school", "occurrence"), *marked.values_list("school", "occurrence"))
    return frozenset((school, occurrence) for school, occurrence in rows if school is not None)


def _entry_rows(period: ReportingPeriod, occurrences: list[Occurrence]) -> tuple[EntryRow, ...]:
    """What the period's reports say; what a school completed before and was not asked again; what is not applicable to it."""
    said = {
        (entry.report.school_id, entry.occurrence_id): EntryRow(
            school_id=entry.report.school_id,
            occurrence_id=entry.occurrence_id,
            status=ActivityStatus(entry.status),
            done_on=entry.done_on,
            result=entry.result,
            reason=entry.reason,
        )
        for entry in ActivityEntry.objects.filter(report__period=period, occurrence__in=occurrences).select_related(
            "report"
        )
    }
    completed = Completion.objects.filter(occurrence__in=occurrences, school__isnull=False)
    within = completed.filter(Q(outcome=NOT_APPLICABLE) | Q(done_on__lte=period.ends_on))
    for school, occurrence, outcome, done_on, result in within.values_list(
        "school_id", "occurrence_id", "outcome", "done_on", "result"
    ):
        if outcome == NOT_APPLICABLE:
            said[school, occurrence] = EntryRow(
                school, occurrence, ActivityStatus.NOT_APPLICABLE, reason=result, is_settled=True
            )
        else:
            row = EntryRow(school, occurrence, ActivityStatus.DONE, done_on, result)
            said.setdefault((school, occurrence), row)
    return tuple(said.values())
