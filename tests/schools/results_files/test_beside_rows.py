"""Lines that are nobody's result: totals, means, notes, schools where nobody wrote."""

import pytest

from schools.results_files import Expected, Layout, read_results
from tests.schools.results_files.make_books import Sheet, briefly, delimited, xls, xlsx
from tests.schools.results_files.make_exams import protocol_sheet, table_sheet
from tests.schools.results_files.make_fis_oko import individual_sheet, markers_sheet, marks_sheet
from tests.schools.results_files.make_tables import HEADER, ROWS, results_sheet


def grown(sheet, *rows):
    return Sheet(sheet.name, [*sheet.rows, *rows], sheet.merged)


def placed(width, **cells):
    """A row with cells by their letters."""
    row = [""] * width
    for letter, value in cells.items():
        row[ord(letter) - ord("A")] = value
    return row


@pytest.mark.parametrize("make", [xlsx, xls, delimited])
def test_footers_of_a_protocol_are_no_pupils(make):
    footers = [
        placed(15, A="Средние", N=21, O=3),
        placed(15, A="Минимальная граница", N=15),
        placed(15, A="Всего участников", D=3),
        ["Исполнитель: отдел оценки"],
    ]
    reading = read_results(make(grown(protocol_sheet(), *footers)), Layout.EXAM_PROTOCOL)
    assert ([row.participants for row in reading.results], reading.errors) == ([2, 1], ())


def test_pupil_without_a_school_is_not_taken_for_a_footer():
    sheet = grown(protocol_sheet(), placed(15, A=4, G="Сухоручкин", N=20, O=3))
    reading = read_results(xlsx(sheet), Layout.EXAM_PROTOCOL)
    assert briefly(reading)[0] == "8C: Не узнан код школы. Нужен код из цифр."


def test_footers_of_the_flat_table_are_no_pupils():
    sheet = grown(table_sheet(), placed(11, A="Итого", J=42), ["Данные на 01.07.2026"], table_sheet().rows[0])
    reading = read_results(xlsx(sheet), Layout.EXAM_TABLE, Expected(kind="ЕГЭ"))
    assert (len(reading.results), reading.errors) == (4, ())


def test_mean_under_the_pupils_is_no_pupil():
    sheet = grown(individual_sheet(), placed(12, A="", B="Средний балл", J="4,2", K="3,4"))
    reading = read_results(xlsx(sheet), Layout.INDIVIDUAL)
    assert ([row.participants for row in reading.results], reading.errors) == ([3, 2], ())


def test_total_of_the_markers_is_no_school():
    total, note = placed(9, A="Итого", E=1, G=1, I=2), ["* по данным 2026 года"]
    sheet = grown(markers_sheet(), total, note, markers_sheet().rows[1])
    reading = read_results(xlsx(sheet), Layout.MARKERS)
    assert (len(reading.markers), reading.errors) == (8, ())


@pytest.mark.parametrize("total", [placed(8, A="Итого", C=120, H="100,00"), placed(8, A="Итого", B=7)])
def test_total_of_marks_without_shares_is_passed_over(total):
    reading = read_results(xlsx(grown(marks_sheet(), total)), Layout.MARKS)
    assert (len(reading.results), reading.errors) == (7, ())


def test_school_where_nobody_wrote_has_no_result_and_a_warning():
    row = ["МБОУ СОШ № 9 (edu220199)", 1, 0, "X", "Х", "-", "н/у"]
    reading = read_results(xlsx(grown(marks_sheet(), row)), Layout.MARKS)
    assert (len(reading.results), reading.errors) == (7, ())
    assert [one.message for one in reading.warnings] == ["По школе МБОУ СОШ № 9 нет результатов, строка пропущена."]


def test_row_without_a_name_is_no_municipality():
    row = ["??", 1, 40, "25", "25", "25", "25"]
    reading = read_results(xlsx(grown(marks_sheet(), row)), Layout.MARKS)
    assert briefly(reading) == ["17A: Не узнано, чья это строка. Нужен логин школы (edu123456) или название."]


def test_total_over_subjects_is_passed_over():
    total = ["Итого", "", "", "", "", "", "", 110, 21, 21, 44, 28, 17]
    reading = read_results(xlsx(results_sheet([*ROWS, total, HEADER])), Layout.TABLE)
    assert (len(reading.results), reading.errors) == (3, ())
