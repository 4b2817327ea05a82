"""Guards of the portal, each with the way to switch it off and the check that has to notice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.test import override_settings

from accounts import permissions
from accounts.backends import PortalBackend
from accounts.middleware import TimezoneMiddleware
from accounts.models import AuditEvent, Notification, OutgoingMail, User
from accounts.models.audit import AuditEventQuerySet
from accounts.permissions import Permission as P
from monitoring.models import ConsolidatedReport, Evidence, Indicator, ReportingPeriod, SchoolReport
from monitoring.services import evidence, indicators, reports
from orders import services as orders
from orders.models import Order
from roadmaps import services as roadmaps
from roadmaps.forms import ActivityForm
from roadmaps.models import (
    Activity,
    ActivityParty,
    Completion,
    CompletionFile,
    Occurrence,
    Organisation,
    PartyAlias,
    Programme,
    Roadmap,
    RoadmapImport,
    Section,
)
from roadmaps.services import activities, sections
from schools import queries
from schools.listing import methodologies
from schools.models import (
    DecisionFile,
    ExpertDecision,
    IdentificationRun,
    ImportUnit,
    MethodologyVersion,
    NotComparable,
    ResultImport,
    School,
    SchoolIdentifier,
    SchoolList,
    SchoolSuccession,
    SourceMapping,
    SpecialDay,
)
from tests.access.actors import ACTORS, OUTSIDERS, STRANGERS, Scene
from tests.access.closed import lost_updates, reopened
from tests.access.growth import growing
from tests.access.tenants import Model
from tests.access.walk import needless_writes, unaudited, unprotected, walk, weak_headers, wrong_statuses
from tests.access.writes import foreign_writes

Off = Callable[[], AbstractContextManager[Any]]
Check = Callable[[Scene], list[str]]


def unguarded(model: Model) -> Off:
    """`visible_to` of the model hands out all rows."""
    rows = type(model._default_manager.get_queryset())
    return lambda: patch.object(rows, "visible_to", lambda self, user: self.all())


def without(name: str) -> Off:
    """A middleware less."""
    rest = [one for one in settings.MIDDLEWARE if one.rpartition(".")[2] != name]
    return lambda: override_settings(MIDDLEWARE=rest)


def replaced(*targets: tuple[Any, str, Any]) -> Off:
    """Each target: the object, the name in it, what stands there instead."""

    @contextmanager
    def off() -> Iterator[None]:
        with ExitStack() as stack:
            for target in targets:
                stack.enter_context(patch.object(*target))
            yield

    return off


def granted(permission: P) -> Off:
    """Every role holds the permission."""
    table = {role: held | {permission} for role, held in permissions.ROLE_PERMISSIONS.items()}
    return replaced((permissions, "ROLE_PERMISSIONS", table))


def statuses(*patterns: str, actors: Iterable[str] = ACTORS) -> Check:
    return lambda scene: wrong_statuses(walk(scene, patterns, actors))


def _careless_claim(report: SchoolReport, *, by: User, now: Any = None) -> None:
    """The report is not asked whether it may be written in."""


def _careless_update(activity: Activity, *, version: int, **arguments: Any) -> Activity:
    """As without the version in the WHERE: the stored one is taken for the one that was opened."""
    stored = Activity.objects.get(pk=activity.pk).version
    return _update_activity(activity, version=stored, **arguments)


def _careless_form(self: ActivityForm, *args: Any, **kwargs: Any) -> None:
    _activity_form(self, *args, **kwargs)
    self.fields["schools"].queryset = School.objects.all()


def _careless_list(roadmap: Roadmap, audience: str, schools: Iterable[School]) -> list[int]:
    return [school.pk for school in schools]


def _busy_middleware(self: TimezoneMiddleware, request: Any) -> Any:
    """Any page writes down who has come."""
    User.objects.filter(pk=request.user.pk).update(phone="был здесь")
    return _middleware(self, request)


_update_activity, _activity_form, _middleware = (
    roadmaps.update_activity,
    ActivityForm.__init__,
    TimezoneMiddleware.__call__,
)
_any_roadmap = Roadmap.objects.select_related("programme")
_all_states = frozenset(SchoolReport.State.values)
_loose_policy = {"DIRECTIVES": settings.CONTENT_SECURITY_POLICY["DIRECTIVES"] | {"script-src": ["'unsafe-inline'"]}}

# model -> a page that its `visible_to` guards
ROUTE_OF: dict[Model, str] = {
    School: "schools/<int:pk>/",
    SchoolIdentifier: "schools/codes/<int:pk>/delete/",
    SchoolSuccession: "schools/successions/<int:pk>/delete/",
    SourceMapping: "results/sources/<int:pk>/delete/",
    ResultImport: "results/<int:pk>/",
    ImportUnit: "results/units/<int:pk>/",
    NotComparable: "results/comparability/<int:pk>/undo/",
    IdentificationRun: "identification/runs/<int:pk>/",
    MethodologyVersion: "identification/methodologies/<int:pk>/",
    SchoolList: "identification/lists/<int:pk>/",
    ExpertDecision: "identification/decisions/<int:pk>/refuse/",
    DecisionFile: "identification/decisions/files/<uuid:key>/",
    SpecialDay: "roadmaps/town-calendar/days/<int:pk>/remove/",
    User: "people/<int:pk>/",
    OutgoingMail: "letters/<int:pk>/",
    Notification: "notifications/<int:pk>/",
    Programme: "roadmaps/programmes/<int:pk>/",
    Roadmap: "roadmaps/<int:pk>/",
    Section: "roadmaps/sections/<int:pk>/",
    Activity: "roadmaps/activities/<int:pk>/edit/",
    Occurrence: "roadmaps/occurrences/<int:pk>/complete/",
    Completion: "roadmaps/completions/<int:pk>/undo/",
    CompletionFile: "roadmaps/completions/files/<uuid:key>/",
    RoadmapImport: "roadmaps/imports/<int:pk>/",
    ActivityParty: "responsibles/<int:pk>/",
    PartyAlias: "responsibles/remembered/<int:pk>/",
    Organisation: "responsibles/organisations/<int:pk>/",
    Indicator: "setup/indicators/<int:pk>/",
    ReportingPeriod: "setup/periods/<int:pk>/",
    SchoolReport: "reports/<int:pk>/",
    Evidence: "evidence/<uuid:key>/",
    ConsolidatedReport: "consolidated/<int:pk>/remake/",
    Order: "orders/<int:pk>/edit/",
}
# permission -> a page that nobody else should get
ROUTE_FOR = {
    P.MANAGE_MUNICIPALITIES: "municipalities/",
    P.MANAGE_USERS: "people/",
    P.MANAGE_SCHOOLS: "schools/new/",
    P.VIEW_LETTERS: "letters/",
    P.VIEW_AUDIT: "audit/",
    P.MANAGE_CALENDAR: "roadmaps/town-calendar/",
    P.MANAGE_REMINDERS: "reminders/rules/",
    P.VIEW_SCHOOLS: "schools/",
    P.IMPORT_RESULTS: "results/",
    P.VIEW_PASSPORTS: "passports/",
    P.FILL_PASSPORT: "passports/<int:pk>/<year:year>/fill/",
    P.VIEW_IDENTIFICATION: "identification/",
    P.EDIT_IDENTIFICATION: "identification/outer/new/",
    P.APPROVE_IDENTIFICATION: "identification/decisions/<int:pk>/refuse/",
    P.VIEW_ROADMAPS: "roadmaps/",
    P.EDIT_ROADMAPS: "roadmaps/<int:pk>/rename/",
    P.COMPLETE_ACTIVITIES: "roadmaps/occurrences/<int:pk>/complete/",
    P.SETTLE_SCHOOL_TERMS: "roadmaps/occurrences/<int:pk>/schools/<int:school_id>/complete/",
    P.VIEW_REPORTS: "reports/",
    P.FILL_REPORTS: "reports/<int:pk>/check/",
    P.REVIEW_REPORTS: "consolidated/<int:pk>/remake/",
    P.MANAGE_MONITORING: "setup/periods/<int:pk>/",
    P.VIEW_DASHBOARD: "dashboard/",
    P.VIEW_CONSOLIDATED: r"^consolidated/(?P<pk>\d+)/report\.(?P<extension>pdf|xlsx)$",
    P.VIEW_ORDERS: "orders/",
    P.EDIT_ORDERS: "orders/office/",
    P.REGISTER_ORDERS: "orders/<int:pk>/register/",
}
GUARDS: dict[str, tuple[Off, Check]] = {
    **{
        f"rows of {model.__name__}": (unguarded(model), statuses(page, actors=STRANGERS))
        for model, page in ROUTE_OF.items()
    },
    **{
        f"permission: {one.name}": (granted(one), statuses(page, actors=("curator", "methodist", "admin")))
        for one, page in ROUTE_FOR.items()
    },
    "sign-in is required": (without("LoginRequiredMiddleware"), statuses("schools/", actors=OUTSIDERS)),
    "people shut out": (
        replaced((PortalBackend, "user_can_authenticate", lambda self, user: True)),
        statuses("profile/", actors=OUTSIDERS),
    ),
    "csrf token": (without("CsrfViewMiddleware"), lambda scene: unprotected(scene, ["profile/"], ["methodist"])),
    "content policy": (without("CSPMiddleware"), lambda scene: weak_headers(walk(scene, ["schools/"], ["head"]))),
    "strict content policy": (
        lambda: override_settings(CONTENT_SECURITY_POLICY=_loose_policy),
        lambda scene: weak_headers(walk(scene, ["schools/"], ["head"])),
    ),
    "nosniff": (without("SecurityMiddleware"), lambda scene: weak_headers(walk(scene, ["schools/"], ["head"]))),
    "frames": (without("XFrameOptionsMiddleware"), lambda scene: weak_headers(walk(scene, ["schools/"], ["head"]))),
    "pages only read": (
        replaced((TimezoneMiddleware, "__call__", _busy_middleware)),
        lambda scene: needless_writes(walk(scene, ["schools/"], ["head"], ["GET"])),
    ),
    "audit": (
        replaced((AuditEventQuerySet, "create", lambda self, **fields: AuditEvent(**fields))),
        lambda scene: unaudited(walk(scene, ["profile/"], ["head"])),
    ),
    "state of a report being written": (
        replaced((reports, "claim", _careless_claim), (evidence, "claim", _careless_claim)),
        lambda scene: reopened(scene, "submitted report"),
    ),
    "state of a report being decided on": (
        replaced((reports, "moves_for", lambda report, user, today: _all_states)),
        lambda scene: reopened(scene, "accepted report"),
    ),
    "state of a roadmap": (
        replaced(*((module, "lock_draft", lambda key: _any_roadmap.get(pk=key)) for module in (activities, sections))),
        lambda scene: reopened(scene, "approved roadmap"),
    ),
    "state of an order": (
        replaced((orders, "_draft", lambda order: Order.objects.get(pk=order.pk))),
        lambda scene: reopened(scene, "registered order"),
    ),
    "approval of a methodology": (
        replaced((methodologies, "_draft", lambda version: MethodologyVersion.objects.get(pk=version.pk))),
        lambda scene: reopened(scene, "approved methodology"),
    ),
    "state of a decision": (
        replaced((ExpertDecision, "TRANSITIONS", dict.fromkeys(ExpertDecision.State, frozenset(ExpertDecision.State)))),
        lambda scene: reopened(scene, "decided decision"),
    ),
    "definition of an indicator": (
        replaced((indicators, "is_locked", lambda indicator: False)),
        lambda scene: reopened(scene, "reported indicator"),
    ),
    "version of an activity": (replaced((roadmaps, "update_activity", _careless_update)), lost_updates),
    "foreign roadmap in a form": (
        unguarded(Roadmap),
        lambda scene: foreign_writes(scene, ["orders/new/"], ["methodist"]),
    ),
    "foreign programme in a form": (
        unguarded(Programme),
        lambda scene: foreign_writes(scene, ["roadmaps/imports/new/"], ["methodist"]),
    ),
    "foreign schools in a form": (  # two walls, so both are taken away
        replaced((ActivityForm, "__init__", _careless_form), (activities, "_listed", _careless_list)),
        lambda scene: foreign_writes(scene, ["roadmaps/activities/<int:pk>/edit/"], ["methodist"]),
    ),
    "queries of a list": (
        replaced((queries, "people_list", lambda user, words: User.objects.visible_to(user))),
        lambda scene: growing(scene, ["people/"]),
    ),
}
