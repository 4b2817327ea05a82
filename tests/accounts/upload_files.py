"""Small files of every kind people upload, good and bad, built byte by byte."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from openpyxl import Workbook

OLE_SECTOR = 512
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + bytes(17) + b"\x00\x00\x00\x00IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(64) + b"\xff\xd9"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n"
PLAIN_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def word_file(text: str = "Текст") -> bytes:
    document, out = docx.Document(), BytesIO()
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def excel_file() -> bytes:
    workbook, out = Workbook(), BytesIO()
    workbook.active.append(["Школа", 12])
    workbook.save(out)
    return out.getvalue()


def ole_file(*streams: str) -> bytes:
    """A compound file: header sector and one directory sector whose 128-byte entries name the streams."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(OLE_SECTOR, b"\0")
    entries = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *streams))
    return header + entries.ljust(OLE_SECTOR, b"\0")


def zip_file(members: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def repacked(package: bytes, members: dict[str, bytes]) -> bytes:
    """The same package with some members replaced or added."""
    with ZipFile(BytesIO(package)) as archive:
        return zip_file({name: archive.read(name) for name in archive.namelist()} | members)


def encrypted_zip() -> bytes:
    """A zip whose only member has the «encrypted» flag set in both of its headers."""
    data = bytearray(zip_file({"a.txt": b"secret"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)
