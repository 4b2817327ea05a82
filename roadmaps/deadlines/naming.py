"""Russian words for days, months, weekdays and intervals; what is written here the parser reads back the same."""

from collections.abc import Sequence
from datetime import date

from roadmaps.deadlines.pieces import month_end

GENITIVE = (
    "", "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
NOMINATIVE = (
    "", "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
PREPOSITIONAL = (
    "", "январе", "феврале", "марте", "апреле", "мае", "июне", "июле", "августе", "сентябре", "октябре", "ноябре", "декабре",
)  # fmt: skip
WEEKDAYS_ACCUSATIVE = ("понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье")
WEEKDAYS_DATIVE = ("понедельникам", "вторникам", "средам", "четвергам", "пятницам", "субботам", "воскресеньям")
_ORDINALS = {
    1: ("первый", "первую", "первое"), 2: ("второй", "вторую", "второе"), 3: ("третий", "третью", "третье"),
    4: ("четвёртый", "четвёртую", "четвёртое"), 5: ("пятый", "пятую", "пятое"), -1: ("последний", "последнюю", "последнее"),
}  # fmt: skip
_GENDERS = (0, 0, 1, 0, 1, 1, 2)  # of the weekdays: masculine, feminine, neuter
ROMAN_QUARTERS = ("", "I", "II", "III", "IV")


def plural(count: int, one: str, few: str, many: str) -> str:
    """«1 раз, 2 раза, 5 раз»."""
    if count % 100 in range(11, 15):
        return many
    return {1: one, 2: few, 3: few, 4: few}.get(count % 10, many)


def joined(words: Sequence[str]) -> str:
    """«а, б и в»."""
    return " и ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def nth_weekday_words(nths: Sequence[int], weekday: int) -> str:
    """«в третий четверг», «во вторую и четвёртую среду»."""
    ordinals = joined([_ORDINALS[nth][_GENDERS[weekday]] for nth in nths])
    return f"{'во' if ordinals.startswith('вт') else 'в'} {ordinals} {WEEKDAYS_ACCUSATIVE[weekday]}"


def day_words(day: date) -> str:
    return f"{day.day} {GENITIVE[day.month]} {day.year} года"


def interval_words(start: date | None, end: date | None, *, by_year: bool = True) -> str:
    """«сентябрь 2020 года», «с 1 по 15 сентября 2020 года», «до 1 ноября 2020 года включительно», «с 1 июня 2021 года».

    `by_year` False: whole years are written with their days, since beside «каждый год» a bare year would bound it.
    """
    if start is None:
        return f"до {day_words(end)} включительно" if end else "без срока"
    if end is None:
        return f"с {day_words(start)}"
    if start == end:
        return day_words(start)
    return (by_year and _whole_years(start, end)) or _whole_months(start, end) or _days(start, end)


def _whole_years(start: date, end: date) -> str:
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return f"{start.year} год" if start.year == end.year else f"{start.year}–{end.year} годы"
    if (start.month, start.day, end.month, end.day) == (9, 1, 8, 31) and end.year == start.year + 1:
        return f"{start.year}/{end.year} учебный год"
    return ""


def _whole_months(start: date, end: date) -> str:
    if start.day != 1 or end != month_end(end.year, end.month):
        return ""
    if (start.year, start.month) == (end.year, end.month):
        return f"{NOMINATIVE[start.month]} {start.year} года"
    if start.year != end.year:
        return f"с {GENITIVE[start.month]} {start.year} года по {NOMINATIVE[end.month]} {end.year} года"
    if start.month % 3 == 1 and end.month == start.month + 2:
        return f"{ROMAN_QUARTERS[end.month // 3]} квартал {end.year} года"
    return f"с {GENITIVE[start.month]} по {NOMINATIVE[end.month]} {end.year} года"


def _days(start: date, end: date) -> str:
    if (start.year, start.month) == (end.year, end.month):
        return f"с {start.day} по {end.day} {GENITIVE[end.month]} {end.year} года"
    if start.year == end.year:
        return f"с {start.day} {GENITIVE[start.month]} по {end.day} {GENITIVE[end.month]} {end.year} года"
    return f"с {day_words(start)} по {day_words(end)}"


def label(start: date, due: date, *, until: bool = False, quarters: bool = True) -> str:
    """Short name of an occurrence: «1–15 сентября 2024», «III квартал 2024», «до 1 ноября 2024», «2023/24 учебный год».

    `quarters` False: three months are named as months, since a school term is no quarter.
    """
    if until:
        return f"до {due.day} {GENITIVE[due.month]} {due.year}"
    if start == due:
        return f"{due.day} {GENITIVE[due.month]} {due.year}"
    years = _whole_years(start, due)
    if years:
        return years if "учебный" not in years else f"{start.year}/{due.year % 100:02d} учебный год"
    if start.day == 1 and due == month_end(due.year, due.month):
        return _months_label(start, due, quarters=quarters)
    if (start.year, start.month) == (due.year, due.month):
        return f"{start.day}–{due.day} {GENITIVE[due.month]} {due.year}"
    year = f" {start.year}" if start.year != due.year else ""
    return f"{start.day} {GENITIVE[start.month]}{year} – {due.day} {GENITIVE[due.month]} {due.year}"


def _months_label(start: date, due: date, *, quarters: bool) -> str:
    if (start.year, start.month) == (due.year, due.month):
        return f"{NOMINATIVE[due.month]} {due.year}"
    if quarters and start.year == due.year and start.month % 3 == 1 and due.month == start.month + 2:
        return f"{ROMAN_QUARTERS[due.month // 3]} квартал {due.year}"
    year = f" {start.year}" if start.year != due.year else ""
    return f"{NOMINATIVE[start.month]}{year} – {NOMINATIVE[due.month]} {due.year}"


def year_list(starts: Sequence[date], kind: str) -> str:
    """«2021, 2022, …, 2025» or «2021/22, 2022/23» of the plan years that begin on the given days."""
    names = [str(day.year) for day in starts] if kind == "calendar" else [_school_name(day) for day in starts]
    return ", ".join(names if len(names) < 5 else [*names[:2], "…", names[-1]])


def _school_name(day: date) -> str:
    first = day.year if day.month > 8 else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"
