"""What a phrase is made of: edges and spans of time, rules of repetition, words about the whole plan, references.

The scanner turns tokens into these pieces; nothing here knows the plan period yet.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Role = Literal["in", "until", "from"]
LEAP_YEAR = 2024
NO_DAY = 99  # stands for a day written down that no month has
Unit = Literal["day", "week", "decade", "month", "quarter", "half", "term", "trimester", "year"]


@dataclass(frozen=True, slots=True)
class Edge:
    """A day of a month, the year often unknown.

    `day` counts from the end of the month when negative (-1 = the last day); a `weekday` (0 = Monday) with `nth`
    (1-5, or -1 = last) stands instead of a day.
    """

    month: int
    day: int
    year: int | None = None
    weekday: int | None = None
    nth: int = 0

    def on(self, year: int) -> date:
        """The date in that year; a day past the end of the month means its last day."""
        length = monthrange(year, self.month)[1]
        if self.weekday is not None:
            return nth_weekday(year, self.month, self.weekday, self.nth)
        day = self.day if self.day > 0 else length + 1 + self.day
        return date(year, self.month, min(max(day, 1), length))

    def exists(self, year: int | None) -> bool:
        """Whether the month has such a day; 29 February does where no year is known."""
        return self.day < 0 or 1 <= self.day <= monthrange(year or LEAP_YEAR, self.month)[1]

    @property
    def order(self) -> tuple[int, int]:
        """Place inside a year, for comparing two edges of unknown years."""
        return self.month, self.day if self.day > 0 else 32 + self.day


@dataclass(frozen=True, slots=True)
class Span:
    """From the first edge to the last, both included. `unit` is the finest one named: day, slice, month, quarter...

    `exclusive`: «до сентября», the day before the first edge. `ahead`: years after the plan's own («следующего года»).
    `reported`: the period a report covers, no deadline unless nothing else is said. `genitive`: «сентября» and no more.
    `working`: its nth working day (-1 = the last), which the calendar finds; the edges hold the plain day.
    """

    first: Edge
    last: Edge
    unit: str
    role: Role = "in"
    exclusive: bool = False
    approx: bool = False
    ahead: int = 0
    genitive: bool = False
    reported: bool = False
    working: int = 0

    @property
    def has_year(self) -> bool:
        return self.first.year is not None or self.last.year is not None

    @property
    def one_month(self) -> bool:
        return self.unit == "month" and (self.first.month, self.first.year) == (self.last.month, self.last.year)


@dataclass(frozen=True, slots=True)
class YearScope:
    """Named years: «2021-2025 гг.», «2021, 2022», «2021/22 учебный год» (school, the first calendar year kept)."""

    years: tuple[int, ...]
    school: bool = False
    ranged: bool = False
    role: Role = "in"
    exclusive: bool = False
    soft: bool = False  # «к 2025 году»: by its end, as plans mean it
    reported: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """How often. `n` times per unit, every `interval` units; `lag` 1 = due in the unit after the reported one.

    `nths` with `weekdays`: the third (3) or last (-1) Thursday of the month; `month_of_quarter` 1-3: which of the three.
    """

    unit: Unit
    n: int | None = None
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nths: tuple[int, ...] = ()
    lag: int = 0
    month_of_quarter: int = 0


@dataclass(frozen=True, slots=True)
class Inside:
    """A place inside a unit that is not named: «до 5 числа», «1-я неделя», «в конце четверти»."""

    unit: Unit
    low: int | None
    high: int | None
    role: Role = "in"
    each: bool = False
    nth: int = 0
    weekday: int | None = None
    named: bool = False  # the unit itself is said («в конце месяца»), so it does not refine a month beside it
    working: int = 0  # as in `Span`


@dataclass(frozen=True, slots=True)
class Whole:
    """The whole plan: «в течение года», «постоянно»; «в течение месяца» (unit); «однократно» (once in the plan)."""

    scope: Literal["period", "year", "always", "unit", "once"]


@dataclass(frozen=True, slots=True)
class During:
    """«в течение» before a named piece of time."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Dates that stand elsewhere: a schedule, a request (strong), an event (event), words of no known kind (weak).

    occasion: something that takes place or gets done («к педсовету», «до утверждения»); any date beside it counts more.
    """

    strength: Literal["strong", "event", "comment", "occasion", "weak"]
    breaks: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A value to reach: 100 «%», 15 «человек»."""

    amount: float
    unit: str


@dataclass(frozen=True, slots=True)
class Then:
    """«далее», «затем»."""


@dataclass(frozen=True, slots=True)
class Except:
    """«кроме июля и августа»: the next spans are taken out."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Punctuation or a joining word that the time grammar left over; `tag` is the sign, «и» for words."""

    tag: str


@dataclass(frozen=True, slots=True)
class Noise:
    """A word that says nothing about time; `nothing` = it says that no date is meant («не требуется»)."""

    text: str
    nothing: bool = False


Piece = Span | YearScope | Rule | Inside | Whole | During | Reference | Target | Then | Except | Mark | Noise


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth Monday (0) ... Sunday (6) of a month; nth -1, or one the month does not have, is the last."""
    length = monthrange(year, month)[1]
    first = 1 + (weekday - date(year, month, 1).weekday()) % 7
    days = list(range(first, length + 1, 7))
    return date(year, month, days[nth - 1] if 0 < nth <= len(days) else days[-1])


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def day_before(day: date) -> date:
    return day - timedelta(days=1)
