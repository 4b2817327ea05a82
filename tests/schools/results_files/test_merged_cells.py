"""Cells merged down a column: what names a row is meant for all of them, a figure is not repeated."""

import pytest

from schools.results_files import Layout, read_results
from tests.schools.results_files.make_books import Sheet, briefly, xls, xlsx
from tests.schools.results_files.make_exams import protocol_sheet
from tests.schools.results_files.make_fis_oko import markers_sheet
from tests.schools.results_files.make_tables import HEADER, ROWS, results_sheet


@pytest.mark.parametrize("make", [xlsx, xls])
def test_school_merged_over_its_subjects_is_repeated(make):
    math = ["", "", "", "", "Математика", "", "", 48, 4, 4, 20, 14, 10]
    sheet = results_sheet([ROWS[0], math, ROWS[1]])
    sheet.merged = [(3, column, 4, column) for column in (1, 2, 3, 4, 6)]
    reading = read_results(make(sheet), Layout.TABLE)
    assert [(row.unit.value, row.procedure.subject, row.participants) for row in reading.results] == [
        ("edu220123", "русский", 50),
        ("edu220123", "математика", 48),
        ("220124", "математика", 40),
    ]
    assert reading.errors == ()


def test_school_merged_over_its_pupils_is_repeated():
    sheet = protocol_sheet()
    sheet.rows[3][2] = ""
    sheet.merged = [(3, 3, 4, 3)]
    assert [row.participants for row in read_results(xlsx(sheet), Layout.EXAM_PROTOCOL).results] == [2, 1]


def test_school_merged_over_two_rows_of_a_table_with_one_row_each_is_met_twice():
    sheet = markers_sheet()
    sheet.rows[3][2] = ""
    sheet.merged = [(3, 3, 4, 3)]
    assert briefly(read_results(xlsx(sheet), Layout.MARKERS)) == [
        "4C: «МБОУ «Гимназия № 12»» уже есть в строке 3. Оставьте одну строку."
    ]


def test_merged_figure_is_not_repeated():
    rows = [ROWS[0], [*ROWS[0][:4], "Математика", *ROWS[0][5:7], "", *ROWS[0][8:]]]
    sheet = Sheet("Результаты", [HEADER, *rows], [(2, 8, 3, 8)])
    assert briefly(read_results(xlsx(sheet), Layout.TABLE)) == [
        "3H: «Участников»: нет значения. Если таких участников нет, поставьте 0."
    ]
