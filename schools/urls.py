from django.urls import path, register_converter

from schools import urls_identification, views

register_converter(views.YearConverter, "year")

app_name = "schools"
urlpatterns = [
    path("schools/", views.school_list, name="school_list"),
    path("schools/new/", views.school_create, name="school_create"),
    path("schools/import/", views.school_import, name="school_import"),
    path("schools/import/template.xlsx", views.school_import_template, name="school_import_template"),
    path("schools/<int:pk>/", views.school_detail, name="school_detail"),
    path("schools/<int:pk>/edit/", views.school_edit, name="school_edit"),
    path("schools/<int:pk>/codes/", views.school_codes, name="school_codes"),
    path("schools/codes/<int:pk>/delete/", views.code_delete, name="code_delete"),
    path("schools/successions/<int:pk>/delete/", views.succession_delete, name="succession_delete"),
    path("schools/<int:pk>/olympiads/<year:year>/", views.olympiad_fill, name="olympiad_fill"),
    path("passports/", views.passport_list, name="passport_list"),
    path("passports/<int:pk>/<year:year>/", views.passport_detail, name="passport_detail"),
    path("passports/<int:pk>/<year:year>/fill/", views.passport_fill, name="passport_fill"),
    path("results/", views.loading_list, name="loading_list"),
    path("results/new/", views.loading_upload, name="loading_upload"),
    path("results/templates/<slug:layout>.xlsx", views.loading_template, name="loading_template"),
    path("results/<int:pk>/", views.loading_detail, name="loading_detail"),
    path("results/<int:pk>/suggested/", views.loading_decide, {"act": "suggested"}, name="loading_suggested"),
    path("results/<int:pk>/others/", views.loading_decide, {"act": "others"}, name="loading_others"),
    path("results/<int:pk>/accept/", views.loading_decide, {"act": "accept"}, name="loading_accept"),
    path("results/<int:pk>/discard/", views.loading_decide, {"act": "discard"}, name="loading_discard"),
    path("results/<int:pk>/undo/", views.loading_decide, {"act": "undo"}, name="loading_undo"),
    path("results/units/<int:pk>/", views.loading_match, name="loading_match"),
    path("results/sources/", views.source_list, name="source_list"),
    path("results/sources/new/", views.source_create, name="source_create"),
    path("results/sources/<int:pk>/delete/", views.source_delete, name="source_delete"),
    path("results/comparability/", views.comparability_list, name="comparability_list"),
    path("results/comparability/<int:pk>/undo/", views.comparability_undo, name="comparability_undo"),
    path("results/thresholds/<year:year>/", views.threshold_edit, name="threshold_edit"),
    path("people/", views.person_list, name="person_list"),
    path("people/new/", views.person_create, name="person_create"),
    path("people/<int:pk>/", views.person_edit, name="person_edit"),
    path("people/<int:pk>/invite/", views.person_invite, name="person_invite"),
    *urls_identification.urlpatterns,
]
