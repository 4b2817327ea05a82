from roadmaps.views.activities import (
    activity_add,
    activity_delete,
    activity_edit,
    activity_move,
    activity_restore,
    activity_row,
    deadline_says,
)
from roadmaps.views.completions import completion_undo, occurrence_complete
from roadmaps.views.imports import import_discard, import_review, import_upload
from roadmaps.views.programmes import programme_edit
from roadmaps.views.questions import deadline_decide, deadline_questions
from roadmaps.views.roadmaps import roadmap_check, roadmap_detail, roadmap_list, roadmap_rename, roadmap_state
from roadmaps.views.sections import section_add, section_delete, section_edit, section_move
from roadmaps.views.town_calendar import (
    special_day_add,
    special_day_remove,
    town_calendar,
    town_calendar_rule,
    town_calendar_year,
)

__all__ = [
    "activity_add",
    "activity_delete",
    "activity_edit",
    "activity_move",
    "activity_restore",
    "activity_row",
    "completion_undo",
    "deadline_decide",
    "deadline_questions",
    "deadline_says",
    "import_discard",
    "import_review",
    "import_upload",
    "occurrence_complete",
    "programme_edit",
    "roadmap_check",
    "roadmap_detail",
    "roadmap_list",
    "roadmap_rename",
    "roadmap_state",
    "section_add",
    "section_delete",
    "section_edit",
    "section_move",
    "special_day_add",
    "special_day_remove",
    "town_calendar",
    "town_calendar_rule",
    "town_calendar_year",
]
