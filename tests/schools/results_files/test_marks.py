"""«Статистика по отметкам»: exact counts out of percents, and what is said of a broken file."""

import pytest

from schools.results_files import (
    Expected,
    IdSystem,
    Layout,
    Procedure,
    Scope,
    Unit,
    read_results,
)
from tests.schools.results_files.make_books import Sheet, briefly, changed, delimited, ods, said, xls, xlsx
from tests.schools.results_files.make_fis_oko import MARKS, marks_sheet

MARKS_SHEET = marks_sheet()


def school(value, name):
    return Unit(Scope.SCHOOL, IdSystem.FIS_OKO, value, name)


UNITS = [
    Unit(Scope.SAMPLE, IdSystem.NAME, "Вся выборка", "Вся выборка"),
    Unit(Scope.REGION, IdSystem.NAME, "Приреченская область", "Приреченская область"),
    Unit(Scope.MUNICIPALITY, IdSystem.NAME, "город Северогорск", "город Северогорск"),
    school("edu220123", "МБОУ СОШ № 5"),
    school("edu220124", "МБОУ «Гимназия № 12»"),
    school("sch224208", "МКОУ Заречная ООШ"),
    school("edu220125", ""),
]
SMALL = {unit: marks for unit, marks in MARKS.items() if sum(marks) < 5000}


@pytest.mark.parametrize("make", [xlsx, xls, ods, delimited])
def test_counts_of_schools_are_exact(make):
    reading = read_results(make(MARKS_SHEET), Layout.MARKS)
    assert [row.unit for row in reading.results] == UNITS
    assert [row.marks for row in reading.results[2:]] == list(SMALL.values())
    assert [row.failed for row in reading.results[2:]] == [marks[0] for marks in SMALL.values()]
    assert (reading.errors, reading.warnings) == ((), ())


def test_reference_rows_keep_their_participants():
    """1 110 000 people cannot be restored from two decimals, but their number and the shares hold."""
    row = read_results(xlsx(MARKS_SHEET), Layout.MARKS).results[0]
    assert (row.participants, sum(row.marks), round(100 * row.failed / row.participants, 2)) == (
        1_110_000,
        1_110_000,
        10.85,
    )


def test_procedure_comes_from_the_title():
    row = read_results(xlsx(MARKS_SHEET), Layout.MARKS).results[3]
    assert row.procedure == Procedure("ВПР", "математика", 5, "", "", 2026, 5)
    assert (row.score_sum, row.scored, row.score_unit, row.derived, row.row) == (155, 50, "отметка", True, 11)


def test_autumn_work_counts_for_the_programme_of_the_year_before():
    sheet = changed(
        MARKS_SHEET, cells={(2, 1): "ВПР 2020 осень Математика 5 класс (по программе 4 класса)", (16, 1): ""}
    )
    row = read_results(xlsx(sheet), Layout.MARKS).results[0]
    assert row.procedure == Procedure("ВПР", "математика", 4, "", "осень", 2020, 5)


def test_what_the_file_leaves_out_comes_from_the_form():
    sheet = changed(MARKS_SHEET, cells={(2, 1): "", (3, 1): "", (3, 2): "", (16, 1): ""})
    expected = Expected(kind="ВПР", subject="русский", grade=6, year=2025)
    row = read_results(xlsx(sheet), Layout.MARKS, expected).results[0]
    assert row.procedure == Procedure("ВПР", "русский", 6, "", "", 2025, 6)


def test_percents_as_fractions_of_one_are_read():
    """Excel keeps «30 %» as 0.3 when somebody gave the column the percent format."""
    sheet = changed(MARKS_SHEET, cells={(11, 4): 0.3, (11, 5): 0.4, (11, 6): 0.2, (11, 7): 0.1})
    assert read_results(xlsx(sheet), Layout.MARKS).results[3].marks == (15, 20, 10, 5)


