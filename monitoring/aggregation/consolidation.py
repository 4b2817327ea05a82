"""The one function the screen, the XLSX and the PDF take the consolidated figures from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from monitoring.aggregation.activities import Words, consolidate_occurrence, entries_by_cell
from monitoring.aggregation.indicators import Basis, consolidate_indicator, values_by_cell
from monitoring.aggregation.inputs import (
    AggregationError,
    EntryRow,
    Id,
    IndicatorRow,
    OccurrenceRow,
    ReportRow,
    ReportState,
    SchoolRow,
    TargetRow,
    ValueRow,
)
from monitoring.aggregation.results import Consolidated, Submission, SubmissionSummary
from monitoring.aggregation.targets import PARTLY_FROM_PERCENT, targets_of

ACCEPTED_ONLY = frozenset({ReportState.ACCEPTED})


@dataclass(frozen=True, slots=True)
class PeriodData:
    """Everything the figures of one period are made of.

    Rows of schools outside `schools` are ignored, so the same rows serve a group of schools as well as all of them.
    `claimed`: by school and occurrence, what the school has said to be done and nobody has checked yet.
    `previous` is the consolidation of the period before, by this same function.
    """

    year: int
    schools: tuple[SchoolRow, ...]
    indicators: tuple[IndicatorRow, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    reports: tuple[ReportRow, ...] = ()
    values: tuple[ValueRow, ...] = ()
    occurrences: tuple[OccurrenceRow, ...] = ()
    entries: tuple[EntryRow, ...] = ()
    claimed: frozenset[tuple[Id, Id]] = frozenset()
    previous: Consolidated | None = None


def consolidate(
    data: PeriodData,
    *,
    counted_states: Iterable[ReportState],
    today: date,
    partly_from_percent: int = PARTLY_FROM_PERCENT,
) -> Consolidated:
    """The figures of a period, of reports in the states that count; `today` tells which activities are overdue.

    The order of rows does not matter; indicators, schools and occurrences come back in the order given.
    Raises AggregationError when a row comes twice.
    """
    states = frozenset(counted_states)
    _refuse_repeated(data)
    reports = {report.school_id: report for report in data.reports}
    counted = frozenset(id_ for id_, report in reports.items() if report.state in states)
    basis = Basis(counted, values_by_cell(data.values), targets_of(data.year, data.targets), partly_from_percent)
    before = {one.indicator.id: one for one in data.previous.indicators} if data.previous else {}
    words = Words(counted, entries_by_cell(data.entries), data.claimed)
    return Consolidated(
        counted_states=states,
        indicators=tuple(
            consolidate_indicator(indicator, data.schools, basis, before.get(indicator.id))
            for indicator in data.indicators
        ),
        activities=tuple(
            consolidate_occurrence(occurrence, data.schools, words, today) for occurrence in data.occurrences
        ),
        submissions=SubmissionSummary(tuple(_submission(school, reports, counted) for school in data.schools)),
    )


def _submission(school: SchoolRow, reports: Mapping[Id, ReportRow], counted: frozenset[Id]) -> Submission:
    report = reports.get(school.id)
    if report is None:
        return Submission(school, None, None, counted=False)
    return Submission(
        school, report.state, report.on_time, school.id in counted, report.submitted_on, report.accepted_on
    )


def _refuse_repeated(data: PeriodData) -> None:
    for what, ids in (
        ("Школа", [school.id for school in data.schools]),
        ("Показатель", [indicator.id for indicator in data.indicators]),
        ("Отчёт школы", [report.school_id for report in data.reports]),
        ("Мероприятие", [occurrence.id for occurrence in data.occurrences]),
    ):
        if len(ids) != len(set(ids)):
            raise AggregationError(f"{what}: строка пришла дважды.")
