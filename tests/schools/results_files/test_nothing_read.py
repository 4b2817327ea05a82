"""Files of which nothing would come: they are never accepted as if all were well, and the message says why."""

import pytest

from schools.results_files import Layout, guess_layout, read_results, why_unknown
from schools.tables.book import open_book
from tests.schools.results_files.make_books import Sheet, changed, xlsx
from tests.schools.results_files.make_exams import PROTOCOL_HEADER, protocol_sheet, table_sheet
from tests.schools.results_files.make_fis_oko import individual_sheet, journal_sheet, marks_sheet, scores_sheet

NOTHING = "Не нашлось ни одной строки с результатами школы. Проверьте, не сдвинуты ли столбцы под заголовками."


def messages(problems):
    return [one.message for one in problems]


def test_header_shifted_from_its_columns_is_an_error():
    rows = [[part for cell in row for part in (cell, "")] for row in protocol_sheet().rows]
    rows[1].insert(0, "")
    assert messages(read_results(xlsx(Sheet("Протокол", rows)), Layout.EXAM_PROTOCOL).errors) == [NOTHING]


@pytest.mark.parametrize(
    ("sheet", "layout"),
    [
        (scores_sheet({"Вся выборка": (10, 20, 30, 40)}), Layout.SCORES),
        (journal_sheet({"Вся выборка": (10, 20, 30)}), Layout.JOURNAL),
    ],
)
def test_table_without_schools_is_an_error(sheet, layout):
    assert messages(read_results(xlsx(sheet), layout).errors) == [NOTHING]


def test_marks_without_schools_are_only_for_comparison():
    reading = read_results(xlsx(marks_sheet({"Вся выборка": (10, 20, 30, 40)})), Layout.MARKS)
    assert (reading.errors, messages(reading.warnings)) == (
        (),
        ["В файле нет ни одной школы: загрузятся только сведения для сравнения."],
    )


@pytest.mark.parametrize(
    ("sheet", "title", "row", "lost"),
    [
        (changed(marks_sheet(), without_column=4), "Статистика по отметкам", 7, "2"),
        (changed(table_sheet(), without_column=3), "Результаты ГИА общей таблицей", 1, "Код ОУ"),
        (changed(individual_sheet(), without_column=10), "Индивидуальные результаты", 7, "Первичный балл"),
    ],
)
def test_table_that_lost_a_column_is_told_which(sheet, title, row, lost):
    assert why_unknown(open_book(xlsx(sheet))).replace("\u00a0", " ") == (
        f"Похоже на файл «{title}», но на листе «{sheet.name}», строка {row}, не нашлись столбцы: «{lost}». "
        "Верните их или исправьте заголовки, как в образце, и загрузите файл ещё раз."
    )


def test_appeals_are_called_by_their_name():
    sheet = protocol_sheet()
    sheet.rows[1] = [
        *PROTOCOL_HEADER[:11],
        "Тип апелляции / перепроверки",
        "Балл до изменения",
        "Первичный балл",
        "Балл",
    ]
    message = "Это файл «Протокол апелляций», такие портал не читает. Выберите другой файл."
    assert why_unknown(open_book(xlsx(sheet))) == message


def test_scores_of_many_subjects_are_not_taken_for_marks():
    header = ["Год", "Класс", "Предмет", "Логин", "ОО", "Кол-во участников", *range(7)]
    sheet = Sheet("scores", [header, [2026, 5, "Математика", "edu220123", "МБОУ СОШ № 5", 20, 0, 0, 5, 25, 50, 20, 0]])
    book = open_book(xlsx(sheet))
    assert guess_layout(book) is None
    assert why_unknown(book) == (
        "Это файл «Распределение первичных баллов по многим предметам», такие портал не читает. Выберите другой файл."
    )


@pytest.mark.parametrize("sheets", [[Sheet("Лист1", [])], [Sheet("Лист1", []), Sheet("Лист2", [["а"]], hidden=True)]])
def test_empty_book_is_called_empty(sheets):
    assert why_unknown(open_book(xlsx(*sheets)))[:40] == "В файле нет ни одной заполненной ячейки "


def test_nothing_is_said_of_a_letter():
    assert why_unknown(open_book("Просто письмо\nбез таблицы".encode())) == ""
