"""Tables of any source: synonyms, saved mappings, broken rows."""

import pytest

from schools.results_files import (
    ColumnMapping,
    Expected,
    Layout,
    MappingError,
    Procedure,
    Scope,
    read_results,
    suggest_mapping,
)
from tests.schools.results_files.make_books import Sheet, briefly, changed, delimited, ods, said, xls, xlsx
from tests.schools.results_files.make_tables import HEADER, ROWS, results_sheet

RESULTS = results_sheet()


EXPECTED_ROWS = [
    ("edu220123", Procedure("ВПР", "русский", 5, "", "", 2026, 5), 50, 15, (15, 20, 10, 5)),
    ("220124", Procedure("ОГЭ", "математика", 9, "", "", 2026, 9), 40, 4, (4, 16, 12, 8)),
    ("edu220123", Procedure("ЕГЭ", "математика", 11, "база", "", 2026, 11), 20, 2, (2, 8, 6, 4)),
]


@pytest.mark.parametrize("make", [xlsx, xls, ods, delimited])
def test_table_is_exact(make):
    reading = read_results(make(RESULTS), Layout.TABLE)
    rows = [(row.unit.value, row.procedure, row.participants, row.failed, row.marks) for row in reading.results]
    assert (rows, reading.errors, reading.warnings) == (EXPECTED_ROWS, (), ())


ODD = Sheet("Выгрузка", [
    ["МСОКО, итоги"],
    ["Организация", "Писали", "Ниже порога", "Ср. балл"],
    ["МБОУ СОШ № 5 (edu220123)", 30, "9", "3,4"],
    ["Итого", 300, 60, "3,5"],
])  # fmt: skip
MAPPING = ColumnMapping(
    {"school": "Организация", "participants": "Писали", "failed": "Ниже порога", "mean": "Ср. балл"},
    {"kind": "РПР", "subject": "математика", "grade": "8", "year": "2026"},
)


def test_saved_mapping_reads_an_odd_source():
    reading = read_results(xlsx(ODD), Layout.TABLE, mapping=ColumnMapping.from_data(MAPPING.to_data()))
    rows = [
        (row.unit.scope, row.procedure, row.participants, row.failed, row.score_sum, row.derived)
        for row in reading.results
    ]
    procedure = Procedure("РПР", "математика", 8, "", "", 2026, 8)
    assert rows == [(Scope.SCHOOL, procedure, 30, 9, 102, True), (Scope.TOTAL, procedure, 300, 60, 1050, True)]
    assert reading.errors == ()


def test_mapping_of_a_changed_source_names_the_lost_column():
    reading = read_results(xlsx(changed(ODD, cells={(2, 3): "Не справились"})), Layout.TABLE, mapping=MAPPING)
    assert said(reading) == [
        "2: Не нашёлся столбец «Ниже порога». Добавьте его или исправьте заголовок, как в образце."
    ]


def test_suggestion_offers_headers_and_a_first_guess():
    suggestion = suggest_mapping(xlsx(RESULTS))
    assert (suggestion.sheet, suggestion.titles) == ("Результаты", tuple(HEADER))
    assert dict(suggestion.mapping.columns)["failed"] == "Не преодолели минимум"


def test_suggestion_knows_common_words_of_other_systems():
    suggestion = suggest_mapping(xlsx(ODD))
    assert dict(suggestion.mapping.columns) == MAPPING.columns