def test_hidden_and_other_sheets_are_named():
    draft = Sheet("Черновик", MARKS_SHEET.rows, [], True)
    reading = read_results(xlsx(MARKS_SHEET, draft, Sheet("Пояснение", [["а"], ["б"]])), Layout.MARKS)
    assert len(reading.results) == 7
    assert [str(warning) for warning in reading.warnings] == [
        "лист «Черновик»: Лист скрыт и не прочитан. Если он нужен, покажите его в Excel.",
        "лист «Пояснение»: На листе нет таблицы «Статистика по отметкам», он пропущен.",
    ]


def test_sheets_of_two_subjects_are_both_read():
    other = Sheet("Русский", [*MARKS_SHEET.rows[:1], ["ВПР 2026 Русский язык 5 класс"], *MARKS_SHEET.rows[3:]])
    reading = read_results(xlsx(MARKS_SHEET, other), Layout.MARKS)
    assert [row.procedure.subject for row in reading.results] == ["математика"] * 7 + ["русский"] * 7


def test_sheet_lacking_a_column_beside_a_good_one_is_an_error():
    broken = changed(Sheet("Второй", MARKS_SHEET.rows), without_column=7)
    reading = read_results(xlsx(MARKS_SHEET, broken), Layout.MARKS)
    assert said(reading) == ["7: Не нашёлся столбец «5». Добавьте его или исправьте заголовок, как в образце."]


def test_school_without_login_is_left_to_a_person():
    reading = read_results(xlsx(changed(MARKS_SHEET, cells={(11, 1): "МБОУ СОШ № 5"})), Layout.MARKS)
    assert reading.results[3].unit == Unit(Scope.SCHOOL, IdSystem.NAME, "МБОУ СОШ № 5", "МБОУ СОШ № 5")
    assert (
        reading.warnings[0].message == "У школы «МБОУ СОШ № 5» нет логина: при загрузке её придётся выбрать из списка."
    )


def test_school_without_results_is_not_zero():
    sheet = changed(MARKS_SHEET, cells={(11, column): "X" for column in range(3, 8)})
    reading = read_results(xlsx(sheet), Layout.MARKS)
    assert (len(reading.results), reading.warnings[0].message) == (
        6,
        "По школе МБОУ СОШ № 5 нет результатов, строка пропущена.",
    )


def test_thousands_of_broken_rows_make_a_short_list():
    rows = [[f"edu{300000 + number}", 1, "много", 0, 0, 0, 100] for number in range(2000)]
    reading = read_results(delimited(changed(MARKS_SHEET, extra=rows)), Layout.MARKS)
    assert (len(reading.errors), reading.error_count) == (500, 2000)


def test_progress_is_told():
    seen = []
    rows = [[f"edu{300000 + number}", 1, 10, 0, 0, 0, 100] for number in range(2000)]
    read_results(
        xlsx(changed(MARKS_SHEET, extra=rows)), Layout.MARKS, progress=lambda row, rows: seen.append((row, rows))
    )
    assert seen == [(1000, 2016), (2000, 2016)]


