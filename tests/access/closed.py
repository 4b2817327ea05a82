"""What is submitted, approved, signed or consolidated is closed: no button changes it any more. And nobody's edit is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from monitoring.services import reports
from orders.services import register_order
from roadmaps.models import Activity
from roadmaps.services import change_state
from schools.listing.decisions import approve_decision
from schools.listing.methodologies import approve_methodology
from tests.access.actors import Scene, rolled_back, told
from tests.access.payloads import ACTIVITY, payload
from tests.access.routes import address, keys_of
from tests.access.tenants import changed, fingerprints
from tests.access.town import Town


@dataclass(frozen=True)
class Closed:
    """How something is closed, who then tries to change it, where, and with which object in place of the usual one."""

    close: Callable[[Town], object]
    actor: str
    patterns: tuple[str, ...]
    instead: str = ""


def _submit(town: Town) -> None:
    reports.submit(report=town.report, by=town.director)


def _accept(town: Town) -> None:
    seen = reports.latest_submission_id(town.submitted)
    reports.accept(report=town.submitted, by=town.methodist, submission_id=seen)


def _approve(town: Town) -> None:
    change_state(town.roadmap, by=town.methodist, to="closed")
    change_state(town.draft, by=town.methodist, to="approved")


def _register(town: Town) -> None:
    register_order(town.order, by=town.methodist, number="5", signed_on=timezone.localdate())


def _nothing(town: Town) -> None:
    """It is closed already."""


def _approve_methodology(town: Town) -> None:
    approve_methodology(town.methodology_draft, by=town.coordinator)


def _decide(town: Town) -> None:
    approve_decision(town.decision, by=town.head)


REPORT, SECTION, ACTIVITY_OF = "reports/<int:pk>/", "roadmaps/sections/<int:pk>/", "roadmaps/activities/<int:pk>/"
CLOSED = {
    "approved methodology": Closed(
        _approve_methodology,
        "coordinator",
        tuple(f"identification/methodologies/<int:pk>/{act}/" for act in ("edit", "approve", "delete")),
    ),
    "decided decision": Closed(
        _decide, "coordinator", tuple(f"identification/decisions/<int:pk>/{act}/" for act in ("approve", "refuse"))
    ),
    "submitted report": Closed(
        _submit,
        "director",
        (
            f"{REPORT}save/",
            f"{REPORT}activities/<int:occurrence_id>/",
            f"{REPORT}activities/<int:occurrence_id>/files/",
            f"{REPORT}activities/<int:occurrence_id>/take/",
            f"{REPORT}indicators/<int:indicator_id>/",
            f"{REPORT}texts/",
            f"{REPORT}submit/",
            "evidence/<uuid:key>/remove/",
        ),
    ),
    "accepted report": Closed(_accept, "methodist", (f"{REPORT}return/", f"{REPORT}accept/")),
    "approved roadmap": Closed(
        _approve,
        "methodist",
        (
            "roadmaps/<int:pk>/sections/new/",
            SECTION,
            f"{SECTION}move/",
            f"{SECTION}delete/",
            f"{SECTION}activities/new/",
            f"{ACTIVITY_OF}edit/",
            f"{ACTIVITY_OF}move/",
            f"{ACTIVITY_OF}delete/",
            f"{ACTIVITY_OF}restore/",
        ),
    ),
    "registered order": Closed(
        _register, "methodist", ("orders/<int:pk>/edit/", "orders/<int:pk>/register/", "orders/<int:pk>/delete/")
    ),
    "consolidated period": Closed(_nothing, "methodist", ("setup/periods/<int:pk>/",), "closed_period"),
    "reported indicator": Closed(_nothing, "methodist", ("setup/indicators/<int:pk>/",), "indicator"),
}


def reopened(scene: Scene, name: str) -> list[str]:
    """Requests that change a row of what is closed, or break on it."""
    one, town, wrong = CLOSED[name], scene.own, []
    with rolled_back():
        one.close(town)
        before = fingerprints()
        for pattern in one.patterns:
            keys = {"pk": getattr(town, one.instead).pk} if one.instead else keys_of(pattern, town)
            with rolled_back():
                response = scene.client(one.actor).post(address(pattern, keys), payload(pattern, town))
                tables = [] if response.status_code >= 500 else changed(before, fingerprints())
            if tables or response.status_code >= 500:
                wrong.append(f"{name}, {pattern}: {told(response)}, wrote {tables}")
    for value in vars(town).values():
        if hasattr(value, "refresh_from_db"):
            value.refresh_from_db()
    return wrong


def lost_updates(scene: Scene) -> list[str]:
    """Two people opened the same activity; the later one must be told, and the words of the earlier one must stay."""
    pattern = "roadmaps/activities/<int:pk>/edit/"
    url = address(pattern, keys_of(pattern, scene.own))
    with rolled_back():
        sent = ACTIVITY | {"version": "1", "audience": "municipal"}
        first = scene.client("methodist").post(url, sent | {"title": "Слова первого"})
        second = scene.client("coordinator").post(url, sent | {"title": "Слова второго"})
        kept = Activity.objects.get(pk=scene.own.draft_activity.pk).title
    is_held = (first.status_code, second.status_code, kept) == (302, 409, "Слова первого")
    return [] if is_held else [f"{told(first)}, {told(second)}: «{kept}»"]
