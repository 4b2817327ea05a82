"""Schools and the calendar they go by. Names are invented."""

from datetime import date, timedelta

import factory
from factory import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from accounts.models import Role
from schools.models import (
    AcademicPeriod,
    School,
    SchoolIdentifier,
    SchoolStaff,
    SchoolSuccession,
    SocialPassport,
    SpecialDay,
)
from tests.factories.people import MunicipalityFactory, UserFactory


class SchoolFactory(DjangoModelFactory):
    class Meta:
        model = School

    municipality = SubFactory(MunicipalityFactory)
    number = Sequence(str)
    short_name = Sequence(lambda n: f"СОШ № {n}")
    full_name = LazyAttribute(lambda s: f"Муниципальное бюджетное общеобразовательное учреждение «{s.short_name}»")
    pupils = 500


class SchoolStaffFactory(DjangoModelFactory):
    class Meta:
        model = SchoolStaff

    school = SubFactory(SchoolFactory)
    user = SubFactory(UserFactory, role=Role.DIRECTOR, municipality=factory.SelfAttribute("..school.municipality"))
    duty = SchoolStaff.Duty.DIRECTOR


class SchoolIdentifierFactory(DjangoModelFactory):
    class Meta:
        model = SchoolIdentifier

    school = SubFactory(SchoolFactory)
    municipality = factory.SelfAttribute("school.municipality")
    system = SchoolIdentifier.System.FIS_OKO
    value = Sequence(lambda n: f"edu{220000 + n}")


class SchoolSuccessionFactory(DjangoModelFactory):
    class Meta:
        model = SchoolSuccession

    predecessor = SubFactory(SchoolFactory)
    successor = SubFactory(SchoolFactory, municipality=factory.SelfAttribute("..predecessor.municipality"))
    happened_on = date(2025, 8, 1)
    basis = "Постановление о присоединении"


class SocialPassportFactory(DjangoModelFactory):
    """Only the number of pupils is known, and of the families why it is not."""

    class Meta:
        model = SocialPassport

    school = SubFactory(SchoolFactory)
    year = 2026
    pupils = 500
    responsible = "Социальный педагог"
    reasons = factory.LazyFunction(lambda: {"families": "не собирали"})


class AcademicPeriodFactory(DjangoModelFactory):
    class Meta:
        model = AcademicPeriod

    municipality = SubFactory(MunicipalityFactory)
    school_year = 2026
    kind = AcademicPeriod.Kind.AUTUMN
    starts_on = date(2026, 10, 26)
    ends_on = date(2026, 11, 3)


class SpecialDayFactory(DjangoModelFactory):
    class Meta:
        model = SpecialDay

    municipality = SubFactory(MunicipalityFactory)
    day = Sequence(lambda n: date(2026, 4, 20) + timedelta(days=n))
    note = "День республики"
