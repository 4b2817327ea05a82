from monitoring.models.consolidated import ConsolidatedReport
from monitoring.models.indicator import Indicator, ReportingPeriod, Target
from monitoring.models.reminder import Morning, Reminder
from monitoring.models.report import ReportEvent, SchoolReport
from monitoring.models.values import ActivityEntry, Evidence, IndicatorValue

__all__ = [
    "ActivityEntry",
    "ConsolidatedReport",
    "Evidence",
    "Indicator",
    "IndicatorValue",
    "Morning",
    "Reminder",
    "ReportEvent",
    "ReportingPeriod",
    "SchoolReport",
    "Target",
]
