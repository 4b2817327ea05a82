"""Documents that people attach as a proof: which files are taken, how they are told apart, and how they are handed out."""

from __future__ import annotations

import hashlib
from typing import IO

from django.db.models.fields.files import FieldFile
from django.http import FileResponse

from accounts import uploads
from accounts.uploads import Kind

MAX_BYTES = 20 * uploads.MEGABYTE
CONTENT_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
}


def check_document(file: IO[bytes], name: str, *, allowed: frozenset[Kind] = frozenset(CONTENT_TYPES)) -> Kind:
    """What the file really is. Raises UploadError."""
    return uploads.check(file, name, allowed=allowed, max_bytes=MAX_BYTES)


def sha256_of(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(uploads.MEGABYTE):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def hand_out(file: FieldFile, name: str, content_type: str) -> FileResponse:
    """The file under the name its owner gave it; a browser saves it and never opens it as a page of ours."""
    response = FileResponse(file.open("rb"), as_attachment=True, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
