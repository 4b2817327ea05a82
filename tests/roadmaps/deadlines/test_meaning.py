"""Target values, other readings, notes and flags of a meaning."""

from datetime import date

import pytest

from roadmaps.deadlines import Period, Value, parse

from .plans import SCHOOL, YEAR, YEARS


def test_parse_values_by_time():
    meaning = parse("Июль 2023 год – 15% Июль 2024 год – 30%", YEARS)
    assert meaning.values == (
        Value(15.0, "%", date(2023, 7, 1), date(2023, 7, 31)),
        Value(30.0, "%", date(2024, 7, 1), date(2024, 7, 31)),
    )


def test_parse_values_by_year():
    meaning = parse("к 2023 году – 15%, 2024 году – 30%", YEARS)
    assert [(value.amount, value.end) for value in meaning.values] == [
        (15.0, date(2023, 12, 31)),
        (30.0, date(2024, 12, 31)),
    ]


def test_parse_value_of_repetition():
    assert parse("ежегодно, май-июнь 100%,", YEARS).values == (Value(100.0, "%"),)


def test_parse_value_with_fraction_and_people():
    assert [(value.amount, value.unit) for value in parse("не менее 12,5 %, 15 человек", YEARS).values] == [
        (12.5, "%"),
        (15.0, "человек"),
    ]


@pytest.mark.parametrize(
    ("plan", "phrase", "readings"),
    [
        (
            Period.parse("2023-2024", "calendar"),
            "август",
            ["каждый год в августе", "август 2023 года", "август 2024 года"],
        ),
        (YEARS, "до 2025 года", ["до 31 декабря 2024 года включительно", "до 31 декабря 2025 года включительно"]),
        (YEARS, "к 2025 году", ["до 31 декабря 2025 года включительно", "до 31 декабря 2024 года включительно"]),
        (SCHOOL, "до мая", ["до 30 апреля 2022 года включительно", "до 31 мая 2022 года включительно"]),
        (
            SCHOOL,
            "Октябрь 2021 Май 2022",
            ["октябрь 2021 года; май 2022 года", "с октября 2021 года по май 2022 года"],
        ),
        (
            YEAR,
            "декабрь-январь",
            ["с декабря 2022 года по январь 2023 года", "январь 2022 года; декабрь 2022 года"],
        ),
        (
            YEARS,
            "Ежегодно, февраль 2023 года",
            ["каждый год в феврале начиная с 1 февраля 2023 года", "февраль 2023 года"],
        ),
        (SCHOOL, "1-15 сентября", []),
        (SCHOOL, "сентябрь, май", []),
    ],
)
def test_parse_readings(plan, phrase, readings):
    assert [reading.phrase for reading in parse(phrase, plan).readings] == readings


@pytest.mark.parametrize(
    ("plan", "phrase", "notes"),
    [
        (YEARS, "август", ("Год не указан, а в плане несколько лет",)),
        (YEAR, "2021", ("Срок лежит вне периода плана",)),
        (SCHOOL, "май 2022 – сентябрь 2021", ("Начало срока позже конца",)),
        (SCHOOL, "I четверть", ("Границы четвертей условные: их задаёт календарь школы",)),
        (SCHOOL, "начало сентября", ("Начало, середина и конец месяца — по десять дней",)),
        (SCHOOL, "до мая", ("«До» месяца или года понято как «до его начала»",)),
        (SCHOOL, "1 сентября", ()),
    ],
)
def test_parse_notes(plan, phrase, notes):
    assert parse(phrase, plan).notes == notes


def test_parse_long_text_says_it_is_cut():
    assert parse("сентябрь " + "слово " * 200, SCHOOL).notes == ("Прочитано только начало фразы",)


def test_parse_keeps_phrase_verbatim():
    assert parse("  По  Графику «ЦРО» ", SCHOOL).text == "  По  Графику «ЦРО» "


def test_parse_names_school_breaks():
    assert parse("осенние, весенние каникулы", SCHOOL).breaks == ("осенние", "весенние")


def test_parse_half_year_by_kind_of_plan():
    assert [parse("1 полугодие", plan).end for plan in (SCHOOL, YEAR)] == [date(2021, 12, 31), date(2022, 6, 30)]


def test_parse_values_before_their_time():
    assert [(value.amount, value.end) for value in parse("80% - декабрь 2022, 100% - май 2023", YEARS).values] == [
        (80.0, date(2022, 12, 31)),
        (100.0, date(2023, 5, 31)),
    ]
