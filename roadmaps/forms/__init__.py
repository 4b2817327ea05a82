from roadmaps.forms.activities import ActivityForm, conflict_form, stored_value
from roadmaps.forms.decision import DecisionForm
from roadmaps.forms.plans import CompletionForm, ProgrammeForm, RoadmapTitleForm, SectionForm
from roadmaps.forms.review import LineFormSet, PassportFormSet, ReviewHeadForm
from roadmaps.forms.town_calendar import DayOffRuleForm, SchoolYearForm, SpecialDayForm
from roadmaps.forms.upload import UploadForm

__all__ = [
    "ActivityForm",
    "CompletionForm",
    "DayOffRuleForm",
    "DecisionForm",
    "LineFormSet",
    "PassportFormSet",
    "ProgrammeForm",
    "ReviewHeadForm",
    "RoadmapTitleForm",
    "SchoolYearForm",
    "SectionForm",
    "SpecialDayForm",
    "UploadForm",
    "conflict_form",
    "stored_value",
]
