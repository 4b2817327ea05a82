"""Files that prove a completion: «справка», «приказ»."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import IO

from django.core.files import File
from django.db import transaction
from django.db.models import QuerySet

from accounts.documents import CONTENT_TYPES, check_document, sha256_of
from accounts.models import User
from accounts.uploads import UploadError, clean_name
from roadmaps.models import CompletionFile


@dataclass(frozen=True)
class Proof:
    """A chosen file, the name it came with, and the kind of document it is."""

    kind: str
    file: IO[bytes]
    name: str


def prepared(proofs: Iterable[Proof], *, by: User) -> list[CompletionFile]:
    """Files that only lack their completion. Raises UploadError for one that is refused or comes twice; nothing is stored yet."""
    files: dict[str, CompletionFile] = {}
    for proof in proofs:
        kind = check_document(proof.file, proof.name)
        name, digest = clean_name(proof.name, kind), sha256_of(proof.file)
        if digest in files:
            raise UploadError(f"Файл «{name}» выбран дважды: второй раз он не нужен.")
        files[digest] = CompletionFile(
            document_kind=proof.kind,
            file=File(proof.file, name=name),
            name=name,
            content_type=CONTENT_TYPES[kind],
            size=proof.file.seek(0, 2),
            sha256=digest,
            uploaded_by=by,
        )
    return list(files.values())


def remove_stored(files: QuerySet[CompletionFile]) -> None:
    """Delete the stored bytes when the transaction is through."""
    for kept in files:
        transaction.on_commit(partial(kept.file.storage.delete, str(kept.file.name)), robust=True)
