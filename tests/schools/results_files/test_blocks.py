"""Several tables one under another on one sheet, as people paste exports together."""

import pytest

from schools.results_files import Layout, read_results
from tests.schools.results_files.make_books import Sheet, delimited, xls, xlsx
from tests.schools.results_files.make_exams import MARKED, protocol_sheet
from tests.schools.results_files.make_fis_oko import individual_sheet, journal_sheet, marks_sheet

OTHER = "ВПР 2026 Русский язык 6 класс"
PAIR = [("математика", 5), ("русский", 6)]


def pasted(one, two):
    return Sheet("Всё вместе", [*one.rows, [], *two.rows])


def other(sheet):
    """The same table of another subject and grade."""
    rows = [["Предмет:", "Русский язык"] if row[:1] == ["Предмет:"] else row for row in sheet.rows]
    return Sheet(sheet.name, rows)


def subjects(records):
    return list(dict.fromkeys((one.procedure.subject, one.procedure.grade) for one in records))


@pytest.mark.parametrize("make", [xlsx, xls, delimited])
def test_marks_of_two_subjects_are_kept_apart(make):
    reading = read_results(make(pasted(marks_sheet(), other(marks_sheet(title=OTHER)))), Layout.MARKS)
    assert (subjects(reading.results), len(reading.results), reading.errors) == (PAIR, 14, ())


def test_pupils_of_two_subjects_are_kept_apart():
    sheet = pasted(individual_sheet(), other(individual_sheet(title=OTHER)))
    reading = read_results(xlsx(sheet), Layout.INDIVIDUAL)
    assert (subjects(reading.results), len(reading.results), reading.errors) == (PAIR, 4, ())


def test_journal_of_two_subjects_is_kept_apart():
    sheet = pasted(journal_sheet(), other(journal_sheet(title=OTHER)))
    reading = read_results(xlsx(sheet), Layout.JOURNAL)
    assert (subjects(reading.journal), len(reading.journal), reading.errors) == (PAIR, 6, ())


def test_protocols_of_two_exams_are_kept_apart():
    sheet = pasted(protocol_sheet(), protocol_sheet(title="(02) Математика 2026.06.09"))
    reading = read_results(xlsx(sheet), Layout.EXAM_PROTOCOL)
    assert subjects(reading.results) == [("русский", 9), ("математика", 9)]
    assert [(one.participants, one.row) for one in reading.results] == [(2, 3), (1, 5), (2, 11), (1, 13)]
    assert reading.errors == ()


def test_second_title_needs_only_what_differs():
    one, two = marks_sheet(), marks_sheet()
    two.rows[0:5] = [["Предмет: Русский язык"]]
    two.merged = []
    reading = read_results(xlsx(Sheet("Всё вместе", [*one.rows, *two.rows])), Layout.MARKS)
    assert [row.procedure for row in reading.results[7:8]] == [reading.results[0].procedure._replace(subject="русский")]


def test_error_in_the_second_table_names_its_row():
    two = other(marks_sheet(title=OTHER))
    two.rows[7][2] = "много"
    reading = read_results(xlsx(pasted(marks_sheet(), two)), Layout.MARKS)
    assert [(error.row, error.column) for error in reading.errors] == [(25, "C")]


@pytest.mark.parametrize("depth", [1, 2])
def test_header_of_a_printed_page_is_passed_over_and_nothing_else(depth):
    sheet = marks_sheet()
    sheet.rows[11:11] = sheet.rows[5 : 5 + depth]
    reading = read_results(delimited(sheet), Layout.MARKS)
    assert (len(reading.results), reading.errors) == (7, ())


def test_page_of_the_same_protocol_goes_on():
    sheet = protocol_sheet()
    sheet.rows = [*sheet.rows[:4], sheet.rows[0], sheet.rows[1], *sheet.rows[4:]]
    reading = read_results(xlsx(sheet), Layout.EXAM_PROTOCOL)
    assert (len(reading.results), sum(row.participants for row in reading.results)) == (2, len(MARKED))
