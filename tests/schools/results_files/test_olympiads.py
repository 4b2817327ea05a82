"""The table of olympiads."""

import pytest

from schools.results_files import Expected, Layout, guess_layout, read_results
from tests.schools.results_files.make_books import briefly, delimited, ods, xls, xlsx
from tests.schools.results_files.make_tables import OLYMPIAD_HEADER as HEADER
from tests.schools.results_files.make_tables import OLYMPIAD_ROW as GOOD
from tests.schools.results_files.make_tables import olympiads_sheet as sheet


def counts(reading):
    return [(one.unit.value, one.year, one.stage, one.participants, one.winners) for one in reading.olympiads]


@pytest.mark.parametrize("make", [xlsx, xls, ods, delimited])
def test_olympiads_are_exact(make):
    data = make(sheet(GOOD, ("220124", "", 2026, "Региональный этап", "3", "0"), ("Итого", "", "", "", 43, 6)))
    reading = read_results(data, Layout.OLYMPIADS)
    assert counts(reading) == [("edu220123", 2026, "municipal", 40, 6), ("220124", 2026, "regional", 3, 0)]
    assert (guess_layout(data), reading.errors) == (Layout.OLYMPIADS, ())


def test_winners_and_prizes_in_two_columns_are_added_up():
    header = (*HEADER[:5], "Победители", "Призёры")
    assert counts(read_results(xlsx(sheet((*GOOD[:5], 2, 3), header=header)), Layout.OLYMPIADS)) == [
        ("edu220123", 2026, "municipal", 40, 5)
    ]


@pytest.mark.parametrize(
    ("place", "value", "error"),
    [
        (0, "??", "3A: «Логин или код школы»: нужен логин (edu123456), код или наименование школы, а здесь «??».…"),
        (2, "2025/2027", "3C: «Учебный год»: нужен учебный год, например 2025/2026, а здесь «2025/2027».…"),
        (2, "", "3C: «Учебный год»: нужен учебный год, например 2025/2026, а здесь «».…"),
        (2, "2024/2025", "3C: Учебный год закончился в 2025, а загружается 2026. Исправьте год."),
        (
            3,
            "отборочный",
            "3D: «Этап»: нужен этап: муниципальный, региональный, заключительный, а здесь «отборочный».…",
        ),
        (3, "", "3D: «Этап»: нет значения. Заполните ячейку."),
        (4, "много", "3E: «Участников»: нужно целое число, а здесь «много».…"),
        (4, "", "3E: «Участников»: нет значения. Никого не было — поставьте 0."),
        (4, -1, "3E: «Участников»: число не может быть отрицательным, а здесь «-1».…"),
        (5, 41, "3F: Победителей и призёров (41) больше, чем участников (40). Исправьте число."),
        (5, 1.5, "3F: «Победителей и призёров»: нужно целое число, без дробной части, а здесь «1,5».…"),
    ],
)
def test_broken_cell_is_told_with_its_place(place, value, error):
    row = (*GOOD[:place], value, *GOOD[place + 1 :])
    reading = read_results(xlsx(sheet(row)), Layout.OLYMPIADS, Expected(year=2026))
    assert (briefly(reading), counts(reading)) == ([error], [])


def test_stage_told_twice_is_an_error():
    reading = read_results(xlsx(sheet(GOOD, GOOD)), Layout.OLYMPIADS)
    assert briefly(reading) == ["4A: «МБОУ СОШ № 5» уже есть в строке 3. Оставьте одну строку."]


def test_stage_of_the_school_itself_is_passed_over():
    reading = read_results(xlsx(sheet((*GOOD[:3], "школьный этап", 300, 90), GOOD)), Layout.OLYMPIADS)
    assert (len(reading.olympiads), [one.message for one in reading.warnings]) == (
        1, ["Школьный этап портал не хранит: строка пропущена."],
    )  # fmt: skip


def test_missing_column_is_named():
    reading = read_results(xlsx(sheet(GOOD[:5], header=HEADER[:5])), Layout.OLYMPIADS)
    assert [one.message for one in reading.errors] == [
        "Не нашёлся столбец «Победителей и призёров». Добавьте его или исправьте заголовок, как в образце."
    ]
