"""Meaning + plan -> the separate times an activity is due."""

from datetime import date
from itertools import pairwise

import pytest

from roadmaps.deadlines import Occurrence, occurrences, parse
from roadmaps.deadlines.naming import GENITIVE

from .plans import SCHOOL, YEAR, YEARS


def labels(phrase, plan, **options):
    return [found.label for found in occurrences(parse(phrase, plan), plan, **options)]


def test_occurrences_of_range():
    assert occurrences(parse("1-15 сентября", SCHOOL), SCHOOL) == [
        Occurrence(date(2021, 9, 1), date(2021, 9, 15), "1–15 сентября 2021")
    ]


def test_occurrences_of_latest_day():
    assert occurrences(parse("до 1 ноября", SCHOOL), SCHOOL) == [
        Occurrence(date(2021, 11, 1), date(2021, 11, 1), "до 1 ноября 2021")
    ]


@pytest.mark.parametrize(
    ("plan", "phrase", "expected"),
    [
        (YEARS, "ежегодно, май", ["май 2021", "май 2022", "май 2023", "май 2024", "май 2025"]),
        (YEARS, "в течение года", ["2021 год", "2022 год", "2023 год", "2024 год", "2025 год"]),
        (YEARS, "2023-2024 годы", ["2023 год", "2024 год"]),
        (YEARS, "раз в 2 года", ["2021 год", "2023 год", "2025 год"]),
        (YEARS, "ежегодно, ноябрь, 2022-2023", ["ноябрь 2022", "ноябрь 2023"]),
        (YEARS, "с 2024 года", ["2024 год", "2025 год"]),
        (SCHOOL, "в течение года", ["2021/22 учебный год"]),
        (SCHOOL, "ежеквартально", ["сентябрь 2021", "IV квартал 2021", "I квартал 2022", "II квартал 2022"]),
        (YEAR, "4 раза в год", ["I квартал 2022", "II квартал 2022", "III квартал 2022", "IV квартал 2022"]),
        (YEAR, "2 раза в год", ["январь – июнь 2022", "июль – декабрь 2022"]),
        (SCHOOL, "2 раза в год", ["сентябрь – декабрь 2021", "январь – август 2022"]),
        (SCHOOL, "2 раза в год (октябрь, апрель)", ["октябрь 2021", "апрель 2022"]),
        (SCHOOL, "2 раза в год, сентябрь-декабрь", ["сентябрь – декабрь 2021"]),
        (YEAR, "3 раза в год", ["январь – апрель 2022", "май – август 2022", "сентябрь – декабрь 2022"]),
        (YEAR, "ежемесячно, апрель-июнь", ["апрель 2022", "май 2022", "июнь 2022"]),
        (YEAR, "2 раза в месяц, февраль", ["1–14 февраля 2022", "15–28 февраля 2022"]),
        (YEAR, "до 10 числа месяца, следующего за отчетным кварталом",
         ["до 10 января 2022", "до 10 апреля 2022", "до 10 июля 2022", "до 10 октября 2022"]),
        (YEAR, "ежеквартально до 25 числа", ["до 25 марта 2022", "до 25 июня 2022", "до 25 сентября 2022", "до 25 декабря 2022"]),
        (SCHOOL, "в конце каждой четверти",
         ["21–31 октября 2021", "21–31 декабря 2021", "21–31 марта 2022", "21–31 мая 2022"]),
        (SCHOOL, "по пятницам, сентябрь", ["3 сентября 2021", "10 сентября 2021", "17 сентября 2021", "24 сентября 2021"]),
        (SCHOOL, "еженедельно, октябрь 2021",
         ["1–3 октября 2021", "4–10 октября 2021", "11–17 октября 2021", "18–24 октября 2021", "25–31 октября 2021"]),
        (SCHOOL, "ежедневно", ["2021/22 учебный год"]),
        (SCHOOL, "раз в четверть",
         ["сентябрь – октябрь 2021", "ноябрь – декабрь 2021", "январь – март 2022", "апрель – май 2022"]),
        (YEAR, "с 25 по 5 число каждого месяца, 2022 год",
         ["1–5 января 2022", *(f"25 {m} – 5 {n} 2022" for m, n in pairwise(GENITIVE[1:]))]),
        (YEAR, "второй месяц квартала", ["февраль 2022", "май 2022", "август 2022", "ноябрь 2022"]),
        (SCHOOL, "до 1 ноября, далее – постоянно", ["до 1 ноября 2021", "ноябрь 2021 – август 2022"]),
        (SCHOOL, "сентябрь, май", ["сентябрь 2021", "май 2022"]),
        (SCHOOL, "с 28 декабря по 8 января", ["28 декабря 2021 – 8 января 2022"]),
        (SCHOOL, "январь 2022 – сентябрь 2022", ["январь – август 2022"]),
        (SCHOOL, "август 2021", []),
        (YEARS, "август", []),
        (SCHOOL, "по графику ИРО, апрель-май", ["апрель – май 2022"]),
        (SCHOOL, "октябрь, март (по графику РЦОИ)", ["октябрь 2021", "март 2022"]),
        (SCHOOL, "в течение года по графику", []),
        (YEAR, "до 31 числа каждого месяца, январь-март", ["до 31 января 2022", "до 28 февраля 2022", "до 31 марта 2022"]),
        (YEAR, "31 числа, ежемесячно, январь-март", ["31 января 2022", "28 февраля 2022", "31 марта 2022"]),
        (YEAR, "последний рабочий день квартала",
         ["31 марта 2022", "30 июня 2022", "30 сентября 2022", "30 декабря 2022"]),
        (YEARS, "ежегодно, последний рабочий день июля",
         ["30 июля 2021", "29 июля 2022", "31 июля 2023", "31 июля 2024", "31 июля 2025"]),
        (YEARS, "по графику", []),
        (YEARS, "", []),
        (SCHOOL, "в течение недели", []),
    ],
)  # fmt: skip
def test_occurrences_labels(plan, phrase, expected):
    assert labels(phrase, plan) == expected