def test_two_storeys_of_one_name_are_told_apart_by_a_mapping():
    rows = [
        ["Школа", "Математика", "", "Физика", ""],
        ["", "всего", "два", "всего", "два"],
        ["edu220123", 30, 9, 10, 1],
    ]
    sheet = Sheet("Лист", rows, [(1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 1, 5)])
    columns = {"school": "Школа", "participants": "Физика / всего", "failed": "Физика / два"}
    mapping = ColumnMapping(columns, {"kind": "РТ", "subject": "физика", "grade": "9", "year": "2026"})
    row = read_results(xlsx(sheet), Layout.TABLE, mapping=mapping).results[0]
    assert (row.participants, row.failed) == (10, 1)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"columns": {"pupil": "ФИО"}}, "Неизвестные поля: pupil."),
        ({"columns": {"failed": "Два", "mark2": "Два"}}, "Столбец «Два» указан для двух полей. Оставьте его за одним."),
        ({"columns": 5}, "Сопоставление столбцов повреждено. Составьте его заново."),
    ],
)
def test_damaged_mapping_is_refused(data, message):
    with pytest.raises(MappingError) as caught:
        ColumnMapping.from_data(data)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("sheet", "expected", "errors"),
    [
        pytest.param(
            changed(RESULTS, without_column=8), Expected(), ["2: Не нашёлся столбец «Участников».…"], id="missing"
        ),
        pytest.param(
            results_sheet([r[:8] for r in ROWS], HEADER[:8]),
            Expected(),
            [
                "2: Нет столбца с числом не преодолевших минимум и нет столбцов отметок 2, 3, 4, 5. Добавьте одно из двух."
            ],
            id="no fail",
        ),
        pytest.param(
            changed(RESULTS, cells={(3, 8): "около 50"}),
            Expected(),
            ["3H: «Участников»: нужно целое число, а здесь «около 50».…"],
            id="text",
        ),
        pytest.param(
            changed(RESULTS, cells={(3, 8): -50}),
            Expected(),
            ["3H: «Участников»: число не может быть отрицательным, а здесь «-50».…"],
            id="neg",
        ),
        pytest.param(
            changed(RESULTS, cells={(3, 8): 51}),
            Expected(),
            ["3H: Участников 51, а отметок 50. Исправьте число участников или отметки."],
            id="sum",
        ),
        pytest.param(
            changed(RESULTS, cells={(3, 9): 14}),
            Expected(),
            ["3I: Не преодолели минимум 14, а двоек 15. Исправьте одно из чисел."],
            id="fail",
        ),
        pytest.param(
            changed(RESULTS, extra=[RESULTS.rows[2]]),
            Expected(),
            ["6: «МБОУ СОШ № 5» уже есть в строке 3. Оставьте одну строку."],
            id="dup",
        ),
        pytest.param(
            changed(RESULTS, cells={(3, 5): "Астрология"}),
            Expected(),
            ["3E: «Предмет»: предмет не узнан, а здесь «Астрология».…"],
            id="subj",
        ),
        pytest.param(
            changed(RESULTS, cells={(3, 4): "олимпиада"}),
            Expected(),
            ["3D: «Процедура»: нужно одно из: ВПР, ОГЭ, ЕГЭ, РПР, РТ, НИКО, а здесь «олимпиада».…"],
            id="kind",
        ),
        pytest.param(
            changed(RESULTS, cells={(3, 6): "13"}),
            Expected(),
            ["3F: «Класс»: нужен класс от 1 до 12, а здесь «13».…"],
            id="grade",
        ),
        pytest.param(
            RESULTS,
            Expected(year=2025),
            [
                "3C: «Год»: загружаются результаты 2025 года, а здесь «2026».…",
                "4C: «Год»: загружаются результаты 2025 года, а здесь «2026 г.».…",
                "5C: «Год»: загружаются результаты 2025 года, а здесь «2026».…",
            ],
            id="year",
        ),
        pytest.param(
            changed(RESULTS, cells={(3, 3): "прошлый"}),
            Expected(),
            ["3C: «Год»: нужен год, например 2026, а здесь «прошлый».…"],
            id="year bad",
        ),
        pytest.param(
            changed(RESULTS, cells={(3, 10): ""}),
            Expected(),
            ["3J: «2»: нет значения. Если таких участников нет, поставьте 0."],
            id="empty count",
        ),
        pytest.param(
            changed(RESULTS, cells={(3, 1): "пятая"}),
            Expected(),
            ["3A: «Логин школы»: нужен логин (edu123456), код или наименование школы, а здесь «пятая».…"],
            id="school",
        ),
        pytest.param(
            changed(RESULTS, cells={(3, 7): "средний"}),
            Expected(),
            ["3G: «Уровень»: нужно «база», «профиль» или «углублённый», а здесь «средний».…"],
            id="level",
        ),
        pytest.param(
            changed(results_sheet([r[:9] for r in ROWS], HEADER[:9]), cells={(3, 8): 15, (3, 9): 50}),
            Expected(),
            ["3I: Не преодолели минимум 50, а участников всего 15. Проверьте, не перепутаны ли столбцы."],
            id="swapped",
        ),
    ],
)
def test_broken_file_says_where_and_what_to_do(sheet, expected, errors):
    assert briefly(read_results(xlsx(sheet), Layout.TABLE, expected)) == errors
