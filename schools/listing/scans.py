"""The paper behind an expert decision, as a file: taken through the gateway, kept for good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

from django.core.files import File

from accounts.documents import CONTENT_TYPES, check_document, sha256_of
from accounts.models import User
from accounts.uploads import Kind, clean_name
from schools.models import DecisionFile, ExpertDecision

TAKEN = frozenset({Kind.PDF, Kind.DOCX, Kind.JPEG, Kind.PNG})
EXTENSIONS = ".pdf,.docx,.jpg,.jpeg,.png"


@dataclass(frozen=True)
class Scan:
    """A chosen file and the name it came with."""

    file: IO[bytes]
    name: str


def keep_scan(scan: Scan, decision: ExpertDecision, *, by: User) -> DecisionFile:
    """Raises UploadError for a file that is refused."""
    kind = check_document(scan.file, scan.name, allowed=TAKEN)
    kept = DecisionFile(
        decision=decision,
        name=clean_name(scan.name, kind),
        content_type=CONTENT_TYPES[kind],
        size=scan.file.seek(0, 2),
        sha256=sha256_of(scan.file),
        uploaded_by=by,
    )
    kept.file = File(scan.file, name=kept.name)
    kept.save()
    return kept
