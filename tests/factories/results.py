"""Results of schools and the files they come in. Names are invented."""

import factory
from factory import Sequence, SubFactory
from factory.django import DjangoModelFactory

from schools.models import (
    AssessmentResult,
    ExamThreshold,
    ImportUnit,
    JournalComparison,
    NotComparable,
    ObjectivityMarker,
    OlympiadResult,
    ReferenceResult,
    ResultImport,
    ScoreDistribution,
    SourceMapping,
)
from tests.factories.people import MunicipalityFactory, UserFactory
from tests.factories.schools import SchoolFactory


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


class NotComparableFactory(DjangoModelFactory):
    class Meta:
        model = NotComparable

    municipality = SubFactory(MunicipalityFactory)
    year = Sequence(lambda n: 2010 + n % 90)
    kind = "ВПР"
    subject = "математика"
    grade = 5
    reason = "Новая шкала перевода баллов"
    created_by = SubFactory(UserFactory, municipality=factory.SelfAttribute("..municipality"))


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
