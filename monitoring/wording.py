"""Days, terms and figures in words. Pure: no Django."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from accounts.russian import NBSP, NO_DATA, Number, counted, decimal_comma, decimals_that_keep_side, plural
from monitoring.sheet import NOT_APPLICABLE, SHARE, EntryRow, MarkRow, ValueRow

MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
WEEKDAYS = ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"]


def day_month(day: date) -> str:
    """«26 ноября»."""
    return f"{day.day}{NBSP}{MONTHS[day.month - 1]}"


def day_month_year(day: date) -> str:
    """«26 ноября 2026»."""
    return f"{day_month(day)}{NBSP}{day.year}"


def day_and_weekday(day: date) -> str:
    """«26 ноября, четверг»."""
    return f"{day_month(day)}, {WEEKDAYS[day.weekday()]}"


def deadline_words(row: EntryRow) -> str:
    """«сентябрь 2026», «сентябрь 2026, перенесён на 14 октября 2026: карантин»."""
    if row.moved_to is None:
        return row.deadline
    why = f": {row.moved_why}" if row.moved_why else ""
    return f"{row.deadline}, перенесён на {day_month_year(row.moved_to)}{why}"


def mark_words(mark: MarkRow) -> str:
    """«выполнено 12 ноября 2026», «не применимо: нет 11 классов»."""
    return f"выполнено {day_month_year(mark.done_on)}" if mark.is_done else f"не применимо: {mark.result}"


def days(number: int) -> str:
    return counted(number, "день", "дня", "дней")


def term(due: date, today: date) -> str:
    """How far a deadline is: «осталось 4 дня», «срок сегодня», «срок прошёл 2 дня назад»."""
    left = (due - today).days
    if left == 0:
        return "срок сегодня"
    if left < 0:
        return f"срок прошёл {days(-left)} назад"
    return f"{plural(left, 'остался', 'осталось', 'осталось')} {days(left)}"


def lateness(due: date, submitted: date) -> str:
    """«с опозданием на 2 дня», or nothing when in time."""
    late = (submitted - due).days
    return f"с опозданием на {days(late)}" if late > 0 else ""


def number(value: Decimal) -> str:
    """A number as it was typed, without needless zeros: «1 234,5»."""
    exponent = value.normalize().as_tuple().exponent
    return decimal_comma(value, max(0, -int(exponent)))


def quantity(value: Number | None, unit: str, decimals: int) -> str:
    """«45,5 %», «12 чел.», «—» when there is no value."""
    return NO_DATA if value is None else f"{decimal_comma(value, decimals)}{NBSP}{unit}".strip()


def figure_words(row: ValueRow) -> str:
    """The value of an indicator for reading: «45,5 %», «н/п» when not applicable, «—» when there is none."""
    if row.state == NOT_APPLICABLE:
        return "н/п"
    return _beside_target(row.figure, row)


def _beside_target(value: Fraction | None, row: ValueRow) -> str:
    decimals = row.decimals
    if value is not None and row.target is not None:
        decimals = decimals_that_keep_side(value, row.target, decimals)
    return quantity(value, row.unit, decimals)


def previous_words(row: ValueRow) -> str:
    """The previous quarter's value with its numbers: «45,5 % (5 из 11)»."""
    if row.previous_state == NOT_APPLICABLE:
        return "н/п"
    words = _beside_target(row.previous, row)
    if row.kind == SHARE and row.previous_numerator is not None and row.previous_denominator is not None:
        return f"{words} ({number(row.previous_numerator)} из {number(row.previous_denominator)})"
    return words


def target_words(row: ValueRow) -> str:
    """«не менее 80 %»; for an indicator that is to fall «не более 2 %»."""
    if row.target is None:
        return ""
    limit = "не более" if row.direction == "down" else "не менее"
    return f"{limit} {number(row.target)}{NBSP}{row.unit}"


def accumulation_words(row: ValueRow) -> str:
    """Over what time the school counts."""
    return {"period": "считать за квартал", "cumulative": "считать с начала года"}.get(
        row.accumulation, "считать на конец квартала"
    )


def file_size(size: int) -> str:
    """Bytes as «840 КБ» or «1,2 МБ»."""
    kilobytes = Decimal(size) / 1024
    if kilobytes < 1000:
        return f"{decimal_comma(max(kilobytes, Decimal(1)))}{NBSP}КБ"
    return f"{decimal_comma(kilobytes / 1024, 1)}{NBSP}МБ"
