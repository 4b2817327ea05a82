"""Every page a role can reach by links: a strict policy without violations, no barriers, no wider than a phone."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.urls import resolve, reverse

from monitoring.models import IndicatorValue
from monitoring.services import reports
from orders.services import create_order
from roadmaps.imports.reader import read_docx
from roadmaps.models import Activity, Roadmap
from roadmaps.services import start_import
from roadmaps.services.parties import index_municipality
from schools.models import MethodologyVersion
from tests import factories as f
from tests.access.rules import RULES
from tests.access.town_schools import registry, school_data
from tests.browser.portal import Portal
from tests.browser.town import Quarter, Town, open_quarter
from tests.browser.visitor import Visitor
from tests.roadmaps.docx_files import programme_docx

pytestmark = pytest.mark.browser

ROLES = ("coordinator", "head", "director", "curator", "admin")
NO_LINK_LEADS_TO = {
    "calendar/<str:token>.ics",  # where a calendar program leads
    "health/",
    "password/reset/sent/",  # where the form for a new password leads
    "unsubscribe/<str:token>/",  # at the foot of letters
    "reports/<int:pk>/check/",  # where a button leads; a step of the main journey
    "roadmaps/deadlines/says/",  # a line under a field
}
NOT_IN_THE_JOURNEY = [
    "home",
    "school_list",
    "person_list",
    "audit_list",
    "municipality_list",
    "profile",
    "import_upload",
]
DIFFER_BY_ROLE = {"home", "roadmap_detail", "report_list", "report_detail", "school_list", "school_detail"}
FILES = {
    "completion_file",
    "decision_file",
    "order_pdf",
    "order_docx",
    "consolidated_file",
    "evidence_download",
    "school_import_template",
    "loading_template",
    "run_xlsx",
    "run_pdf",
}


@pytest.fixture
def furnished(town: Town, portal) -> Town:
    """One of everything a page can show."""
    quarter = open_quarter(town)
    school_data(town)
    registry(town)
    f.OfficeProfileFactory(municipality=town.municipality)
    due = f.ActivityFactory(section=quarter.activities[0].section, title="Выезды методистов")
    f.OccurrenceFactory(activity=due, starts_on=quarter.period.starts_on, due_on=quarter.period.ends_on)
    f.ActivityFactory(section__roadmap=f.RoadmapFactory(programme=quarter.programme, title="Черновик плана"))
    f.CompletionFileFactory(
        completion__occurrence=f.OccurrenceFactory(activity=due, due_on=town.today), completion__done_on=town.today
    )
    centre = f.OrganisationFactory(municipality=town.municipality)
    f.PartyAliasFactory(municipality=town.municipality, organisation=centre, by=town.methodist)
    f.ActivityFactory(
        section=quarter.activities[0].section, responsible_text="Общественный совет", is_deadline_unclear=True
    )
    index_municipality(town.municipality)
    create_order(quarter.roadmap, by=town.methodist)
    upload_plan(town, quarter)
    send_report(town, quarter)
    council = f.ActivityFactory(
        section=due.section, title="Педагогический совет", audience=Activity.Audience.ALL_SCHOOLS
    )  # no report under review speaks of it: a school marks it itself
    f.OccurrenceFactory(activity=council, starts_on=town.today, due_on=town.today)
    portal.run("monitoring.tasks.remind")
    return town


def upload_plan(town: Town, quarter: Quarter) -> None:
    start_import(
        by=town.methodist,
        municipality=town.municipality,
        file_name="программа.docx",
        document=read_docx(programme_docx()),
        programme=quarter.programme,
        programme_title="",
        period_kind=quarter.programme.period_kind,
        starts_on=quarter.programme.starts_on,
        ends_on=quarter.programme.ends_on,
    )


def send_report(town: Town, quarter: Quarter) -> None:
    done = {"status": "done", "done_on": town.today, "result": "Проведено", "reason": ""}
    said = {"state": IndicatorValue.State.ENTERED, "numerator": 5, "denominator": 10, "source": "", "comment": ""}
    report, occurrences = quarter.reports[0], [one.occurrences.get() for one in quarter.activities]
    entries = {occurrence.pk: done for occurrence in occurrences}
    values = {indicator.pk: said for indicator in quarter.indicators}
    reports.save(report=report, by=town.director, entries=entries, values=values)
    f.EvidenceFactory(entry=report.entries.first())
    reports.submit(report=report, by=town.director)


def crawl(visitor: Visitor, role: str, looked_at: set[str], *also: str) -> set[str]:
    """Visit one page of every route that links lead to from where the visitor stands, and `also` these; returns the routes.

    What an earlier role has looked at is only opened, unless each role has a page of its own there.
    """
    seen, extra, ahead = set[str](), set(also), [visitor.page.url, *also]
    while ahead:
        address = ahead.pop(0)
        match = resolve(urlsplit(address).path)
        if match.route in seen and address not in extra:
            continue
        extra.discard(address)
        seen.add(match.route)
        if match.url_name in FILES:
            assert visitor.context.request.get(address).status == 200
            continue
        visitor.page.goto(address)
        if match.route not in looked_at or match.url_name in DIFFER_BY_ROLE:
            visitor.look(f"{role}-{match.url_name}" if match.url_name in NOT_IN_THE_JOURNEY else "")
        links = visitor.page.locator("a[href]").evaluate_all("(links) => links.map((link) => link.href)")
        ahead += [link for link in links if link.startswith(visitor.portal.address)]
    return seen


def off_the_links(portal: Portal) -> list[str]:
    """Pages that differ by the state of their object, whichever links lead to first; and where a form of choices leads."""
    plans = [Roadmap.objects.in_force().get(), Roadmap.objects.get(state=Roadmap.State.DRAFT)]
    draft = MethodologyVersion.objects.get(approved_at=None)
    paths = [reverse("roadmaps:roadmap_detail", args=[plan.pk]) for plan in plans]
    paths.append(reverse("schools:methodology_detail", args=[draft.pk]))
    return [portal.address + path for path in (*paths, reverse("schools:methodology_create") + "?preset=FED30")]


def test_every_page_of_every_role(arrive, furnished):
    """And no page of the portal is out of reach of those whom it is made for."""
    guest = arrive()
    guest.page.goto("/")
    reached = crawl(guest, "guest", set())
    for role in ROLES:
        visitor = arrive()
        visitor.sign_in(getattr(furnished, role))
        reached |= crawl(visitor, role, reached, *(off_the_links(guest.portal) if role == "coordinator" else ()))
    pages = {route for route, rule in RULES.items() if rule.get and 200 in rule.get.values()}
    assert pages - reached == NO_LINK_LEADS_TO
