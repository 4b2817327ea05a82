"""Factories for methodologies, runs and everything that leads to the list of schools. Names are invented."""

from datetime import date

import factory
from django.utils import timezone
from factory import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from schools.identification import preset
from schools.models import DecisionFile, ExpertDecision, MethodologyVersion, OuterList, SchoolListEntry
from tests.factories.people import MunicipalityFactory, UserFactory
from tests.factories.schools import SchoolFactory


class MethodologyFactory(DjangoModelFactory):
    """Approved; `draft=True` gives one that is not."""

    class Meta:
        model = MethodologyVersion

    municipality = SubFactory(MunicipalityFactory)
    title = "Правило 30 %"
    version = Sequence(lambda n: n + 1)
    valid_from = date(2026, 9, 1)
    params = LazyAttribute(lambda _: preset("FED30"))
    approved_at = factory.LazyFunction(timezone.now)

    class Params:
        draft = factory.Trait(approved_at=None)


class ExpertDecisionFactory(DjangoModelFactory):
    """Waits for a second person."""

    class Meta:
        model = ExpertDecision

    school = SubFactory(SchoolFactory)
    year = 2026
    category = ExpertDecision.Category.LOW_RESULTS
    kind = ExpertDecision.Kind.INCLUDE
    justification = "Две малые выборки подряд, учителя математики нет второй год."
    basis_kind = ExpertDecision.Basis.PROTOCOL
    basis = "протокол рабочей группы от 12.09.2026 № 3"
    proposed_by = SubFactory(UserFactory, municipality=factory.SelfAttribute("..school.municipality"))


class DecisionFileFactory(DjangoModelFactory):
    class Meta:
        model = DecisionFile

    decision = SubFactory(ExpertDecisionFactory)
    file = factory.django.FileField(filename="file.pdf", data=b"%PDF-1.4 scan")
    name = "Протокол.pdf"
    content_type = "application/pdf"
    size = 13
    sha256 = Sequence(lambda n: f"{n:064x}")
    uploaded_by = factory.SelfAttribute("decision.proposed_by")


class SchoolListEntryFactory(DjangoModelFactory):
    class Meta:
        model = SchoolListEntry

    school_list = None
    school = SubFactory(SchoolFactory)
    low_results = True
    adverse = False
    state = "approved"
    wording = "по результатам оценочных процедур"


class OuterListFactory(DjangoModelFactory):
    class Meta:
        model = OuterList
        skip_postgeneration_save = True

    municipality = SubFactory(MunicipalityFactory)
    level = OuterList.Level.REGIONAL
    year = 2026
    basis = "письмо министерства от 03.09.2026 № 02-15"
    created_by = SubFactory(UserFactory, municipality=factory.SelfAttribute("..municipality"))
