"""Tells the terms, which know no reports, what the reports that wait for review call done."""

from __future__ import annotations

from monitoring.models import ActivityEntry, SchoolReport
from roadmaps.models import ReportedTerm


def tell_terms(report: SchoolReport) -> None:
    """Bring the terms of the report up to date after each of its steps, inside the caller's transaction.

    A term may stand in the reports of two quarters: what one of them says while it waits does not go with the other.
    """
    occurrences = report.entries.values("occurrence")
    said = ActivityEntry.objects.filter(
        report__school=report.school_id,
        report__state=SchoolReport.State.SUBMITTED,
        occurrence__in=occurrences,
        status=ActivityEntry.Status.DONE,
        done_on__isnull=False,  # the check before the submission asks for it
    )
    rows = said.order_by("occurrence", "report__period__starts_on").values_list("occurrence", "done_on")
    done = {occurrence: day for occurrence, day in rows if day}
    ReportedTerm.objects.filter(school=report.school_id, occurrence__in=occurrences).exclude(
        occurrence__in=done
    ).delete()
    ReportedTerm.objects.bulk_create(
        [ReportedTerm(occurrence_id=key, school_id=report.school_id, done_on=day) for key, day in done.items()],
        update_conflicts=True,
        unique_fields=["occurrence", "school"],
        update_fields=["done_on"],
    )
