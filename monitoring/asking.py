"""What the roadmaps in force ask of schools in their reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Exists, Max, Min, OuterRef, Q

from monitoring.models import Indicator, ReportingPeriod, SchoolReport
from monitoring.settled import is_asked_again, not_asked_again
from monitoring.term_facts import TermFacts
from roadmaps.models import Activity, Completion, Occurrence, Postponement


def asked_occurrences(report: SchoolReport, among: Iterable[int]) -> set[int]:
    """Which of these occurrences an editable report asks about: two queries, for a save need not read the whole sheet."""
    shut_out = not_asked_again(report.period)
    completed = Completion.objects.filter(shut_out, occurrence=OuterRef("pk"), school=report.school_id)
    plan = Occurrence.objects.planned().filter(
        _within(report.period.starts_on, report.period.ends_on, {report.school_id}),
        ~Exists(completed),
        pk__in=among,
        activity__in=Activity.objects.concerning(report.school),
        activity__section__roadmap__programme=report.period.programme_id,
    )
    written = report.entries.filter(occurrence__in=among)
    return {*plan.values_list("pk", flat=True), *written.values_list("occurrence_id", flat=True)}


def asked_indicators(report: SchoolReport, among: Iterable[int]) -> set[int]:
    """Which of these indicators an editable report asks about."""
    collected = Indicator.objects.filter(pk__in=among, programme=report.period.programme_id, is_active=True)
    written = report.values.filter(indicator__in=among)
    return {*collected.values_list("pk", flat=True), *written.values_list("indicator_id", flat=True)}


def _within(start: date, end: date, schools: Iterable[int]) -> Q:
    """Occurrences that overlap the time, by everybody's day or by one to which one of the schools has put its own off."""
    put_off = Postponement.objects.filter(school__in=schools, new_on__gte=start).values("occurrence")
    begun = Q(starts_on__lte=end) | Q(due_on__lte=end)
    return begun & (Q(due_on__gte=start) | Q(pk__in=put_off))


class Plan:
    """What the roadmaps ask of each school in each period, less what it completed in earlier reports."""

    def __init__(self, reports: Sequence[SchoolReport]) -> None:
        editable = [report for report in reports if report.is_editable]
        periods = ReportingPeriod.objects.filter(reports__in=editable)
        bounds = periods.aggregate(start=Min("starts_on"), end=Max("ends_on"))
        self.occurrences: list[Occurrence] = []
        if bounds["start"] is not None:
            self.occurrences = list(_planned(editable, bounds["start"], bounds["end"]))
        activities = {occurrence.activity_id for occurrence in self.occurrences}
        listed = Activity.schools.through.objects.filter(activity__in=activities)
        self._listed = set(listed.values_list("activity_id", "school_id"))

    def of(self, report: SchoolReport, facts: TermFacts) -> list[Occurrence]:
        if not report.is_editable:
            return []
        return [occurrence for occurrence in self.occurrences if self._asked(occurrence, report, facts)]

    def _asked(self, occurrence: Occurrence, report: SchoolReport, facts: TermFacts) -> bool:
        activity, period = occurrence.activity, report.period
        mark = facts.mark(occurrence.pk, report.school_id)
        return (
            activity.section.roadmap.programme_id == period.programme_id
            and (occurrence.starts_on or occurrence.due_on) <= period.ends_on
            and facts.due_on(occurrence, report.school_id) >= period.starts_on
            and (mark is None or is_asked_again(mark, period))
            and (
                activity.audience == Activity.Audience.ALL_SCHOOLS
                or (activity.audience == Activity.Audience.LISTED and (activity.pk, report.school_id) in self._listed)
            )
        )


def _planned(reports: Sequence[SchoolReport], start: date, end: date) -> Iterable[Occurrence]:
    programmes = {report.period.programme_id for report in reports}
    schools = {report.school_id for report in reports}
    return (
        Occurrence.objects.planned()
        .filter(_within(start, end, schools), activity__section__roadmap__programme__in=programmes)
        .exclude(activity__audience=Activity.Audience.MUNICIPAL)
        .select_related("activity__section__roadmap")
    )
