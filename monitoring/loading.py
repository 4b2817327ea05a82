"""Reads the sheets of many reports at once: the number of queries does not depend on the number of reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, Q

from monitoring.models import ActivityEntry, Indicator, IndicatorValue, ReportingPeriod, SchoolReport, Target
from monitoring.settled import entry_of, is_asked_again, not_asked_again, says_nothing
from monitoring.sheet import EntryRow, FileRow, Sheet, ValueRow
from roadmaps.models import Activity, Completion, Occurrence, Postponement
from roadmaps.terms import own_days


def load_sheet(report: SchoolReport) -> Sheet:
    """The sheet of one report; fetch it with `period__programme` and `school` selected."""
    return load_sheets([report])[report.pk]


def load_sheets(reports: Sequence[SchoolReport]) -> dict[int, Sheet]:
    """Sheets by report key.

    While a report can be edited it asks for everything the plan and the list of indicators ask for now;
    once submitted it holds the rows it was submitted with, whatever becomes of the plan.
    """
    if not reports:
        return {}
    entries, values = _entries(reports), _values(reports)
    plan, indicators = _Plan(reports), _indicators(reports)
    comparison = _Comparison(reports)
    return {
        report.pk: Sheet(
            previous_label=comparison.label(report),
            entries=_entry_rows(entries[report.pk], plan.of(report), plan.settled(report)),
            values=tuple(
                _value_row(value, comparison, report) for value in _merged(values[report.pk], report, indicators)
            ),
            difficulties=report.difficulties,
            next_steps=report.next_steps,
        )
        for report in reports
    }


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


def _within(start: date, end: date, schools: Iterable[int]) -> Q:
    """Occurrences that overlap the time, by everybody's day or by one to which one of the schools has put its own off."""
    put_off = Postponement.objects.filter(school__in=schools, new_on__gte=start).values("occurrence")
    begun = Q(starts_on__lte=end) | Q(due_on__lte=end)
    return begun & (Q(due_on__gte=start) | Q(pk__in=put_off))


def asked_indicators(report: SchoolReport, among: Iterable[int]) -> set[int]:
    """Which of these indicators an editable report asks about."""
    collected = Indicator.objects.filter(pk__in=among, programme=report.period.programme_id, is_active=True)
    written = report.values.filter(indicator__in=among)
    return {*collected.values_list("pk", flat=True), *written.values_list("indicator_id", flat=True)}


def _entries(reports: Sequence[SchoolReport]) -> dict[int, list[ActivityEntry]]:
    rows = ActivityEntry.objects.filter(report__in=reports)
    rows = rows.select_related("occurrence__activity__section").prefetch_related("evidence")
    return _grouped(rows, "report_id")


def _values(reports: Sequence[SchoolReport]) -> dict[int, list[IndicatorValue]]:
    return _grouped(IndicatorValue.objects.filter(report__in=reports).select_related("indicator"), "report_id")


def _grouped(rows: Iterable[Any], key: str) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, key)].append(row)
    return groups


class _Plan:
    """What the roadmaps in force ask of each school in each period, less what it completed in earlier reports."""

    def __init__(self, reports: Sequence[SchoolReport]) -> None:
        editable = [report for report in reports if report.is_editable]
        periods = ReportingPeriod.objects.filter(reports__in=editable)
        bounds = periods.aggregate(start=Min("starts_on"), end=Max("ends_on"))
        self._occurrences: list[Occurrence] = []
        if bounds["start"] is not None:
            self._occurrences = list(_planned(editable, bounds["start"], bounds["end"]))
        keys = {occurrence.pk for occurrence in self._occurrences}
        activities = {occurrence.activity_id for occurrence in self._occurrences}
        listed = Activity.schools.through.objects.filter(activity__in=activities)
        self._listed = set(listed.values_list("activity_id", "school_id"))
        done = Completion.objects.filter(occurrence__in=keys, school__in=[report.school_id for report in editable])
        self._moved = own_days(self._occurrences)
        self._marks = {(mark.occurrence_id, mark.school_id): mark for mark in done}

    def of(self, report: SchoolReport) -> list[Occurrence]:
        if not report.is_editable:
            return []
        return [occurrence for occurrence in self._occurrences if self._asked(occurrence, report)]

    def settled(self, report: SchoolReport) -> dict[int, Completion]:
        """What the school has marked as done itself, by occurrence: the report takes it over."""
        return {
            pk: mark
            for (pk, school), mark in self._marks.items()
            if report.is_editable and school == report.school_id and is_asked_again(mark, report.period)
        }

    def _asked(self, occurrence: Occurrence, report: SchoolReport) -> bool:
        activity, period = occurrence.activity, report.period
        return (
            activity.section.roadmap.programme_id == period.programme_id
            and (occurrence.starts_on or occurrence.due_on) <= period.ends_on
            and self._due_on(occurrence, report) >= period.starts_on
            and self._is_open(occurrence, report)
            and (
                activity.audience == Activity.Audience.ALL_SCHOOLS
                or (activity.audience == Activity.Audience.LISTED and (activity.pk, report.school_id) in self._listed)
            )
        )

    def _due_on(self, occurrence: Occurrence, report: SchoolReport) -> date:
        return self._moved.get(occurrence.pk, {}).get(report.school_id, occurrence.due_on)

    def _is_open(self, occurrence: Occurrence, report: SchoolReport) -> bool:
        mark = self._marks.get((occurrence.pk, report.school_id))
        return mark is None or is_asked_again(mark, report.period)


def _planned(reports: Sequence[SchoolReport], start: Any, end: Any) -> Iterable[Occurrence]:
    programmes = {report.period.programme_id for report in reports}
    schools = {report.school_id for report in reports}
    return (
        Occurrence.objects.planned()
        .filter(_within(start, end, schools), activity__section__roadmap__programme__in=programmes)
        .exclude(activity__audience=Activity.Audience.MUNICIPAL)
        .select_related("activity__section__roadmap")
    )


