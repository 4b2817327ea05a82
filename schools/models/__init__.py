from schools.models.calendar import AcademicPeriod, SpecialDay
from schools.models.identification import IdentificationRun, MethodologyVersion, Verdict
from schools.models.results import AssessmentResult
from schools.models.school import School, SchoolStaff

__all__ = [
    "AcademicPeriod",
    "AssessmentResult",
    "IdentificationRun",
    "MethodologyVersion",
    "School",
    "SchoolStaff",
    "SpecialDay",
    "Verdict",
]
