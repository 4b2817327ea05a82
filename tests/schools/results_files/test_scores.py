"""«Распределение первичных баллов»."""

import pytest

from schools.results_files import (
    Expected,
    Layout,
    read_results,
)
from tests.schools.results_files.make_books import briefly, changed, delimited, ods, xls, xlsx
from tests.schools.results_files.make_fis_oko import scores_sheet

SCORES_SHEET = scores_sheet()


@pytest.mark.parametrize("make", [xlsx, xls, ods, delimited])
def test_histograms_are_exact(make):
    reading = read_results(make(SCORES_SHEET), Layout.SCORES)
    assert {row.unit.value: row.counts for row in reading.scores} == {
        "город Северогорск": (10, 20, 30, 25, 15, 3),
        "edu220123": (1, 0, 12, 30, 6, 1),
    }
    assert (reading.errors, reading.scores[0].derived) == ((), True)


@pytest.mark.parametrize(
    ("sheet", "expected", "errors"),
    [
        pytest.param(
            changed(SCORES_SHEET, without_column=3),
            Expected(),
            ["5: Не нашёлся столбец «Кол-во участников».…"],
            id="missing col",
        ),
        pytest.param(
            changed(SCORES_SHEET, without_column=6),
            Expected(),
            ["5: Столбцы баллов должны идти подряд от 0. Верните недостающие столбцы."],
            id="missing score",
        ),
        pytest.param(
            changed(SCORES_SHEET, cells={(7, 5): "ноль"}),
            Expected(),
            ["7E: «1»: нужно число, а здесь «ноль».…"],
            id="text",
        ),
        pytest.param(
            changed(SCORES_SHEET, cells={(7, 5): -2}),
            Expected(),
            ["7E: «1»: число не может быть отрицательным, а здесь «-2».…"],
            id="neg",
        ),
        pytest.param(
            changed(SCORES_SHEET, cells={(7, 5): "5,00"}),
            Expected(),
            ["7D: МБОУ СОШ № 5: доли в сумме дают 105\xa0%, а должны 100\xa0%.…"],
            id="sum",
        ),
        pytest.param(
            changed(SCORES_SHEET, cells={(7, 3): 51}),
            Expected(),
            [
                "7D: МБОУ СОШ № 5: доля не соответствует числу участников: 2\xa0% от 51"
                " — не целое число людей (ближайшее 1 — это 1,96\xa0%).…"
            ],
            id="share",
        ),
        pytest.param(
            changed(SCORES_SHEET, extra=[SCORES_SHEET.rows[6]]),
            Expected(),
            ["8A: «МБОУ СОШ № 5» уже есть в строке 7. Оставьте одну строку."],
            id="dup",
        ),
    ],
)
def test_broken_file_says_where_and_what_to_do(sheet, expected, errors):
    assert briefly(read_results(xlsx(sheet), Layout.SCORES, expected)) == errors