def test_occurrences_of_weekday_in_month():
    assert labels("третий четверг каждого месяца", YEAR)[:3] == ["20 января 2022", "17 февраля 2022", "17 марта 2022"]


def test_occurrences_every_month_counted():
    assert len(labels("ежемесячно", YEARS)) == 60


def test_occurrences_skip_excepted_months():
    assert len(labels("ежемесячно, кроме июля и августа", SCHOOL)) == 10


def test_occurrences_of_dated_points_of_repetition():
    assert labels("один раз в год, май 2023 года, май 2024", YEARS) == ["май 2023", "май 2024"]


def test_occurrences_of_working_day_by_calendar():
    def moved(day, towards):  # a town that rests until the tenth of every month
        return day if day.day > 10 else day.replace(day=11)

    assert labels("до 2-го рабочего дня мая", YEAR, moved=moved) == ["до 12 мая 2022"]


def test_occurrences_of_working_day_the_month_has_not():
    assert labels("31-й рабочий день мая", YEAR) == ["31 мая 2022"]


def test_occurrences_without_plan():
    assert labels("1-15 сентября 2024", None) == ["1–15 сентября 2024"]
    assert labels("ежегодно, май", None) == []


def test_occurrences_of_breaks_the_municipality_dated():
    autumn = {"осенние": [(date(2021, 10, 30), date(2021, 11, 7))], "зимние": [(date(2021, 12, 29), date(2022, 1, 9))]}
    assert labels("осенние каникулы", SCHOOL, breaks=autumn) == ["30 октября – 7 ноября 2021"]
    assert len(labels("в каникулярное время", SCHOOL, breaks=autumn)) == 2
    assert labels("осенние каникулы", SCHOOL) == []
