from roadmaps.models.activity import Activity, Section
from roadmaps.models.facts import CompletionFile, Postponement
from roadmaps.models.feed import CalendarFeed
from roadmaps.models.imports import RoadmapImport
from roadmaps.models.occurrence import Completion, Occurrence
from roadmaps.models.programme import PassportEntry, Programme, Roadmap

__all__ = [
    "Activity",
    "CalendarFeed",
    "Completion",
    "CompletionFile",
    "Occurrence",
    "PassportEntry",
    "Postponement",
    "Programme",
    "Roadmap",
    "RoadmapImport",
    "Section",
]
