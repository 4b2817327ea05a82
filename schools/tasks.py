"""Celery tasks of schools: ids in, one service call. A second delivery of the same task changes nothing."""

from celery import shared_task
from django.utils import timezone

from schools.services import acceptance, loading


@shared_task
def read_results_file(import_id: int) -> None:
    loading.read_import(import_id)


@shared_task
def write_results(import_id: int) -> None:
    acceptance.write_import(import_id)


@shared_task
def sweep_imports() -> None:
    loading.sweep_imports(timezone.now())
