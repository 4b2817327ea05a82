"""Workbooks of every kind, and those that cannot or must not be read."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from schools.tables.book import TableError, open_book
from tests.schools.results_files.make_books import Sheet, delimited, ods, xls, xlsx

ROWS = [["", "Заголовок"], [], ["Школа", "Участников"], ["СОШ № 5", 50]]
TOO_LARGE = "Таблица слишком велика"


def read(data):
    return [[list(row) for row in sheet.rows()] for sheet in open_book(data).visible()]


@pytest.mark.parametrize("make", [xlsx, xls, ods])
def test_workbook_keeps_numbers_and_row_numbers(make):
    rows = read(make(Sheet("Лист1", ROWS)))[0]
    assert (len(rows), rows[3]) == (4, ["СОШ № 5", 50])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_csv_is_read_in_any_dress(encoding, delimiter):
    rows = [["Итоги"], ["Школа", "Доля", "Доля 2"], ["СОШ № 5", 30.5, 1.25], ["Лицей, город", 7.25, 2.5]]
    data = delimited(Sheet("", rows), encoding=encoding, delimiter=delimiter)
    assert read(data)[0][3] == ["Лицей, город", "7,25", "2,5"]


def test_hidden_sheets_are_told_apart():
    book = open_book(xlsx(Sheet("Видимый", ROWS), Sheet("Скрытый", ROWS, [], True)))
    assert ([sheet.name for sheet in book.visible()], book.hidden()) == (["Видимый"], ["Скрытый"])


def test_columns_are_counted_from_the_sheet_not_from_the_data():
    sheet = next(open_book(xlsx(Sheet("Лист1", [["", "", "а", "б"]]))).visible())
    assert (sheet.first_column, sheet.height, sheet.head(1)) == (2, 1, [["а", "б"]])


@pytest.mark.parametrize("cell", ["XFD1048576", "XFD1", "A1048576", "CZ199999", "AZ999999"])
def test_stray_cell_far_away_is_refused_or_small(cell):
    """Read without a guard, the first of them asks for 512 GB and ends the process."""
    book = Workbook()
    book.active["A1"], book.active[cell] = "а", "б"
    file = BytesIO()
    book.save(file)
    if cell == "XFD1":
        assert len(read(file.getvalue())[0]) == 1
        return
    with pytest.raises(TableError, match=TOO_LARGE):
        open_book(file.getvalue())


@pytest.mark.parametrize("spelling", [' r="xfd1048576"', "\tr='XFD1048576'", '  r = "xfd1048576"', '\nr="XFD1048576"'])
def test_stray_cell_in_odd_spelling_is_refused(spelling):
    data = xlsx(Sheet("Лист1", ROWS))
    file = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):
                content = content.replace(b"</sheetData>", f"<row><c{spelling}><v>1</v></c></row></sheetData>".encode())
            new.writestr(name, content)
    with pytest.raises(TableError, match=TOO_LARGE):
        open_book(file.getvalue())


def test_million_of_repeated_values_is_refused():
    data = ods(Sheet("Лист1", ROWS))
    file = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(file, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(
                b"<table:table-row><table:table-cell office",
                b'<table:table-row table:number-rows-repeated="900000"><table:table-cell office',
            )
            new.writestr(name, content)
    with pytest.raises(TableError, match=TOO_LARGE):
        open_book(file.getvalue())


def test_long_csv_is_refused():
    with pytest.raises(TableError, match=TOO_LARGE):
        open_book(b"1;2\n" * 200_002)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "Файл пустой. Проверьте, что он сохранён."),
        (b" \n ", "Файл пустой. Проверьте, что он сохранён."),
        (b"%PDF-1.7\0\xff\x98", "Это не таблица. Загрузите файл Excel (.xlsx, .xls), OpenDocument (.ods) или CSV."),
        (
            xlsx(Sheet("Лист1", ROWS))[:-900],
            "Файл таблицы повреждён. Откройте его у себя, сохраните заново и загрузите ещё раз.",
        ),
        (
            xls(Sheet("Лист1", ROWS))[:700],
            "Файл таблицы повреждён. Откройте его у себя, сохраните заново и загрузите ещё раз.",
        ),
    ],
)
def test_unreadable_file_says_what_to_do(data, message):
    with pytest.raises(TableError) as caught:
        open_book(data)
    assert (str(caught.value), caught.value.__context__) == (message, None)


def test_zip_that_is_no_workbook_is_refused():
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("письмо.txt", "привет")
    with pytest.raises(TableError, match="повреждён"):
        open_book(file.getvalue())
