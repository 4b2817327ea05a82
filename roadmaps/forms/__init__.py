from roadmaps.forms.activities import ActivityForm, conflict_form, stored_value
from roadmaps.forms.plans import CompletionForm, ProgrammeForm, RoadmapTitleForm, SectionForm
from roadmaps.forms.review import LineFormSet, PassportFormSet, ReviewHeadForm
from roadmaps.forms.upload import UploadForm

__all__ = [
    "ActivityForm",
    "CompletionForm",
    "LineFormSet",
    "PassportFormSet",
    "ProgrammeForm",
    "ReviewHeadForm",
    "RoadmapTitleForm",
    "SectionForm",
    "UploadForm",
    "conflict_form",
    "stored_value",
]
