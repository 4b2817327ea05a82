"""A whole municipality: every kind of row is there, and every page has something to show."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts import audit
from accounts.mail import unsubscribe_url, write_letter
from accounts.models import Notification, OutgoingMail, User
from monitoring.models import ConsolidatedReport, Evidence, Indicator, ReportEvent, ReportingPeriod, SchoolReport
from monitoring.services import reports
from orders.models import Order
from orders.services import create_order
from roadmaps import services as roadmaps
from roadmaps.deadlines import Choice
from roadmaps.models import (
    Activity,
    ActivityParty,
    CalendarFeed,
    Completion,
    CompletionFile,
    Occurrence,
    Organisation,
    PartyAlias,
    Roadmap,
    RoadmapImport,
    Section,
)
from schools.models import (
    DecisionFile,
    ExpertDecision,
    IdentificationRun,
    ImportUnit,
    MethodologyVersion,
    NotComparable,
    OuterList,
    ResultImport,
    SchoolIdentifier,
    SchoolList,
    SchoolSuccession,
    SourceMapping,
    SpecialDay,
)
from tests import factories as f
from tests.access.town_schools import registry, school_data
from tests.conftest import World, make_world
from tests.monitoring.conftest import DONE, HALF

NOW = "2026-10-01 12:00+03:00"  # the reports of the III quarter are being collected
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\n%%EOF\n"
SPRING, SUMMER = datetime(2026, 4, 2, tzinfo=UTC), datetime(2026, 7, 2, tzinfo=UTC)


@dataclass
class Town(World):
    """`other_…` belongs to the neighbour school of the same municipality."""

    colleague: User  # a methodist whom the coordinator manages
    dismissed: User  # a director of the school who may no longer sign in
    letter: OutgoingMail
    notification: Notification  # of the director
    municipal: Occurrence  # the municipality's own to complete
    completion: Completion  # of the municipality
    postponed: Occurrence  # of the municipality
    settled: Completion  # of the school
    proof: CompletionFile  # of `settled`
    other_proof: CompletionFile
    marked: Occurrence  # of which `report` says nothing but what both schools have marked, with a proof
    feed: CalendarFeed  # of the head; everybody has one
    draft: Roadmap
    section: Section  # of the draft, with its activities
    empty_section: Section
    draft_activity: Activity
    second_activity: Activity
    deleted_activity: Activity
    started: RoadmapImport
    question: ActivityParty  # words of the roadmap in force that nobody has explained
    organisation: Organisation
    alias: PartyAlias
    special_day: SpecialDay
    indicator: Indicator  # stands in submitted reports
    new_indicator: Indicator  # stands in none
    period: ReportingPeriod  # III quarter, being collected
    closed_period: ReportingPeriod  # I quarter, consolidated
    report: SchoolReport  # III quarter, a draft without gaps
    other_report: SchoolReport
    submitted: SchoolReport  # II quarter, whose reports are still taken
    other_submitted: SchoolReport
    accepted: SchoolReport  # I quarter
    other_accepted: SchoolReport
    version: ReportEvent  # the submission of `accepted`
    evidence: Evidence  # of `report`
    other_evidence: Evidence
    consolidated: ConsolidatedReport
    order: Order  # a draft
    registered: Order
    methodology: MethodologyVersion
    methodology_draft: MethodologyVersion
    run: IdentificationRun
    school_list: SchoolList  # of the run
    decision: ExpertDecision  # of an earlier year, waits for a second person
    scan: DecisionFile  # of `decision`
    other_scan: DecisionFile
    outer_list: OuterList

    code: SchoolIdentifier  # of the school
    succession: SchoolSuccession
    not_comparable: NotComparable
    source: SourceMapping
    loading: ResultImport  # waits for a decision; has a unit that nobody has named
    unit: ImportUnit
    ready_loading: ResultImport
    accepted_loading: ResultImport

    extension: str = "xlsx"
    layout: str = "table"
    year: int = 2026

    @property
    def unsubscribe_token(self) -> str:
        return unsubscribe_url(self.colleague).rstrip("/").rpartition("/")[2]

    @property
    def uidb64(self) -> str:
        return urlsafe_base64_encode(force_bytes(self.colleague.pk))

    @property
    def reset_token(self) -> str:
        return default_token_generator.make_token(self.colleague)


def make_town() -> Town:
    world = make_world()
    parts: dict[str, Any] = {one.name: getattr(world, one.name) for one in fields(world)}
    for add in (_people, school_data, _plan, _reminded, _settled, _draft, _responsibles, _monitoring, _orders):
        parts |= add(world)
    parts |= registry(world)
    f.AcademicPeriodFactory(municipality=world.municipality)
    parts["special_day"] = f.SpecialDayFactory(municipality=world.municipality, day=date(2027, 1, 20))
    return Town(**parts)


def _people(world: World) -> dict[str, Any]:
    colleague = f.UserFactory(municipality=world.municipality, phone="8 800 000")
    dismissed = f.SchoolStaffFactory(school=world.school, user__is_active=False).user
    letter = write_letter(key=f"note-{colleague.pk}", recipient=colleague, subject="Сроки", body="Подходит срок")
    before, after = {"address": "Старая улица"}, {"address": "Новая улица"}
    town = world.municipality
    audit.record("школа изменена", world.school, by=world.methodist, municipality=town, before=before, after=after)
    return {"colleague": colleague, "dismissed": dismissed, "letter": letter}


def _plan(world: World) -> dict[str, Any]:
    """The roadmap in force: besides the activity of all schools one of the municipality and one of each school alone."""
    f.PassportEntryFactory(programme=world.programme)
    section = world.activity.section
    municipal = f.OccurrenceFactory(activity__section=section, activity__needs_date=True)
    done = f.OccurrenceFactory(activity=municipal.activity, due_on=date(2026, 3, 30), starts_on=None)
    for school in (world.school, world.other_school):
        listed = f.ActivityFactory(section=section, audience=Activity.Audience.LISTED)
        listed.schools.set([school])
        f.OccurrenceFactory(activity=listed, due_on=date(2026, 10, 20), starts_on=date(2026, 10, 5))
    completion = f.CompletionFactory(occurrence=done, done_on=date(2026, 3, 20), result="Сделано", by=world.methodist)
    return {"municipal": municipal, "completion": completion}


def _reminded(world: World) -> dict[str, Any]:
    """Of each school a reminder, a wish and a line under the bell of its director."""
    f.MorningFactory(municipality=world.municipality, day=date(2026, 9, 23))
    for school, person in ((world.school, world.director), (world.other_school, world.other_director)):
        f.ReminderFactory(person=person, occurrence=world.occurrence, school=school)
        f.ReminderSettingsFactory(user=person)
        f.NotificationFactory(recipient=person)
    f.ReminderFactory(person=world.head, occurrence=world.occurrence, school=world.school, kind="late_term", stage=-7)
    return {"notification": world.director.notifications.get()}


def _settled(world: World) -> dict[str, Any]:
    """Of each school a term settled with a proof, one put off and one in a report under review; a feed for everybody.

    And one of the municipality put off.
    """
    section = world.activity.section
    earlier = f.OccurrenceFactory(activity=world.activity, due_on=date(2026, 2, 27), starts_on=None)
    moved = f.OccurrenceFactory(activity__section=section, due_on=date(2026, 10, 12), starts_on=None)
    sides = ((world.school, world.director), (world.other_school, world.other_director))
    proofs = [
        f.CompletionFileFactory(
            completion__occurrence=earlier, completion__school=school, completion__by=director, completion__result="Готово",
            completion__done_on=date(2026, 2, 20), file__data=PDF, size=len(PDF),
        )
        for school, director in sides
    ]  # fmt: skip
    days = {"new_on": date(2026, 10, 14), "reason": "Карантин", "today": date(2026, 9, 1)}
    waiting = f.OccurrenceFactory(activity=world.activity, due_on=date(2025, 12, 15), starts_on=None)
    marked = f.OccurrenceFactory(activity=world.activity, due_on=date(2026, 9, 15), starts_on=None)
    for school, director in sides:
        f.CompletionFileFactory(
            completion__occurrence=marked, completion__school=school, completion__by=director, completion__result="Готово",
            completion__done_on=date(2026, 9, 10), file__data=PDF, size=len(PDF),
        )  # fmt: skip
        f.ReportedTermFactory(occurrence=waiting, school=school)
        roadmaps.postpone(world.occurrence, by=director, school=school, **days)
    roadmaps.postpone(moved, by=world.methodist, **days)
    own = (world.methodist, world.coordinator, world.curator, world.director, world.other_director)
    for person in own:
        f.CalendarFeedFactory(user=person)
    return {
        "postponed": moved,
        "settled": proofs[0].completion,
        "proof": proofs[0],
        "other_proof": proofs[1],
        "marked": marked,
        "feed": f.CalendarFeedFactory(user=world.head),
    }


def _draft(world: World) -> dict[str, Any]:
    _decided(world)
    draft = f.RoadmapFactory(programme=world.programme)
    section, empty = f.SectionFactory.create_batch(2, roadmap=draft)
    first, second = f.ActivityFactory.create_batch(2, section=section, audience=Activity.Audience.LISTED)
    for activity in (first, second):
        activity.schools.set([world.school])
    return {
        "draft": draft,
        "section": section,
        "empty_section": empty,
        "draft_activity": first,
        "second_activity": second,
        "deleted_activity": f.ActivityFactory(section=section, deleted_at=timezone.now()),
        "started": f.RoadmapImportFactory(
            municipality=world.municipality,
            by=world.methodist,
            parsed=_PARSED,
            lines=_LINES,
            passport=[["Цель", "Рост"]],
        ),
    }


def _decided(world: World) -> None:
    """A phrase of the roadmap in force of which a person has said what it means."""
    f.ActivityFactory(
        section=world.activity.section,
        deadline_text="октябрь или ноябрь",
        deadline_choice=Choice("reading", phrase="в октябре").as_data(),
        deadline_decided_by=world.methodist,
        deadline_decided_at=timezone.now(),
    )


def _responsibles(world: World) -> dict[str, Any]:
    activity = f.ActivityFactory(section=world.activity.section, responsible_text="Центр развития")
    organisation = f.OrganisationFactory(municipality=world.municipality)
    organisation.members.set([world.methodist])
    listed = f.PartyAliasFactory(municipality=world.municipality, target="listed", organisation=None)
    listed.schools.set([world.school])
    return {
        "question": f.ActivityPartyFactory(activity=activity, text="Центр развития"),
        "organisation": organisation,
        "alias": f.PartyAliasFactory(municipality=world.municipality, organisation=organisation, by=world.methodist),
    }


_PARSED = {
    "tables": [
        {
            "index": 0,
            "title": "План из файла",
            "kind": "activities",
            "is_chosen": True,
            "columns": {"number": "№", "activity": "Мероприятие", "deadline": "Срок", "responsible": "Ответственные"},
            "count": 1,
            "source": [["Раздел первый"], ["1", "Открытые уроки", "ежегодно, сентябрь", "Школа № 1"]],
            "warnings": ["Проверьте сроки"],
        }
    ]
}
_LINE = {"table": 0, "result": "", "report_form": "", "planned": "", "warnings": []}
_LINES = [
    {"kind": "section", "number": "1.", "title": "Раздел первый", "deadline": "", "responsible": "", "audience": "municipal",
     "numbers": "", "rows": [1], **_LINE},
    {"kind": "activity", "number": "1.1.", "title": "Открытые уроки", "deadline": "ежегодно, сентябрь",
     "responsible": "Методисты", "audience": "municipal", "numbers": "", "rows": [2], **_LINE},
]  # fmt: skip


def _monitoring(world: World) -> dict[str, Any]:
    indicator = f.IndicatorFactory(programme=world.programme)
    f.TargetFactory(indicator=indicator)
    period = f.ReportingPeriodFactory(programme=world.programme)
    second = f.ReportingPeriodFactory(
        programme=world.programme,
        quarter=2,
        starts_on=date(2026, 4, 1),
        ends_on=date(2026, 6, 30),
        closes_on=date(2026, 10, 20),
    )
    first = f.ReportingPeriodFactory(
        programme=world.programme, quarter=1, starts_on=date(2026, 1, 1), ends_on=date(2026, 3, 31)
    )
    accepted, other_accepted = _submitted(world, first, indicator, SPRING)
    for report in (accepted, other_accepted):
        _round(world, report, indicator)
    submitted, other_submitted = _submitted(world, second, indicator, SUMMER)
    new_indicator = f.IndicatorFactory(programme=world.programme)
    report, other_report = _reports(world, period, [indicator, new_indicator], [world.occurrence])
    return {
        "indicator": indicator,
        "new_indicator": new_indicator,
        "period": period,
        "closed_period": first,
        "accepted": accepted,
        "other_accepted": other_accepted,
        "version": accepted.events.filter(to_state="submitted").earliest("pk"),
        "submitted": submitted,
        "other_submitted": other_submitted,
        "report": report,
        "other_report": other_report,
        "evidence": _evidence(report),
        "other_evidence": _evidence(other_report),
        "consolidated": f.ConsolidatedReportFactory(period=first),
    }


def _reports(
    world: World, period: ReportingPeriod, indicators: list[Indicator], occurrences: list[Occurrence]
) -> list[SchoolReport]:
    """Drafts of both schools that ask for nothing more."""
    made = [f.SchoolReportFactory(period=period, school=one) for one in (world.school, world.other_school)]
    for report, director in zip(made, (world.director, world.other_director), strict=True):
        entries = {occurrence.pk: DONE for occurrence in occurrences}
        texts = {"difficulties": "Мало учителей", "next_steps": "Пригласить учителей"}
        reports.save(
            report=report, by=director, entries=entries, values={one.pk: HALF for one in indicators}, texts=texts
        )
    return made


def _submitted(world: World, period: ReportingPeriod, indicator: Indicator, now: datetime) -> list[SchoolReport]:
    made = _reports(world, period, [indicator], [])
    for report, director in zip(made, (world.director, world.other_director), strict=True):
        reports.submit(report=report, by=director, now=now)
    return made


def _round(world: World, report: SchoolReport, indicator: Indicator) -> None:
    """Returned, submitted again and accepted."""
    seen = reports.latest_submission_id(report)
    reports.return_to_school(
        report=report, by=world.methodist, comment="Уточните число учителей", submission_id=seen, now=SPRING
    )
    director = world.director if report.school == world.school else world.other_director
    reports.submit(report=report, by=director, now=SPRING)
    reports.accept(report=report, by=world.methodist, submission_id=reports.latest_submission_id(report))


def _evidence(report: SchoolReport) -> Evidence:
    evidence: Evidence = f.EvidenceFactory(entry=report.entries.get(), file__data=PDF, size=len(PDF))
    return evidence


def _orders(world: World) -> dict[str, Any]:
    f.OfficeProfileFactory(municipality=world.municipality)
    registered = f.OrderFactory(
        municipality=world.municipality,
        roadmap=world.roadmap,
        state=Order.State.REGISTERED,
        number="17",
        signed_on=date(2026, 9, 1),
        registered_at=timezone.now(),
        registered_by=world.methodist,
        pdf_sha256="0" * 64,
        pdf=ContentFile(PDF, "prikaz.pdf"),
        docx=ContentFile(b"PK", "prikaz.docx"),
    )
    return {"order": create_order(world.roadmap, by=world.methodist), "registered": registered}
