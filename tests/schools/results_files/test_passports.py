"""Social passports."""

import pytest

from schools.results_files import (
    Expected,
    Layout,
    read_results,
)
from tests.schools.results_files.make_books import briefly, changed, delimited, ods, xls, xlsx
from tests.schools.results_files.make_tables import passports_sheet

PASSPORTS = passports_sheet()


@pytest.mark.parametrize("make", [xlsx, xls, ods, delimited])
def test_passports_are_exact(make):
    reading = read_results(make(PASSPORTS), Layout.PASSPORTS)
    first, second = reading.passports
    assert first.values == {
        "pupils": 600, "pupils_1_4": 250, "pupils_5_9": 280, "pupils_10_11": 70, "single_parent": 180, "special_needs": 40,
        "adapted": 22, "school_register": 9, "vacancies": 150, "teachers": 42, "top_category": 12,
    }  # fmt: skip
    assert (first.unit.value, first.year, reading.errors, reading.warnings) == ("edu220123", 2026, (), ())
    assert (second.values["pupils"], second.values["adapted"]) == (1020, 0)


def test_unknown_is_not_zero():
    second = read_results(xlsx(PASSPORTS), Layout.PASSPORTS).passports[1]
    assert (second.values["single_parent"], second.values["school_register"]) == (None, None)
    assert second.reasons == {"single_parent": "нет данных", "school_register": "не указано"}


@pytest.mark.parametrize(
    ("sheet", "expected", "errors"),
    [
        pytest.param(
            changed(PASSPORTS, without_column=4),
            Expected(),
            ["3: Не нашёлся столбец «Обучающихся всего».…"],
            id="missing",
        ),
        pytest.param(
            changed(PASSPORTS, cells={(4, 8): "около трети"}),
            Expected(),
            ["4H: «Неполные семьи»: нужно целое число (если данных нет — «нет данных»), а здесь «около трети».…"],
            id="text",
        ),
        pytest.param(
            changed(PASSPORTS, cells={(4, 8): -8}),
            Expected(),
            [
                "4H: «Неполные семьи»: число не может быть отрицательным (если данных нет — «нет данных»), а здесь «-8».…"
            ],
            id="neg",
        ),
        pytest.param(
            changed(PASSPORTS, cells={(4, 8): 601}),
            Expected(),
            ["4H: «Из неполных семей» (601) больше, чем «Обучающихся всего» (600). Исправьте число."],
            id="more",
        ),
        pytest.param(
            changed(PASSPORTS, cells={(4, 10): 41}),
            Expected(),
            ["4J: «из них на АООП» (41) больше, чем «С ОВЗ» (40). Исправьте число."],
            id="aoop",
        ),
        pytest.param(
            changed(PASSPORTS, cells={(4, 5): 251}),
            Expected(),
            ["4D: По ступеням 601 обучающихся, а всего 600. Исправьте одно из чисел."],
            id="sum",
        ),
        pytest.param(
            changed(PASSPORTS, extra=[PASSPORTS.rows[3]]),
            Expected(),
            ["6A: «МБОУ СОШ № 5» уже есть в строке 4. Оставьте одну строку."],
            id="dup",
        ),
        pytest.param(
            PASSPORTS,
            Expected(year=2025),
            [
                "4C: Год 2026, а загружается 2025. Уберите строку или исправьте год.",
                "5C: Год 2026, а загружается 2025. Уберите строку или исправьте год.",
            ],
            id="year",
        ),
        pytest.param(
            changed(PASSPORTS, cells={(4, 3): "нынешний"}),
            Expected(),
            ["4C: Год паспорта не указан или не понят. Напишите, например, 2026."],
            id="bad year",
        ),
        pytest.param(
            changed(PASSPORTS, cells={(4, 1): "пятая"}),
            Expected(),
            ["4A: «Логин школы»: нужен логин (edu123456), код или наименование школы, а здесь «пятая».…"],
            id="school",
        ),
        pytest.param(
            changed(PASSPORTS, cells={(4, 4): 600.5}),
            Expected(),
            [
                "4D: «Контингент всего»: нужно целое число, без дробной части (если данных нет — «нет данных»), а здесь «600,5».…"
            ],
            id="fraction",
        ),
    ],
)
def test_broken_file_says_where_and_what_to_do(sheet, expected, errors):
    assert briefly(read_results(xlsx(sheet), Layout.PASSPORTS, expected)) == errors
