"""A roadmap as a month, as a school year by months, and as a strip of the year to hang on a wall."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.permissions import Permission, UserRequest, requires
from roadmaps.agenda import sees_municipal
from roadmaps.chart import STATES, ChartTerm, chart_terms
from roadmaps.filters import Filters, options_for
from roadmaps.models import Roadmap, Section
from roadmaps.month import Span, Week, month_bounds, weeks_of
from roadmaps.views.frames import today_of
from roadmaps.year_strip import Mark, Year, mark_of


@dataclass
class Day:
    """A day of the list that phones get instead of the grid."""

    date: date
    terms: list[ChartTerm]


@dataclass
class StripRow:
    term_name: str
    activity_id: int
    marks: list[tuple[Mark, ChartTerm]]


@dataclass
class StripSection:
    section: Section
    rows: list[StripRow] = field(default_factory=list)


@require_GET
@requires(Permission.VIEW_ROADMAPS)
def roadmap_month(request: UserRequest, pk: int) -> HttpResponse:
    """Terms of one month: a grid of weeks, on a phone a list of days."""
    roadmap, filters, today = _asked(request, pk)
    first, last = month_bounds(_month(request.GET.get("month", ""), roadmap, today))
    terms = _flat(chart_terms(roadmap, request.user, filters, today, first, last))
    spans = [Span(term.first, term.last, term) for term in terms]
    weeks: list[Week[ChartTerm]] = weeks_of(first, (span for span in spans if span.last <= last or not span.is_long))
    due = sorted((term for term in terms if first <= term.last <= last), key=lambda term: term.last)
    context = {
        "view": "month",
        "month": first,
        "weeks": weeks,
        "days": [Day(day, list(part)) for day, part in groupby(due, lambda term: term.last)],
        "going_on": [span.item for span in spans if span.last > last],
        "previous": _within(first - timedelta(days=1), roadmap),
        "following": _within(last + timedelta(days=1), roadmap),
        "kept": {"month": f"{first:%Y-%m}"},
    }
    return render(request, "roadmaps/roadmap_month.html", context | _common(request, roadmap, filters, today))


@require_GET
@requires(Permission.VIEW_ROADMAPS)
def roadmap_year(request: UserRequest, pk: int) -> HttpResponse:
    """Terms of a school year by the month in which they fall due."""
    roadmap, filters, today = _asked(request, pk)
    year = _year(request, roadmap, today)
    terms = _flat(chart_terms(roadmap, request.user, filters, today, year.starts_on, year.ends_on))
    by_month: dict[date, list[ChartTerm]] = defaultdict(list)
    for term in sorted(terms, key=lambda term: term.last):
        by_month[term.last.replace(day=1)].append(term)
    context = {"view": "year", "months": [(month, by_month[month]) for month in year.months], **_years(year, roadmap)}
    context["going_on"] = [term for term in terms if term.last > year.ends_on]
    return render(request, "roadmaps/roadmap_year.html", context | _common(request, roadmap, filters, today))


@require_GET
@requires(Permission.VIEW_ROADMAPS)
def roadmap_strip(request: UserRequest, pk: int) -> HttpResponse:
    """Rows of activities by section over the weeks of a school year; prints on A3."""
    roadmap, filters, today = _asked(request, pk)
    year = _year(request, roadmap, today)
    sections: dict[int, StripSection] = {}
    for activity, terms in chart_terms(roadmap, request.user, filters, today, year.starts_on, year.ends_on):
        marks = [(mark_of(year, term.first, term.last), term) for term in terms]
        part = sections.setdefault(activity.section_id, StripSection(activity.section))
        part.rows.append(StripRow(terms[0].name, activity.pk, marks))
    context: dict[str, Any] = {
        "view": "strip",
        "sections": list(sections.values()),
        "month_lines": [(month, year.percent(month)) for month in year.months],
        "week_lines": [year.percent(day) for day in year.mondays()],
        "today_at": year.percent(today) if year.starts_on <= today <= year.ends_on else "",
        **_years(year, roadmap),
    }
    return render(request, "roadmaps/roadmap_strip.html", context | _common(request, roadmap, filters, today))


def _asked(request: UserRequest, pk: int) -> tuple[Roadmap, Filters, date]:
    roadmaps = Roadmap.objects.visible_to(request.user).select_related("programme")
    return get_object_or_404(roadmaps, pk=pk), Filters.of(request.GET, STATES), today_of(request)


def _common(request: UserRequest, roadmap: Roadmap, filters: Filters, today: date) -> dict[str, Any]:
    with_municipal = sees_municipal(request.user)
    return {
        "roadmap": roadmap,
        "filters": filters,
        "states": STATES,
        "options": options_for(request.user, [roadmap], with_people=with_municipal),
        "with_municipal": with_municipal,
        "today": today,
    }


def _flat(found: list[tuple[Any, list[ChartTerm]]]) -> list[ChartTerm]:
    return [term for _, terms in found for term in terms]


def _clamped(day: date, roadmap: Roadmap) -> date:
    return min(max(day, roadmap.programme.starts_on), roadmap.programme.ends_on)


def _within(day: date, roadmap: Roadmap) -> date | None:
    """A neighbour to go to: pages end with the programme."""
    return day if _clamped(day, roadmap) == day else None


def _month(text: str, roadmap: Roadmap, today: date) -> date:
    """«2026-11»; anything else is the present month, brought into the programme."""
    try:
        asked = date.fromisoformat(f"{text}-01")
    except ValueError:
        asked = today
    return _clamped(asked, roadmap) if asked.replace(day=1) != roadmap.programme.starts_on.replace(day=1) else asked


def _year(request: UserRequest, roadmap: Roadmap, today: date) -> Year:
    text = request.GET.get("year", "")
    asked = date(int(text), 9, 1) if len(text) == 4 and text.isdecimal() and text.isascii() and text > "1900" else today
    programme = roadmap.programme
    first, last = Year.of(programme.starts_on).first, Year.of(programme.ends_on).first
    return Year(min(max(Year.of(asked).first, first), last))


def _years(year: Year, roadmap: Roadmap) -> dict[str, Any]:
    programme = roadmap.programme
    return {
        "year": year,
        "previous": year.first - 1 if Year.of(programme.starts_on).first < year.first else None,
        "following": year.first + 1 if Year.of(programme.ends_on).first > year.first else None,
        "kept": {"year": str(year.first)},
    }
