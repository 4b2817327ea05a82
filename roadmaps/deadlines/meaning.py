"""What a deadline phrase means, in the vocabulary of the domain; immutable, comparable, free of any framework."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from roadmaps.deadlines.pieces import Edge, Rule

Kind = Literal["date", "range", "recurring", "continuous", "external", "multi", "empty"]
Interval = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Yearly:
    """A piece of every year: «с 1 по 15 сентября», «до 5 сентября» (`until`), «с 1 октября» (`since`)."""

    first: Edge
    last: Edge
    until: bool = False
    since: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand an ambiguous phrase: a plain phrase that the parser reads in this way only."""

    phrase: str
    why: str


@dataclass(frozen=True, slots=True)
class Value:
    """A target value inside the phrase («май 2024 - 100%»), with the time it stands by, if any."""

    amount: float
    unit: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """Meaning of one phrase within one plan.

    `start`, `end`: both included; None = open or unknown. `freq`: yearly, half-yearly, quarterly, monthly, weekly,
    n-per-year; `n` times per that unit. `months` in the order of the text; `days` (from, to) inside a month, (None, 15)
    = «до 15». `items`: separate intervals of a «multi», of a compound phrase, or dated points of a repetition.
    `needs_date`: nobody can be reminded until the owner gives a date or chooses one of `readings`.
    `understood` False: kept verbatim, nothing guessed. `approx`: exact days rest on a convention (see `notes`).
    """

    text: str
    kind: Kind
    start: date | None = None
    end: date | None = None
    freq: str | None = None
    n: int | None = None
    months: tuple[int, ...] = ()
    days: tuple[int | None, int | None] | None = None
    items: tuple[Interval, ...] = ()
    rrule: str | None = None
    needs_date: bool = False
    understood: bool = True
    approx: bool = False
    readings: tuple[Reading, ...] = ()
    values: tuple[Value, ...] = ()
    notes: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()  # school breaks named: «осенние»
    unit_days: tuple[tuple[int | None, int | None], ...] = ()  # all day ranges inside the repeated unit
    rule: Rule | None = field(default=None, repr=False)
    spans: tuple[Yearly, ...] = field(default=(), repr=False)  # pieces of each year, for a repetition
    working: int = 0  # the nth working day of the month is meant, -1 the last: `occurrences` asks the calendar
    confirmed: bool = False  # a person has looked at it (`choice.decided`)

    @property
    def is_unclear(self) -> bool:
        """Someone should look: no date, words not understood, or several ways to read them, and nobody has decided."""
        return not self.confirmed and (self.needs_date or not self.understood or len(self.readings) > 1)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time the activity is due: the days it may take, `due_on` the last of them, and a short Russian label."""

    starts_on: date
    due_on: date
    label: str
