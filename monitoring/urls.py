from django.urls import path, re_path

from monitoring import views

app_name = "monitoring"
urlpatterns = [
    path("dashboard/", views.dashboard, name="dashboard"),
    path("dashboard/activities/", views.dashboard_activities, name="dashboard_activities"),
    path("dashboard/indicators/<int:pk>/", views.dashboard_indicator, name="dashboard_indicator"),
    path("consolidated/<int:pk>/remake/", views.consolidated_remake, name="consolidated_remake"),
    re_path(
        r"^consolidated/(?P<pk>\d+)/report\.(?P<extension>pdf|xlsx)$", views.consolidated_file, name="consolidated_file"
    ),
    path("reports/", views.report_list, name="report_list"),
    path("reports/<int:pk>/", views.report_detail, name="report_detail"),
    path("reports/<int:pk>/save/", views.report_save, name="report_save"),
    path("reports/<int:pk>/activities/<int:occurrence_id>/", views.entry_save, name="entry_save"),
    path("reports/<int:pk>/activities/<int:occurrence_id>/files/", views.evidence_attach, name="evidence_attach"),
    path("reports/<int:pk>/activities/<int:occurrence_id>/take/", views.entry_take, name="entry_take"),
    path("reports/<int:pk>/indicators/<int:indicator_id>/", views.value_save, name="value_save"),
    path("reports/<int:pk>/texts/", views.texts_save, name="texts_save"),
    path("reports/<int:pk>/check/", views.report_check, name="report_check"),
    path("reports/<int:pk>/submit/", views.report_submit, name="report_submit"),
    path("reports/<int:pk>/return/", views.report_return, name="report_return"),
    path("reports/<int:pk>/accept/", views.report_accept, name="report_accept"),
    path("reports/<int:pk>/versions/<int:event_id>/", views.report_version, name="report_version"),
    path("evidence/<uuid:key>/", views.evidence_download, name="evidence_download"),
    path("evidence/<uuid:key>/remove/", views.evidence_remove, name="evidence_remove"),
    path("reminders/", views.reminder_wish, name="reminder_wish"),
    path("reminders/rules/", views.reminder_rules, name="reminder_rules"),
    path("letters/reminders/", views.reminder_log, name="reminder_log"),
    path("setup/", views.setup, name="setup"),
    path("setup/programmes/<int:pk>/indicators/", views.indicator_list, name="indicator_list"),
    path("setup/programmes/<int:pk>/indicators/new/", views.indicator_add, name="indicator_add"),
    path("setup/indicators/<int:pk>/", views.indicator_edit, name="indicator_edit"),
    path("setup/indicators/<int:pk>/revise/", views.indicator_revise, name="indicator_revise"),
    path("setup/indicators/<int:pk>/move/", views.indicator_move, name="indicator_move"),
    path("setup/indicators/<int:pk>/switch/", views.indicator_switch, name="indicator_switch"),
    path("setup/programmes/<int:pk>/periods/", views.period_list, name="period_list"),
    path("setup/programmes/<int:pk>/periods/add/", views.period_add, name="period_add"),
    path("setup/periods/<int:pk>/", views.period_edit, name="period_edit"),
]
