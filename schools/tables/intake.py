"""The gateway for tables: xlsx goes through `accounts.uploads`, and what that does not know (xls, ods, csv) is checked here."""

from __future__ import annotations

from typing import IO

from accounts.archives import (
    DamagedArchiveError,
    ExplodingArchiveError,
    NestedArchiveError,
    ProtectedArchiveError,
    inflate,
)
from accounts.uploads import MAX_FILES, MEGABYTE, Kind, UploadError, check, clean_name
from schools.tables import delimited
from schools.tables.book import DAMAGED, OLE, PROTECTED, TOO_LARGE, TableError

MAX_BYTES = 30 * MEGABYTE
MAX_UNPACKED = 400 * MEGABYTE  # 100 000 rows of «Индивидуальные результаты» are 100 MB of XML
TABLES = "таблица Excel (.xlsx, .xls), OpenDocument (.ods) или CSV"
_SAVE_AGAIN = (
    "Откройте его в Excel, выберите «Файл → Сохранить как → Книга Excel (.xlsx)» и загрузите то, что получилось."
)
_MANIFEST = "META-INF/manifest.xml"
_WORKBOOKS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def take_table(file: IO[bytes], name: str, *, max_bytes: int = MAX_BYTES) -> bytes:
    """Bytes of an uploaded table that is safe to give to `open_book`: not too big, not exploding, without a password.

    `name` only appears in messages. Raises accounts.uploads.UploadError for anything else, with what it is and what to do.
    """
    head = file.read(len(OLE))
    size = file.seek(0, 2)
    file.seek(0)
    data = file.read() if size <= max_bytes else b""
    file.seek(0)
    if _is_xls(head, data) or (head.startswith(b"PK") and data and _is_ods(file)) or _is_text(head, data):
        return data
    if _is_markup(head, data):
        raise TableError(f"Файл «{clean_name(name)}» назван таблицей, а внутри веб-страница или XML. {_SAVE_AGAIN}")
    try:
        check(file, name, allowed=frozenset({Kind.XLSX}), max_bytes=max_bytes, max_unpacked=MAX_UNPACKED)
    except UploadError as error:  # the gateway speaks of .xlsx only, and more is taken here
        raise TableError(str(error).replace(Kind.XLSX.title, TABLES)) from None
    return data


def _is_xls(head: bytes, data: bytes) -> bool:
    """Encrypted packages share the container of .xls; `check` tells about them and about other old documents."""
    return head == OLE and _ENCRYPTED not in data and any(stream in data for stream in _WORKBOOKS)


def _is_markup(head: bytes, data: bytes) -> bool:
    """What a site calls .xls is often a web page or the XML of Excel 2003; Excel opens both."""
    return bool(data) and head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<")


def _is_text(head: bytes, data: bytes) -> bool:
    is_other = head.startswith((b"PK", OLE, b"%PDF", b"\xff\xd8\xff", b"{\\rtf")) or head.lstrip(
        b"\xef\xbb\xbf \r\n"
    ).startswith(b"<")
    return not is_other and bool(data.strip()) and delimited.decode(data) is not None


def _is_ods(file: IO[bytes]) -> bool:
    """An OpenDocument spreadsheet, inflated once while counting. What is no such file is left to `check`."""
    message = ""
    try:
        kept = inflate(file, frozenset({"mimetype", _MANIFEST}), max_unpacked=MAX_UNPACKED, max_files=MAX_FILES)
        is_ods = kept.get("mimetype", b"").strip() == _ODS
        if not is_ods or b"encryption-data" not in kept.get(_MANIFEST, b""):
            return is_ods
        message = PROTECTED
    except ProtectedArchiveError:
        message = PROTECTED
    except ExplodingArchiveError:
        message = TOO_LARGE
    except DamagedArchiveError:
        message = DAMAGED
    except NestedArchiveError:
        return False
    finally:
        file.seek(0)
    raise TableError(message)
