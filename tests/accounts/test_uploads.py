"""What the gateway lets through, and what it says about the rest."""

import warnings
from io import BytesIO
from zipfile import ZIP_BZIP2, ZipExtFile, ZipFile

import openpyxl.xml
import pytest

from accounts.uploads import MEGABYTE, Kind, UploadError, check, clean_name
from tests.accounts.upload_files import (
    JPEG,
    PDF,
    PLAIN_WORD,
    PNG,
    encrypted_zip,
    excel_file,
    ole_file,
    repacked,
    word_file,
    zip_file,
)

DOCX = frozenset({Kind.DOCX})
OPEN_TEXT = b"application/vnd.oasis.opendocument.text"
DAMAGED = "Файл «план.docx» повреждён. Откройте его у себя, сохраните заново и загрузите ещё раз."
PROTECTED = "Файл «план.docx» защищён паролем. Снимите пароль, сохраните файл и загрузите его снова."


def refusal(content: bytes, name: str = "план.docx", allowed: frozenset[Kind] = DOCX, **limits: int) -> str:
    with pytest.raises(UploadError) as caught:
        check(BytesIO(content), name, allowed=allowed, **{"max_bytes": 20 * MEGABYTE} | limits)
    return str(caught.value)


def not_suitable(what: str, advice: str = "") -> str:
    return f"Файл «план.docx» не подходит: это {what}. Сюда можно загрузить: документ Word (.docx). {advice}".rstrip()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (word_file(), Kind.DOCX),
        (excel_file(), Kind.XLSX),
        (zip_file({"mimetype": OPEN_TEXT, "content.xml": b"<a/>"}), Kind.ODT),
        (PDF, Kind.PDF),
        (JPEG, Kind.JPEG),
        (PNG, Kind.PNG),
        (zip_file({"справка.txt": b"1"}), Kind.ZIP),
    ],
    ids=lambda value: value.name if isinstance(value, Kind) else "",
)
def test_kind_is_told_from_content(content, kind):
    file = BytesIO(content)
    assert check(file, "без расширения", allowed=frozenset(Kind), max_bytes=MEGABYTE) is kind
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("content", "what", "advice"),
    [
        (PNG, "картинка PNG", ""),
        (JPEG, "картинка JPEG", ""),
        (PDF, "документ PDF", ""),
        (excel_file(), "таблица Excel (.xlsx)", ""),
        (zip_file({"a.txt": b"1"}), "архив ZIP", ""),
        (b"Rar!\x1a\x07\x00", "архив RAR", "Распакуйте его и загрузите сам файл."),
        (b"{\\rtf1}", "документ RTF", "Откройте его в Word и сохраните как .docx."),
        (b"\xef\xbb\xbf\r\n<html></html>", "веб-страница или XML", ""),
        (b"\x00\x01\x02", "файл другого вида", ""),
        (
            ole_file("WordDocument"),
            "файл старого Word (.doc)",
            "Откройте его в Word и сохраните как .docx: «Файл → Сохранить как».",
        ),
        (
            ole_file("Workbook"),
            "файл старого Excel (.xls)",
            "Откройте его в Excel и сохраните как .xlsx: «Файл → Сохранить как».",
        ),
        (ole_file("Data"), "файл старого формата", "Сохраните его в современном формате."),
        (
            zip_file({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
            "файл OpenDocument другого вида",
            "Сохраните его как .docx или .xlsx.",
        ),
    ],
)
def test_wrong_kind_renamed_docx_is_named(content, what, advice):
    assert refusal(content) == not_suitable(what, advice)


def test_word_file_with_macros_is_refused():
    macros = PLAIN_WORD.replace(
        "openxmlformats-officedocument.wordprocessingml.document", "ms-word.document.macroEnabled"
    )
    with ZipFile(BytesIO(word_file())) as archive:
        types = archive.read("[Content_Types].xml").replace(PLAIN_WORD.encode(), macros.encode())
    said = not_suitable("документ Word с макросами", "Сохраните его как .docx: так макросы в него не попадут.")
    assert refusal(repacked(word_file(), {"[Content_Types].xml": types})) == said


def test_empty_file_is_refused():
    assert refusal(b"") == "Файл «план.docx» пустой. Проверьте, что он сохранён, и выберите его ещё раз."


@pytest.mark.parametrize(
    ("head", "name", "advice"),
    [
        (
            b"%PDF-1.7",
            "скан.pdf",
            "Отсканируйте его с меньшим разрешением (150 точек на дюйм хватит) или разделите на части.",
        ),
        (b"\xff\xd8\xff", "фото.jpg", "Сохраните картинку меньшего размера или приложите её в PDF."),
        (b"PK\x03\x04", "отчёт", "Уберите из него картинки или разделите его на части."),
        (b"GIF8", "ролик.gif", "Разделите его на части."),
    ],
)
def test_advice_to_a_too_big_file_fits_it(head, name, advice):
    with pytest.raises(UploadError) as error:
        check(BytesIO(head + bytes(MEGABYTE)), name, allowed=frozenset(Kind), max_bytes=MEGABYTE)
    assert str(error.value).endswith(f"МБ. {advice}")


def test_too_big_file_is_refused_unread():
    message = refusal(bytes(60 * MEGABYTE))
    assert message == (
        "Файл «план.docx» занимает 60\N{NO-BREAK SPACE}МБ, а принимаются файлы не больше 20\N{NO-BREAK SPACE}МБ. "
        "Уберите из него картинки или разделите его на части."
    )


@pytest.mark.parametrize(
    "content", [ole_file("EncryptionInfo", "EncryptedPackage"), encrypted_zip()], ids=["ooxml", "zip"]
)
def test_password_protected_file_is_refused(content):
    assert refusal(content) == PROTECTED


def test_password_protected_odt_is_refused():
    manifest = b"<m><encryption-data/></m>"
    assert refusal(zip_file({"mimetype": OPEN_TEXT, "META-INF/manifest.xml": manifest})) == PROTECTED


@pytest.mark.parametrize(
    "content",
    [
        word_file()[:-200],
        word_file()[:400],
        b"PK\x03\x04 not an archive",
        repacked(word_file(), {"[Content_Types].xml": b"<Types/>"}),
        repacked(word_file(), {"word/document.xml": b"not xml"}),
    ],
    ids=["no directory", "stub", "no archive", "no main part", "no xml"],
)
def test_damaged_package_is_refused(content):
    assert refusal(content) == DAMAGED


def test_flipped_byte_is_refused():
    content = bytearray(zip_file({"[Content_Types].xml": bytes(range(256)) * 50}))
    content[60] ^= 0xFF
    assert refusal(bytes(content)) == DAMAGED


@pytest.mark.parametrize(("content", "kind"), [(PDF[:-8], Kind.PDF), (PNG[:-8], Kind.PNG)], ids=["pdf", "png"])
def test_cut_off_file_is_refused(content, kind):
    assert refusal(content, allowed=frozenset({kind})) == DAMAGED


def test_two_members_of_one_name_are_refused():
    out = BytesIO(word_file())
    with warnings.catch_warnings(), ZipFile(out, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("word/document.xml", "<other/>")
    assert refusal(out.getvalue()) == DAMAGED


def test_unusual_compression_is_refused():
    out = BytesIO()
    with ZipFile(out, "w", ZIP_BZIP2) as archive:
        archive.writestr("a.txt", "1")
    assert refusal(out.getvalue()) == DAMAGED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("dtd", ['[<!ENTITY b "c">]', 'SYSTEM "http://127.0.0.1/a.dtd"', ""])
def test_xml_with_a_dtd_is_refused(encoding, dtd):
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a {dtd}><a/>'
    assert refusal(repacked(word_file(), {"word/document.xml": text.encode(encoding)})) == DAMAGED


def test_xml_part_under_another_name_is_refused():
    """XML is looked into by its name, so Office XML may not hide in a .bin."""
    with ZipFile(BytesIO(word_file())) as archive:
        types = archive.read("[Content_Types].xml").replace(b"/word/document.xml", b"/word/document.bin")
    assert refusal(repacked(word_file(), {"[Content_Types].xml": types, "word/document.bin": b"<a/>"})) == DAMAGED


def test_openpyxl_reads_through_defusedxml():
    assert openpyxl.xml.DEFUSEDXML is True


def bomb_message(reason: str) -> str:
    return f"Файл «план.docx» не принят: {reason}. Уберите из него картинки и вложения, сохраните заново и загрузите ещё раз."


def test_zip_bomb_stops_at_the_limit(monkeypatch):
    inflated, read = [], ZipExtFile.read

    def counted(member, size=-1):
        chunk = read(member, size)
        inflated.append(len(chunk))
        return chunk

    monkeypatch.setattr(ZipExtFile, "read", counted)
    bomb = repacked(word_file(), {"word/media/image1.bin": bytes(300 * MEGABYTE)})
    assert len(bomb) < MEGABYTE
    assert refusal(bomb) == bomb_message("в распакованном виде он больше 50\N{NO-BREAK SPACE}МБ")
    assert sum(inflated) < 60 * MEGABYTE  # of 300


def test_zip_bomb_with_lying_header_is_refused():
    bomb = bytearray(zip_file({"[Content_Types].xml": bytes(3 * MEGABYTE)}))
    directory = bomb.index(b"PK\x01\x02")
    bomb[22:26] = bomb[directory + 24 : directory + 28] = (100).to_bytes(4, "little")  # declared size: 100 bytes
    assert refusal(bytes(bomb), max_unpacked=MEGABYTE) == DAMAGED


def test_too_many_members_are_refused():
    content = zip_file({f"{number}.txt": b"" for number in range(11)})
    assert refusal(content, max_files=10) == bomb_message("в нём больше 10 вложенных файлов")


def test_archive_in_archive_is_refused():
    content = zip_file({"inner.zip": zip_file({"a.txt": b"1"})})
    assert refusal(content) == "В архиве «план.docx» лежит другой архив. Загрузите вложенные файлы по одному."


def test_workbook_embedded_in_word_file_is_allowed():
    content = repacked(word_file(), {"word/embeddings/table.xlsx": excel_file()})
    assert check(BytesIO(content), "план.docx", allowed=DOCX, max_bytes=MEGABYTE) is Kind.DOCX


@pytest.mark.parametrize(
    ("name", "kind", "clean"),
    [
        ("../../etc/план.docx", None, "план.docx"),
        ("C:\\Документы\\план.docx", None, "план.docx"),
        ("пл\u202eан\r\n\x00.docx", None, "план.docx"),
        ("отчёт.exe", Kind.PDF, "отчёт.pdf"),
        ("справка", Kind.JPEG, "справка.jpg"),
        ("я" * 300 + ".png", Kind.PNG, "я" * 100 + ".png"),
        ("...", None, "файл"),
    ],
)
def test_clean_name_is_safe_to_show(name, kind, clean):
    assert clean_name(name, kind) == clean
