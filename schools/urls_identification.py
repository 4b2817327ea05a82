"""Addresses of the identification; part of the namespace «schools»."""

from django.urls import path

from schools.views import identification as runs
from schools.views import listing, methodologies, outer_lists

RUN = "identification/runs/<int:pk>/"
METHODOLOGY = "identification/methodologies/<int:pk>/"
urlpatterns = [
    path("identification/", runs.workspace, name="workspace"),
    path("identification/runs/new/", runs.run_create, name="run_create"),
    path(RUN, runs.run_detail, name="run_detail"),
    path(f"{RUN}schools/", runs.run_schools, name="run_schools"),
    path(f"{RUN}quadrants/", runs.run_quadrants, name="run_quadrants"),
    path(f"{RUN}changes/", runs.run_changes, name="run_changes"),
    path(f"{RUN}what-if/", runs.run_what_if, name="run_what_if"),
    path(f"{RUN}run.xlsx", runs.run_table_xlsx, name="run_xlsx"),
    path(f"{RUN}run.pdf", runs.run_paper_pdf, name="run_pdf"),
    path(f"{RUN}list/", listing.list_proposal, name="list_proposal"),
    path(f"{RUN}list/approve/", listing.list_approve, name="list_approve"),
    path("identification/lists/<int:pk>/", listing.list_detail, name="list_detail"),
    path("identification/outer/new/", outer_lists.outer_list_create, name="outer_list_create"),
    path("identification/decisions/", listing.decision_list, name="decision_list"),
    path("identification/decisions/new/", listing.decision_create, name="decision_create"),
    path("identification/decisions/<int:pk>/approve/", listing.decision_approve, name="decision_approve"),
    path("identification/decisions/<int:pk>/refuse/", listing.decision_refuse, name="decision_refuse"),
    path("identification/decisions/files/<uuid:key>/", listing.decision_file, name="decision_file"),
    path("identification/methodologies/", methodologies.methodology_list, name="methodology_list"),
    path("identification/methodologies/new/", methodologies.methodology_create, name="methodology_create"),
    path(METHODOLOGY, methodologies.methodology_detail, name="methodology_detail"),
    path(f"{METHODOLOGY}edit/", methodologies.methodology_edit, name="methodology_edit"),
    path(f"{METHODOLOGY}correct/", methodologies.methodology_correct, name="methodology_correct"),
    path(f"{METHODOLOGY}approve/", methodologies.methodology_approve, name="methodology_approve"),
    path(f"{METHODOLOGY}delete/", methodologies.methodology_delete, name="methodology_delete"),
]
