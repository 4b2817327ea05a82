from schools.models.identification import IdentificationRun, MethodologyVersion, Verdict
from schools.models.results import AssessmentResult
from schools.models.school import School, SchoolStaff

__all__ = ["AssessmentResult", "IdentificationRun", "MethodologyVersion", "School", "SchoolStaff", "Verdict"]
