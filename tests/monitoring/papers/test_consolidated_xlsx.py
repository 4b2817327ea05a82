from datetime import date
from io import BytesIO

import openpyxl
import pytest

from monitoring.papers import build_consolidated_xlsx
from tests.monitoring.papers.world import HOSTILE, figures, paper


@pytest.fixture(scope="module")
def workbook():
    return openpyxl.load_workbook(BytesIO(build_consolidated_xlsx(paper())))


def table(sheet, header_row=1):
    """Rows as dictionaries by the header's titles."""
    titles, *rows = sheet.iter_rows(min_row=header_row, max_row=500, max_col=20, values_only=True)
    return [dict(zip(titles, row, strict=True)) for row in rows if any(value is not None for value in row)]


def test_workbook_has_its_four_sheets(workbook):
    assert workbook.sheetnames == ["Сводка", "По школам", "Мероприятия", "Сдача отчётов"]


def test_summary_says_what_it_rests_on(workbook):
    assert [workbook["Сводка"].cell(row, 1).value for row in range(1, 5)] == [
        "Сводный отчёт за III квартал 2026 года",
        "Управление образования администрации города Приозёрска",
        "Программа поддержки школ с низкими образовательными результатами на 2025–2027 годы",
        "Учтены принятые отчёты 9 из 12\u00a0школ. Составлен 10.10.2026.",
    ]


def test_summary_gives_sums_values_and_targets(workbook):
    rows = table(workbook["Сводка"], 6)
    names = (
        "Код",
        "Числитель, сумма",
        "Знаменатель, сумма",
        "Значение",
        "Цель на 2026 год",
        "Итог",
        "Прошлый период",
        "Изменение",
    )
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("П1", 153, 225, 68, 80, "близко к цели", 60, 8),
        ("П2", 13, 175, 7.4, 7.5, "цель достигнута", 7.4, 0),
        ("П3", 23, None, 23, 24, "близко к цели", 7, 16),
        ("П4", 5159, 80, 64.5, 70, "близко к цели", 64.5, 0),
        ("П5", None, None, "—", None, "не сводится", None, None),
        ("П6", 5, 9, 55.6, None, "цель не задана", 55.6, 0),
    ]


def test_summary_tells_the_kinds_of_gaps_apart(workbook):
    rows = table(workbook["Сводка"], 6)
    names = (
        "Школ с данными",
        "Школ должно быть",
        "Не применимо",
        "Не заполнено",
        "Знаменатель — ноль",
        "Отчёт не учтён",
    )
    assert [tuple(row[name] for name in names) for row in rows[1:4]] == [
        (7, 12, 0, 0, 2, 3),
        (8, 12, 0, 1, 0, 3),
        (8, 11, 1, 0, 0, 3),
    ]


def test_target_prints_with_its_words_and_stays_a_number(workbook):
    cells = [workbook["Сводка"].cell(row, 7) for row in (7, 8)]
    assert [(cell.value, cell.number_format) for cell in cells] == [
        (80, '"не менее "#,##0'),
        (7.5, '"не более "#,##0.0'),
    ]


def test_change_prints_with_its_unit_and_stays_a_number(workbook):
    cells = [workbook["Сводка"].cell(row, 10) for row in (7, 9)]
    assert [(cell.value, cell.number_format) for cell in cells] == [
        (8, '+#,##0.0" п.п.";-#,##0.0" п.п.";#,##0.0" п.п."'),
        (16, '+#,##0" шт.";-#,##0" шт.";#,##0" шт."'),
    ]


def test_every_school_and_indicator_has_one_tidy_row(workbook):
    rows = table(workbook["По школам"])
    assert len({(row["Школа"], row["Код"]) for row in rows}) == len(rows) == 12 * 6


def test_school_rows_add_up_to_the_summary(workbook):
    schools = [row for row in table(workbook["По школам"]) if row["Код"] == "П1"]
    sums = [sum(row[name] or 0 for row in schools) for name in ("Числитель", "Знаменатель")]
    assert sums == [153, 225]


def test_school_row_is_the_engines_cell(workbook):
    rows = {(row["Школа"], row["Код"]): row for row in table(workbook["По школам"])}
    found = {
        (cell.school.name, cell.indicator.code): cell.value for one in figures().indicators for cell in one.schools
    }
    assert {key: row["Значение"] for key, row in rows.items()} == {
        key: None if value is None else float(value) for key, value in found.items()
    }


def test_states_of_cells_are_words_beside_empty_numbers(workbook):
    rows = {(row["Школа"], row["Код"]): row for row in table(workbook["По школам"])}
    keys = [("МБОУ СОШ № 4", "П2"), ("МБОУ СОШ № 5", "П3"), ("МБОУ СОШ № 6", "П4"), ("МБОУ СОШ № 12", "П1")]
    assert [(rows[key]["Значение"], rows[key]["Состояние"]) for key in keys] == [
        (None, "заполнено, знаменатель — ноль"),
        (None, "не заполнено"),
        (None, "не применимо"),
        (None, "отчёт не учтён"),
    ]


def test_hostile_comment_is_text(workbook):
    [cell] = [cell for (cell,) in workbook["По школам"].iter_rows(min_col=11, max_col=11, min_row=2) if cell.value]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (HOSTILE, "s", True)


def test_workbook_holds_no_formula(workbook):
    types = {cell.data_type for sheet in workbook for row in sheet.iter_rows() for cell in row}
    assert types == {"s", "n", "d"}


def test_activities_count_schools_and_dates_are_dates(workbook):
    rows = table(workbook["Мероприятия"])
    names = ("№", "Исполняет", "Итог", "Выполнили", "Не выполнили", "Отчёт не учтён", "Всего школ")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("1.1", "муниципалитет", "выполнено", None, None, None, None),
        ("1.2", "школы", "просрочено", 3, 2, 3, 12),
        ("2.1", "школы", "срок не наступил", 2, 0, 0, 3),
        ("2.2", "муниципалитет", "просрочено", None, None, None, None),
        ("2.3", "школы", "без даты", 0, 0, 3, 12),
    ]
    assert [row["Срок"] and row["Срок"].date() for row in rows][:2] == [date(2026, 9, 15), date(2026, 9, 30)]


def test_failures_carry_their_reasons(workbook):
    [row] = [row for row in table(workbook["Мероприятия"]) if row["№"] == "1.2"]
    assert row["Не выполнили и почему"] == "МБОУ СОШ № 2: нет психолога в штате; МБОУ СОШ № 7: нет психолога в штате"


def test_submissions_list_every_expected_school(workbook):
    rows = table(workbook["Сдача отчётов"])
    assert [(row["Состояние отчёта"], row["Срок"], row["Учтён в своде"]) for row in rows[6:]] == [
        ("принят", "с опозданием", "да"),
        ("принят", "в срок", "да"),
        ("принят", "в срок", "да"),
        ("на проверке", "в срок", "нет"),
        ("возвращён", "в срок", "нет"),
        ("не начат", "—", "нет"),
    ]


def test_every_sheet_is_ready_to_use_and_to_print(workbook):
    found = [(sheet.freeze_panes, sheet.print_title_rows, sheet.page_setup.orientation) for sheet in workbook]
    assert found == [("A7", "$6:$6", "landscape"), *[("A2", "$1:$1", "landscape")] * 3]
    assert workbook["По школам"].auto_filter.ref == "A1:K73"
