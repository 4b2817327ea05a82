"""The head's first page and what its sentences lead to."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.permissions import Permission, UserRequest, may, requires
from monitoring import dashboard as words
from monitoring.aggregation import ACCEPTED_ONLY, SENT, Consolidated
from monitoring.consolidation import consolidate_period
from monitoring.models import ConsolidatedReport, ReportingPeriod
from monitoring.papers.consolidated import activities_sentence, basis_sentence, submission_sentence, targets_sentence
from monitoring.queries import current_period
from schools.models import School, Verdict


@require_GET
@requires(Permission.VIEW_DASHBOARD)
def dashboard(request: UserRequest) -> HttpResponse:
    today = _today(request)
    period = _period(request, today)
    if period is None:
        return render(request, "monitoring/dashboard.html", {"period": None})
    figures = _figures(request, period, today)
    lines = [words.activity_line(row) for row in figures.activities]
    lines_of_indicators = [words.indicator_line(row) for row in figures.indicators]
    context = _frame(request, period, today) | {
        "activities_sentence": activities_sentence(figures) or "В этом квартале мероприятий нет.",
        "submissions_sentence": submission_sentence(figures),
        "basis_sentence": basis_sentence(figures),
        "indicators_sentence": targets_sentence(figures) or "Целевые значения показателей не заданы.",
        "late": [one.school for one in figures.submissions.schools if not one.submitted_on and period.due_on < today],
        "low_results": Verdict.objects.visible_to(request.user)
        .current()
        .filter(status=Verdict.Status.LOW_RESULTS)
        .count(),
        "school_count": School.objects.visible_to(request.user).active().count(),
        "indicators": lines_of_indicators,
        "charts": words.charts(lines_of_indicators),
        "sections": words.sections(figures.activities),
        "kept": ConsolidatedReport.objects.filter(period=period).first(),
        "may_remake": may(request.user, Permission.REVIEW_REPORTS),
        "overdue": [line for line in lines if line.result.is_overdue],
    }
    return render(request, "monitoring/dashboard.html", context)


@require_GET
@requires(Permission.VIEW_DASHBOARD)
def dashboard_activities(request: UserRequest) -> HttpResponse:
    """Every activity of the quarter with who has done it, the overdue first."""
    today = _today(request)
    period = _period(request, today)
    if period is None:
        raise Http404
    lines = [words.activity_line(row) for row in _figures(request, period, today).activities]
    lines.sort(key=lambda line: not line.result.is_overdue)
    return render(request, "monitoring/dashboard_activities.html", _frame(request, period, today) | {"lines": lines})


@require_GET
@requires(Permission.VIEW_DASHBOARD)
def dashboard_indicator(request: UserRequest, pk: int) -> HttpResponse:
    """One indicator by school: drill-down from the municipality's figure."""
    today = _today(request)
    period = _period(request, today)
    figures = _figures(request, period, today) if period else None
    found = [row for row in figures.indicators if row.indicator.id == pk] if figures else []
    if period is None or not found:
        raise Http404
    context = _frame(request, period, today) | {
        "line": words.indicator_line(found[0]),
        "indicator": found[0].indicator,
        "schools": [words.school_line(cell) for cell in found[0].schools],
        "reports": dict(period.reports.values_list("school_id", "pk")),
    }
    return render(request, "monitoring/dashboard_indicator.html", context)


def _today(request: UserRequest) -> date:
    if request.user.municipality is None:
        raise Http404
    return request.user.municipality.today()


def _period(request: UserRequest, today: date) -> ReportingPeriod | None:
    """The period named in the address, or the newest one whose reports have been opened."""
    named = request.GET.get("period", "")
    periods = ReportingPeriod.objects.visible_to(request.user).select_related("programme__municipality")
    if named.isdecimal():
        return get_object_or_404(periods, pk=int(named))
    newest = current_period(request.user, today)
    return periods.get(pk=newest.pk) if newest else None


def _figures(request: UserRequest, period: ReportingPeriod, today: date) -> Consolidated:
    states = SENT if request.GET.get("with") == "submitted" else ACCEPTED_ONLY
    return consolidate_period(period, today=today, counted_states=states)


def _frame(request: UserRequest, period: ReportingPeriod, today: date) -> dict[str, object]:
    """What the pages share: the period, the choice of periods and of the reports that count."""
    opened = ReportingPeriod.objects.visible_to(request.user).filter(opens_on__lte=today).select_related("programme")
    return {
        "period": period,
        "periods": opened,
        "programmes": len({one.programme_id for one in opened}),
        "with_submitted": request.GET.get("with") == "submitted",
        "query": f"period={period.pk}" + ("&with=submitted" if request.GET.get("with") == "submitted" else ""),
    }
