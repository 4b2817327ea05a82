"""Cells as office programs and people leave them."""

from datetime import date, datetime

import pytest

from schools.tables.values import CellError, decimal, grade, is_missing, key, shown, text, whole


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (5.0, 5),
        (0, 0),
        ("5", 5),
        (" 1\u00a0250 ", 1250),
        ("30,0", 30),
        ("+7", 7),
        ("X", None),
        ("Н", None),
        ("", None),
        ("нет данных", None),
    ],
)
def test_whole_number(cell, number):
    assert whole(cell) == number


@pytest.mark.parametrize(
    ("cell", "complaint"),
    [
        ("пять", "нужно целое число"),
        ("5 чел.", "нужно целое число"),
        ("²", "нужно целое число"),
        (True, "нужно целое число"),
        (float("nan"), "нужно целое число"),
        (float("inf"), "нужно целое число"),
        (1e12, "нужно целое число"),
        (date(2026, 5, 3), "нужно целое число"),
        (5.5, "нужно целое число, без дробной части"),
        ("5,5", "нужно целое число, без дробной части"),
        (-1, "число не может быть отрицательным"),
        ("-1", "число не может быть отрицательным"),
    ],
)
def test_not_a_whole_number(cell, complaint):
    with pytest.raises(CellError) as caught:
        whole(cell)
    assert (str(caught.value), caught.value.__context__) == (complaint, None)


@pytest.mark.parametrize(
    ("cell", "number"), [("33,33", 33.33), ("33.33 %", 33.33), (33, 33.0), ("-", None), ("0", 0.0)]
)
def test_decimal(cell, number):
    assert decimal(cell) == number


@pytest.mark.parametrize("cell", ["много", "1,2,3", -0.5, "-0,5", float("nan"), True])
def test_not_a_decimal(cell):
    with pytest.raises(CellError):
        decimal(cell)


@pytest.mark.parametrize("cell", ["5", 5.0, "5 класс", "№ 5", "5-й класс", "5кл."])
def test_grade(cell):
    assert grade(cell) == 5


@pytest.mark.parametrize("cell", ["13", "0", "пятый", 5.5, -5])
def test_not_a_grade(cell):
    with pytest.raises(CellError):
        grade(cell)


def test_text_has_no_office_dirt():
    assert text("\ufeffМБОУ\u00a0СОШ \n№\u00a05\u00ad ") == "МБОУ СОШ № 5"
    assert [text(cell) for cell in (5.0, 5.5, datetime(2026, 4, 1), None, True)] == [
        "5",
        "5.5",
        "2026-04-01",
        "",
        "True",
    ]


def test_key_compares_headers():
    assert key(" Кол-во\nУЧАСТНИКОВ, всего: ") == key("кол‑во участников всего") == "кол во участников всего"


def test_missing_is_not_zero():
    assert [is_missing(cell) for cell in ("x", "Х", "—", "н/д", "0", 0)] == [True, True, True, True, False, False]


def test_quoted_cell_is_cut_short():
    assert (shown(5.5), shown("а" * 100)) == ("«5,5»", f"«{'а' * 57}…»")
