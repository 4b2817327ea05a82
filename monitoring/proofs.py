"""Files attached on «Мои сроки» as parts of reports: one file, stored once, read by all who read the school's reports."""

from __future__ import annotations

from accounts.models import User
from monitoring.models import Evidence, SchoolReport
from monitoring.sheet import Sheet
from roadmaps.models import CompletionFile
from roadmaps.models.facts import CompletionFileQuerySet
from schools.models import School


def proofs_for(user: User) -> CompletionFileQuerySet:
    """Of schools whose reports the person reads, whatever has become of their programme and its roadmaps."""
    return CompletionFile.objects.filter(completion__school__in=School.objects.visible_to(user))


def stored_keys(report: SchoolReport, sheet: Sheet) -> set[str]:
    """Which files of a kept version of the report are still there; two queries."""
    keys = [file.key for row in sheet.entries for file in row.files]
    attached = Evidence.objects.filter(entry__report=report, key__in=keys)
    proofs = CompletionFile.objects.filter(completion__school=report.school_id, key__in=keys)
    return {str(key) for files in (attached, proofs) for key in files.values_list("key", flat=True)}
