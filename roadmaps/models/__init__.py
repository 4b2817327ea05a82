from roadmaps.models.activity import Activity, Section
from roadmaps.models.facts import CompletionFile, Postponement, ReportedTerm
from roadmaps.models.feed import CalendarFeed
from roadmaps.models.imports import RoadmapImport
from roadmaps.models.occurrence import Completion, Occurrence
from roadmaps.models.programme import PassportEntry, Programme, Roadmap
from roadmaps.models.responsible import ActivityParty, Organisation, PartyAlias

__all__ = [
    "Activity",
    "ActivityParty",
    "CalendarFeed",
    "Completion",
    "CompletionFile",
    "Occurrence",
    "Organisation",
    "PartyAlias",
    "PassportEntry",
    "Postponement",
    "Programme",
    "ReportedTerm",
    "Roadmap",
    "RoadmapImport",
    "Section",
]
