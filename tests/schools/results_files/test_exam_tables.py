"""The flat table of РИС ГИА."""

import pytest

from schools.results_files import (
    Expected,
    Layout,
    read_results,
)
from tests.schools.results_files.make_books import Sheet, briefly, changed, delimited, ods, said, xls, xlsx
from tests.schools.results_files.make_exams import table_sheet

EXAMS = table_sheet()
EGE = Expected(kind="ЕГЭ")


@pytest.mark.parametrize("make", [xlsx, xls, ods, delimited])
def test_flat_table_becomes_counts(make):
    reading = read_results(make(EXAMS), Layout.EXAM_TABLE, EGE)
    rows = [
        (row.unit.value, row.procedure.subject, row.procedure.level, row.participants, row.failed, row.score_sum)
        for row in reading.results
    ]
    assert rows == [
        ("220123", "русский", "", 2, 1, 91),
        ("220124", "русский", "", 1, 0, 36),
        ("220123", "математика", "профиль", 2, 1, 49),
        ("220123", "математика", "база", 1, 0, 12),
    ]
    assert (reading.errors, reading.results[0].procedure.year) == ((), 2026)


def test_exam_has_to_be_named():
    reading = read_results(xlsx(Sheet("Лист1", EXAMS.rows)), Layout.EXAM_TABLE)
    assert said(reading) == [": В файле не сказано, ОГЭ это или ЕГЭ. Выберите экзамен в форме загрузки."]


@pytest.mark.parametrize(
    ("sheet", "expected", "errors"),
    [
        pytest.param(changed(EXAMS, without_column=11), EGE, ["1: Не нашёлся столбец «Зачет».…"], id="missing"),
        pytest.param(
            changed(EXAMS, cells={(2, 10): "много"}),
            EGE,
            [
                "2J: «Балл»: нужно целое число.…",
                "2: Школа 220123: строк с ошибками — 1, результаты школы не посчитаны.",
            ],
            id="text",
        ),
        pytest.param(
            changed(EXAMS, cells={(2, 10): -1}),
            EGE,
            [
                "2J: «Балл»: число не может быть отрицательным.…",
                "2: Школа 220123: строк с ошибками — 1, результаты школы не посчитаны.",
            ],
            id="neg",
        ),
        pytest.param(
            changed(EXAMS, cells={(2, 10): 101}),
            EGE,
            [
                "2J: «Балл»: нужен балл от 0 до 100.…",
                "2: Школа 220123: строк с ошибками — 1, результаты школы не посчитаны.",
            ],
            id="101",
        ),
        pytest.param(
            changed(EXAMS, cells={(2, 11): 9}),
            EGE,
            [
                "2K: «Зачет»: нужно 2 (порог не преодолён) или 5 (преодолён).…",
                "2: Школа 220123: строк с ошибками — 1, результаты школы не посчитаны.",
            ],
            id="zach",
        ),
        pytest.param(
            changed(EXAMS, cells={(2, 1): 77}),
            EGE,
            [
                "2A: «Код предмета»: нет такого кода предмета. Исправьте код или уберите строку.",
                ": Строк, которые некуда отнести, — 1: результаты листа не посчитаны, пока они не исправлены.",
            ],
            id="code",
        ),
        pytest.param(
            changed(EXAMS, cells={(2, 1): 51}),
            EGE,
            [
                "2A: «Код предмета»: это ГВЭ, его результаты не смешиваются с другими. Исправьте код или уберите строку.",
                ": Строк, которые некуда отнести, — 1: результаты листа не посчитаны, пока они не исправлены.",
            ],
            id="gve",
        ),
        pytest.param(
            changed(EXAMS, cells={(2, 2): "вчера"}),
            EGE,
            [
                "2B: «Дата экзамена»: нужна дата экзамена, например 01.06.2026.…",
                ": Строк, которые некуда отнести, — 1: результаты листа не посчитаны, пока они не исправлены.",
            ],
            id="date",
        ),
        pytest.param(
            EXAMS,
            Expected(kind="ЕГЭ", year=2025),
            [
                "2B: Дата экзамена — 2026 год, а загружается 2025. Уберите строку или исправьте год.",
                "3B: Дата экзамена — 2026 год, а загружается 2025. Уберите строку или исправьте год.",
                "4B: Дата экзамена — 2026 год, а загружается 2025. Уберите строку или исправьте год.",
                "5B: Дата экзамена — 2026 год, а загружается 2025. Уберите строку или исправьте год.",
                "6B: Дата экзамена — 2026 год, а загружается 2025. Уберите строку или исправьте год.",
                "7B: Дата экзамена — 2026 год, а загружается 2025. Уберите строку или исправьте год.",
                ": Строк, которые некуда отнести, — 6: результаты листа не посчитаны, пока они не исправлены.",
            ],
            id="year",
        ),
        pytest.param(
            changed(EXAMS, cells={(2, 3): "пятая"}),
            EGE,
            [
                "2C: Не узнан код школы. Нужен код из цифр.",
                ": Строк, которые некуда отнести, — 1: результаты листа не посчитаны, пока они не исправлены.",
            ],
            id="school",
        ),
    ],
)
def test_broken_file_says_where_and_what_to_do(sheet, expected, errors):
    assert briefly(read_results(xlsx(sheet), Layout.EXAM_TABLE, expected)) == errors
