"""Deadlines that wait for a person: the phrase, what the portal makes of it, and the answers it offers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from roadmaps.deadlines import Meaning, Reading
from roadmaps.models import Activity, Programme
from roadmaps.services.meaning import understood

UNREAD = "Портал не понял этот срок."
NO_DAYS = "В сроке нет дат: напомнить о нём портал не сможет."
NO_DAY = "Точного дня в сроке нет: портал напомнит к концу названного времени."
SEVERAL = "Срок можно понять по-разному."


@dataclass(frozen=True)
class Question:
    """`meaning` is that of the words alone, without the decision that may stand beside them."""

    activity: Activity
    meaning: Meaning

    @property
    def programme(self) -> Programme:
        return self.activity.section.roadmap.programme

    @property
    def why(self) -> str:
        """Why a person is asked."""
        if not self.meaning.understood:
            return UNREAD
        if self.readings:
            return SEVERAL
        timed = self.meaning.kind == "external" and self.meaning.months and (self.meaning.start or self.meaning.end)
        return NO_DAY if timed else NO_DAYS

    @property
    def readings(self) -> tuple[Reading, ...]:
        return self.meaning.readings if len(self.meaning.readings) > 1 else ()

    @property
    def is_decided(self) -> bool:
        return self.activity.deadline_choice is not None


def questions(activities: Iterable[Activity]) -> list[Question]:
    """Of activities fetched with their roadmap and programme."""
    return [_question(activity) for activity in activities]


def _question(activity: Activity) -> Question:
    return Question(activity, understood(activity.deadline_text, activity.section.roadmap.programme.period))
