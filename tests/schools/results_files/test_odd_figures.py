"""Figures as exports and people write them: percents in columns of marks, fractions of one, dates that cannot be."""

from datetime import date

import pytest

from schools.results_files import Expected, Layout, guess_layout, read_results
from tests.schools.results_files.make_books import Sheet, briefly, changed, delimited, xls, xlsx
from tests.schools.results_files.make_exams import table_sheet
from tests.schools.results_files.make_fis_oko import (
    PUPILS,
    individual_sheet,
    journal_sheet,
    marks_sheet,
    scores_sheet,
)
from tests.schools.results_files.make_tables import results_sheet

FLAT_HEADER = ["Год", "Класс", "Предмет", "Муниципалитет", "Логин", "ОО", "Кол-во участников", "2", "3", "4", "5"]


def flat(*rows):
    return results_sheet(rows, FLAT_HEADER)


@pytest.mark.parametrize("make", [xlsx, xls, delimited])
def test_columns_of_marks_may_hold_percents(make):
    one = [2026, 5, "Математика", "Северогорск", "edu220123", "МБОУ СОШ № 5", 50, 30.0, 40.0, 20.0, 10.0]
    two = [2026, 5, "Математика", "Северогорск", "edu220124", "МБОУ «Гимназия № 12»", 37, 2.7, 29.73, 45.95, 21.62]
    reading = read_results(make(flat(one, two)), Layout.TABLE, Expected(kind="ВПР"))
    assert [(row.marks, row.derived) for row in reading.results] == [((15, 20, 10, 5), True), ((1, 11, 17, 8), True)]
    assert [one.message for one in reading.warnings] == [
        "Столбцы отметок прочитаны как проценты: в сумме они дают 100."
    ]


def test_hundred_pupils_are_counts():
    row = [2026, 5, "Математика", "Северогорск", "edu220123", "МБОУ СОШ № 5", 100, 30, 40, 20, 10]
    reading = read_results(xlsx(flat(row)), Layout.TABLE, Expected(kind="ВПР"))
    assert [(row.marks, row.derived) for row in reading.results] == [((30, 40, 20, 10), False)]


def test_share_that_is_none_is_an_error_of_its_column():
    row = [2026, 5, "Математика", "Северогорск", "edu220123", "МБОУ СОШ № 5", 37, 30.0, 40.0, 20.0, 10.0]
    errors = read_results(xlsx(flat(row)), Layout.TABLE, Expected(kind="ВПР")).errors
    assert [(error.row, error.column, error.message[:41]) for error in errors] == [
        (3, "H", "доля не соответствует числу участников: 3")
    ]


@pytest.mark.parametrize(
    ("shares", "failed"),
    [
        (("12,5%", "10 %"), [5, 3]),
        ((12.5, 10), [5, 3]),
        ((0.125, 0.1), [5, 3]),
        (("0,125", 1), [5, 30]),
        ((0, 0), [0, 0]),
    ],
)
def test_share_of_those_who_failed_is_understood_as_it_is_written(shares, failed):
    header = ["Логин школы", "Год", "Процедура", "Предмет", "Класс", "Участников", "Не преодолели минимум, %"]
    rows = [
        ["edu220123", 2026, "РТ", "математика", 7, 40, shares[0]],
        ["edu220124", 2026, "РТ", "математика", 7, 30, shares[1]],
    ]
    reading = read_results(xlsx(results_sheet(rows, header)), Layout.TABLE)
    assert ([row.failed for row in reading.results], reading.errors) == (failed, ())


def test_percents_of_a_million_pupils_agree_with_their_counts():
    sheet = journal_sheet({"Вся выборка": (300_111, 900_222, 99_333), "edu220123": (12, 30, 8)})
    reading = read_results(xlsx(sheet), Layout.JOURNAL)
    assert ([row.lowered for row in reading.journal], reading.errors) == ([300_111, 12], ())


def test_percents_of_excel_are_fractions_of_one():
    sheet = journal_sheet({"МБОУ СОШ № 5 (edu220123)": (12, 30, 8)})
    for row, share in zip(sheet.rows[6:9], (0.24, 0.6, 0.16), strict=True):
        row[2] = share
    assert read_results(xlsx(sheet), Layout.JOURNAL).errors == ()


@pytest.mark.parametrize("make", [xlsx, xls, delimited])
def test_scores_under_a_common_heading_are_found(make):
    sheet = scores_sheet()
    head = sheet.rows[4]
    sheet.rows[4:5] = [[*head[:3], "Первичные баллы, %", *[""] * 5], ["", "", "", *head[3:]]]
    sheet.merged = [(5, 1, 6, 1), (5, 2, 6, 2), (5, 3, 6, 3), (5, 4, 5, 9)]
    data = make(sheet)
    assert guess_layout(data) == Layout.SCORES
    assert read_results(data, Layout.SCORES).scores[1].counts == (1, 0, 12, 30, 6, 1)


def test_exam_of_another_century_is_an_error():
    sheet = changed(table_sheet(), cells={(2, 2): date(2206, 6, 1)})
    assert briefly(read_results(xlsx(sheet), Layout.EXAM_TABLE, Expected(kind="ЕГЭ")))[0] == (
        "2B: «Дата экзамена»: нужна дата экзамена, например 01.06.2026.…"
    )


def test_grade_that_no_school_has_is_an_error():
    reading = read_results(xlsx(marks_sheet(title="ВПР 2026 Математика 55 класс")), Layout.MARKS)
    assert briefly(reading) == ["2: Класс в заголовке — 55, а бывает от 1 до 12. Исправьте."]


def test_passed_without_a_score_and_score_without_passed_are_errors():
    sheet = changed(table_sheet(), cells={(2, 11): ""})
    assert briefly(read_results(xlsx(sheet), Layout.EXAM_TABLE, Expected(kind="ЕГЭ")))[0] == (
        "2K: «Зачет»: балл есть, а зачёта нет.…"
    )


def test_login_above_the_pupils_is_enough():
    sheet = individual_sheet([one for one in PUPILS if one[0] == "edu220123"], declared={"edu220123": 3})
    table = [row[3:] for row in sheet.rows[6:]]
    (row,) = read_results(xlsx(Sheet("Лист1", [*sheet.rows[:6], *table])), Layout.INDIVIDUAL).results
    assert (row.unit.value, row.participants, row.failed) == ("edu220123", 3, 1)
