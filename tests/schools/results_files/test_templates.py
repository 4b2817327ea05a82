"""The forms: lists and rules in the sheet, instructions beside it, and their own readers take them back."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from schools.results_files import (
    Expected,
    Layout,
    NoTemplateError,
    build_template,
    guess_layout,
    read_results,
    templates,
)
from tests.schools.results_files.make_books import said

SCHOOLS = [("edu220123", "МБОУ СОШ № 5"), ("edu220124", "=2+5")]


def filled(layout, rows, top=()):
    """The form with rows written under its header, saved as a person would."""
    book = load_workbook(BytesIO(build_template(layout)))
    sheet = book.worksheets[0]
    for cell, value in top:
        sheet[cell] = value
    header = next(row for row in range(1, 10) if sheet.cell(row, 3).value)
    for number, row in enumerate(rows, header + 1):
        for place, value in enumerate(row, 1):
            sheet.cell(number, place, value)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def test_results_form_is_read_back():
    row = ["edu220123", "МБОУ СОШ № 5", 2026, "ВПР", "русский", 5, None, None, 50, 15, 3.4]
    reading = read_results(filled(Layout.TABLE, [row]), Layout.TABLE)
    result = reading.results[0]
    assert (result.participants, result.failed, result.score_sum, result.procedure.subject) == (50, 15, 170, "русский")
    assert (reading.errors, reading.warnings) == ((), ())


def test_marks_form_is_read_back():
    top = [("B2", "математика"), ("B3", 5), ("B4", 2026)]
    row = ["МБОУ СОШ № 5 (edu220123)", 1, 50, 30, 40, 20, 10]
    reading = read_results(filled(Layout.MARKS, [row], top), Layout.MARKS)
    assert [result.marks for result in reading.results] == [(15, 20, 10, 5)]
    assert (reading.results[0].procedure[:3], reading.errors, reading.warnings) == (("ВПР", "математика", 5), (), ())


def test_scores_form_is_read_back_without_its_empty_columns():
    top = [("B2", "математика"), ("B3", 5), ("B4", 2026)]
    rows = [["МБОУ СОШ № 5 (edu220123)", 20, 5, 0, 60, 35, 0], ["МБОУ СОШ № 6 (edu220124)", 10, 0, 50, 50, 0, 0]]
    reading = read_results(filled(Layout.SCORES, rows, top), Layout.SCORES)
    assert [one.counts for one in reading.scores] == [(1, 0, 12, 7, 0), (0, 5, 5, 0, 0)]
    assert (reading.errors, reading.warnings) == ((), ())


def test_olympiad_form_is_read_back():
    row = ["edu220123", "МБОУ СОШ № 5", "2025/2026", "региональный", 4, 1]
    reading = read_results(filled(Layout.OLYMPIADS, [row]), Layout.OLYMPIADS)
    [one] = reading.olympiads
    assert (one.year, one.stage, one.participants, one.winners) == (2026, "regional", 4, 1)
    assert (reading.errors, reading.warnings) == ((), ())


def test_passport_form_is_read_back():
    row = ["edu220123", "МБОУ СОШ № 5", 2026, 600, 250, 280, 70]
    reading = read_results(filled(Layout.PASSPORTS, [row]), Layout.PASSPORTS)
    passport = reading.passports[0]
    assert (passport.values["pupils"], passport.values["pupils_10_11"], passport.values["orphans"]) == (600, 70, None)
    assert (len(passport.values), reading.errors, reading.warnings) == (44, (), ())


def test_markers_form_is_read_back():
    row = [2026, "Северогорск", "edu220123", "МБОУ СОШ № 5", 1, 0, 0, 1, 2]
    reading = read_results(filled(Layout.MARKERS, [row]), Layout.MARKERS)
    assert [marker.marked for marker in reading.markers] == [True, False, False, True]


@pytest.mark.parametrize("layout", [layout for layout in templates() if layout is not Layout.JOURNAL])
def test_form_is_recognised(layout):
    assert guess_layout(build_template(layout)) is layout


@pytest.mark.parametrize("layout", templates())
def test_form_has_rules_and_instructions(layout):
    book = load_workbook(BytesIO(build_template(layout)))
    assert [sheet.sheet_state for sheet in book] == ["visible", "visible", "hidden"]
    assert book.worksheets[1]["A1"].value == f"Как заполнить форму «{layout.caption}»"
    rules = book.worksheets[0].data_validations.dataValidation
    assert {rule.showErrorMessage and bool(rule.error) for rule in rules} == {True}


def test_lists_hold_every_subject():
    book = load_workbook(BytesIO(build_template(Layout.TABLE)))
    rule = next(
        rule for rule in book.worksheets[0].data_validations.dataValidation if rule.formula1.startswith("Списки!$B")
    )
    assert (rule.formula1, book["Списки"]["B18"].value, book["Списки"]["B19"].value) == (
        "Списки!$B$1:$B$18",
        "иностранный",
        None,
    )


@pytest.mark.parametrize("layout", templates())
def test_schools_are_filled_in_as_text(layout):
    sheet = load_workbook(BytesIO(build_template(layout, SCHOOLS))).worksheets[0]
    cells = {
        cell.value: cell.data_type
        for row in sheet.iter_rows()
        for cell in row
        if cell.value and "=2+5" in str(cell.value)
    }
    assert list(cells.values()) == ["s"]


def test_federal_files_have_no_form():
    with pytest.raises(NoTemplateError):
        build_template(Layout.INDIVIDUAL)


def test_unfilled_form_says_what_to_do():
    reading = read_results(build_template(Layout.TABLE), Layout.TABLE, Expected(year=2026))
    assert said(reading) == ["1: Под заголовком нет ни одной строки. Заполните таблицу и загрузите файл ещё раз."]
