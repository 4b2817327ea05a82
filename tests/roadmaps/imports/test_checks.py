"""Warnings about rows."""

import pytest

from roadmaps.imports.intake import parse_years
from roadmaps.imports.reader import read_docx
from tests.roadmaps.docx_files import table_docx

HEADER = ("№", "Мероприятие", "Срок", "Ответственный")


def warnings(*rows, header=HEADER, years=(2021, 2025)):
    return read_docx(table_docx(len(header), [header, *rows]), years).warnings


@pytest.mark.parametrize("blank", ["", "-", "—", "х", "н/д", "_____", "..."])
def test_blank_deadline_is_warned_about(blank):
    assert warnings(("1.", "Семинар", blank, "ОО")) == ("Строка 2 (№\N{NO-BREAK SPACE}1): не указан срок.",)


def test_blank_responsible_is_warned_about():
    assert warnings(("1.", "Семинар", "май", "")) == ("Строка 2 (№\N{NO-BREAK SPACE}1): не указаны ответственные.",)


@pytest.mark.parametrize(
    ("deadline", "year"),
    [("май 2020 г.", "2020"), ("2025-2026 учебный год", "2026"), ("до 01.09.19", "2019"), ("2019, 2030", "2019, 2030")],
)
def test_year_outside_the_period_is_warned_about(deadline, year):
    said = f"в сроке назван {year} год, а период программы — 2021–2025"
    assert warnings(("1.", "Семинар", deadline, "ОО")) == (f"Строка 2 (№\N{NO-BREAK SPACE}1): {said}.",)


@pytest.mark.parametrize("deadline", ["2021-2025 гг.", "до 2025 года", "31.12.25", "ежегодно"])
def test_year_inside_the_period_is_fine(deadline):
    assert warnings(("1.", "Семинар", deadline, "ОО")) == ()


def test_no_period_no_warning():
    assert warnings(("1.", "Семинар", "1999", "ОО"), years=None) == ()


def test_number_used_twice_is_warned_about():
    rows = [(number, "Семинар", "май", "ОО") for number in ("1.", "2.", "2", "3")]
    assert warnings(*rows) == ("Строка 4 (№\N{NO-BREAK SPACE}2): номер 2 уже был.",)


def test_numbers_may_begin_anew_in_each_section():
    rows = [(("Учителя", 4),), ("1.", "Семинар", "май", "ОО"), (("Ученики", 4),), ("1.", "Игра", "май", "ОО")]
    assert warnings(*rows) == ()


def test_skipped_number_is_warned_about():
    rows = [(number, "Семинар", "май", "ОО") for number in ("1.1", "1.3", "2.1")]
    assert warnings(*rows) == ("Строка 3 (№\N{NO-BREAK SPACE}1.3): пропущен номер: перед этим был 1.1.",)


def test_missing_columns_are_said_once():
    rows = [("1.", "Семинар", "май"), ("2.", "Игра", "июнь")]
    assert warnings(*rows, header=HEADER[:3]) == ("В таблице нет столбца с ответственными.",)
    rows = [("1.", "Семинар", "ОО"), ("2.", "Игра", "ОО")]
    assert warnings(*rows, header=("№", "Мероприятие", "Ответственный")) == ("В таблице нет столбца со сроками.",)


@pytest.mark.parametrize(
    ("text", "years"),
    [("2021-2025", (2021, 2025)), (" 2021 – 2025 ", (2021, 2025)), ("2021—2025", (2021, 2025)), ("2023", (2023, 2023))],
)
def test_period_is_parsed(text, years):
    assert parse_years(text) == years


@pytest.mark.parametrize("text", ["", "21-25", "2025-2021", "2021-2025 гг.", "2021-2025-2030"])
def test_bad_period_is_refused(text):
    with pytest.raises(ValueError, match=r"^Период «.*» не понят\. Напишите годы так: 2021-2025 или 2023\.$"):
        parse_years(text)
