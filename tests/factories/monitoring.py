"""Indicators, reports and reminders. Names are invented."""

from datetime import date, timedelta

import factory
from django.utils import timezone
from factory import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from monitoring.models import (
    ActivityEntry,
    ConsolidatedReport,
    Evidence,
    Indicator,
    IndicatorValue,
    Morning,
    Reminder,
    ReportingPeriod,
    SchoolReport,
    Target,
)
from tests.factories.people import MunicipalityFactory, UserFactory
from tests.factories.roadmaps import OccurrenceFactory, ProgrammeFactory
from tests.factories.schools import SchoolFactory


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = Indicator

    programme = SubFactory(ProgrammeFactory)
    position = Sequence(int)
    code = Sequence(lambda n: f"П{n}")
    name = Sequence(lambda n: f"Доля педагогов, прошедших обучение {n}")
    numerator_label = "педагогов, прошедших обучение"
    denominator_label = "педагогов всего"
    source = "отчёт школы"


class TargetFactory(DjangoModelFactory):
    class Meta:
        model = Target

    indicator = SubFactory(IndicatorFactory)
    year = 2026
    value = 80


class ReportingPeriodFactory(DjangoModelFactory):
    """III quarter of 2026 unless told otherwise."""

    class Meta:
        model = ReportingPeriod

    programme = SubFactory(ProgrammeFactory)
    year = 2026
    quarter = 3
    starts_on = date(2026, 7, 1)
    ends_on = date(2026, 9, 30)
    opens_on = LazyAttribute(lambda p: p.ends_on - timedelta(days=10))
    due_on = LazyAttribute(lambda p: p.ends_on + timedelta(days=5))
    closes_on = LazyAttribute(lambda p: p.ends_on + timedelta(days=15))


class SchoolReportFactory(DjangoModelFactory):
    class Meta:
        model = SchoolReport

    period = SubFactory(ReportingPeriodFactory)
    school = SubFactory(SchoolFactory, municipality=factory.SelfAttribute("..period.programme.municipality"))


class IndicatorValueFactory(DjangoModelFactory):
    class Meta:
        model = IndicatorValue

    report = SubFactory(SchoolReportFactory)
    indicator = SubFactory(IndicatorFactory, programme=factory.SelfAttribute("..report.period.programme"))
    state = IndicatorValue.State.ENTERED
    numerator = 5
    denominator = 10


class ActivityEntryFactory(DjangoModelFactory):
    class Meta:
        model = ActivityEntry

    report = SubFactory(SchoolReportFactory)
    occurrence = SubFactory(OccurrenceFactory)
    status = ActivityEntry.Status.DONE
    done_on = date(2026, 9, 20)
    result = "Проведено"


class EvidenceFactory(DjangoModelFactory):
    class Meta:
        model = Evidence

    entry = SubFactory(ActivityEntryFactory)
    file = factory.django.FileField(filename="file.pdf", data=b"%PDF-1.4 test")
    name = "справка.pdf"
    content_type = "application/pdf"
    size = 13
    sha256 = Sequence(lambda n: f"{n:064d}")


class ConsolidatedReportFactory(DjangoModelFactory):
    class Meta:
        model = ConsolidatedReport

    period = SubFactory(ReportingPeriodFactory)
    created_at = factory.LazyFunction(timezone.now)
    xlsx = factory.django.FileField(filename="report.xlsx", data=b"PK")
    pdf = factory.django.FileField(filename="report.pdf", data=b"%PDF-1.4")


class MorningFactory(DjangoModelFactory):
    class Meta:
        model = Morning

    municipality = SubFactory(MunicipalityFactory)
    day = Sequence(lambda n: date(2026, 1, 12) + timedelta(days=n))


class ReminderFactory(DjangoModelFactory):
    class Meta:
        model = Reminder

    occurrence = SubFactory(OccurrenceFactory)
    municipality = factory.SelfAttribute("occurrence.activity.section.roadmap.programme.municipality")
    person = SubFactory(UserFactory, municipality=factory.SelfAttribute("..municipality"))
    kind = Reminder.Kind.TERM
    due_on = date(2026, 9, 30)
    stage = 7
    sent_on = date(2026, 9, 23)
