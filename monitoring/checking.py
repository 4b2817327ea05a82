"""What is wrong with a report: all of it at once, each problem with the field it lives in. Pure: no Django.

Hard problems stop the submission; soft ones ask to look again and do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from monitoring.sheet import COUNT, DONE, MISSING, NOT_APPLICABLE, NOT_DONE, SHARE, EntryRow, Sheet, ValueRow

JUMP = 10  # percentage points against the previous quarter that ask for a comment (domain notes, appendix C)


@dataclass(frozen=True)
class Problem:
    """`row` is the prefix of the row's form, `name` its field, `subject` the row's name, `text` what to do.

    A soft problem does not stop the submission; a wrong value is said at once, a gap when the report is checked.
    """

    row: str
    name: str
    subject: str
    text: str
    is_soft: bool = False
    is_wrong: bool = False

    @property
    def is_gap(self) -> bool:
        return not self.is_soft and not self.is_wrong

    @property
    def field(self) -> str:
        """Id of the form field to go to."""
        return f"id_{self.row}-{self.name}"


@dataclass(frozen=True)
class Progress:
    """How many rows of a part are in order, of how many."""

    filled: int
    total: int

    @property
    def gaps(self) -> int:
        return self.total - self.filled

    def __add__(self, other: Progress) -> Progress:
        return Progress(self.filled + other.filled, self.total + other.total)


@dataclass(frozen=True)
class Findings:
    """All problems of a report in the order of its rows, and the progress of its two countable parts."""

    problems: tuple[Problem, ...]
    entries: Progress
    values: Progress

    @property
    def hard(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if not problem.is_soft)

    @property
    def soft(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.is_soft)

    @property
    def unfinished(self) -> frozenset[str]:
        """Prefixes of the rows that are not in order."""
        return frozenset(problem.row for problem in self.hard)

    def is_wrong(self, row: str) -> bool:
        """Whether the row with this prefix holds something that cannot be."""
        return any(problem.row == row and problem.is_wrong for problem in self.problems)

    @property
    def progress(self) -> Progress:
        return self.entries + self.values


def check(sheet: Sheet, *, today: date, programme_start: date) -> Findings:
    """Problems of every row; `today` is the local day of the municipality."""
    entries = [list(entry_problems(row, today, programme_start)) for row in sheet.entries]
    values = [list(value_problems(row)) for row in sheet.values]
    return Findings(
        problems=tuple(problem for row in entries + values for problem in row),
        entries=_progress(entries),
        values=_progress(values),
    )


def _progress(rows: list[list[Problem]]) -> Progress:
    filled = sum(all(problem.is_soft for problem in row) for row in rows)
    return Progress(filled, len(rows))


def entry_problems(row: EntryRow, today: date, programme_start: date) -> Iterator[Problem]:
    """Gaps and doubts of one activity; dates are judged by the local day `today` and the programme's first day."""

    def problem(name: str, text: str, **kind: bool) -> Problem:
        return Problem(row.prefix, name, f"{row.number} {row.title}".strip(), text, **kind)

    if not row.status:
        yield problem("status", "отметьте: выполнено, в работе или не выполнено")
    if row.status == DONE:
        if row.done_on is None:
            yield problem("done_on", "укажите дату исполнения")
        elif row.done_on > today:
            yield problem("done_on", "дата исполнения ещё не наступила", is_wrong=True)
        elif row.done_on < programme_start:
            yield problem("done_on", "дата исполнения раньше начала программы", is_wrong=True)
        if not row.result:
            yield problem("result", "напишите, что получилось")
        if row.report_form and not row.files:
            yield problem("files", f"приложите документ: {row.report_form}", is_soft=True)
    if row.status == NOT_DONE and not row.reason:
        yield problem("reason", "напишите, почему не выполнено")
    if row.offer:
        yield problem("mark", "на «Моих сроках» отмечено другое: возьмите в отчёт или поправьте там", is_soft=True)


def value_problems(row: ValueRow) -> Iterator[Problem]:
    """Gaps and doubts of one indicator; missing, zero and not applicable are three different things."""

    def problem(name: str, text: str, **kind: bool) -> Problem:
        return Problem(row.prefix, name, row.name, text, **kind)

    if row.state == NOT_APPLICABLE:
        if not row.comment:
            yield problem("comment", "поясните, почему показатель не применим")
        return
    if row.state == MISSING and row.numerator is None and row.denominator is None:
        yield problem("numerator", "впишите число (ноль — тоже число) или отметьте «не применимо»")
        return
    if row.numerator is None:
        yield problem("numerator", f"впишите: {row.numerator_label}")
    if row.kind == COUNT:
        return
    if row.denominator is None:
        yield problem("denominator", f"впишите: {row.denominator_label}")
    elif row.denominator == 0:
        text = "второе число не может быть нулём: отметьте «не применимо» и поясните"
        yield problem("denominator", text, is_wrong=True)
    elif row.exceeds_whole:
        text = f"«{row.numerator_label}» больше, чем «{row.denominator_label}»: такого не бывает"
        yield problem("numerator", text, is_wrong=True)
    if _jumps(row) and not row.comment:
        yield problem(
            "comment", f"изменение больше {JUMP} процентных пунктов к прошлому кварталу: поясните, отчего", is_soft=True
        )


def _jumps(row: ValueRow) -> bool:
    if row.kind != SHARE or row.figure is None or row.previous is None:
        return False
    return abs(row.figure - row.previous) > JUMP
