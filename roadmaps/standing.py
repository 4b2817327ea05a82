"""How a term stands on a day; computed, never stored."""

from __future__ import annotations

from datetime import date
from enum import Enum


class Standing(Enum):
    """The class of the sign and the word."""

    DONE = ("ok", "выполнено")
    OVERDUE = ("bad", "просрочено")
    RUNNING = ("work", "в работе")
    REPORTED = ("sent", "в отчёте, на проверке")
    WAITING = ("wait", "не наступило")
    NOT_APPLICABLE = ("none", "не применимо")

    def __init__(self, sign: str, word: str) -> None:
        self.sign = sign
        self.word = word


def standing_of_open(starts_on: date | None, due_on: date, today: date) -> Standing:
    """Of a term that nobody has settled."""
    if due_on < today:
        return Standing.OVERDUE
    return Standing.RUNNING if (starts_on or due_on) <= today else Standing.WAITING
