"""Days that no calendar has are kept verbatim and marked; no neighbour of theirs is taken instead."""

import pytest

from roadmaps.deadlines import occurrences, parse, says

from .plans import SCHOOL, YEARS, brief

ROWS = [
    ("31.02.2022", "date?!"),
    ("31.02", "date?!"),
    ("2022-02-31", "date?!"),
    ("32.01.2022", "date?!"),
    ("01.13.2022", "date?!"),
    ("00.00.2022", "date?!"),
    ("13.2022", "date?!"),
    ("15.06.9999", "date?!"),
    ("15 июня 9999 г.", "date?!"),
    ("1.09.20215", "date?!"),
    ("сентябрь 9999", "range?!"),
    ("0 сентября", "date?!"),
    ("45 марта 2024", "date?!"),
    ("31 июня", "date?!"),
    ("до 31 июня", "date?!"),
    ("в срок до 32.05.2022 года", "date?!"),
    ("29 февраля", "date?!"),
    ("29.02.2022", "date?!"),
    ("с 1 по 31 июня", "range?!"),
    ("1-35 сентября", "range?!"),
    ("с 01.09.2021 по 31.06.2022", "range?!"),
    ("31 апреля, 5 мая", "multi?!"),
    ("ежегодно, 31 июня", "recurring yearly/-?!"),
]


@pytest.mark.parametrize(("phrase", "expected"), ROWS)
def test_parse_impossible_day(phrase, expected):
    meaning = parse(phrase, SCHOOL)
    assert (brief(meaning), meaning.text, meaning.notes) == (expected, phrase, ("Такого дня нет в календаре",))


@pytest.mark.parametrize("phrase", [phrase for phrase, _ in ROWS])
def test_impossible_day_is_due_never_and_said_verbatim(phrase):
    meaning = parse(phrase, SCHOOL)
    assert (occurrences(meaning, SCHOOL), says(meaning, SCHOOL)) == ([], f"срок не понят: {phrase}")


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("29 февраля 2024", "date 2024-02-29 m2 d29-29"),
        ("ежегодно до 29 февраля", "recurring yearly/- m2 d-28"),
        ("май 2022 – 1500 человек", "range 2022-05 m5"),
        ("10.30", "external?!"),
    ],
)
def test_parse_possible_day(phrase, expected):
    assert brief(parse(phrase, YEARS)) == expected
