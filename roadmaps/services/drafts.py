"""Locking a roadmap for a change of its contents, and keeping the positions of its rows in order."""

from __future__ import annotations

from collections.abc import Sequence

from roadmaps.models import Activity, Roadmap, Section
from roadmaps.services.errors import RoadmapNotDraftError


def lock_draft(roadmap_id: int) -> Roadmap:
    """The roadmap, locked until the end of the transaction: changes of its contents and of its state come one after another."""
    roadmap = Roadmap.objects.select_for_update(of=("self",)).select_related("programme").get(pk=roadmap_id)
    if roadmap.state != Roadmap.State.DRAFT:
        raise RoadmapNotDraftError(roadmap)
    return roadmap


def rows_of(section: Section) -> list[Activity]:
    """All activities of the section in order; the deleted ones keep their place, so that they can come back to it."""
    return list(section.activities.order_by("position", "pk"))


def write_order(section: Section, rows: Sequence[Activity]) -> None:
    """Give the activities the positions 1, 2, 3… and the section, writing only those that change."""
    changed = []
    for position, row in enumerate(rows, 1):
        if (row.position, row.section_id) != (position, section.pk):
            row.position, row.section_id = position, section.pk
            changed.append(row)
    Activity.objects.bulk_update(changed, ["position", "section"])


def write_section_order(sections: Sequence[Section]) -> None:
    changed = []
    for position, section in enumerate(sections, 1):
        if section.position != position:
            section.position = position
            changed.append(section)
    Section.objects.bulk_update(changed, ["position"])
