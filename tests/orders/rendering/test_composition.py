"""Numbers, marks and dates of an order, without rendering it."""

from dataclasses import replace
from datetime import date

import pytest

from orders.rendering.composition import appendix_label, compose
from orders.rendering.document import (
    Clause,
    ClauseNumbering,
    DateStyle,
    Profile,
    RoadmapAppendix,
    RoadmapSection,
    SchoolListAppendix,
    TextAppendix,
)
from tests.orders.rendering.samples import KLYUCHEVSK, programme_order, roadmap, schools

NESTED = (Clause("а", (Clause("б", (Clause("в"), Clause("г"))), Clause("д"))), Clause("е"))


@pytest.mark.parametrize(
    ("numbering", "labels"),
    [
        (ClauseNumbering.DECIMAL, ["1.", "1.1.", "1.1.1.", "1.1.2.", "1.2.", "2."]),
        (ClauseNumbering.BRACKET, ["1.", "1)", "а)", "б)", "2)", "2."]),
    ],
)
def test_clauses_are_numbered_in_the_style_of_the_office(numbering, labels):
    paper = compose(programme_order(profile=replace(KLYUCHEVSK, clause_numbering=numbering), clauses=NESTED))
    assert [clause.label for clause in paper.clauses] == labels


def test_fourth_level_of_clauses_is_refused():
    deep = Clause("а", (Clause("б", (Clause("в", (Clause("г"),)),)),))
    with pytest.raises(ValueError, match="глубже трёх уровней"):
        compose(programme_order(clauses=(deep,)))


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (DateStyle.NUMERIC, "05.06.2026"),
        (DateStyle.WORDS, "5\u00a0июня\u00a02026\u00a0г."),
        (DateStyle.QUOTED, "«05»\u00a0июня\u00a02026\u00a0года"),
    ],
)
def test_date_is_written_in_the_style_of_the_office(style, text):
    order = programme_order(profile=replace(KLYUCHEVSK, date_style=style), date=date(2026, 6, 5))
    assert compose(order).date == text


def test_appendix_mark_names_order_date_and_number():
    assert compose(programme_order()).sheets[1].mark == (
        "Приложение\u00a02",
        "к приказу МУ «Управление образования администрации г.\u00a0Ключевска»",
        "от «25»\u00a0мая\u00a02025\u00a0года №\u00a0613",
    )


@pytest.mark.parametrize(
    ("with_sign", "total", "label"),
    [
        (True, 2, "Приложение\u00a0№\u00a02"),
        (False, 2, "Приложение\u00a02"),
        (True, 1, "Приложение"),
        (False, 1, "Приложение"),
    ],
)
def test_appendix_label_follows_the_office(with_sign, total, label):
    assert appendix_label(replace(KLYUCHEVSK, appendix_with_sign=with_sign), total, total) == label


def test_file_title_of_a_draft():
    assert compose(programme_order(heading="О поддержке\nшкол", number="")).title == "Проект приказа «О поддержке школ»"


def test_only_roadmaps_lie_on_their_side():
    sheets = compose(programme_order(appendices=(TextAppendix(("Порядок",), ()), roadmap(), schools()))).sheets
    assert [sheet.is_landscape for sheet in sheets] == [False, True, False]


def test_rows_taller_than_half_a_page_may_break():
    rows = (
        ("1.", "щит " * 50, "год", "центр"),
        ("2.", "щит " * 300, "год", "центр"),
        ("3.", "щит\n" * 20, "год", "центр"),
    )
    plan = RoadmapAppendix(("План",), (RoadmapSection("1. Раздел", rows),))
    table = compose(programme_order(appendices=(plan,))).sheets[0].blocks[0]
    assert [row.kind for row in table.rows] == ["section", "plain", "tall", "tall"]


def test_plan_without_sections_has_no_section_rows():
    plan = RoadmapAppendix(("План",), (RoadmapSection("", (("1.", "дело", "год", "центр"),)),))
    table = compose(programme_order(appendices=(plan,))).sheets[0].blocks[0]
    assert [row.kind for row in table.rows] == ["plain"]


@pytest.mark.parametrize(
    "make",
    [
        lambda: RoadmapAppendix(("План",), (RoadmapSection("", (("1.", "дело"),)),)),
        lambda: SchoolListAppendix(("Перечень",), (("1.", "Школа № 1"),)),
    ],
)
def test_row_with_missing_cells_is_refused(make):
    with pytest.raises(ValueError, match="граф"):
        make()


@pytest.mark.parametrize("wrong", [{"font_size": 10}, {"line_spacing": 200}])
def test_profile_outside_the_standard_is_refused(wrong):
    with pytest.raises(ValueError, match="приказа"):
        Profile(organisation=("Отдел",), appendix_issuer="к приказу отдела", **wrong)


@pytest.mark.parametrize(("heading", "fits"), [("О поддержке школ", True), ("О поддержке школ " * 12, False)])
def test_long_heading_runs_on_to_the_right_margin(heading, fits):
    assert compose(programme_order(heading=heading)).heading_fits_corner is fits
