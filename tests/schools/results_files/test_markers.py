"""The table of objectivity markers."""

import pytest

from schools.results_files import (
    Expected,
    Layout,
    read_results,
)
from tests.schools.results_files.make_books import briefly, changed, delimited, ods, xls, xlsx
from tests.schools.results_files.make_fis_oko import markers_sheet

MARKERS_SHEET = markers_sheet()


@pytest.mark.parametrize("make", [xlsx, xls, ods, delimited])
def test_markers_are_exact(make):
    reading = read_results(make(MARKERS_SHEET), Layout.MARKERS)
    marked = [(row.unit.value, row.year, row.grade, row.subject) for row in reading.markers if row.marked]
    assert marked == [("edu220123", 2026, 4, "русский"), ("edu220123", 2026, 5, "русский")]
    assert (len(reading.markers), reading.errors) == (8, ())


@pytest.mark.parametrize(
    ("sheet", "expected", "errors"),
    [
        pytest.param(
            changed(MARKERS_SHEET, without_column=3), Expected(), ["2: Не нашёлся столбец «Логин».…"], id="missing col"
        ),
        pytest.param(
            changed(MARKERS_SHEET, cells={(3, 5): "возможно"}),
            Expected(),
            ["3E: «4 РУ»: нужно 1 (маркер есть) или 0, а здесь «возможно».…"],
            id="text",
        ),
        pytest.param(
            changed(MARKERS_SHEET, cells={(3, 5): 2}),
            Expected(),
            ["3E: «4 РУ»: нужно 1 (маркер есть) или 0, а здесь «2».…"],
            id="two",
        ),
        pytest.param(
            changed(MARKERS_SHEET, cells={(3, 9): 3}),
            Expected(),
            ["3I: Отмечено маркеров 2, а в столбце количества 3. Исправьте строку."],
            id="count",
        ),
        pytest.param(
            changed(MARKERS_SHEET, extra=[MARKERS_SHEET.rows[2]]),
            Expected(),
            ["5C: «МБОУ СОШ № 5» уже есть в строке 3. Оставьте одну строку."],
            id="dup",
        ),
        pytest.param(
            changed(MARKERS_SHEET, cells={(2, 5): "4 АСТ"}),
            Expected(),
            ["2E: «4 АСТ»: предмет не узнан. Нужно, например, «4 РУ»."],
            id="subj",
        ),
        pytest.param(
            MARKERS_SHEET,
            Expected(year=2025),
            [
                "3A: Год 2026, а загружается 2025. Уберите строку или исправьте год.",
                "4A: Год 2026, а загружается 2025. Уберите строку или исправьте год.",
            ],
            id="year",
        ),
        pytest.param(
            changed(MARKERS_SHEET, cells={(3, 1): "прошлый"}),
            Expected(),
            ["3A: «Год»: нужен год, например 2026 или 2025/2026, а здесь «прошлый».…"],
            id="bad year",
        ),
        pytest.param(
            changed(MARKERS_SHEET, cells={(3, 3): "пятая"}),
            Expected(),
            ["3C: «Логин»: нужен логин школы вида edu123456, а здесь «пятая».…"],
            id="no login",
        ),
        pytest.param(
            changed(MARKERS_SHEET, cells={(3, 9): -3}),
            Expected(),
            ["3I: «Количество маркеров»: число не может быть отрицательным, а здесь «-3».…"],
            id="neg",
        ),
    ],
)
def test_broken_file_says_where_and_what_to_do(sheet, expected, errors):
    assert briefly(read_results(xlsx(sheet), Layout.MARKERS, expected)) == errors
