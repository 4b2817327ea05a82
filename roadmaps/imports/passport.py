"""Passport of a programme: two columns, what and which."""

from __future__ import annotations

from roadmaps.imports.document import PassportItem
from roadmaps.imports.text import joined, one_line
from roadmaps.imports.wordxml import Grid, distinct


def read_passport(grid: Grid) -> tuple[PassportItem, ...]:
    """Rows by name; a row without a name of its own (page break, or the name merged over several rows) adds to the one above."""
    items: list[PassportItem] = []
    above = None
    for row in grid.rows:
        name, *rest = distinct(row)
        text = " — ".join(cell.text for cell in rest if cell.text)
        if items and (name is above or not name.text):
            items[-1] = PassportItem(items[-1].name, joined(items[-1].text, text))
        elif name.text or text:
            items.append(PassportItem(one_line(name.text), text))
        above = name
    return tuple(items)