def _entry_rows(
    entries: list[ActivityEntry], plan: list[Occurrence], settled: Mapping[int, Completion]
) -> tuple[EntryRow, ...]:
    """The plan's rows and those already written about; an empty row that left the plan is not shown."""
    by_occurrence = {entry.occurrence_id: entry for entry in entries}
    occurrences = {occurrence.pk: occurrence for occurrence in plan}
    for entry in entries:
        if entry.status or entry.result or entry.reason or entry.evidence.all():
            occurrences.setdefault(entry.occurrence_id, entry.occurrence)
    ordered = sorted(occurrences.values(), key=_paper_order)
    return tuple(
        _entry_row(occurrence, by_occurrence.get(occurrence.pk), settled.get(occurrence.pk)) for occurrence in ordered
    )


def _paper_order(occurrence: Occurrence) -> tuple[Any, ...]:
    activity = occurrence.activity
    return (activity.section.position, activity.section_id, activity.position, occurrence.due_on, occurrence.pk)


def _entry_row(occurrence: Occurrence, entry: ActivityEntry | None, mark: Completion | None) -> EntryRow:
    """What the report says; where it says nothing yet, what the school has marked as done."""
    activity = occurrence.activity
    row = EntryRow(
        occurrence_id=occurrence.pk,
        section=f"{activity.section.number} {activity.section.title}".strip(),
        number=activity.number,
        title=activity.title,
        deadline=occurrence.label,
        report_form=activity.report_form,
    )
    if entry is None:
        return replace(row, **entry_of(mark)) if mark else row
    files = tuple(FileRow(str(file.key), file.name, file.size) for file in entry.evidence.all())
    said: dict[str, Any] = {
        "status": entry.status,
        "done_on": entry.done_on,
        "result": entry.result,
        "reason": entry.reason,
    }
    if mark and says_nothing(entry):
        said |= entry_of(mark)
    return replace(row, **said, files=files)


def _indicators(reports: Sequence[SchoolReport]) -> dict[int, list[Indicator]]:
    programmes = {report.period.programme_id for report in reports}
    return _grouped(Indicator.objects.filter(programme__in=programmes, is_active=True), "programme_id")


def _merged(
    values: list[IndicatorValue], report: SchoolReport, indicators: dict[int, list[Indicator]]
) -> list[IndicatorValue]:
    """What is stored, and an unsaved empty value for each indicator still to be asked for."""
    stored = {value.indicator_id: value for value in values}
    asked = indicators[report.period.programme_id] if report.is_editable else []
    empty = [
        IndicatorValue(report=report, indicator=indicator, source=indicator.source)
        for indicator in asked
        if indicator.pk not in stored
    ]
    shown = [value for value in values if value.indicator.is_active or value.state != IndicatorValue.State.MISSING]
    return sorted(shown + empty, key=attrgetter("indicator.position", "indicator_id"))


@dataclass(frozen=True)
class _Before:
    numerator: Decimal | None
    denominator: Decimal | None
    state: str


class _Comparison:
    """What stands beside an indicator: the previous quarter's submitted value and the year's target."""

    def __init__(self, reports: Sequence[SchoolReport]) -> None:
        programmes = {report.period.programme_id for report in reports}
        self._periods = _grouped(ReportingPeriod.objects.filter(programme__in=programmes), "programme_id")
        before = {period.pk for report in reports if (period := self._previous(report))}
        values = IndicatorValue.objects.filter(
            Q(report__state=SchoolReport.State.SUBMITTED) | Q(report__state=SchoolReport.State.ACCEPTED),
            report__period__in=before,
            report__school__in=[report.school_id for report in reports],
        ).values_list("report__period", "report__school", "indicator", "numerator", "denominator", "state")
        self._values = {(row[0], row[1], row[2]): _Before(row[3], row[4], row[5]) for row in values}
        targets = Target.objects.filter(
            indicator__programme__in=programmes, year__in={report.period.year for report in reports}
        )
        self._targets = {(target.indicator_id, target.year): target.value for target in targets}

    def _previous(self, report: SchoolReport) -> ReportingPeriod | None:
        earlier = [p for p in self._periods[report.period.programme_id] if p.starts_on < report.period.starts_on]
        return max(earlier, key=attrgetter("starts_on"), default=None)

    def label(self, report: SchoolReport) -> str:
        period = self._previous(report)
        return period.label if period else ""

    def before(self, report: SchoolReport, indicator: Indicator) -> _Before:
        nothing = _Before(None, None, IndicatorValue.State.MISSING)
        period = self._previous(report)
        return self._values.get((period.pk, report.school_id, indicator.pk), nothing) if period else nothing

    def target(self, report: SchoolReport, indicator: Indicator) -> Decimal | None:
        return self._targets.get((indicator.pk, report.period.year))


def _value_row(value: IndicatorValue, comparison: _Comparison, report: SchoolReport) -> ValueRow:
    indicator, before = value.indicator, comparison.before(report, value.indicator)
    return ValueRow(
        indicator_id=indicator.pk,
        name=indicator.name,
        kind=indicator.kind,
        unit=indicator.unit,
        decimals=indicator.decimals,
        numerator_label=indicator.numerator_label,
        denominator_label=indicator.denominator_label,
        direction=indicator.direction,
        accumulation=indicator.accumulation,
        state=value.state,
        numerator=value.numerator,
        denominator=value.denominator,
        source=value.source,
        comment=value.comment,
        previous_numerator=before.numerator,
        previous_denominator=before.denominator,
        previous_state=before.state,
        target=comparison.target(report, indicator),
    )
