"""Archives (docx, xlsx, odt and zip are all archives) inflated once while counting, before any other reader opens them."""

from __future__ import annotations

import zlib
from typing import IO, Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from defusedxml.expatreader import create_parser

MEGABYTE = 1024 * 1024
CHUNK = 64 * 1024
_KEPT = MEGABYTE  # bytes of a kept member; content types and manifests are far smaller
_ARCHIVES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf")


class DamagedArchiveError(Exception):
    """Not an archive, cut off, wrong checksums, members that contradict each other, or XML with a DTD."""


class ProtectedArchiveError(Exception):
    """A member is encrypted."""


class ExplodingArchiveError(Exception):
    """More bytes or more members than allowed; the message says which, in Russian."""


class NestedArchiveError(Exception):
    """A plain archive with another archive inside."""


def inflate(file: IO[bytes], keep: frozenset[str], *, max_unpacked: int, max_files: int) -> dict[str, bytes]:
    """Inflate every member of the archive in chunks and return those named in `keep` (the first megabyte of each).

    An archive with any of them is an office package: its XML parts are checked for a DTD. Any other archive may hold no archive.
    Sizes in the headers are claims of the sender, so the bytes themselves are counted against `max_unpacked`.
    """
    try:
        with ZipFile(file) as archive:
            members = archive.infolist()
            _check_members(members, max_files)
            is_package = not keep.isdisjoint(archive.namelist())
            return _inflate(archive, keep, is_package, max_unpacked)
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, SAXException) as error:
        raise DamagedArchiveError from error  # ValueError covers DefusedXmlException, what defusedxml raises for a DTD


def _check_members(members: list[ZipInfo], max_files: int) -> None:
    if any(member.flag_bits & 0x1 for member in members):
        raise ProtectedArchiveError
    if len(members) > max_files:
        raise ExplodingArchiveError(f"в нём больше {max_files} вложенных файлов")
    if len({member.filename for member in members}) < len(members):
        raise BadZipFile  # two members of one name: readers would disagree about which of them counts
    if any(member.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for member in members):
        raise BadZipFile  # no office program packs otherwise


def _inflate(archive: ZipFile, keep: frozenset[str], is_package: bool, left: int) -> dict[str, bytes]:
    limit, kept = left // MEGABYTE, {}
    for info in archive.infolist():
        prolog = _Prolog() if is_package and info.filename.endswith((".xml", ".rels")) else None
        with archive.open(info) as member:
            head = b""
            while chunk := member.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise ExplodingArchiveError(f"в распакованном виде он больше {limit}\N{NO-BREAK SPACE}МБ")
                if prolog:
                    prolog.feed(chunk)
                if not is_package and not head and chunk.startswith(_ARCHIVES):
                    raise NestedArchiveError
                if len(head) < _KEPT:
                    head += chunk
        if info.filename in keep:
            kept[info.filename] = head
    return kept


class _Prolog:
    """Parses an XML part up to its first element: a DTD can only stand before it, and with it go all entity attacks."""

    def __init__(self) -> None:
        self._parser: Any = create_parser(forbid_dtd=True)
        self._parser.setContentHandler(_StopAtRoot())
        self._done = False

    def feed(self, chunk: bytes) -> None:
        if self._done:
            return
        try:
            self._parser.feed(chunk)
        except _RootReachedError:
            self._done = True


class _RootReachedError(Exception):
    """The first element was met: the prolog is harmless."""


class _StopAtRoot(ContentHandler):
    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802 - the name is SAX's
        raise _RootReachedError
