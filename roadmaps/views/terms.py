"""«Мои сроки»."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.permissions import Permission, UserRequest, may, requires
from roadmaps.agenda import (
    PAGE,
    STATES,
    agenda,
    sees_municipal,
    settled,
    settled_line,
    term_line,
    with_plan_and_report,
)
from roadmaps.filters import Filters, options_for
from roadmaps.models import Activity, Completion, Occurrence, Roadmap
from roadmaps.terms import due_day
from roadmaps.views.frames import today_of
from schools.models import School

FROM_TERMS = "terms"
LATELY_SHOWN = 10


@require_GET
@requires(Permission.VIEW_ROADMAPS)
def term_list(request: UserRequest) -> HttpResponse:
    """What is overdue, due this week and later, and what was settled lately."""
    user, today, filters = request.user, today_of(request), Filters.of(request.GET, STATES)
    number = request.GET.get("page")
    lately = settled(user, filters, today)
    roadmaps = list(Roadmap.objects.visible_to(user).in_force().order_by("pk"))
    with_municipal = sees_municipal(user)
    context: dict[str, Any] = {
        "filters": filters,
        "states": STATES,
        "options": options_for(user, roadmaps, with_people=with_municipal),
        "with_municipal": with_municipal,
        "has_roadmaps": bool(roadmaps),
        "shows_roadmap": len(roadmaps) > 1,
        "undated": _undated(request) if with_municipal else [],
        "suffix": _suffix(filters),
        **_acts(request),
    }
    if filters.state == "settled":
        page = Paginator(lately, PAGE).get_page(number)
        context |= {"page": page, "groups": [("Отмечено за 30 дней", [settled_line(mark) for mark in page])]}
    else:
        found = agenda(user, filters, today, number)
        shown = [settled_line(mark) for mark in lately[:LATELY_SHOWN]]
        context |= {"agenda": found, "page": found.page, "groups": found.groups, "lately": shown}
        context["lately_count"] = lately.count()
    return render(request, "roadmaps/term_list.html", context)


def _undated(request: UserRequest) -> list[Activity]:
    """Activities in force whose phrase names no day: nobody will be reminded of them until somebody sets one."""
    undated = Activity.objects.visible_to(request.user).alive().filter(needs_date=True)
    in_force = undated.filter(section__roadmap__state=Roadmap.State.APPROVED).select_related("section__roadmap")
    return list(in_force.order_by("section__roadmap", "section__position", "position", "pk"))


def _acts(request: UserRequest) -> dict[str, bool]:
    """Which buttons the person has."""
    user = request.user
    return {
        "may_settle_own": may(user, Permission.COMPLETE_ACTIVITIES),
        "may_settle_schools": may(user, Permission.SETTLE_SCHOOL_TERMS),
    }


def is_from_terms(request: UserRequest) -> bool:
    return request.GET.get("from") == FROM_TERMS


def _suffix(filters: Filters) -> str:
    """What the address of an act carries, so that its answer leads back to the same page."""
    return "&".join(part for part in (f"from={FROM_TERMS}", filters.query) if part)


def terms_url(request: UserRequest) -> str:
    query = Filters.of(request.GET, STATES).query
    return reverse("roadmaps:term_list") + (f"?{query}" if query else "")


def term_context(request: UserRequest, occurrence: Occurrence, school: School | None) -> dict[str, Any]:
    """One line of the page, as it stands now."""
    marks = Completion.objects.visible_to(request.user).filter(occurrence=occurrence, school=school)
    mark, today = with_plan_and_report(marks).first(), today_of(request)
    day = due_day(occurrence, school)
    return {
        "line": settled_line(mark) if mark else term_line(request.user, occurrence, school, day, today),
        "suffix": _suffix(Filters.of(request.GET, STATES)),
        "shows_school": School.objects.visible_to(request.user).active().count() > 1,
        "shows_roadmap": Roadmap.objects.visible_to(request.user).in_force().count() > 1,
        **_acts(request),
    }
