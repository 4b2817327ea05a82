"""What a service refuses, with words for the person where there is something to say."""

from __future__ import annotations

from roadmaps.models import Activity


class RoadmapNotDraftError(Exception):
    """The roadmap is approved or closed: nothing of it is edited until it is a draft again."""


class EditConflictError(Exception):
    """Somebody saved or deleted the activity after this person had opened it; `current` is what stands in the roadmap now."""

    def __init__(self, current: Activity) -> None:
        super().__init__(str(current))
        self.current = current


class RefusedError(Exception):
    """The act is not possible in the present state. The message is Russian and says why."""
