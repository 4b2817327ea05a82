"""Which section a row belongs to while a table is read from the top down."""

from __future__ import annotations

import re

from roadmaps.imports.numbers import parts, split_number


class Sections:
    """Headings that follow each other without rows between are a section and its first subsection.

    The levels of a table are not marked, so a later heading counts as the next subsection if it is numbered alike, and as a new
    section otherwise.
    """

    def __init__(self) -> None:
        self._upper, self._title = "", ""
        self._has_rows = True

    @property
    def current(self) -> str:
        return f"{self._upper} — {self._title}" if self._upper else self._title

    @property
    def is_open_without_rows(self) -> bool:
        return bool(self._title) and not self._has_rows

    def open(self, title: str) -> None:
        is_alike = _shape(title) == _shape(self._title)
        if self.is_open_without_rows and not self._upper and not (is_alike and _shape(title)):
            self._upper = self._title
        elif not is_alike:
            self._upper = ""
        self._title, self._has_rows = title, False

    def extend(self, text: str) -> None:
        """The heading goes on in the next row of the table."""
        self._title = f"{self._title} {text}"

    def add_row(self) -> None:
        self._has_rows = True


def _shape(title: str) -> object:
    """Titles of one level look alike: equally deep numbers, or the same first word («Задача 1», «Задача 2»)."""
    number = split_number(title)[0]
    if number:
        return len(parts(number)) or "roman"
    word = re.match(r"[^\W\d_]+(?= \d)", title)
    return word[0].lower() if word else ""
