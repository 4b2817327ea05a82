"""«Сравнение отметок с отметками по журналу»."""

import pytest

from schools.results_files import (
    Expected,
    Layout,
    read_results,
)
from tests.schools.results_files.make_books import Sheet, briefly, changed, delimited, ods, xls, xlsx
from tests.schools.results_files.make_fis_oko import journal_sheet

JOURNAL_SHEET = journal_sheet()


@pytest.mark.parametrize("make", [xlsx, xls, ods, delimited])
def test_moves_of_marks_are_exact(make):
    reading = read_results(make(JOURNAL_SHEET), Layout.JOURNAL)
    rows = [(row.unit.value, row.lowered, row.confirmed, row.raised) for row in reading.journal]
    assert rows == [("город Северогорск", 120, 500, 140), ("edu220123", 12, 30, 8), ("edu220126", 0, 3, 0)]
    assert (reading.errors, reading.warnings) == ((), ())


def test_table_without_totals_is_read():
    rows = [row for row in JOURNAL_SHEET.rows if row[:1] != ["Всего"]]
    assert len(read_results(xlsx(Sheet("Сравнение", rows)), Layout.JOURNAL).journal) == 3


@pytest.mark.parametrize(
    ("sheet", "expected", "errors"),
    [
        pytest.param(
            changed(JOURNAL_SHEET, without_column=2),
            Expected(),
            ["5: Не нашёлся столбец «Кол-во участников».…"],
            id="missing column",
        ),
        pytest.param(
            changed(JOURNAL_SHEET, cells={(12, 2): "много"}),
            Expected(),
            ["12B: «Кол-во участников»: нужно целое число, а здесь «много».…"],
            id="text",
        ),
        pytest.param(
            changed(JOURNAL_SHEET, cells={(12, 2): -1}),
            Expected(),
            ["12B: «Кол-во участников»: число не может быть отрицательным, а здесь «-1».…"],
            id="neg",
        ),
        pytest.param(
            changed(JOURNAL_SHEET, cells={(12, 2): 13}),
            Expected(),
            ["11: «МБОУ СОШ № 5»: всего 50, а в сумме получается 51. Сверьте с исходной выгрузкой."],
            id="sum",
        ),
        pytest.param(
            changed(JOURNAL_SHEET, cells={(12, 3): "25,00"}),
            Expected(),
            ["12C: 12 из 50 — это другая доля. Сверьте с исходной выгрузкой."],
            id="percent",
        ),
        pytest.param(
            changed(JOURNAL_SHEET, without_row=12),
            Expected(),
            ["11: «МБОУ СОШ № 5»: нет строки «Понизили». Верните её; если таких нет, поставьте 0."],
            id="no line",
        ),
        pytest.param(
            changed(JOURNAL_SHEET, extra=JOURNAL_SHEET.rows[10:15]),
            Expected(),
            ["21A: «МБОУ СОШ № 5» уже есть в строке 11. Оставьте одну строку."],
            id="dup",
        ),
        pytest.param(
            changed(JOURNAL_SHEET, without_row=6),
            Expected(),
            [
                "6A: Над этой строкой нет названия школы. Верните строку с логином школы.",
                "7A: Над этой строкой нет названия школы. Верните строку с логином школы.",
                "8A: Над этой строкой нет названия школы. Верните строку с логином школы.",
                "9A: Над этой строкой нет названия школы. Верните строку с логином школы.",
            ],
            id="no unit",
        ),
        pytest.param(
            changed(JOURNAL_SHEET, cells={(12, 1): "Ухудшили"}),
            Expected(),
            [
                "12A: Нужна строка «Понизили», «Подтвердили», «Повысили» или «Всего».",
                "11: «МБОУ СОШ № 5»: нет строки «Понизили». Верните её; если таких нет, поставьте 0.",
            ],
            id="odd row",
        ),
        pytest.param(
            JOURNAL_SHEET,
            Expected(year=2024),
            ["2: Это другой файл: год в нём — 2026, а загружается 2024.…"],
            id="year",
        ),
    ],
)
def test_broken_file_says_where_and_what_to_do(sheet, expected, errors):
    assert briefly(read_results(xlsx(sheet), Layout.JOURNAL, expected)) == errors
