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
from roadmaps.services.deadlines import decide_deadline
from roadmaps.services.errors import EditConflictError, RefusedError, RoadmapNotDraftError
from roadmaps.services.imports import accept_import, build_roadmap, discard_import, save_review, start_import
from roadmaps.services.meaning import refresh_municipality, refresh_occurrences
from roadmaps.services.programmes import create_programme, update_programme
from roadmaps.services.proofs import Proof
from roadmaps.services.sections import add_section, delete_section, move_section, rename_section
from roadmaps.services.settling import (
    mark_done,
    mark_not_applicable,
    may_settle,
    postpone,
    undo_completion,
    undo_postponement,
)
from roadmaps.services.states import change_state, rename_roadmap
from roadmaps.services.town_calendar import (
    add_special_day,
    remove_special_day,
    save_academic_periods,
    set_day_off_rule,
)

__all__ = [
    "Direction",
    "EditConflictError",
    "Proof",
    "RefusedError",
    "RoadmapNotDraftError",
    "accept_import",
    "add_activity",
    "add_section",
    "add_special_day",
    "build_roadmap",
    "change_state",
    "create_programme",
    "decide_deadline",
    "delete_activity",
    "delete_section",
    "discard_import",
    "mark_done",
    "mark_not_applicable",
    "may_settle",
    "move_activity",
    "move_activity_to",
    "move_section",
    "postpone",
    "refresh_municipality",
    "refresh_occurrences",
    "remove_special_day",
    "rename_roadmap",
    "rename_section",
    "restore_activity",
    "save_academic_periods",
    "save_review",
    "set_day_off_rule",
    "start_import",
    "undo_completion",
    "undo_postponement",
    "update_activity",
    "update_programme",
]
