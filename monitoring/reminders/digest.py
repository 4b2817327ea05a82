"""The words of one person's digest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from monitoring.models import Reminder
from monitoring.reminders.items import Item
from monitoring.wording import term

NAMES = 10  # so many schools are named in a line, the rest are counted
OTHERS = (Reminder.Kind.LATE_TERM, Reminder.Kind.LATE_REPORT)


@dataclass(frozen=True)
class Digest:
    """Lines by what they ask for."""

    overdue: list[str]
    due: list[str]
    late: list[str]  # with other people
    review: list[str]

    @property
    def subject(self) -> str:
        said = [
            f"просрочено: {len(self.overdue)}" if self.overdue else "",
            f"подходит срок: {len(self.due)}" if self.due else "",
            "просрочено исполнителями" if self.late else "",
            "отчёты ждут проверки" if self.review else "",
        ]
        return f"Опора — {', '.join(filter(None, said))}"

    @property
    def sentence(self) -> str:
        """For the bell: the first line, and how many there are besides."""
        lines = [*self.overdue, *self.due, *self.late, *self.review]
        more = f"; и ещё {len(lines) - 1}" if len(lines) > 1 else ""
        return f"{self.subject.removeprefix('Опора — ').capitalize()} — {lines[0][:300]}{more}"

    def text(self, person: User, portal: str, unsubscribe: str) -> str:
        sections = [
            ("Просрочено", self.overdue),
            ("Подходит срок", self.due),
            ("Просрочено исполнителями", self.late),
            ("Ждёт вас", self.review),
        ]
        parts = [f"{person.greeting}, здравствуйте!"]
        parts += [f"{title}:\n" + "\n".join(f"— {line}" for line in lines) for title, lines in sections if lines]
        parts.append(f"Открыть портал: {portal}/\nНе присылать такие письма: {unsubscribe}")
        return "\n\n".join(parts) + "\n"


def digest_of(items: Sequence[Item], today: date) -> Digest:
    own = [item for item in items if item.kind in (Reminder.Kind.TERM, Reminder.Kind.REPORT)]
    return Digest(
        overdue=_lines((item for item in own if item.due_on < today), today),
        due=_lines((item for item in own if item.due_on >= today), today),
        late=_lines((item for item in items if item.kind in OTHERS), today),
        review=_lines((item for item in items if item.kind is Reminder.Kind.REVIEW), today),
    )


def _lines(items: Iterable[Item], today: date) -> list[str]:
    """A line for each topic, with those it is about."""
    topics: dict[tuple[date, str, str], list[str]] = defaultdict(list)
    for item in items:
        names = topics[item.due_on, item.topic, item.says or _how_far(item, today)]
        if item.who and item.who not in names:
            names.append(item.who)
    return [_line(topic, says, names) for (_, topic, says), names in sorted(topics.items())]


def _how_far(item: Item, today: date) -> str:
    """Of a report in other hands the topic says all."""
    return "" if item.kind in (Reminder.Kind.LATE_REPORT, Reminder.Kind.REVIEW) else term(item.due_on, today)


def _line(topic: str, says: str, names: list[str]) -> str:
    words = f"{topic}: {says}" if says else topic
    if not names:
        return words
    more = f" и ещё {len(names) - NAMES}" if len(names) > NAMES else ""
    return f"{words} — {', '.join(names[:NAMES])}{more}"
