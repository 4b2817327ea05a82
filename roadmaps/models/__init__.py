from roadmaps.models.activity import Activity, Completion, Occurrence, Section
from roadmaps.models.imports import RoadmapImport
from roadmaps.models.programme import PassportEntry, Programme, Roadmap

__all__ = [
    "Activity",
    "Completion",
    "Occurrence",
    "PassportEntry",
    "Programme",
    "Roadmap",
    "RoadmapImport",
    "Section",
]
