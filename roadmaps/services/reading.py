"""From what the reader found in a file to the lines of a review: headings and activities in order, each with its source rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from roadmaps.imports.document import Document, Row, Table, TableKind
from roadmaps.imports.numbers import split_number
from roadmaps.imports.period import named_period
from roadmaps.models import Activity
from roadmaps.services.audience import propose_audience

LineKind = Literal["section", "activity", "skip"]
UNTITLED = "Мероприятия"


@dataclass
class Line:
    """One line of a review. `rows`: rows of the source table (from 1) it was made of; `numbers`: schools, «5, 12»."""

    kind: LineKind
    table: int
    number: str = ""
    title: str = ""
    deadline: str = ""
    responsible: str = ""
    result: str = ""
    report_form: str = ""
    planned: str = ""
    audience: str = Activity.Audience.MUNICIPAL
    numbers: str = ""
    rows: list[int] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def as_read(document: Document) -> dict[str, Any]:
    """The document as JSON: its tables as they stand in the file, with what was recognised, and the years it names."""
    named = named_period(document)
    return {"tables": [_table(table) for table in document.tables], "years": named.words if named else ""}


def lines_of(document: Document, known_numbers: Mapping[str, object]) -> list[dict[str, Any]]:
    """Lines of all tables with rows, in the order of the file, as JSON. `known_numbers`: numbers of the town's schools."""
    tables = [table for table in document.tables if table.rows]
    return [asdict(line) for table in tables for line in _lines(table, known_numbers)]


def title_of(document: Document) -> str:
    """The name of the first table of activities that has one; a person corrects it."""
    return next((table.title for table in document.activities if table.title), "План мероприятий")[:500]


def count_lines(document: Document) -> int:
    return len(lines_of(document, {}))


def _table(table: Table) -> dict[str, Any]:
    return {
        "index": table.index,
        "title": table.title,
        "kind": str(table.kind),
        "is_chosen": table.kind is TableKind.ACTIVITIES and bool(table.rows),
        "columns": {str(column): header for column, header in table.columns.items()},
        "count": len(table.rows) or len(table.passport),
        "source": [[cell.text for cell in row] for row in table.source],
        "warnings": list(table.warnings),
    }


def _lines(table: Table, known_numbers: Mapping[str, object]) -> Iterator[Line]:
    section: str | None = None
    free = _free_rows(table)
    for row in table.rows:
        above = [at for at in free if at < min(row.lines, default=0)]
        free = free[len(above) :]
        if row.section != section:
            number, title = split_number(row.section)
            yield Line("section", table.index, number, title or table.title or UNTITLED, rows=above)
            section = row.section
        elif above:
            yield Line("skip", table.index, title=_text(table, above), rows=above)
        yield _activity(row, known_numbers)
    if free:
        yield Line("skip", table.index, title=_text(table, free), rows=free)


def _free_rows(table: Table) -> list[int]:
    """Rows of the source that no activity was made of: headings, headers, and whatever the reader could not place."""
    taken = {at for row in table.rows for at in row.lines}
    texts = [[cell.text for cell in row] for row in table.source]
    repeated = {at for at, row in enumerate(texts, 1) if at > 1 and row == texts[0]}  # the header on every page
    return [at for at, row in enumerate(texts, 1) if any(row) and at not in taken and at not in repeated]


def _text(table: Table, rows: Sequence[int]) -> str:
    return "\n".join(" ".join(cell.text for cell in table.source[at - 1] if cell.text) for at in rows)


def _activity(row: Row, known_numbers: Mapping[str, object]) -> Line:
    proposal = propose_audience(row.responsible, known_numbers)
    return Line(
        "activity",
        row.table,
        row.number,
        row.activity,
        row.deadline,
        row.responsible,
        row.result,
        row.report_form,
        row.planned,
        proposal.audience,
        ", ".join(proposal.numbers),
        list(row.lines),
        [*row.warnings, *proposal.warnings],
    )
