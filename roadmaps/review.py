"""The review of a file as its page shows it: tables, and in each its lines beside the rows they were made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from roadmaps.forms.review import BaseLineFormSet, LineForm
from roadmaps.imports.document import TableKind
from roadmaps.models import RoadmapImport
from roadmaps.services.meaning import MeaningFields, meaning_fields
from roadmaps.term_calendar import Breaks, calendar_of

KIND_WORDS = {
    "activities": "мероприятия",
    "passport": "паспорт программы",
    "indicators": "показатели",
    "control_points": "контрольные точки",
    "risks": "риски",
    "people": "состав группы",
    "other": "таблица другого рода",
}


@dataclass(frozen=True)
class ReviewLine:
    """`source`: the rows of the document, each a list of cell texts."""

    form: LineForm
    source: list[list[str]]
    warnings: list[str]
    meaning: MeaningFields


@dataclass(frozen=True)
class ReviewTable:
    index: int
    title: str
    kind_word: str
    is_passport: bool
    is_taken: bool
    count: int
    warnings: list[str]
    lines: list[ReviewLine] = field(default_factory=list)


def review_tables(started: RoadmapImport, formset: BaseLineFormSet) -> list[ReviewTable]:
    """All tables of the file in order; those without lines are only named."""
    taken = formset.taken
    tables = {
        table["index"]: ReviewTable(
            table["index"],
            table["title"],
            KIND_WORDS[table["kind"]],
            table["kind"] == TableKind.PASSPORT,
            table["index"] in taken,
            table["count"],
            table["warnings"],
        )
        for table in started.parsed["tables"]
    }
    breaks = calendar_of(started.municipality).breaks
    sources = {table["index"]: table["source"] for table in started.parsed["tables"]}
    for stored, form in zip(started.lines, formset.forms, strict=True):
        tables[stored["table"]].lines.append(_line(started, stored, form, sources[stored["table"]], breaks))
    return list(tables.values())


def _line(
    started: RoadmapImport, stored: dict[str, Any], form: LineForm, source: list[list[str]], breaks: Breaks
) -> ReviewLine:
    deadline = str(form["deadline"].value() or "")
    return ReviewLine(
        form,
        [[cell for cell in source[at - 1] if cell] for at in stored["rows"]],
        stored["warnings"],
        meaning_fields(deadline, started.period, breaks=breaks),
    )
