"""What a person decides about a phrase: read as it was, in another way, on days of their own, or without a date.

A choice is kept beside the phrase (`as_data`, `from_data`: JSON values) and applied to its meaning again whenever the
phrase is parsed. A chosen reading is kept as its words, not as its number, so it outlives changes of the parser.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, get_args

from roadmaps.deadlines.meaning import Interval, Kind, Meaning
from roadmaps.deadlines.period import Period
from roadmaps.deadlines.reading import parse
from roadmaps.deadlines.readings import OUTSIDE

Way = Literal["confirm", "reading", "dates", "no_date"]
MOST_ITEMS = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """One decision. `phrase`: words of the chosen reading. `items`: days set by hand, both included; (None, day) = до.

    Raises ValueError where the parts do not fit: a reading without words, dates that are missing or run backwards.
    """

    way: Way
    phrase: str = ""
    items: tuple[Interval, ...] = ()

    def __post_init__(self) -> None:
        if self.way not in get_args(Way):
            raise ValueError("Неизвестное решение о сроке")
        if (self.way == "reading") != bool(self.phrase) or (self.way == "dates") != bool(self.items):
            raise ValueError("Решение о сроке неполное")
        if len(self.items) > MOST_ITEMS:
            raise ValueError("Слишком много дат")
        for start, due in self.items:
            if due is None or (start is not None and start > due):
                raise ValueError("Начало срока позже конца")

    @classmethod
    def confirm(cls) -> Choice:
        """The phrase is read right."""
        return cls("confirm")

    @classmethod
    def reading(cls, meaning: Meaning, number: int) -> Choice:
        """One of `meaning.readings`, counted from 0; ValueError where there is no such reading."""
        if not 0 <= number < len(meaning.readings):
            raise ValueError("Такого прочтения нет")
        return cls("reading", phrase=meaning.readings[number].phrase)

    @classmethod
    def dates(cls, *items: Interval) -> Choice:
        """(start, due) each; (day, day) is one day, (None, day) a latest day."""
        return cls("dates", items=items)

    @classmethod
    def no_date(cls) -> Choice:
        """The date stands elsewhere or nowhere: nobody is reminded, and nobody is asked again."""
        return cls("no_date")

    def as_data(self) -> dict[str, Any]:
        """JSON values: {"way": "dates", "phrase": "", "items": [["2026-09-01", "2026-09-15"], [None, "2026-11-01"]]}."""
        items = [[start.isoformat() if start else None, due.isoformat() if due else None] for start, due in self.items]
        return {"way": self.way, "phrase": self.phrase, "items": items}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Choice:
        """What `as_data` gave; ValueError for anything else."""
        try:
            items = tuple((_day(start), _day(due)) for start, due in data.get("items", ()))
            return cls(data["way"], str(data.get("phrase", "")), items)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("Решение о сроке не читается") from error


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def decided(meaning: Meaning, choice: Choice | None, period: Period | None) -> Meaning:
    """The meaning a person has chosen; without a choice, the meaning as it is.

    The result goes to `occurrences` and `says` like any other. The phrase and the target values in it stay.
    """
    if choice is None:
        return meaning
    if choice.way == "confirm":
        return replace(meaning, confirmed=True)
    if choice.way == "reading":
        other = parse(choice.phrase, period)
        return replace(other, text=meaning.text, values=meaning.values, readings=meaning.readings, confirmed=True)
    bare = Meaning(meaning.text, "external", values=meaning.values, readings=meaning.readings, confirmed=True)
    return bare if choice.way == "no_date" else _dated(bare, choice.items, period)


def _dated(bare: Meaning, items: tuple[Interval, ...], period: Period | None) -> Meaning:
    """A date, a range or several of them; days outside the plan are said to be so, they give no occurrence."""
    ordered = tuple(sorted(items, key=lambda item: (item[1] or date.max, item[0] or date.min)))
    starts, ends = [start for start, _ in ordered if start], [due for _, due in ordered if due]
    start = min(starts) if len(starts) == len(ordered) else None
    kind: Kind = "multi" if len(items) > 1 else "range" if start and start != ends[-1] else "date"
    outside = period is not None and not any(
        (start or due) <= period.end and period.start <= due for start, due in ordered if due
    )
    return replace(
        bare, kind=kind, start=start, end=ends[-1], items=ordered if len(items) > 1 else (),
        notes=(OUTSIDE,) if outside else (), needs_date=outside,
    )  # fmt: skip
