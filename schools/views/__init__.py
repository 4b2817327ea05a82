from schools.views.imports import school_import, school_import_template
from schools.views.people import person_create, person_edit, person_invite, person_list
from schools.views.registry import school_create, school_detail, school_edit, school_list

__all__ = [
    "person_create",
    "person_edit",
    "person_invite",
    "person_list",
    "school_create",
    "school_detail",
    "school_edit",
    "school_import",
    "school_import_template",
    "school_list",
]
