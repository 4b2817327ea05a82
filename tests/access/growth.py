"""More rows of every kind on every page, and the pages whose number of queries grows with them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import audit
from accounts.mail import write_letter
from monitoring.models import ReportEvent
from orders.services import create_order
from roadmaps.models import Activity, Section
from schools.models import ListEvent, School, Verdict
from tests import factories as f
from tests.access.actors import Scene, told
from tests.access.rules import RULES
from tests.access.town import Town
from tests.access.walk import ask
from tests.factories.listing import (
    ExpertDecisionFactory,
    MethodologyFactory,
    OuterListFactory,
    SchoolListEntryFactory,
)

READERS = ("methodist", "coordinator", "head", "curator", "director", "admin")
Counts = dict[tuple[str, str], int]


def growing(scene: Scene, patterns: Iterable[str]) -> list[str]:
    """Pages that ask the database more often when there are 30 more rows of everything than when there is one more."""
    patterns = list(patterns)
    grow(scene.own, 1)
    few = _counts(scene, patterns)
    grow(scene.own, 29)
    many = _counts(scene, patterns)
    return [
        f"{name} as {actor}: {few[name, actor]} queries, then {n}"
        for (name, actor), n in many.items()
        if n > few[name, actor]
    ]


def _counts(scene: Scene, patterns: Iterable[str]) -> Counts:
    found: Counts = {}
    for pattern in patterns:
        answers = RULES[pattern].get
        for actor in READERS:
            if answers is None or answers[actor] != 200:
                continue
            with CaptureQueriesContext(connection) as queries:
                response = ask(scene, pattern, "GET", actor)
            assert response.status_code == 200, told(response)
            found[pattern, actor] = len(queries)
    return found


def grow(town: Town, rows: int) -> None:
    for _ in range(rows):
        school = f.SchoolFactory(municipality=town.municipality)
        _grow_registry(town, school)
        _grow_list(town, school)
        _grow_plan(town, school)
        _grow_reports(town, school)
        _grow_office(town)
    with connection.cursor() as cursor:
        cursor.execute(
            "ANALYZE"
        )  # nobody else does it inside a transaction, and the planner would take tables for empty


def _grow_registry(town: Town, school: School) -> None:
    town.programme.schools.add(school)
    f.SchoolStaffFactory(school=school)
    f.SchoolStaffFactory(school=town.school)
    f.SchoolStaffFactory(school=school, user=town.curator, duty="curator")
    run = town.municipality.identification_runs.latest("pk")
    Verdict.objects.create(run=run, school=school, status="not_low", explanation={"headline": "Признаков нет"})
    f.AssessmentResultFactory(school=town.school, year=2010 + town.school.results.count())
    _grow_data(town, school)


def _grow_data(town: Town, school: School) -> None:
    f.SocialPassportFactory(school=school)
    f.SchoolIdentifierFactory(school=school)
    f.SchoolIdentifierFactory(school=town.school)
    f.SchoolSuccessionFactory(predecessor=town.school, successor=school)
    f.SchoolSuccessionFactory(predecessor=school, successor=town.school)
    f.SourceMappingFactory(municipality=town.municipality)
    f.ExamThresholdFactory(municipality=town.municipality)
    f.NotComparableFactory(municipality=town.municipality)
    f.ResultImportFactory(municipality=town.municipality, mapping=town.source)
    f.ImportUnitFactory(source=town.loading)


def _grow_list(town: Town, school: School) -> None:
    """A version, a decision, a list from outside, a school in the list and a step of the town's school more."""
    MethodologyFactory(municipality=town.municipality)
    ExpertDecisionFactory(school=school, proposed_by=town.methodist)
    ExpertDecisionFactory(school=town.school, year=1900 + town.school.expert_decisions.count())
    OuterListFactory(municipality=town.municipality).schools.set([school, town.school])
    SchoolListEntryFactory(school_list=town.school_list, school=school)
    ListEvent.objects.create(school=town.school, from_state="candidate", to_state="none", cause="Проверка")


