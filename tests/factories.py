"""Factories for all models. Names are invented."""

from datetime import date, timedelta

import factory
from django.utils import timezone
from factory import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from accounts.models import Municipality, Notification, ReminderSettings, Role, User
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
from orders.models import Clause, OfficeProfile, Order
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
    Roadmap,
    RoadmapImport,
    Section,
)
from schools.models import (
    AcademicPeriod,
    AssessmentResult,
    ExamThreshold,
    ImportUnit,
    JournalComparison,
    ObjectivityMarker,
    OlympiadResult,
    ReferenceResult,
    ResultImport,
    School,
    SchoolIdentifier,
    SchoolStaff,
    SchoolSuccession,
    ScoreDistribution,
    SocialPassport,
    SourceMapping,
    SpecialDay,
)

PASSWORD = "очень-длинный-пароль-7"


class MunicipalityFactory(DjangoModelFactory):
    class Meta:
        model = Municipality

    slug = Sequence(lambda n: f"gorod-{n}")
    name = Sequence(lambda n: f"городской округ Лесной-{n}")
    organisation = LazyAttribute(lambda m: f"Управление образования: {m.name}")
    organisation_genitive = LazyAttribute(lambda m: f"управления образования: {m.name}")
    place = Sequence(lambda n: f"г. Лесной-{n}")


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = Sequence(lambda n: f"person{n}@example.org")
    last_name = Sequence(lambda n: f"Полевая-{n}")
    first_name = "Анна"
    patronymic = "Игоревна"
    position = "методист"
    role = Role.METHODIST
    municipality = factory.Maybe("is_admin", None, SubFactory(MunicipalityFactory))
    password = factory.django.Password(PASSWORD)

    class Params:
        is_admin = LazyAttribute(lambda u: u.role == Role.ADMIN)


class ReminderSettingsFactory(DjangoModelFactory):
    class Meta:
        model = ReminderSettings

    user = SubFactory(UserFactory)


class NotificationFactory(DjangoModelFactory):
    class Meta:
        model = Notification

    recipient = SubFactory(UserFactory)
    key = Sequence(lambda n: f"news-{n}")
    text = "Подходит срок: 1"
    url = "/terms/"


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


class AssessmentResultFactory(DjangoModelFactory):
    class Meta:
        model = AssessmentResult

    school = SubFactory(SchoolFactory)
    year = 2026
    kind = AssessmentResult.Kind.OGE
    subject = "математика"
    grade = 9
    participants = 40
    failed = 4


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


class SourceMappingFactory(DjangoModelFactory):
    class Meta:
        model = SourceMapping

    municipality = SubFactory(MunicipalityFactory)
    title = Sequence(lambda n: f"Своя таблица {n}")
    columns = factory.LazyFunction(lambda: {"school": "Организация", "participants": "Писали", "failed": "Двойки"})
    constants = factory.LazyFunction(lambda: {"kind": "РПР"})


class ResultImportFactory(DjangoModelFactory):
    """A file that was read and waits for a decision, with nothing in it."""

    class Meta:
        model = ResultImport

    municipality = SubFactory(MunicipalityFactory)
    by = SubFactory(UserFactory, municipality=factory.SelfAttribute("..municipality"))
    file_name = Sequence(lambda n: f"результаты-{n}.xlsx")
    layout = "table"
    state = ResultImport.State.REVIEW
    expected = factory.LazyFunction(lambda: {"kind": "ВПР"})
    message = "Посмотрите ещё раз"
    warnings = factory.LazyFunction(lambda: [["Лист", 2, "A", "Лист пропущен"]])
    warning_count = 1


class ImportUnitFactory(DjangoModelFactory):
    """A school that nobody has named yet."""

    class Meta:
        model = ImportUnit

    source = SubFactory(ResultImportFactory)
    position = Sequence(int)
    scope = ImportUnit.Scope.SCHOOL
    system = ImportUnit.System.FIS_OKO
    value = Sequence(lambda n: f"edu{330000 + n}")
    name = Sequence(lambda n: f"Школа из файла № {n}")


class ReferenceResultFactory(DjangoModelFactory):
    class Meta:
        model = ReferenceResult

    municipality = SubFactory(MunicipalityFactory)
    scope = ReferenceResult.Scope.REGION
    name = "Лесная область"
    year = Sequence(lambda n: 2011 + n % 80)
    kind = "ОГЭ"
    subject = "математика"
    grade = 9
    participants = 4000
    failed = 400


class ExamThresholdFactory(DjangoModelFactory):
    class Meta:
        model = ExamThreshold

    municipality = SubFactory(MunicipalityFactory)
    year = 2026
    kind = "ЕГЭ"
    subject = Sequence(lambda n: f"предмет {n}")
    minimum = 36


class JournalComparisonFactory(DjangoModelFactory):
    class Meta:
        model = JournalComparison

    school = SubFactory(SchoolFactory)
    year = Sequence(lambda n: 2011 + n % 80)
    kind = "ВПР"
    subject = "математика"
    grade = 5
    lowered, confirmed, raised = 4, 30, 6


class ScoreDistributionFactory(DjangoModelFactory):
    class Meta:
        model = ScoreDistribution

    school = SubFactory(SchoolFactory)
    year = Sequence(lambda n: 2011 + n % 80)
    kind = "ВПР"
    subject = "математика"
    grade = 5
    counts = factory.LazyFunction(lambda: [0, 2, 10, 4])


class ObjectivityMarkerFactory(DjangoModelFactory):
    class Meta:
        model = ObjectivityMarker

    school = SubFactory(SchoolFactory)
    year = Sequence(lambda n: 2011 + n % 80)
    grade = 4
    subject = "русский"
    marked = True


class OlympiadResultFactory(DjangoModelFactory):
    class Meta:
        model = OlympiadResult

    school = SubFactory(SchoolFactory)
    year = 2026
    stage = OlympiadResult.Stage.MUNICIPAL
    participants = 20
    winners = 3


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


class CalendarFeedFactory(DjangoModelFactory):
    class Meta:
        model = CalendarFeed

    user = SubFactory(UserFactory)


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


class OfficeProfileFactory(DjangoModelFactory):
    class Meta:
        model = OfficeProfile

    municipality = SubFactory(MunicipalityFactory)
    letterhead = "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ\nАДМИНИСТРАЦИИ ГОРОДСКОГО ОКРУГА"
    signatory_position = "Начальник управления образования"
    signatory_name = "В. А. Озёрная"


class OrderFactory(DjangoModelFactory):
    class Meta:
        model = Order

    municipality = SubFactory(MunicipalityFactory)
    roadmap = SubFactory(RoadmapFactory, programme__municipality=factory.SelfAttribute("...municipality"))
    heading = "Об утверждении дорожной карты"
    preamble = "В целях повышения качества образования"
    signatory_position = "Начальник управления образования"
    signatory_name = "В. А. Озёрная"


class ClauseFactory(DjangoModelFactory):
    class Meta:
        model = Clause

    order = SubFactory(OrderFactory)
    position = Sequence(int)
    text = "Утвердить дорожную карту."


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
