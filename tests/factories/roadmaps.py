"""Programmes, roadmaps and what becomes of their activities. Names are invented."""

from datetime import date

import factory
from django.utils import timezone
from factory import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from roadmaps.models import (
    Activity,
    ActivityParty,
    CalendarFeed,
    Completion,
    CompletionFile,
    Occurrence,
    Organisation,
    PartyAlias,
    PassportEntry,
    Postponement,
    Programme,
    ReportedTerm,
    Roadmap,
    RoadmapImport,
    Section,
)
from tests.factories.people import MunicipalityFactory, UserFactory
from tests.factories.schools import SchoolFactory


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = Programme

    municipality = SubFactory(MunicipalityFactory)
    title = Sequence(lambda n: f"Программа поддержки школ {n}")
    starts_on = date(2025, 1, 1)
    ends_on = date(2027, 12, 31)


class PassportEntryFactory(DjangoModelFactory):
    class Meta:
        model = PassportEntry

    programme = SubFactory(ProgrammeFactory)
    position = Sequence(int)
    name = "Цель программы"
    text = "Качественное образование во всех школах"


class RoadmapFactory(DjangoModelFactory):
    """`approved=True` gives one in force."""

    class Meta:
        model = Roadmap

    programme = SubFactory(ProgrammeFactory)
    title = Sequence(lambda n: f"План мероприятий {n}")

    class Params:
        approved = factory.Trait(
            state=Roadmap.State.APPROVED,
            approved_at=factory.LazyFunction(timezone.now),
            approved_by=SubFactory(UserFactory, municipality=factory.SelfAttribute("..programme.municipality")),
        )


class RoadmapImportFactory(DjangoModelFactory):
    """A file of one section with one activity, read and waiting for review."""

    class Meta:
        model = RoadmapImport

    municipality = SubFactory(MunicipalityFactory)
    by = SubFactory(UserFactory, municipality=factory.SelfAttribute("..municipality"))
    file_name = Sequence(lambda n: f"план-{n}.docx")
    title = Sequence(lambda n: f"План из файла {n}")
    programme_title = Sequence(lambda n: f"Программа из файла {n}")
    starts_on = date(2025, 1, 1)
    ends_on = date(2027, 12, 31)


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = Section

    roadmap = SubFactory(RoadmapFactory)
    position = Sequence(int)
    number = Sequence(lambda n: f"{n}.")
    title = Sequence(lambda n: f"Раздел {n}")


class ActivityFactory(DjangoModelFactory):
    class Meta:
        model = Activity
        skip_postgeneration_save = True

    section = SubFactory(SectionFactory)
    position = Sequence(int)
    number = Sequence(lambda n: f"1.{n}.")
    title = Sequence(lambda n: f"Провести мероприятие {n}")
    deadline_text = "ежегодно, сентябрь"
    responsible_text = "Руководители ОО"


class ActivityPartyFactory(DjangoModelFactory):
    """A question: nobody knows yet whom these words mean."""

    class Meta:
        model = ActivityParty

    activity = SubFactory(ActivityFactory)
    position = Sequence(int)
    key = LazyAttribute(lambda party: party.text.lower())
    text = Sequence(lambda n: f"Центр развития {n}")
    type = ActivityParty.Type.ORGANISATION
    state = ActivityParty.State.UNRESOLVED


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    municipality = SubFactory(MunicipalityFactory)
    name = Sequence(lambda n: f"Методический центр {n}")


class PartyAliasFactory(DjangoModelFactory):
    """An abbreviation of an organisation."""

    class Meta:
        model = PartyAlias

    municipality = SubFactory(MunicipalityFactory)
    key = LazyAttribute(lambda alias: alias.text.lower())
    text = Sequence(lambda n: f"МЦ{n}")
    target = PartyAlias.Target.ORGANISATION
    organisation = SubFactory(OrganisationFactory, municipality=factory.SelfAttribute("..municipality"))


class OccurrenceFactory(DjangoModelFactory):
    class Meta:
        model = Occurrence

    activity = SubFactory(ActivityFactory)
    starts_on = date(2026, 9, 1)
    due_on = date(2026, 9, 30)
    named_on = factory.SelfAttribute("due_on")
    label = "сентябрь 2026"


class CompletionFactory(DjangoModelFactory):
    class Meta:
        model = Completion

    occurrence = SubFactory(OccurrenceFactory)
    done_on = date(2026, 9, 20)


class CompletionFileFactory(DjangoModelFactory):
    class Meta:
        model = CompletionFile

    completion = SubFactory(CompletionFactory)
    document_kind = "справка"
    file = factory.django.FileField(filename="file.pdf", data=b"%PDF-1.4 proof")
    name = "Справка.pdf"
    content_type = "application/pdf"
    size = 14
    sha256 = Sequence(lambda n: f"{n:064x}")


class PostponementFactory(DjangoModelFactory):
    class Meta:
        model = Postponement

    occurrence = SubFactory(OccurrenceFactory)
    old_on = date(2026, 9, 30)
    new_on = date(2026, 10, 14)
    reason = "Семинар перенесён областью."


class ReportedTermFactory(DjangoModelFactory):
    class Meta:
        model = ReportedTerm

    occurrence = SubFactory(OccurrenceFactory)
    school = SubFactory(SchoolFactory)
    done_on = date(2026, 9, 20)


class CalendarFeedFactory(DjangoModelFactory):
    class Meta:
        model = CalendarFeed

    user = SubFactory(UserFactory)
