"""Headers in any order, of one storey or two, merged or not."""

import pytest

from schools.tables.book import open_book
from schools.tables.headers import field, find_header
from tests.schools.results_files.make_books import Sheet, delimited, xlsx

FIELDS = (
    field("school", "Школа"),
    field("total", "Участников", r"(кол во|число) участников.*"),
    field("two", "2", r"двоек"),
)


def header_of(data):
    return find_header(next(open_book(data).visible()), FIELDS)


@pytest.mark.parametrize(
    "titles",
    [
        ["Школа", "Участников", "2"],
        ["2", "ШКОЛА", "Кол-во участников,\nчел."],
        ["№", "Двоек", "Число участников", "Школа:"],
    ],
)
def test_order_and_wording_are_free(titles):
    header = header_of(xlsx(Sheet("Лист", [["Итоги города"], [], titles, ["СОШ", 1, 2, 3]])))
    assert (header.first, header.last, set(header.columns), header.missing) == (3, 3, {"school", "total", "two"}, ())


TWO_STOREYS = [["Школа", "Участников", "Отметки", ""], ["", "", "2", "3"], ["СОШ № 5", 50, 15, 35]]


@pytest.mark.parametrize(
    "data",
    [xlsx(Sheet("Лист", TWO_STOREYS, [(1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 4)])), delimited(Sheet("", TWO_STOREYS))],
    ids=["merged", "merging lost"],
)
def test_two_storeys_are_one_header(data):
    header = header_of(data)
    assert (header.first, header.last, header.columns) == (1, 2, {"school": 0, "total": 1, "two": 2})


def test_row_of_column_numbers_belongs_to_the_header():
    rows = [["Школа", "Участников", "2"], [1, 2, 3], ["СОШ № 5", 50, 15]]
    assert header_of(xlsx(Sheet("Лист", rows))).last == 2


def test_row_of_data_is_no_second_storey():
    """Its cells would come into titles, and a name with them."""
    header = header_of(xlsx(Sheet("Лист", [["Школа", "Фамилия", "Участников"], ["СОШ № 5", "Иванцова", "2"]])))
    assert ([title.whole for title in header.titles], [item.code for item in header.missing]) == (
        ["Школа", "Фамилия", "Участников"],
        ["two"],
    )


def test_missing_columns_are_named():
    header = header_of(xlsx(Sheet("Лист", [["Школа", "Участников"], ["СОШ", 5]])))
    assert [item.title for item in header.missing] == ["2"]


def test_other_table_has_no_header():
    assert header_of(xlsx(Sheet("Лист", [["Товар", "Цена"], ["Мел", 5]]))) is None
