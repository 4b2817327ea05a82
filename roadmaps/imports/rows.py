"""Body of a table with a known header: sections, activities, and rows that only continue the one above."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from roadmaps.imports import deadline_cells
from roadmaps.imports.document import Column, Row
from roadmaps.imports.headers import Header
from roadmaps.imports.lines import Line, read_lines
from roadmaps.imports.numbers import is_number, names_section, split_number
from roadmaps.imports.sections import Sections
from roadmaps.imports.text import ends_sentence, joined, one_line, starts_lower
from roadmaps.imports.wordxml import Cell, Grid

_NOTE = re.compile(r"\*|примечани", re.IGNORECASE)


@dataclass
class Body:
    rows: list[Row] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass
class _Draft:
    """An activity while its rows are being put together. Texts by index of the header's column."""

    section: str
    texts: dict[int, str]
    places: list[int]


def read_body(grid: Grid, header: Header, table: int) -> Body:
    """Rows of the table numbered `table` below its header. No text is dropped without a warning."""
    return _Reader(read_lines(grid, header), header, table).read()


class _Reader:
    def __init__(self, lines: list[Line], header: Header, table: int) -> None:
        self._lines, self._header, self._table = lines, header, table
        with_activity = [line for line in lines if line.activity]
        self._is_numbered = sum(1 for line in with_activity if line.number) > len(with_activity) / 2
        self._sections = Sections()
        self._drafts: list[_Draft] = []
        self._warnings: list[str] = []

    def read(self) -> Body:
        for above, line, below in zip([None, *self._lines], self._lines, [*self._lines[1:], None], strict=False):
            title = self._heading(line, below)
            if title and _NOTE.match(title):
                self._warnings.append(f"Строка {line.place} — примечание, она не переносится: «{title}».")
            elif title and self._sections.is_open_without_rows and starts_lower(title):
                self._sections.extend(title)
            elif title:
                self._sections.open(title)
            elif self._drafts and self._continues(line, above):
                self._extend(line, above)
            else:
                self._start(line)
        return Body(_with_numbers([self._row(draft) for draft in self._drafts]), self._warnings)

    # what a line is

    def _heading(self, line: Line, below: Line | None) -> str:
        """Text of a line that is the heading of a section: merged over the table, or alone in its row."""
        beside = line.beside_number
        if not beside:
            return "" if is_number(line.number) else line.number
        if len(beside) > 1:
            return ""
        cell, columns = beside[0]
        title = one_line(f"{line.number} {cell.text}")
        if line.is_one_cell or (len(columns) > 1 and line.covers_activity(columns)):
            return title
        is_plain = cell is line.activity and (not line.number or is_number(line.number))
        return title if is_plain and self._stands_out(line, cell, below) else ""

    def _stands_out(self, line: Line, cell: Cell, below: Line | None) -> bool:
        """For a text alone in its row but not merged: an activity without deadline and responsible looks the same."""
        if starts_lower(cell.text):
            return self._sections.is_open_without_rows and not line.number
        if line.number:
            first = line.number.rstrip(".")
            return cell.is_bold or (below is not None and below.number.startswith(f"{first}."))
        return cell.is_bold or names_section(cell.text) or (bool(split_number(cell.text)[0]) and not self._is_numbered)

    def _continues(self, line: Line, above: Line | None) -> bool:
        """Whether the line belongs to the activity above: merged with it, cut off by a page break, or without an activity."""
        if not line.has_new(Column.ACTIVITY, above):
            return not line.has_new(Column.NUMBER, above)
        if line.has_new(Column.NUMBER, above) or line.has(Column.DEADLINE) or line.activity is None:
            return False
        is_cut = not ends_sentence(self._text_above(Column.ACTIVITY))
        if starts_lower(line.activity.text):
            return is_cut
        return self._is_numbered and (is_cut or line.is_after_break) and not line.has(Column.RESPONSIBLE)

    def _text_above(self, column: Column) -> str:
        texts = self._drafts[-1].texts
        return next((texts[at] for at in texts if self._header.columns[at].column is column), "")

    # what becomes of it

    def _start(self, line: Line) -> None:
        if line.section and line.section != self._sections.current:
            self._sections.open(line.section)
        self._sections.add_row()
        texts = {at: cell.text for at, cell in line.at.items()}
        self._drafts.append(_Draft(self._sections.current, texts, [line.place]))

    def _extend(self, line: Line, above: Line | None) -> None:
        draft = self._drafts[-1]
        is_merged = line.activity is not None and not line.has_new(Column.ACTIVITY, above)
        for at, cell in line.at.items():
            text = draft.texts.get(at, "")
            if is_merged:  # one activity with several deadlines or results, a row for each
                draft.texts[at] = "\n".join(dict.fromkeys([*text.split("\n"), *cell.text.split("\n")]))
            elif above is None or cell is not above.at.get(at):
                draft.texts[at] = joined(text, cell.text)
        draft.places.append(line.place)

    def _row(self, draft: _Draft) -> Row:
        deadlines = [
            (item, draft.texts.get(at, ""))
            for at, item in enumerate(self._header.columns)
            if item.column is Column.DEADLINE
        ]
        return Row(
            section=draft.section,
            number=one_line(self._text(draft, Column.NUMBER)),
            activity=self._text(draft, Column.ACTIVITY),
            deadline=deadline_cells.phrase(deadlines),
            responsible=self._text(draft, Column.RESPONSIBLE),
            result=self._text(draft, Column.RESULT),
            report_form=self._text(draft, Column.REPORT_FORM),
            planned=self._text(draft, Column.PLANNED),
            by_year=deadline_cells.by_year(deadlines),
            table=self._table,
            lines=tuple(draft.places),
        )

    def _text(self, draft: _Draft, column: Column) -> str:
        """Columns that hold the same thing (ответственные, соисполнители) come one under the other."""
        texts = [draft.texts.get(at, "") for at, item in enumerate(self._header.columns) if item.column is column]
        return "\n".join(dict.fromkeys(text for text in texts if text))


def _with_numbers(rows: list[Row]) -> list[Row]:
    """Where no number stands in a column of its own but most activities begin with one, it is taken from there."""
    split = [split_number(row.activity) for row in rows]
    found = sum(1 for number, _ in split if number)
    if any(row.number for row in rows) or found <= len(rows) / 2:
        return rows
    return [
        replace(row, number=number, activity=activity) if number else row
        for row, (number, activity) in zip(rows, split, strict=True)
    ]
