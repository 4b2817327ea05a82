from django.urls import include, path

from roadmaps import views
from roadmaps.views import aliases, calendars, completions, feeds, organisations, parties, terms

app_name = "roadmaps"
_roadmaps = [
    path("", views.roadmap_list, name="roadmap_list"),
    path("<int:pk>/", views.roadmap_detail, name="roadmap_detail"),
    path("<int:pk>/month/", calendars.roadmap_month, name="roadmap_month"),
    path("<int:pk>/year/", calendars.roadmap_year, name="roadmap_year"),
    path("<int:pk>/strip/", calendars.roadmap_strip, name="roadmap_strip"),
    path("<int:pk>/check/", views.roadmap_check, name="roadmap_check"),
    path("<int:pk>/state/", views.roadmap_state, name="roadmap_state"),
    path("<int:pk>/rename/", views.roadmap_rename, name="roadmap_rename"),
    path("<int:pk>/sections/new/", views.section_add, name="section_add"),
    path("sections/<int:pk>/", views.section_edit, name="section_edit"),
    path("sections/<int:pk>/move/", views.section_move, name="section_move"),
    path("sections/<int:pk>/delete/", views.section_delete, name="section_delete"),
    path("sections/<int:pk>/activities/new/", views.activity_add, name="activity_add"),
    path("activities/<int:pk>/", views.activity_row, name="activity_row"),
    path("activities/<int:pk>/edit/", views.activity_edit, name="activity_edit"),
    path("activities/<int:pk>/move/", views.activity_move, name="activity_move"),
    path("activities/<int:pk>/delete/", views.activity_delete, name="activity_delete"),
    path("activities/<int:pk>/restore/", views.activity_restore, name="activity_restore"),
    path("occurrences/<int:pk>/complete/", views.occurrence_complete, name="occurrence_complete"),
    path("occurrences/<int:pk>/schools/<int:school_id>/complete/", completions.school_complete, name="school_complete"),
    path("occurrences/<int:pk>/postponement/undo/", completions.postponement_undo, name="postponement_undo"),
    path(
        "occurrences/<int:pk>/schools/<int:school_id>/postponement/undo/",
        completions.school_postponement_undo,
        name="school_postponement_undo",
    ),
    path("completions/<int:pk>/undo/", views.completion_undo, name="completion_undo"),
    path("completions/files/<uuid:key>/", completions.completion_file, name="completion_file"),
    path("imports/new/", views.import_upload, name="import_upload"),
    path("imports/<int:pk>/", views.import_review, name="import_review"),
    path("imports/<int:pk>/discard/", views.import_discard, name="import_discard"),
    path("programmes/<int:pk>/", views.programme_edit, name="programme_edit"),
    path("town-calendar/", views.town_calendar, name="town_calendar"),
    path("town-calendar/rule/", views.town_calendar_rule, name="town_calendar_rule"),
    path("town-calendar/year/", views.town_calendar_year, name="town_calendar_year"),
    path("town-calendar/days/new/", views.special_day_add, name="special_day_add"),
    path("town-calendar/days/<int:pk>/remove/", views.special_day_remove, name="special_day_remove"),
    path("questions/", views.deadline_questions, name="deadline_questions"),
    path("activities/<int:pk>/deadline/", views.deadline_decide, name="deadline_decide"),
    path("deadlines/says/", views.deadline_says, name="deadline_says"),
]
_responsibles = [
    path("", parties.party_queue, name="party_queue"),
    path("<int:pk>/", parties.party_answer, name="party_answer"),
    path("remembered/", aliases.alias_list, name="alias_list"),
    path("remembered/<int:pk>/", aliases.alias_edit, name="alias_edit"),
    path("remembered/<int:pk>/forget/", aliases.alias_forget, name="alias_forget"),
    path("organisations/", organisations.organisation_list, name="organisation_list"),
    path("organisations/new/", organisations.organisation_create, name="organisation_create"),
    path("organisations/<int:pk>/", organisations.organisation_edit, name="organisation_edit"),
    path("organisations/<int:pk>/delete/", organisations.organisation_delete, name="organisation_delete"),
]
urlpatterns = [
    path("roadmaps/", include(_roadmaps)),
    path("responsibles/", include(_responsibles)),
    path("terms/", terms.term_list, name="term_list"),
    path("calendar/", feeds.calendar_feed, name="calendar_feed"),
    path("calendar/renew/", feeds.calendar_renew, name="calendar_renew"),
    path("calendar/revoke/", feeds.calendar_revoke, name="calendar_revoke"),
    path("calendar/<str:token>.ics", feeds.calendar_file, name="calendar_file"),
]
