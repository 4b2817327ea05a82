"""«Индивидуальные результаты» (Ф1): rows of pupils become counts of schools."""

import pytest

from schools.results_files import (
    Expected,
    Layout,
    read_results,
)
from tests.schools.results_files.make_books import briefly, changed, delimited, ods, xls, xlsx
from tests.schools.results_files.make_fis_oko import individual_sheet

PUPILS_SHEET = individual_sheet()


@pytest.mark.parametrize("make", [xlsx, xls, ods, delimited])
def test_pupils_become_counts(make):
    reading = read_results(make(PUPILS_SHEET), Layout.INDIVIDUAL)
    rows = [(row.unit.value, row.participants, row.failed, row.marks, row.score_sum) for row in reading.results]
    assert rows == [("edu220123", 3, 1, (1, 1, 1, 0), 13), ("edu220124", 2, 0, (0, 1, 0, 1), 12)]
    assert [row.unit.name for row in reading.results] == ["МБОУ СОШ № 5", "МБОУ «Гимназия № 12»"]
    assert (reading.errors, reading.warnings, reading.results[0].derived) == ((), (), False)


def test_register_and_histogram_come_along():
    reading = read_results(xlsx(PUPILS_SHEET), Layout.INDIVIDUAL)
    assert [(row.lowered, row.confirmed, row.raised) for row in reading.journal] == [(1, 2, 0), (0, 0, 1)]
    assert [row.counts for row in reading.scores] == [(0, 1, 0, 0, 0, 1, 0, 1), (0, 0, 0, 0, 0, 1, 0, 1)]


def test_declared_number_of_participants_is_compared():
    sheet = individual_sheet(declared={"edu220123": 3, "edu220124": 3})
    warnings = read_results(xlsx(sheet), Layout.INDIVIDUAL).warnings
    assert [warning.message for warning in warnings] == [
        "Школа edu220124: заявлено участников 3, а строк с отметками 2."
    ]


@pytest.mark.parametrize(
    ("sheet", "expected", "errors"),
    [
        pytest.param(
            changed(PUPILS_SHEET, without_column=11),
            Expected(),
            ["7: Не нашёлся столбец «Отметка».…"],
            id="missing col",
        ),
        pytest.param(
            changed(PUPILS_SHEET, cells={(8, 11): "хорошо"}),
            Expected(),
            [
                "8K: «Отметка»: нужно целое число.…",
                "8: Школа edu220123: строк с ошибками — 1, результаты школы не посчитаны.",
            ],
            id="text",
        ),
        pytest.param(
            changed(PUPILS_SHEET, cells={(8, 11): 7}),
            Expected(),
            [
                "8K: «Отметка»: нужна отметка от 2 до 5 (если работы нет — «Н» или «X»).…",
                "8: Школа edu220123: строк с ошибками — 1, результаты школы не посчитаны.",
            ],
            id="mark 7",
        ),
        pytest.param(
            changed(PUPILS_SHEET, cells={(8, 10): -7}),
            Expected(),
            [
                "8J: «Первичный балл»: число не может быть отрицательным.…",
                "8: Школа edu220123: строк с ошибками — 1, результаты школы не посчитаны.",
            ],
            id="neg",
        ),
        pytest.param(
            changed(PUPILS_SHEET, cells={(8, 10): 8, (8, 9): 5}),
            Expected(),
            [
                "8J: Первичный балл больше максимального (7). Проверьте, не сдвинуты ли столбцы.",
                "8: Школа edu220123: строк с ошибками — 1, результаты школы не посчитаны.",
            ],
            id="score>max",
        ),
        pytest.param(
            changed(PUPILS_SHEET, cells={(8, 9): 3}),
            Expected(),
            [
                "8J: Сумма баллов за задания не равна первичному баллу. Проверьте, не сдвинуты ли столбцы.",
                "8: Школа edu220123: строк с ошибками — 1, результаты школы не посчитаны.",
            ],
            id="tasks",
        ),
        pytest.param(
            changed(PUPILS_SHEET, extra=[PUPILS_SHEET.rows[7]]),
            Expected(),
            [
                "15D: Участник с таким кодом в этой школе уже был. Уберите лишнюю строку.",
                "8: Школа edu220123: строк с ошибками — 1, результаты школы не посчитаны.",
            ],
            id="dup",
        ),
        pytest.param(
            changed(PUPILS_SHEET, cells={(8, 1): "Вяземцева Аделаида"}),
            Expected(),
            [
                "8A: Не узнан логин школы. Нужен логин ФИС ОКО вида edu123456.",
                ": Строк, которые некуда отнести, — 1: результаты листа не посчитаны, пока они не исправлены.",
            ],
            id="login",
        ),
        pytest.param(
            changed(PUPILS_SHEET, cells={(8, 11): "X"}),
            Expected(),
            [
                "8K: «Отметка»: нет значения. Первичный балл есть, а отметки нет.",
                "8: Школа edu220123: строк с ошибками — 1, результаты школы не посчитаны.",
            ],
            id="no mark",
        ),
        pytest.param(
            changed(PUPILS_SHEET, cells={(8, 10): "X"}),
            Expected(),
            [
                "8J: «Первичный балл»: нет значения. Заполните ячейку.",
                "8: Школа edu220123: строк с ошибками — 1, результаты школы не посчитаны.",
            ],
            id="no score",
        ),
        pytest.param(
            changed(individual_sheet(title="ВПР 2026 Астрология 5 класс"), cells={(3, 2): "Астрология"}),
            Expected(),
            ["2: Предмет в заголовке не узнан. Исправьте его название: например, «Математика»."],
            id="subject2",
        ),
        pytest.param(
            PUPILS_SHEET, Expected(year=2025), ["2: Это другой файл: год в нём — 2026, а загружается 2025.…"], id="year"
        ),
        pytest.param(
            changed(PUPILS_SHEET, cells={(8, 10): 4, (8, 11): 7}),
            Expected(),
            [
                "8K: «Отметка»: нужна отметка от 2 до 5 (если работы нет — «Н» или «X»).…",
                "8: Школа edu220123: строк с ошибками — 1, результаты школы не посчитаны.",
            ],
            id="swapped",
        ),
    ],
)
def test_broken_file_says_where_and_what_to_do(sheet, expected, errors):
    assert briefly(read_results(xlsx(sheet), Layout.INDIVIDUAL, expected)) == errors
