"""Protocols of ОГЭ and ЕГЭ."""

import pytest

from schools.results_files import (
    Expected,
    Layout,
    Procedure,
    read_results,
)
from tests.schools.results_files.make_books import briefly, changed, delimited, ods, xls, xlsx
from tests.schools.results_files.make_exams import protocol_sheet

PROTOCOL = protocol_sheet()


@pytest.mark.parametrize("make", [xlsx, xls, ods, delimited])
def test_marks_of_oge_become_counts(make):
    reading = read_results(make(PROTOCOL), Layout.EXAM_PROTOCOL)
    assert [(row.unit.value, row.participants, row.failed, row.marks) for row in reading.results] == [
        ("220123", 2, 1, (1, 0, 0, 1)),
        ("220124", 1, 0, (0, 1, 0, 0)),
    ]
    assert reading.results[0].procedure == Procedure("ОГЭ", "русский", 9, "", "", 2026, 9)
    assert (reading.errors, reading.warnings) == ((), ())


def test_scores_of_ege_are_held_against_the_minimum():
    sheet = protocol_sheet([(220123, 30, 71), (220123, 5, 23), (220123, 6, 24), (220123, 0, "УД")], result="Балл")
    row = read_results(xlsx(sheet), Layout.EXAM_PROTOCOL, Expected(minimums={"русский": 24})).results[0]
    assert (row.procedure.kind, row.participants, row.failed, row.marks, row.score_sum) == ("ЕГЭ", 3, 1, None, 118)


def test_minimum_in_the_file_is_used():
    sheet = protocol_sheet([(220123, 5, 27), (220123, 4, 26)], title="(02) Математика 2026.06.01", result="Балл")
    sheet.rows.insert(1, ["Минимальный балл: 27"])
    row = read_results(xlsx(sheet), Layout.EXAM_PROTOCOL).results[0]
    assert (row.procedure.level, row.failed) == ("профиль", 1)


def test_base_mathematics_is_marked():
    sheet = protocol_sheet(
        [(220123, 5, 2), (220123, 14, 4)], title="(22) Математика базовая ЕГЭ 2026.06.01", result="Балл"
    )
    row = read_results(xlsx(sheet), Layout.EXAM_PROTOCOL).results[0]
    assert (row.procedure, row.marks) == (Procedure("ЕГЭ", "математика", 11, "база", "", 2026, 11), (1, 0, 1, 0))


@pytest.mark.parametrize(
    ("sheet", "expected", "errors"),
    [
        pytest.param(
            changed(PROTOCOL, without_column=15),
            Expected(),
            ["2: Не нашёлся столбец «Оценка» (ОГЭ) или «Балл» (ЕГЭ). Верните его в таблицу."],
            id="missing col",
        ),
        pytest.param(
            changed(PROTOCOL, without_column=3),
            Expected(),
            ["2: Не сказано, чей это протокол. Добавьте столбец «Код ОО» или напишите над таблицей «Код ОО: 012345»."],
            id="missing school",
        ),
        pytest.param(
            changed(PROTOCOL, cells={(3, 15): "зачёт"}),
            Expected(),
            [
                "3O: «Оценка»: нужно целое число.…",
                "3: Школа 220123: строк с ошибками — 1, результаты школы не посчитаны.",
            ],
            id="text",
        ),
        pytest.param(
            changed(PROTOCOL, cells={(3, 15): -5}),
            Expected(),
            [
                "3O: «Оценка»: число не может быть отрицательным.…",
                "3: Школа 220123: строк с ошибками — 1, результаты школы не посчитаны.",
            ],
            id="neg",
        ),
        pytest.param(
            changed(PROTOCOL, cells={(3, 15): 31}),
            Expected(),
            [
                "3O: «Оценка»: нужна отметка от 2 до 5 (если работы нет — «Н» или «X»).…",
                "3: Школа 220123: строк с ошибками — 1, результаты школы не посчитаны.",
            ],
            id="mark",
        ),
        pytest.param(
            changed(PROTOCOL, cells={(3, 3): "Вяземцева"}),
            Expected(),
            [
                "3C: Не узнан код школы. Нужен код из цифр.",
                ": Строк, которые некуда отнести, — 1: результаты листа не посчитаны, пока они не исправлены.",
            ],
            id="school",
        ),
        pytest.param(
            protocol_sheet(title="(77) Астрология 2026.06.03"),
            Expected(),
            ["1: Предмет в заголовке не узнан. Исправьте его название: например, «Математика»."],
            id="title",
        ),
        pytest.param(
            PROTOCOL, Expected(year=2025), ["1: Это другой файл: год в нём — 2026, а загружается 2025.…"], id="year"
        ),
        pytest.param(
            protocol_sheet(result="Балл", results=[(220123, 30, 71), (220123, 5, 10)]),
            Expected(),
            [
                ": Неизвестен минимальный балл: ЕГЭ, русский, 2026 год. Внесите его в справочник порогов и загрузите файл ещё раз."
            ],
            id="ege no min",
        ),
        pytest.param(
            protocol_sheet(result="Балл", results=[(220123, 30, 171), (220123, 5, 10)]),
            Expected(minimums={"русский": 24}),
            [
                "3O: «Балл»: нужен балл от 0 до 100.…",
                "3: Школа 220123: строк с ошибками — 1, результаты школы не посчитаны.",
            ],
            id="ege 171",
        ),
        pytest.param(
            protocol_sheet(title=""),
            Expected(),
            [": В файле не сказано: предмет, год. Укажите это в форме загрузки и загрузите файл ещё раз."],
            id="no title",
        ),
    ],
)
def test_broken_file_says_where_and_what_to_do(sheet, expected, errors):
    assert briefly(read_results(xlsx(sheet), Layout.EXAM_PROTOCOL, expected)) == errors
