import pytest
from django.db import DatabaseError, transaction

from accounts import audit
from accounts.models import AuditEvent
from monitoring.models import ReportEvent
from tests import factories as f


def test_audit_event_change_refused(world):
    event = audit.record("сохранение", world.school, by=world.methodist, municipality=world.municipality)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        AuditEvent.objects.filter(pk=event.pk).update(action="другое")


def test_audit_event_deletion_refused(world):
    event = audit.record("сохранение", world.school, by=world.methodist, municipality=world.municipality)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        AuditEvent.objects.filter(pk=event.pk).delete()


def test_report_event_change_refused(world):
    report = f.SchoolReportFactory(period__programme=world.programme, school=world.school)
    event = ReportEvent.objects.create(report=report, from_state="draft", to_state="submitted")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        ReportEvent.objects.filter(pk=event.pk).update(comment="другое")
