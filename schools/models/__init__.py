from schools.models.calendar import AcademicPeriod, SpecialDay
from schools.models.comparability import NotComparable
from schools.models.decision_file import DecisionFile
from schools.models.identification import IdentificationRun, MethodologyVersion, Verdict
from schools.models.listing import (
    ExpertDecision,
    ListEvent,
    ListPlace,
    OuterList,
    SchoolList,
    SchoolListEntry,
)
from schools.models.loading import ImportUnit, ResultImport, SourceMapping
from schools.models.objectivity import JournalComparison, ObjectivityMarker, OlympiadResult, ScoreDistribution
from schools.models.passport import SocialPassport
from schools.models.results import AssessmentResult, ExamThreshold, ReferenceResult
from schools.models.school import School, SchoolStaff
from schools.models.school_identity import SchoolIdentifier, SchoolSuccession

__all__ = [
    "AcademicPeriod",
    "AssessmentResult",
    "DecisionFile",
    "ExamThreshold",
    "ExpertDecision",
    "IdentificationRun",
    "ImportUnit",
    "JournalComparison",
    "ListEvent",
    "ListPlace",
    "MethodologyVersion",
    "NotComparable",
    "ObjectivityMarker",
    "OlympiadResult",
    "OuterList",
    "ReferenceResult",
    "ResultImport",
    "School",
    "SchoolIdentifier",
    "SchoolList",
    "SchoolListEntry",
    "SchoolStaff",
    "SchoolSuccession",
    "ScoreDistribution",
    "SocialPassport",
    "SourceMapping",
    "SpecialDay",
    "Verdict",
]
