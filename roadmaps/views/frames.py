"""What the rows of a roadmap need to know besides themselves, and answers made of single rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.models import Municipality, Role
from accounts.permissions import Permission, UserRequest, may
from roadmaps.models import Activity, Roadmap
from roadmaps.table import activity_rows, has_results


@dataclass(frozen=True)
class Frame:
    """How rows are drawn for this person: with which column, which acts, and in how many columns."""

    roadmap: Roadmap
    can_edit: bool
    can_complete: bool  # the municipality's own
    can_settle_school: bool  # a director the own school's
    may_decide: bool  # what an unclear deadline means
    has_results: bool
    shows_progress: bool  # of the municipality, by section: none of a school's business
    today: date

    @property
    def width(self) -> int:
        """Number, activity, deadline, responsibles, then results if any, then the state or the acts."""
        return 5 + self.has_results


def frame_for(request: UserRequest, roadmap: Roadmap, *, results: bool) -> Frame:
    """An editor's table always has the column of results: a saved row must not change the shape of the table."""
    is_draft = roadmap.state == Roadmap.State.DRAFT
    can_edit = is_draft and may(request.user, Permission.EDIT_ROADMAPS)
    can_complete = roadmap.state == Roadmap.State.APPROVED and may(request.user, Permission.COMPLETE_ACTIVITIES)
    is_director = request.user.role == Role.DIRECTOR and may(request.user, Permission.SETTLE_SCHOOL_TERMS)
    may_decide = roadmap.state != Roadmap.State.CLOSED and may(request.user, Permission.EDIT_ROADMAPS)
    shows_progress = not is_draft and request.user.role not in (Role.DIRECTOR, Role.CURATOR)
    return Frame(
        roadmap=roadmap,
        can_edit=can_edit,
        can_complete=can_complete,
        can_settle_school=roadmap.state == Roadmap.State.APPROVED and is_director,
        may_decide=may_decide,
        has_results=results or can_edit,
        shows_progress=shows_progress,
        today=today_of(request),
    )


def today_of(request: UserRequest) -> date:
    return own_municipality(request).today()


def own_municipality(request: UserRequest) -> Municipality:
    """Whoever sees roadmaps belongs to a municipality (a CheckConstraint of User holds it)."""
    municipality = request.user.municipality
    assert municipality is not None  # noqa: S101 - narrows the type; the database holds the rule
    return municipality


def visible_activity(request: UserRequest, pk: int) -> Activity:
    """With its roadmap and programme; 404 for what the person may not see."""
    activities = Activity.objects.visible_to(request.user).select_related("section__roadmap__programme")
    return get_object_or_404(activities, pk=pk)


def render_row(request: UserRequest, activity: Activity, *, is_fresh: bool = False) -> HttpResponse:
    """One row of the table, as it stands in the database now."""
    roadmap = activity.section.roadmap
    frame = frame_for(request, roadmap, results=has_results(roadmap))
    stored = Activity.objects.filter(pk=activity.pk).prefetch_related("schools")
    row = activity_rows(stored, roadmap, request.user, frame.today)[0]
    return render(request, "roadmaps/_row.html", {"row": row, "frame": frame, "is_fresh": is_fresh})
