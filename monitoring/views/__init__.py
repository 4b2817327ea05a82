from monitoring.views.consolidated import consolidated_file, consolidated_remake
from monitoring.views.dashboard import dashboard, dashboard_activities, dashboard_indicator
from monitoring.views.evidence import evidence_attach, evidence_download, evidence_remove
from monitoring.views.filling import entry_save, entry_take, report_save, texts_save, value_save
from monitoring.views.home import home_curator, home_director, home_office
from monitoring.views.reminders import reminder_log, reminder_rules, reminder_wish
from monitoring.views.reports import report_check, report_detail, report_submit, report_version
from monitoring.views.review import report_accept, report_list, report_return
from monitoring.views.setup import setup
from monitoring.views.setup_indicators import (
    indicator_add,
    indicator_edit,
    indicator_list,
    indicator_move,
    indicator_revise,
    indicator_switch,
)
from monitoring.views.setup_periods import period_add, period_edit, period_list

__all__ = [
    "consolidated_file",
    "consolidated_remake",
    "dashboard",
    "dashboard_activities",
    "dashboard_indicator",
    "entry_save",
    "entry_take",
    "evidence_attach",
    "evidence_download",
    "evidence_remove",
    "home_curator",
    "home_director",
    "home_office",
    "indicator_add",
    "indicator_edit",
    "indicator_list",
    "indicator_move",
    "indicator_revise",
    "indicator_switch",
    "period_add",
    "period_edit",
    "period_list",
    "reminder_log",
    "reminder_rules",
    "reminder_wish",
    "report_accept",
    "report_check",
    "report_detail",
    "report_list",
    "report_return",
    "report_save",
    "report_submit",
    "report_version",
    "setup",
    "texts_save",
    "value_save",
]
