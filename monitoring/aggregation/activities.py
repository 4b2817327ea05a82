"""Activities: what each school says of an occurrence, and the department's own completions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from monitoring.aggregation.inputs import (
    SETTLED,
    ActivityStatus,
    AggregationError,
    EntryRow,
    Id,
    OccurrenceRow,
    SchoolRow,
)
from monitoring.aggregation.results import ActivityCell, ActivityResult

Entries = Mapping[tuple[Id, Id], EntryRow]


@dataclass(frozen=True, slots=True)
class Words:
    """What schools say: the schools whose reports count, the entries of all, and what is claimed without a check."""

    counted: frozenset[Id]
    entries: Entries
    claimed: frozenset[tuple[Id, Id]]


def entries_by_cell(rows: Iterable[EntryRow]) -> dict[tuple[Id, Id], EntryRow]:
    """Entries by school and occurrence; each once."""
    cells: dict[tuple[Id, Id], EntryRow] = {}
    for row in rows:
        if (row.school_id, row.occurrence_id) in cells:
            raise AggregationError("Отметка школы о мероприятии пришла дважды.")
        cells[row.school_id, row.occurrence_id] = row
    return cells


def consolidate_occurrence(
    occurrence: OccurrenceRow, schools: Sequence[SchoolRow], words: Words, today: date
) -> ActivityResult:
    """One occurrence over the schools it concerns; no school answers for a municipal one."""
    concerned = [
        school
        for school in schools
        if not occurrence.municipal and (occurrence.school_ids is None or school.id in occurrence.school_ids)
    ]
    return ActivityResult(
        occurrence=occurrence,
        schools=tuple(_cell(occurrence, school, words, today) for school in concerned),
        is_past=occurrence.due_on is not None and occurrence.due_on < today,
    )


def _cell(occurrence: OccurrenceRow, school: SchoolRow, words: Words, today: date) -> ActivityCell:
    """An entry of a report that does not count is withheld: drafts leak nothing. What is settled is no draft."""
    due_on = occurrence.moved.get(school.id, occurrence.due_on)
    is_past, is_claimed = due_on is not None and due_on < today, (school.id, occurrence.id) in words.claimed
    entry, counted = words.entries.get((school.id, occurrence.id)), school.id in words.counted
    if entry is None or not (counted or entry.is_settled):
        return ActivityCell(school, ActivityStatus.BLANK, counted, is_past=is_past, is_claimed=is_claimed)
    is_claimed = is_claimed and entry.status not in SETTLED
    return ActivityCell(school, entry.status, True, entry.done_on, entry.result, entry.reason, is_past, is_claimed)