@pytest.mark.parametrize(
    ("sheet", "expected", "errors"),
    [
        pytest.param(
            changed(MARKS_SHEET, without_column=3),
            Expected(),
            ["7: Не нашёлся столбец «Кол-во участников».…"],
            id="missing column",
        ),
        pytest.param(
            changed(MARKS_SHEET, without_column=7), Expected(), ["7: Не нашёлся столбец «5».…"], id="missing mark"
        ),
        pytest.param(
            changed(MARKS_SHEET, cells={(11, 3): "пятьдесят"}),
            Expected(),
            ["11C: «Кол-во участников»: нужно целое число, а здесь «пятьдесят».…"],
            id="text in number",
        ),
        pytest.param(
            changed(MARKS_SHEET, cells={(11, 3): -50}),
            Expected(),
            ["11C: «Кол-во участников»: число не может быть отрицательным, а здесь «-50».…"],
            id="negative",
        ),
        pytest.param(
            changed(MARKS_SHEET, cells={(11, 3): 50.5}),
            Expected(),
            ["11C: «Кол-во участников»: нужно целое число, без дробной части, а здесь «50,5».…"],
            id="fraction",
        ),
        pytest.param(
            changed(MARKS_SHEET, cells={(11, 4): "31,00"}),
            Expected(),
            ["11D: МБОУ СОШ № 5: доли в сумме дают 101\xa0%, а должны 100\xa0%.…"],
            id="sum",
        ),
        pytest.param(
            changed(MARKS_SHEET, cells={(11, 3): 49}),
            Expected(),
            [
                "11D: МБОУ СОШ № 5: доля не соответствует числу участников: 30\xa0% от 49"
                " — не целое число людей (ближайшее 15 — это 30,61\xa0%).…"
            ],
            id="share",
        ),
        pytest.param(
            changed(MARKS_SHEET, extra=[MARKS_SHEET.rows[10]]),
            Expected(),
            ["17A: «МБОУ СОШ № 5» уже есть в строке 11. Оставьте одну строку."],
            id="dup",
        ),
        pytest.param(
            changed(MARKS_SHEET, cells={(2, 1): "ВПР 2026 Астрология 5 класс", (3, 2): "Астрология"}),
            Expected(),
            ["2: Предмет в заголовке не узнан. Исправьте его название: например, «Математика»."],
            id="unknown subject",
        ),
        pytest.param(
            MARKS_SHEET, Expected(year=2025), ["2: Это другой файл: год в нём — 2026, а загружается 2025.…"], id="year"
        ),
        pytest.param(
            changed(MARKS_SHEET, cells={(2, 1): "ВПР Математика 5 класс", (16, 1): ""}),
            Expected(),
            [": В файле не сказано: год. Укажите это в форме загрузки и загрузите файл ещё раз."],
            id="no year",
        ),
        pytest.param(
            Sheet("x", MARKS_SHEET.rows[:7]),
            Expected(),
            ["7: Под заголовком нет ни одной строки. Заполните таблицу и загрузите файл ещё раз."],
            id="empty table",
        ),
        pytest.param(
            changed(MARKS_SHEET, cells={(11, 2): 50, (11, 3): 1}),
            Expected(),
            [
                "11D: МБОУ СОШ № 5: доля не соответствует числу участников: 30\xa0% от 1"
                " — не целое число людей (ближайшее 0 — это 0\xa0%).…"
            ],
            id="swapped",
        ),
        pytest.param(
            changed(
                MARKS_SHEET,
                cells={
                    (6, 4): "",
                    (6, 5): "Распределение отметок, %",
                    (7, 4): "",
                    (7, 5): 2,
                    (7, 6): 3,
                    (7, 7): 4,
                    (7, 8): 5,
                },
                merged=[(6, 5, 6, 8)],
            ),
            Expected(),
            [
                "8H: «Распределение отметок, % / 5»: нет значения. Если таких участников нет, поставьте 0.",
                "9H: «Распределение отметок, % / 5»: нет значения. Если таких участников нет, поставьте 0.",
                "10H: «Распределение отметок, % / 5»: нет значения. Если таких участников нет, поставьте 0.",
                "11H: «Распределение отметок, % / 5»: нет значения. Если таких участников нет, поставьте 0.",
                "12H: «Распределение отметок, % / 5»: нет значения. Если таких участников нет, поставьте 0.",
                "13H: «Распределение отметок, % / 5»: нет значения. Если таких участников нет, поставьте 0.",
                "14H: «Распределение отметок, % / 5»: нет значения. Если таких участников нет, поставьте 0.",
            ],
            id="merged shifted",
        ),
        pytest.param(
            changed(MARKS_SHEET, cells={(11, 5): ""}),
            Expected(),
            ["11E: «Распределение отметок, % / 3»: нет значения. Если таких участников нет, поставьте 0."],
            id="blank",
        ),
    ],
)
def test_broken_file_says_where_and_what_to_do(sheet, expected, errors):
    assert briefly(read_results(xlsx(sheet), Layout.MARKS, expected)) == errors
