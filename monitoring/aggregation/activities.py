"""Activities: what each school says of an occurrence, and the department's own completions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from monitoring.aggregation.inputs import ActivityStatus, AggregationError, EntryRow, Id, OccurrenceRow, SchoolRow
from monitoring.aggregation.results import ActivityCell, ActivityResult

Entries = Mapping[tuple[Id, Id], EntryRow]


def entries_by_cell(rows: Iterable[EntryRow]) -> dict[tuple[Id, Id], EntryRow]:
    """Entries by school and occurrence; each once."""
    cells: dict[tuple[Id, Id], EntryRow] = {}
    for row in rows:
        if (row.school_id, row.occurrence_id) in cells:
            raise AggregationError("Отметка школы о мероприятии пришла дважды.")
        cells[row.school_id, row.occurrence_id] = row
    return cells


def consolidate_occurrence(
    occurrence: OccurrenceRow, schools: Sequence[SchoolRow], counted: frozenset[Id], entries: Entries, today: date
) -> ActivityResult:
    """One occurrence over the schools it concerns; no school answers for a municipal one."""
    concerned = [
        school
        for school in schools
        if not occurrence.municipal and (occurrence.school_ids is None or school.id in occurrence.school_ids)
    ]
    return ActivityResult(
        occurrence=occurrence,
        schools=tuple(_cell(occurrence, school, school.id in counted, entries, today) for school in concerned),
        is_past=occurrence.due_on is not None and occurrence.due_on < today,
    )


def _cell(occurrence: OccurrenceRow, school: SchoolRow, counted: bool, entries: Entries, today: date) -> ActivityCell:
    """An entry of a report that does not count is withheld: drafts leak nothing. What is settled is no draft."""
    due_on = occurrence.moved.get(school.id, occurrence.due_on)
    is_past = due_on is not None and due_on < today
    entry = entries.get((school.id, occurrence.id))
    if entry is None or not (counted or entry.is_settled):
        return ActivityCell(school, ActivityStatus.BLANK, counted, is_past=is_past)
    return ActivityCell(school, entry.status, True, entry.done_on, entry.result, entry.reason, is_past)
