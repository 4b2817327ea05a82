"""What the views of a report share: fetching it and showing its two pages, to fill in and to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render

from accounts.permissions import UserRequest
from accounts.russian import counted
from monitoring.checking import Findings, Progress, check
from monitoring.fate import fate_of
from monitoring.forms import ReturnForm, SheetForms
from monitoring.lifecycle import moves_for, why_not
from monitoring.loading import load_sheet
from monitoring.models import ReportEvent, SchoolReport
from monitoring.queries import reports_for
from monitoring.services.edits import Refusals
from monitoring.services.reports import latest_submission_id
from monitoring.sheet import Sheet
from monitoring.wording import term


def get_report(request: UserRequest, pk: int) -> SchoolReport:
    """The report, or 404 for who may not see it."""
    report: SchoolReport = get_object_or_404(reports_for(request.user), pk=pk)
    return report


def today_for(report: SchoolReport) -> date:
    return report.school.municipality.today()


def findings_of(report: SchoolReport, sheet: Sheet) -> Findings:
    return check(sheet, today=today_for(report), programme_start=report.period.programme.starts_on)


@dataclass(frozen=True)
class Part:
    """A part of the report in the list at its side; the free texts have nothing to count."""

    anchor: str
    title: str
    progress: Progress | None

    @property
    def gaps(self) -> str:
        """«3 не заполнено»; nothing when the part is in order or has nothing to count."""
        if self.progress is None or not self.progress.gaps:
            return ""
        return counted(self.progress.gaps, "не заполнено", "не заполнены", "не заполнено")


def parts_of(findings: Findings) -> list[Part]:
    return [
        Part("activities", "Мероприятия", findings.entries),
        Part("indicators", "Показатели", findings.values),
        Part("texts", "Трудности и план", None),
    ]


def filling_page(
    request: UserRequest,
    report: SchoolReport,
    data: QueryDict | None = None,
    refusals: Refusals | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The report to be filled in; `data` is what was typed. `?problems` shows all gaps.

    `refusals` come from a save that took the rest of `data`; without them nothing of it was stored.
    """
    sheet = load_sheet(report)
    forms, findings = SheetForms.of(sheet, data), findings_of(report, sheet)
    if refusals is not None:
        forms.take(SheetForms.of(sheet), refusals, request.user)
    with_gaps = "problems" in request.GET
    for form in forms.all:
        form.show(findings, with_gaps=with_gaps)
    context = {
        "report": report,
        "forms": forms,
        "sheet": sheet,
        "query": "?problems=1" if with_gaps else "",
        "parts": parts_of(findings),
        "findings": findings,
    }
    return render(request, "monitoring/report_fill.html", context | _standing(report), status=status)


def _standing(report: SchoolReport) -> dict[str, object]:
    """Where the report is on its way."""
    today = today_for(report)
    return {
        "fate": fate_of(report, today),
        "term": term(report.period.due_on, today),
        "closed": _closed_words(report),
        "returned": last_return(report),
        "events": report.events.select_related("actor").order_by("-pk"),
    }


def _closed_words(report: SchoolReport) -> str:
    """Why the report cannot be sent any more; nothing while it can."""
    today = today_for(report)
    return why_not(report, SchoolReport.State.SUBMITTED, today) if today > report.period.closes_on else ""


def last_return(report: SchoolReport) -> ReportEvent | None:
    """The event that sent the report back, while it is with the school again."""
    if report.state != SchoolReport.State.RETURNED:
        return None
    returns = report.events.filter(to_state=SchoolReport.State.RETURNED).select_related("actor")
    return returns.order_by("-pk").first()


def reading_page(
    request: UserRequest, report: SchoolReport, return_form: ReturnForm | None = None, *, status: int = 200
) -> HttpResponse:
    """The report to be read and, by the office, decided on."""
    sheet, today = load_sheet(report), today_for(report)
    findings = findings_of(report, sheet)
    context = {
        "report": report,
        "sheet": sheet,
        "findings": findings,
        "file_keys": {file.key for row in sheet.entries for file in row.files},
        "fate": fate_of(report, today),
        "moves": moves_for(report, request.user, today),
        "return_form": return_form or ReturnForm(initial={"submission_id": latest_submission_id(report)}),
        "events": report.events.select_related("actor").order_by("-pk"),
    }
    return render(request, "monitoring/report_read.html", context, status=status)
