"""Messages about cells of a file: where, and what to do. A hundred thousand broken rows make a short list with a count."""

from __future__ import annotations

from dataclasses import dataclass

MOST_KEPT = 500


def letters(column: int) -> str:
    """0 -> «A», 27 -> «AB»: the column as Excel calls it."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


@dataclass(frozen=True, slots=True)
class Problem:
    """One message. `row` counts from 1 as in Excel, `column` is its letters; both may be absent. `message` is Russian."""

    sheet: str
    row: int | None
    column: str
    message: str

    @property
    def place(self) -> str:
        """«лист «5 класс», строка 12, столбец C»."""
        parts = [f"лист «{self.sheet}»"] if self.sheet else []
        parts += [f"строка\N{NO-BREAK SPACE}{self.row}"] if self.row else []
        parts += [f"столбец\N{NO-BREAK SPACE}{self.column}"] if self.column else []
        return ", ".join(parts)

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class ProblemList:
    """Keeps the first 500 problems and counts all."""

    def __init__(self) -> None:
        self.kept: list[Problem] = []
        self.total = 0

    def add(self, problem: Problem) -> None:
        self.total += 1
        if len(self.kept) < MOST_KEPT:
            self.kept.append(problem)
