"""Writes on programmes and roadmaps. Every one leaves an audit event."""

from roadmaps.services.activities import (
    Direction,
    add_activity,
    delete_activity,
    move_activity,
    move_activity_to,
    restore_activity,
    update_activity,
)
from roadmaps.services.completions import complete_occurrence, undo_completion
from roadmaps.services.deadlines import decide_deadline
from roadmaps.services.errors import EditConflictError, RefusedError, RoadmapNotDraftError
from roadmaps.services.imports import accept_import, build_roadmap, discard_import, save_review, start_import
from roadmaps.services.meaning import refresh_municipality, refresh_occurrences
from roadmaps.services.programmes import create_programme, update_programme
from roadmaps.services.sections import add_section, delete_section, move_section, rename_section
from roadmaps.services.states import change_state, rename_roadmap

__all__ = [
    "Direction",
    "EditConflictError",
    "RefusedError",
    "RoadmapNotDraftError",
    "accept_import",
    "add_activity",
    "add_section",
    "build_roadmap",
    "change_state",
    "complete_occurrence",
    "create_programme",
    "decide_deadline",
    "delete_activity",
    "delete_section",
    "discard_import",
    "move_activity",
    "move_activity_to",
    "move_section",
    "refresh_municipality",
    "refresh_occurrences",
    "rename_roadmap",
    "rename_section",
    "restore_activity",
    "save_review",
    "start_import",
    "undo_completion",
    "update_activity",
    "update_programme",
]