def _grow_plan(town: Town, school: School) -> None:
    f.RoadmapFactory(programme__municipality=town.municipality, approved=True).programme.schools.add(town.school)
    read = {"parsed": town.started.parsed, "lines": town.started.lines}
    f.RoadmapImportFactory(municipality=town.municipality, by=town.methodist, **read)
    f.PassportEntryFactory(programme=town.programme)
    for roadmap in (town.roadmap, town.draft):
        section = f.SectionFactory(roadmap=roadmap)
        for audience in Activity.Audience:
            _grow_activity(section, audience, [town.school, school])
    f.ActivityFactory(section=town.section, deleted_at=town.deleted_activity.deleted_at)
    _grow_responsibles(town, school)
    late = f.OccurrenceFactory(activity=town.municipal.activity, due_on=date(2026, 6, 1) + _days(town), starts_on=None)
    f.CompletionFactory(occurrence=late)


def _grow_responsibles(town: Town, school: School) -> None:
    asked = f.ActivityFactory(section=town.activity.section, responsible_text=f"Совет {school.pk}")
    f.ActivityPartyFactory(activity=asked, text=f"Совет {school.pk}")
    f.ActivityPartyFactory(activity=asked, text=town.question.text)
    organisation = f.OrganisationFactory(municipality=town.municipality)
    organisation.members.set([town.methodist, town.head])
    f.PartyAliasFactory(municipality=town.municipality, organisation=organisation, by=town.methodist)
    listed = f.PartyAliasFactory(municipality=town.municipality, target="listed", organisation=None)
    listed.schools.set([town.school, school])


def _days(town: Town) -> timedelta:
    return timedelta(days=town.municipal.activity.occurrences.count())


def _grow_activity(section: Section, audience: str, schools: list[School]) -> None:
    activity = f.ActivityFactory(section=section, audience=audience, needs_date=True)
    activity.schools.set(schools)
    f.OccurrenceFactory(activity=activity)
    f.CompletionFactory(occurrence__activity=activity, occurrence__due_on=date(2026, 10, 10), school=schools[0])


def _grow_reports(town: Town, school: School) -> None:
    """A quarter more, rows more in the reports that are there, and a report more in the quarter being collected."""
    indicator = f.IndicatorFactory(programme=town.programme)
    f.TargetFactory(indicator=indicator)
    years, quarters = divmod(town.programme.periods.count(), 4)
    start = date(2015 + years, 1 + 3 * quarters, 1)
    dates = {"year": start.year, "quarter": quarters + 1, "starts_on": start, "ends_on": start + timedelta(days=80)}
    f.SchoolReportFactory(period=f.ReportingPeriodFactory(programme=town.programme, **dates), school=town.school)
    occurrence = f.OccurrenceFactory(activity__section=town.activity.section, activity__audience="all")
    for kept in (town.report, town.accepted):
        f.IndicatorValueFactory(report=kept, indicator=indicator)
        f.EvidenceFactory(entry__report=kept, entry__occurrence=occurrence)
        step = {"from_state": "submitted", "to_state": "returned", "comment": "Ещё раз"}
        ReportEvent.objects.create(report=kept, actor=town.methodist, **step)
    report = f.SchoolReportFactory(period=town.period, school=school)
    f.IndicatorValueFactory(report=report, indicator=town.indicator)
    f.ActivityEntryFactory(report=report, occurrence=town.occurrence)


def _grow_office(town: Town) -> None:
    for person in (town.director, town.head):
        f.NotificationFactory(recipient=person)
        f.ReminderFactory(
            person=person,
            occurrence__activity__section=town.activity.section,
            school=town.school,
            letter=town.letter,
        )
    f.UserFactory(municipality=f.MunicipalityFactory())
    letter = f.UserFactory(municipality=town.municipality)
    write_letter(key=f"note-{letter.pk}", recipient=letter, subject="Сроки", body="Подходит срок")
    audit.record("проверка", town.school, by=letter, municipality=town.municipality)
    audit.record("проверка", town.municipality, by=None, municipality=None)
    create_order(town.roadmap, by=town.methodist)
