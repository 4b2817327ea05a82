"""The gateway: every file a user uploads passes `check` before anything else reads it.

The kind is told from the content, never from the name.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import IO
from unicodedata import category
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import fromstring

from accounts.archives import (
    DamagedArchiveError,
    ExplodingArchiveError,
    NestedArchiveError,
    ProtectedArchiveError,
    inflate,
)

MEGABYTE = 1024 * 1024
MAX_UNPACKED = 50 * MEGABYTE  # 82 MB of sheet XML hide in a 5 MB xlsx and take a minute to read
MAX_FILES = 2000


class UploadError(Exception):
    """The file cannot be taken. The message is Russian, meant for the person who uploaded it, and says what to do."""


class Kind(Enum):
    """What a file really is: the extension it is stored under, and what messages call it."""

    DOCX = ("docx", "документ Word (.docx)")
    XLSX = ("xlsx", "таблица Excel (.xlsx)")
    ODT = ("odt", "документ OpenDocument (.odt)")
    PDF = ("pdf", "документ PDF")
    JPEG = ("jpg", "картинка JPEG")
    PNG = ("png", "картинка PNG")
    ZIP = ("zip", "архив ZIP")

    def __init__(self, extension: str, title: str) -> None:
        self.extension = extension
        self.title = title


_SIGNATURES = [(b"%PDF-", Kind.PDF), (b"\xff\xd8\xff", Kind.JPEG), (b"\x89PNG\r\n\x1a\n", Kind.PNG)]
_END_MARKS = {Kind.PDF: b"%%EOF", Kind.PNG: b"IEND"}
_FOREIGN = [  # what people really pick by mistake, so that the message can name it
    (b"{\\rtf", "документ RTF", "Откройте его в Word и сохраните как .docx."),
    (b"Rar!", "архив RAR", "Распакуйте его и загрузите сам файл."),
    (b"7z\xbc\xaf\x27\x1c", "архив 7z", "Распакуйте его и загрузите сам файл."),
    (b"GIF8", "картинка GIF", ""),
    (b"BM", "картинка BMP", ""),
    (b"<", "веб-страница или XML", ""),
]
_PACKAGES: list[tuple[str, Kind | tuple[str, str]]] = [  # content type of the main part of an OOXML package
    ("wordprocessingml.document.main+xml", Kind.DOCX),
    ("spreadsheetml.sheet.main+xml", Kind.XLSX),
    ("presentationml.", ("презентация PowerPoint", "")),
    ("wordprocessingml.template.main+xml", ("шаблон Word (.dotx)", "Сохраните его как .docx.")),
    ("spreadsheetml.template.main+xml", ("шаблон Excel (.xltx)", "Сохраните его как .xlsx.")),
    ("ms-word.", ("документ Word с макросами", "Сохраните его как .docx: так макросы в него не попадут.")),
    ("ms-excel.", ("таблица Excel с макросами", "Сохраните её как .xlsx: так макросы в неё не попадут.")),
]
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = [  # the directory of an OLE file names them; the first found tells what the file is
    ("WordDocument", "файл старого Word (.doc)", "Откройте его в Word и сохраните как .docx: «Файл → Сохранить как»."),
    ("Workbook", "файл старого Excel (.xls)", "Откройте его в Excel и сохраните как .xlsx: «Файл → Сохранить как»."),
    ("PowerPoint Document", "файл старого PowerPoint (.ppt)", ""),
]
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."


def check(
    file: IO[bytes],
    name: str,
    *,
    allowed: frozenset[Kind],
    max_bytes: int,
    max_unpacked: int = MAX_UNPACKED,
    max_files: int = MAX_FILES,
) -> Kind:
    """Tell what `file` is and make sure that it is safe to read on; it is left rewound to its beginning.

    `name` only appears in messages. `max_unpacked` counts the bytes of all members of an archive, as really inflated.
    Raises UploadError for an empty, too big, damaged, password-protected or exploding file and for a kind not allowed.
    """
    shown = f"«{clean_name(name)}»"
    _check_size(file, shown, max_bytes)
    kind = _real_kind(file, shown, allowed, max_unpacked, max_files)
    if kind not in allowed:
        raise _wrong_kind(shown, kind.title, allowed)
    _check_end(file, shown, _END_MARKS.get(kind, b""))
    return kind


def clean_name(name: str, kind: Kind | None = None) -> str:
    """A name that is safe to show and to download under: no folders, no invisible characters, about 100 characters.

    With `kind` the extension is the one of the content, whatever the name claimed.
    """
    last = re.split(r"[/\\]", name)[-1]
    visible = "".join(letter for letter in last if category(letter)[0] != "C").strip(" .") or "файл"
    stem, dot, extension = visible.rpartition(".")
    if not dot or len(extension) > 5:
        stem, extension = visible, ""
    extension = kind.extension if kind else extension
    return f"{stem[:100]}.{extension}" if extension else stem[:100]


def _check_size(file: IO[bytes], shown: str, max_bytes: int) -> None:
    size = file.seek(0, 2)
    file.seek(0)
    if size == 0:
        raise UploadError(f"Файл {shown} пустой. Проверьте, что он сохранён, и выберите его ещё раз.")
    if size > max_bytes:
        raise UploadError(
            f"Файл {shown} занимает {_megabytes(size)}, а принимаются файлы не больше {_megabytes(max_bytes)}. "
            + _how_to_shrink(file, shown)
        )


def _how_to_shrink(file: IO[bytes], shown: str) -> str:
    """Advice that fits the file: a scan has no pictures to take out."""
    head = file.read(16)
    file.seek(0)
    kind = next((kind for signature, kind in _SIGNATURES if head.startswith(signature)), None)
    if kind == Kind.PDF:
        return "Отсканируйте его с меньшим разрешением (150 точек на дюйм хватит) или разделите на части."
    if kind in (Kind.JPEG, Kind.PNG):
        return "Сохраните картинку меньшего размера или приложите её в PDF."
    is_office = head.startswith((b"PK", _OLE)) or shown.lower().endswith((".docx»", ".xlsx»", ".doc»", ".xls»"))
    return "Уберите из него картинки или разделите его на части." if is_office else "Разделите его на части."


def _megabytes(size: int) -> str:
    number = f"{size / MEGABYTE:.1f}".removesuffix(".0").replace(".", ",")
    return f"{number}\N{NO-BREAK SPACE}МБ"


def _real_kind(file: IO[bytes], shown: str, allowed: frozenset[Kind], max_unpacked: int, max_files: int) -> Kind:
    head = file.read(16)
    file.seek(0)
    if head.startswith(_OLE):
        raise _ole_error(file, shown, allowed)
    if head.startswith(b"PK"):
        return _archive_kind(file, shown, allowed, max_unpacked, max_files)
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    for signature, title, advice in _FOREIGN:
        if head.lstrip(b"\xef\xbb\xbf \r\n").startswith(signature):
            raise _wrong_kind(shown, title, allowed, advice)
    raise _wrong_kind(shown, "файл другого вида", allowed)


def _wrong_kind(shown: str, title: str, allowed: frozenset[Kind], advice: str = "") -> UploadError:
    wanted = ", ".join(kind.title for kind in Kind if kind in allowed)
    return UploadError(f"Файл {shown} не подходит: это {title}. Сюда можно загрузить: {wanted}. {advice}".rstrip())


def _ole_error(file: IO[bytes], shown: str, allowed: frozenset[Kind]) -> UploadError:
    """Old Office formats and encrypted new ones share the OLE container; the names of its streams tell them apart."""
    content = file.read()
    file.seek(0)
    if "EncryptedPackage".encode("utf-16-le") in content:
        return _protected(shown)
    for stream, title, advice in _OLE_STREAMS:
        if stream.encode("utf-16-le") in content:
            return _wrong_kind(shown, title, allowed, advice)
    return _wrong_kind(shown, "файл старого формата", allowed, "Сохраните его в современном формате.")


def _protected(shown: str) -> UploadError:
    return UploadError(f"Файл {shown} защищён паролем. Снимите пароль, сохраните файл и загрузите его снова.")


def _damaged(shown: str) -> UploadError:
    return UploadError(f"Файл {shown} повреждён. Откройте его у себя, сохраните заново и загрузите ещё раз.")


def _archive_kind(file: IO[bytes], shown: str, allowed: frozenset[Kind], max_unpacked: int, max_files: int) -> Kind:
    keep = frozenset({"[Content_Types].xml", "mimetype", "META-INF/manifest.xml"})
    try:
        kept = inflate(file, keep, max_unpacked=max_unpacked, max_files=max_files)
    except ProtectedArchiveError:
        raise _protected(shown) from None
    except DamagedArchiveError as error:
        raise _damaged(shown) from error
    except NestedArchiveError:
        raise UploadError(f"В архиве {shown} лежит другой архив. Загрузите вложенные файлы по одному.") from None
    except ExplodingArchiveError as error:
        raise UploadError(
            f"Файл {shown} не принят: {error}. Уберите из него картинки и вложения, сохраните заново и загрузите ещё раз."
        ) from None
    finally:
        file.seek(0)
    if content_types := kept.get("[Content_Types].xml"):
        return _package_kind(content_types, shown, allowed)
    if "mimetype" in kept:
        return _open_document_kind(kept, shown, allowed)
    return Kind.ZIP


def _package_kind(content_types: bytes, shown: str, allowed: frozenset[Kind]) -> Kind:
    declared = _declared_types(content_types, shown)
    for content_type, kind in _PACKAGES:
        if any(content_type in item for item in declared):
            if isinstance(kind, Kind):
                return kind
            raise _wrong_kind(shown, kind[0], allowed, kind[1])
    raise _damaged(shown)


def _declared_types(content_types: bytes, shown: str) -> list[str]:
    """Content types of the parts of an OOXML package. Its XML may only stand where it was looked into: in .xml and .rels."""
    try:
        parts = [
            (part.get("PartName") or part.get("Extension", ""), part.get("ContentType", ""))
            for part in fromstring(content_types)
        ]
    except (ParseError, ValueError) as error:
        raise _damaged(shown) from error
    for name, content_type in parts:
        is_office_xml = "openxmlformats" in content_type and content_type.endswith("+xml")
        if is_office_xml and name.rpartition(".")[2].lower() not in ("xml", "rels"):
            raise _damaged(shown)
    return [content_type for _, content_type in parts]


def _open_document_kind(kept: dict[str, bytes], shown: str, allowed: frozenset[Kind]) -> Kind:
    if b"encryption-data" in kept.get("META-INF/manifest.xml", b""):
        raise _protected(shown)
    if kept["mimetype"].strip() == _OPEN_DOCUMENT + b"text":
        return Kind.ODT
    raise _wrong_kind(shown, "файл OpenDocument другого вида", allowed, "Сохраните его как .docx или .xlsx.")


def _check_end(file: IO[bytes], shown: str, mark: bytes) -> None:
    """A PDF or PNG cut off on its way lacks its end mark. Programs append a little after it, hence the last 2 kB."""
    file.seek(max(file.seek(0, 2) - 2048, 0))
    tail = file.read()
    file.seek(0)
    if mark not in tail:
        raise _damaged(shown)
