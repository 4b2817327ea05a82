"""What may come in as a table, and what is turned away."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from accounts.uploads import UploadError
from schools.tables import intake
from schools.tables.book import TableError, open_book
from schools.tables.intake import take_table
from tests.schools.results_files.make_books import Sheet, delimited, ods, xls, xlsx

SHEET = Sheet("Лист1", [["Школа", "Участников"], ["СОШ № 5", 50]])


@pytest.mark.parametrize("make", [xlsx, xls, ods, delimited])
def test_table_is_taken(make):
    data = make(SHEET)
    assert take_table(BytesIO(data), "таблица") == data
    assert len(list(open_book(data).visible())) == 1


def repacked(data, changes):
    file = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, old.read(name)))
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Файл «таблица.xls» пустой."),
        (b"%PDF-1.7 %%EOF", "это документ PDF"),
        (b"<html>", "назван таблицей, а внутри веб-страница или XML"),
        (b"\x00\x01\x02", "это файл другого вида"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "это файл старого Word (.doc)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "защищён паролем"),
        (xls(SHEET)[:1024], "это файл старого формата"),
        (xlsx(SHEET)[:-800], "повреждён"),
    ],
)
def test_other_file_is_named(data, words):
    with pytest.raises(UploadError) as caught:
        take_table(BytesIO(data), "таблица.xls")
    assert words in str(caught.value)


def test_ods_with_a_password_is_turned_away():
    data = repacked(ods(SHEET), {"META-INF/manifest.xml": '<manifest xmlns="m"><encryption-data/></manifest>'})
    with pytest.raises(TableError, match="защищён паролем"):
        take_table(BytesIO(data), "таблица.ods")


def test_exploding_ods_is_turned_away(monkeypatch):
    monkeypatch.setattr(intake, "MAX_UNPACKED", 1_000_000)
    data = repacked(ods(SHEET), {"content.xml": b"<a>" + b" " * 1_000_000})
    with pytest.raises(TableError, match="Таблица слишком велика"):
        take_table(BytesIO(data), "таблица.ods")


@pytest.mark.parametrize("make", [xlsx, xls, ods, delimited])
def test_big_file_is_turned_away(make):
    with pytest.raises(UploadError, match="принимаются файлы не больше"):
        take_table(BytesIO(make(SHEET)), "таблица", max_bytes=20)
