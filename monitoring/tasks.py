"""Beat's tasks of monitoring. Each is idempotent: twice, late or on two workers at once gives the same rows and letters."""

from celery import shared_task
from django.utils import timezone

from monitoring import reminders
from monitoring.services import periods


@shared_task
def open_reports() -> None:
    now = timezone.now()
    periods.plan_periods(now)
    periods.open_reports(now)


@shared_task
def close_periods() -> None:
    periods.close_periods(timezone.now())


@shared_task
def remind() -> None:
    reminders.remind(timezone.now())
