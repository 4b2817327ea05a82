from schools.views.comparability import comparability_list, comparability_undo
from schools.views.data import (
    code_delete,
    olympiad_fill,
    passport_detail,
    passport_fill,
    passport_list,
    school_codes,
    succession_delete,
)
from schools.views.imports import school_import, school_import_template
from schools.views.loading import (
    loading_decide,
    loading_detail,
    loading_list,
    loading_match,
    loading_template,
    loading_upload,
)
from schools.views.people import person_create, person_edit, person_invite, person_list
from schools.views.registry import school_create, school_detail, school_edit, school_list
from schools.views.sources import source_create, source_delete, source_list, threshold_edit
from schools.views.years import YearConverter

__all__ = [
    "YearConverter",
    "code_delete",
    "comparability_list",
    "comparability_undo",
    "loading_decide",
    "loading_detail",
    "loading_list",
    "loading_match",
    "loading_template",
    "loading_upload",
    "olympiad_fill",
    "passport_detail",
    "passport_fill",
    "passport_list",
    "person_create",
    "person_edit",
    "person_invite",
    "person_list",
    "school_codes",
    "school_create",
    "school_detail",
    "school_edit",
    "school_import",
    "school_import_template",
    "school_list",
    "source_create",
    "source_delete",
    "source_list",
    "succession_delete",
    "threshold_edit",
]
