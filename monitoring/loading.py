"""Reads the sheets of many reports at once: the number of queries does not depend on the number of reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.db.models import Q

from monitoring.asking import Plan
from monitoring.models import ActivityEntry, Indicator, IndicatorValue, ReportingPeriod, SchoolReport, Target
from monitoring.settled import ENTRY_FIELDS, entry_of, is_asked_again, says_nothing
from monitoring.sheet import EntryRow, FileRow, MarkRow, Sheet, ValueRow
from monitoring.term_facts import TermFacts
from roadmaps.models import Completion, Occurrence


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
    plan, indicators = Plan(reports), _indicators(reports)
    facts = _facts(reports, entries, plan)
    comparison = _Comparison(reports)
    return {
        report.pk: Sheet(
            previous_label=comparison.label(report),
            entries=_entry_rows(report, entries[report.pk], plan.of(report, facts), facts),
            values=tuple(
                _value_row(value, comparison, report) for value in _merged(values[report.pk], report, indicators)
            ),
            difficulties=report.difficulties,
            next_steps=report.next_steps,
        )
        for report in reports
    }


def _facts(reports: Sequence[SchoolReport], entries: Mapping[int, list[ActivityEntry]], plan: Plan) -> TermFacts:
    written = {entry.occurrence_id for rows in entries.values() for entry in rows}
    return TermFacts(
        written | {occurrence.pk for occurrence in plan.occurrences}, {report.school_id for report in reports}
    )


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


def _entry_rows(
    report: SchoolReport, entries: list[ActivityEntry], plan: list[Occurrence], facts: TermFacts
) -> tuple[EntryRow, ...]:
    """The plan's rows and those already written about; an empty row that left the plan is not shown."""
    by_occurrence = {entry.occurrence_id: entry for entry in entries}
    occurrences = {occurrence.pk: occurrence for occurrence in plan}
    for entry in entries:
        mark = facts.mark(entry.occurrence_id, report.school_id)
        is_asked = mark is None or mark.outcome == Completion.Outcome.DONE
        if not says_nothing(entry) or (is_asked and entry.evidence.all()):
            occurrences.setdefault(entry.occurrence_id, entry.occurrence)
    ordered = sorted(occurrences.values(), key=_paper_order)
    return tuple(_entry_row(report, occurrence, by_occurrence.get(occurrence.pk), facts) for occurrence in ordered)


def _paper_order(occurrence: Occurrence) -> tuple[Any, ...]:
    activity = occurrence.activity
    return (activity.section.position, activity.section_id, activity.position, occurrence.due_on, occurrence.pk)


def _entry_row(report: SchoolReport, occurrence: Occurrence, entry: ActivityEntry | None, facts: TermFacts) -> EntryRow:
    activity, mark = occurrence.activity, facts.mark(occurrence.pk, report.school_id)
    said = _said(report, entry, mark)
    moved_to, moved_why = facts.moved(occurrence, report.school_id)
    return EntryRow(
        occurrence_id=occurrence.pk,
        section=f"{activity.section.number} {activity.section.title}".strip(),
        number=activity.number,
        title=activity.title,
        deadline=occurrence.label,
        moved_to=moved_to,
        moved_why=moved_why,
        report_form=activity.report_form,
        **said,
        files=_files(entry, mark if said["status"] == ActivityEntry.Status.DONE else None),
        mark=_mark_row(mark) if mark and report.state != SchoolReport.State.ACCEPTED else None,
    )


def _said(report: SchoolReport, entry: ActivityEntry | None, mark: Completion | None) -> dict[str, Any]:
    """What the report says; where it says nothing yet, what the school has marked as done."""
    if mark and report.is_editable and (entry is None or says_nothing(entry)) and is_asked_again(mark, report.period):
        return {"reason": "", **entry_of(mark)}
    shown = entry or ActivityEntry()
    return {name: getattr(shown, name) for name in ENTRY_FIELDS}


def _files(entry: ActivityEntry | None, mark: Completion | None) -> tuple[FileRow, ...]:
    """Those attached to the report, and those the mark brings, each content once."""
    attached = list(entry.evidence.all()) if entry else []
    contents = {file.sha256 for file in attached}
    proofs = [file for file in mark.files.all() if file.sha256 not in contents] if mark else []
    return (
        *(FileRow(str(file.key), file.name, file.size) for file in attached),
        *(FileRow(str(file.key), file.name, file.size, is_proof=True) for file in proofs),
    )


def _mark_row(mark: Completion) -> MarkRow:
    return MarkRow(mark.outcome == Completion.Outcome.DONE, mark.done_on, mark.result)


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
