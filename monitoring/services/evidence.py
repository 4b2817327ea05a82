"""Files that confirm activities: attached and removed while the school may write in its report."""

from __future__ import annotations

from typing import IO

from django.core.files import File
from django.db import IntegrityError, transaction

from accounts import uploads
from accounts.audit import record
from accounts.documents import CONTENT_TYPES, check_document, sha256_of
from accounts.models import User
from monitoring.asking import asked_occurrences
from monitoring.models import ActivityEntry, Evidence, SchoolReport
from monitoring.services.reports import claim, refuse_unknown
from roadmaps.models import CompletionFile


@transaction.atomic
def attach(*, report: SchoolReport, occurrence_id: int, file: IO[bytes], name: str, by: User) -> Evidence:
    """Keep `file` under the cleaned `name` with the entry of an activity.

    Raises UploadError for a file that is refused or attached already, ReportError when the report is locked.
    """
    kind = check_document(file, name)
    claim(report, by=by)
    refuse_unknown([occurrence_id], asked_occurrences(report, [occurrence_id]))
    entry, _ = ActivityEntry.objects.get_or_create(report=report, occurrence_id=occurrence_id)
    evidence = Evidence(
        entry=entry,
        name=uploads.clean_name(name, kind),
        content_type=CONTENT_TYPES[kind],
        size=file.seek(0, 2),
        sha256=sha256_of(file),
        uploaded_by=by,
    )
    evidence.file = File(file, name=evidence.name)
    _save_once(evidence)
    record(
        "отчёт: приложен файл",
        evidence,
        by=by,
        municipality=report.school.municipality_id,
        after={"name": evidence.name, "sha256": evidence.sha256, "entry": entry},
    )
    return evidence


@transaction.atomic
def remove(*, evidence: Evidence, by: User) -> ActivityEntry:
    """Delete an evidence file; the stored bytes go when the transaction is through. Raises ReportError when locked."""
    entry = evidence.entry
    claim(entry.report, by=by)
    before = {"name": evidence.name, "sha256": evidence.sha256, "entry": entry}
    record("отчёт: убран файл", evidence, by=by, municipality=entry.report.school.municipality_id, before=before)
    storage, path = evidence.file.storage, str(evidence.file.name)
    evidence.delete()
    transaction.on_commit(lambda: storage.delete(path), robust=True)
    return entry


def _save_once(evidence: Evidence) -> None:
    entry = evidence.entry
    proofs = CompletionFile.objects.filter(
        completion__occurrence=entry.occurrence_id, completion__school=entry.report.school_id, sha256=evidence.sha256
    )
    if proof := proofs.first():
        raise uploads.UploadError(
            f"Файл «{evidence.name}» уже приложен на «Моих сроках» («{proof.name}»): второй раз он не нужен."
        )
    same = Evidence.objects.filter(entry=evidence.entry, sha256=evidence.sha256)
    if first := same.first():
        raise _twice(evidence.name, first.name)
    try:
        with transaction.atomic():
            evidence.save()
    except IntegrityError:
        raise _twice(evidence.name, same.get().name) from None


def _twice(name: str, first: str) -> uploads.UploadError:
    if name == first:
        return uploads.UploadError(f"Файл «{name}» уже приложен к этому мероприятию: второй раз он не нужен.")
    return uploads.UploadError(f"Файл «{name}» — тот же, что уже приложенный «{first}»: второй раз он не нужен.")
