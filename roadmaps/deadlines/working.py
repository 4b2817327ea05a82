"""«Последний рабочий день месяца», «до 5-го рабочего дня»: counted in the month by the calendar of whoever asks."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from roadmaps.deadlines.pieces import month_end

Mover = Callable[[date, Literal["before", "after"]], date]  # the day itself if it is a working one, else the nearest
DAY = timedelta(days=1)
MOST_WORKING_DAYS = 23  # in a month
FIRST_DAY_OFF = 5  # Saturday


def off_weekends(day: date, towards: Literal["before", "after"]) -> date:
    """Without a calendar: Saturdays and Sundays are days off, no holiday is known."""
    step = DAY if towards == "after" else -DAY
    while day.weekday() >= FIRST_DAY_OFF:
        day += step
    return day


def nth_working_day(day: date, nth: int, moved: Mover) -> date:
    """The nth working day of the day's month, -1 the last; one the month does not have is its last."""
    last = moved(month_end(day.year, day.month), "before")
    if nth < 0:
        return last
    found = moved(day.replace(day=1), "after")
    for _ in range(min(nth, MOST_WORKING_DAYS) - 1):
        found = moved(found + DAY, "after")
    return min(found, last)


def day_words(nth: int, *, until: bool) -> str:
    """«в последний рабочий день», «до 5-го рабочего дня»."""
    if until:
        return f"до {'последнего' if nth < 0 else f'{nth}-го'} рабочего дня"
    return f"в {'последний' if nth < 0 else f'{nth}-й'} рабочий день"
