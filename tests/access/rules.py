"""Who gets which answer at which route: the table that a new route has to join, written by hand.

A rule gives the status of GET and of POST for every actor; a method it does not give is refused with 405.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.access.actors import ACTORS, OUTSIDERS, ROLES, STRANGERS

Answers = Mapping[str, int]

OFFICE = frozenset({"methodist", "coordinator"})
MUNICIPAL = OFFICE | {"head"}
TOWN = MUNICIPAL | {"curator", "director"}
DIRECTOR = frozenset({"director"})
COORDINATOR = frozenset({"coordinator"})
SETTLERS = OFFICE | DIRECTOR
APPROVERS = frozenset({"coordinator", "head"})
PEOPLE = frozenset({"coordinator", "admin"})
ADMIN = frozenset({"admin"})
LOGIN = dict.fromkeys(OUTSIDERS, 302)


def public(status: int = 200, **but: int) -> Answers:
    """The same for everybody, signed in or not."""
    return dict.fromkeys(ACTORS, status) | but


def page(roles: frozenset[str], status: int = 200, **but: int) -> Answers:
    """No object of anybody's: whoever has the role gets the page of the own town, the others 403."""
    return LOGIN | {actor: status if role in roles else 403 for actor, role in ROLES.items()} | but


def thing(roles: frozenset[str], status: int = 200, **but: int) -> Answers:
    """An object of the town: to a stranger of the right role it does not exist."""
    absent = {actor: 404 for actor, role in STRANGERS.items() if role in roles}
    return {**page(roles, status), **absent, **but}


def school_thing(roles: frozenset[str], status: int = 200, **but: int) -> Answers:
    """An object of the school: to the director of the next school it does not exist."""
    return thing(roles, status, **{"other_director": 404, **but})


def own(owner: str) -> Answers:
    """One person's: to everybody else, whatever the role, it does not exist."""
    return LOGIN | dict.fromkeys(ROLES, 404) | {owner: 302, "admin": 403}


@dataclass(frozen=True)
class Rule:
    """`keys`: argument of the route -> what it names in the town."""

    get: Answers | None = None
    post: Answers | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    follows: bool = False  # POST goes where GET leads: a link whose secret moves into the session

    def expected(self, method: str, actor: str) -> set[int]:
        """The status; where the method is not answered at all, whoever lacks the permission may be told that instead."""
        answers, other = (self.get, self.post) if method == "GET" else (self.post, self.get)
        if answers is not None:
            return {answers[actor]}
        assert other is not None
        if actor in OUTSIDERS and other != public(other[actor]):
            return {302}
        return {405, 403} if other[actor] == 403 else {405}


def pk(name: str) -> dict[str, str]:
    return {"pk": f"{name}.pk"}


RESET = {"uidb64": "uidb64", "token": "reset_token"}
YEAR = {"year": "year"}
SIGNED_IN = TOWN | ADMIN
REPORT = pk("report")

RULES: dict[str, Rule] = {
    "": Rule(page(SIGNED_IN, admin=302)),
    "health/": Rule(public()),
    # accounts
    "login/": Rule(public(302, **dict.fromkeys(OUTSIDERS, 200)), public(302)),
    "logout/": Rule(post=public(302)),
    "password/reset/": Rule(public(), public(302)),
    "password/reset/sent/": Rule(public()),
    "password/reset/<uidb64>/<token>/": Rule(public(302), public(302), RESET, follows=True),
    "invitation/<uidb64>/<token>/": Rule(public(302), public(302), RESET, follows=True),
    "password/change/": Rule(page(SIGNED_IN), page(SIGNED_IN, 302)),
    "profile/": Rule(page(SIGNED_IN), page(SIGNED_IN, 302)),
    "municipalities/": Rule(page(ADMIN)),
    "municipalities/new/": Rule(page(ADMIN), page(ADMIN, 302)),
    "municipalities/<int:pk>/": Rule(page(ADMIN), page(ADMIN, 302), pk("municipality")),
    "letters/": Rule(page(MUNICIPAL | ADMIN)),
    "letters/<int:pk>/": Rule(thing(MUNICIPAL | ADMIN), keys=pk("letter")),
    "unsubscribe/<str:token>/": Rule(public(), public(), {"token": "unsubscribe_token"}),
    "notifications/": Rule(page(TOWN)),
    "notifications/read/": Rule(post=page(TOWN, 302)),
    "notifications/<int:pk>/": Rule(post=own("director"), keys=pk("notification")),
    "audit/": Rule(page(frozenset({"coordinator", "head", "admin"}))),
    # schools
    "schools/": Rule(page(TOWN)),
    "schools/new/": Rule(  # another town's school has no branches here
        page(OFFICE), page(OFFICE, 302, stranger_methodist=200, stranger_coordinator=200)
    ),
    "schools/import/": Rule(  # a preview of another town brings nothing
        page(OFFICE), page(OFFICE, 302, stranger_methodist=200, stranger_coordinator=200)
    ),
    "schools/import/template.xlsx": Rule(page(OFFICE)),
    "schools/<int:pk>/edit/": Rule(thing(OFFICE), thing(OFFICE, 302), pk("school")),
    "schools/<int:pk>/": Rule(school_thing(TOWN), keys=pk("school")),
    "schools/<int:pk>/codes/": Rule(thing(OFFICE), thing(OFFICE, 302), pk("school")),
    "schools/codes/<int:pk>/delete/": Rule(post=thing(OFFICE, 302), keys=pk("code")),
    "schools/successions/<int:pk>/delete/": Rule(post=thing(OFFICE, 302), keys=pk("succession")),
    "schools/<int:pk>/olympiads/<year:year>/": Rule(
        school_thing(DIRECTOR), school_thing(DIRECTOR, 302), pk("school") | YEAR
    ),
    "passports/": Rule(page(TOWN)),
    "passports/<int:pk>/<year:year>/": Rule(school_thing(TOWN), keys=pk("school") | YEAR),
    "passports/<int:pk>/<year:year>/fill/": Rule(
        school_thing(DIRECTOR), school_thing(DIRECTOR, 302), pk("school") | YEAR
    ),
    "results/": Rule(page(OFFICE)),
    "results/new/": Rule(page(OFFICE), page(OFFICE, 302)),
    "results/templates/<slug:layout>.xlsx": Rule(page(OFFICE), keys={"layout": "layout"}),
    "results/<int:pk>/": Rule(thing(OFFICE), keys=pk("loading")),
    "results/<int:pk>/suggested/": Rule(post=thing(OFFICE, 302), keys=pk("loading")),
    "results/<int:pk>/others/": Rule(post=thing(OFFICE, 302), keys=pk("loading")),
    "results/<int:pk>/accept/": Rule(post=thing(OFFICE, 302), keys=pk("ready_loading")),
    "results/<int:pk>/discard/": Rule(post=thing(OFFICE, 302), keys=pk("loading")),
    "results/<int:pk>/undo/": Rule(post=thing(OFFICE, 302), keys=pk("accepted_loading")),
    "results/units/<int:pk>/": Rule(post=thing(OFFICE, 302), keys=pk("unit")),
    "results/sources/": Rule(page(OFFICE), page(OFFICE)),
    "results/sources/new/": Rule(post=page(OFFICE, 302)),
    "results/sources/<int:pk>/delete/": Rule(post=thing(OFFICE, 302), keys=pk("source")),
    "results/comparability/": Rule(page(OFFICE), page(OFFICE, 302)),
    "results/comparability/<int:pk>/undo/": Rule(post=thing(OFFICE, 302), keys=pk("not_comparable")),
    "results/thresholds/<year:year>/": Rule(page(OFFICE), page(OFFICE, 302), YEAR),
    "people/": Rule(page(PEOPLE)),
    "people/new/": Rule(page(PEOPLE), page(PEOPLE, 302, stranger_coordinator=200)),  # the school is not theirs to give
    "people/<int:pk>/": Rule(thing(PEOPLE), thing(PEOPLE, 302), pk("colleague")),
    "people/<int:pk>/invite/": Rule(post=thing(PEOPLE, 302), keys=pk("colleague")),
    # identification
    "identification/": Rule(page(MUNICIPAL)),
    "identification/runs/new/": Rule(post=page(OFFICE, 302)),
    "identification/runs/<int:pk>/": Rule(thing(MUNICIPAL), keys=pk("run")),
    "identification/runs/<int:pk>/schools/": Rule(thing(MUNICIPAL), keys=pk("run")),
    "identification/runs/<int:pk>/quadrants/": Rule(thing(MUNICIPAL), keys=pk("run")),
    "identification/runs/<int:pk>/changes/": Rule(thing(MUNICIPAL), keys=pk("run")),
    "identification/runs/<int:pk>/what-if/": Rule(thing(MUNICIPAL), keys=pk("run"), query="?threshold_pct=25"),
    "identification/runs/<int:pk>/run.xlsx": Rule(thing(MUNICIPAL), keys=pk("run")),
    "identification/runs/<int:pk>/run.pdf": Rule(thing(MUNICIPAL), keys=pk("run")),
    "identification/runs/<int:pk>/list/": Rule(thing(MUNICIPAL), keys=pk("run")),
    "identification/runs/<int:pk>/list/approve/": Rule(post=thing(APPROVERS, 302), keys=pk("run")),
    "identification/lists/<int:pk>/": Rule(thing(MUNICIPAL), keys=pk("school_list")),
    "identification/outer/new/": Rule(  # a preview of another town brings nothing
        page(OFFICE), page(OFFICE, 302, stranger_methodist=200, stranger_coordinator=200)
    ),
    "identification/decisions/": Rule(page(MUNICIPAL)),
    "identification/decisions/new/": Rule(  # nor is the school theirs
        page(OFFICE), page(OFFICE, 302, stranger_methodist=200, stranger_coordinator=200)
    ),
    "identification/decisions/<int:pk>/approve/": Rule(post=thing(APPROVERS, 302), keys=pk("decision")),
    "identification/decisions/<int:pk>/refuse/": Rule(post=thing(APPROVERS, 302), keys=pk("decision")),
    "identification/decisions/files/<uuid:key>/": Rule(thing(MUNICIPAL), keys={"key": "scan.key"}),
    "identification/methodologies/": Rule(page(MUNICIPAL)),
    "identification/methodologies/new/": Rule(  # nor the list from outside
        page(OFFICE),
        page(OFFICE, 302, stranger_methodist=200, stranger_coordinator=200),
        query="?preset=EXTERNAL",
    ),
    "identification/methodologies/<int:pk>/": Rule(thing(MUNICIPAL), keys=pk("methodology")),
    "identification/methodologies/<int:pk>/edit/": Rule(thing(OFFICE), thing(OFFICE, 302), pk("methodology_draft")),
    "identification/methodologies/<int:pk>/correct/": Rule(post=thing(OFFICE, 302), keys=pk("methodology")),
    "identification/methodologies/<int:pk>/approve/": Rule(post=thing(APPROVERS, 302), keys=pk("methodology_draft")),
    "identification/methodologies/<int:pk>/delete/": Rule(post=thing(OFFICE, 302), keys=pk("methodology_draft")),
    # roadmaps
    "roadmaps/": Rule(page(TOWN)),
    "roadmaps/<int:pk>/": Rule(thing(TOWN), keys=pk("roadmap")),
    "roadmaps/<int:pk>/month/": Rule(thing(TOWN), keys=pk("roadmap")),
    "roadmaps/<int:pk>/year/": Rule(thing(TOWN), keys=pk("roadmap")),
    "roadmaps/<int:pk>/strip/": Rule(thing(TOWN), keys=pk("roadmap")),
    "roadmaps/<int:pk>/check/": Rule(thing(OFFICE), keys=pk("draft")),
    "roadmaps/<int:pk>/state/": Rule(post=thing(OFFICE, 302), keys=pk("roadmap")),
    "roadmaps/<int:pk>/rename/": Rule(thing(OFFICE), thing(OFFICE, 302), pk("draft")),
    "roadmaps/<int:pk>/sections/new/": Rule(thing(OFFICE), thing(OFFICE, 302), pk("draft")),
    "roadmaps/sections/<int:pk>/": Rule(thing(OFFICE), thing(OFFICE, 302), pk("section")),
    "roadmaps/sections/<int:pk>/move/": Rule(post=thing(OFFICE, 302), keys=pk("section")),
    "roadmaps/sections/<int:pk>/delete/": Rule(post=thing(OFFICE, 302), keys=pk("empty_section")),
    "roadmaps/sections/<int:pk>/activities/new/": Rule(thing(OFFICE), thing(OFFICE, 302), pk("section")),
    "roadmaps/activities/<int:pk>/": Rule(thing(TOWN, 302), keys=pk("activity")),
    "roadmaps/activities/<int:pk>/edit/": Rule(thing(OFFICE), thing(OFFICE, 302), pk("draft_activity")),
    "roadmaps/activities/<int:pk>/move/": Rule(post=thing(OFFICE, 302), keys=pk("draft_activity")),
    "roadmaps/activities/<int:pk>/delete/": Rule(post=thing(OFFICE, 302), keys=pk("draft_activity")),
    "roadmaps/activities/<int:pk>/restore/": Rule(post=thing(OFFICE, 302), keys=pk("deleted_activity")),
    "roadmaps/occurrences/<int:pk>/complete/": Rule(thing(OFFICE), thing(OFFICE, 302), pk("municipal")),
    "roadmaps/occurrences/<int:pk>/schools/<int:school_id>/complete/": Rule(
        school_thing(SETTLERS), school_thing(SETTLERS, 302), pk("occurrence") | {"school_id": "school.pk"}
    ),
    "roadmaps/occurrences/<int:pk>/postponement/undo/": Rule(post=thing(OFFICE, 302), keys=pk("postponed")),
    "roadmaps/occurrences/<int:pk>/schools/<int:school_id>/postponement/undo/": Rule(
        post=school_thing(SETTLERS, 302), keys=pk("occurrence") | {"school_id": "school.pk"}
    ),
    "roadmaps/completions/<int:pk>/undo/": Rule(  # the municipality's: a director may see it, not take it back
        post=thing(OFFICE, 302, stranger_director=404), keys=pk("completion")
    ),
    "roadmaps/completions/files/<uuid:key>/": Rule(school_thing(TOWN), keys={"key": "proof.key"}),
    "roadmaps/town-calendar/": Rule(page(OFFICE)),
    "roadmaps/town-calendar/rule/": Rule(post=page(OFFICE, 302)),
    "roadmaps/town-calendar/year/": Rule(post=page(OFFICE, 302)),
    "roadmaps/town-calendar/days/new/": Rule(post=page(OFFICE, 302)),
    "roadmaps/town-calendar/days/<int:pk>/remove/": Rule(post=thing(OFFICE, 302), keys=pk("special_day")),
    "roadmaps/questions/": Rule(page(OFFICE)),
    "roadmaps/activities/<int:pk>/deadline/": Rule(thing(OFFICE), thing(OFFICE, 302), pk("draft_activity")),
    "roadmaps/imports/new/": Rule(  # nor is the programme
        page(OFFICE), page(OFFICE, 302, stranger_methodist=200, stranger_coordinator=200)
    ),
    "roadmaps/imports/<int:pk>/": Rule(thing(OFFICE), thing(OFFICE, 302), pk("started")),
    "roadmaps/imports/<int:pk>/discard/": Rule(post=thing(OFFICE, 302), keys=pk("started")),
    "roadmaps/programmes/<int:pk>/": Rule(thing(OFFICE), thing(OFFICE, 302), pk("programme")),
    "responsibles/": Rule(page(OFFICE)),
    "responsibles/<int:pk>/": Rule(thing(OFFICE), thing(OFFICE, 302), pk("question")),
    "responsibles/remembered/": Rule(page(OFFICE)),
    "responsibles/remembered/<int:pk>/": Rule(thing(OFFICE), thing(OFFICE, 302), pk("alias")),
    "responsibles/remembered/<int:pk>/forget/": Rule(post=thing(OFFICE, 302), keys=pk("alias")),
    "responsibles/organisations/": Rule(page(OFFICE)),
    "responsibles/organisations/new/": Rule(  # nor are the people
        page(OFFICE), page(OFFICE, 302, stranger_methodist=422, stranger_coordinator=422)
    ),
    "responsibles/organisations/<int:pk>/": Rule(thing(OFFICE), thing(OFFICE, 302), pk("organisation")),
    "responsibles/organisations/<int:pk>/delete/": Rule(post=thing(OFFICE, 302), keys=pk("organisation")),
    "roadmaps/deadlines/says/": Rule(page(OFFICE), query="?from=2026-01-01&to=2026-12-31&field=text&text=май"),
    "terms/": Rule(page(TOWN)),
    "calendar/": Rule(page(TOWN)),
    "calendar/renew/": Rule(post=page(TOWN, 302)),
    "calendar/revoke/": Rule(post=page(TOWN, 302)),
    "calendar/<str:token>.ics": Rule(public(), keys={"token": "feed.token"}),
    # monitoring
    "dashboard/": Rule(page(MUNICIPAL)),
    "dashboard/activities/": Rule(page(MUNICIPAL)),
    "dashboard/indicators/<int:pk>/": Rule(thing(MUNICIPAL), keys=pk("indicator")),
    "consolidated/<int:pk>/remake/": Rule(post=thing(OFFICE, 302), keys=pk("closed_period")),
    r"^consolidated/(?P<pk>\d+)/report\.(?P<extension>pdf|xlsx)$": Rule(
        thing(MUNICIPAL), keys=pk("closed_period") | {"extension": "extension"}
    ),
    "reports/": Rule(page(TOWN)),
    "reports/<int:pk>/": Rule(school_thing(TOWN), keys=REPORT),
    "reports/<int:pk>/save/": Rule(post=school_thing(DIRECTOR, 302), keys=REPORT),
    "reports/<int:pk>/activities/<int:occurrence_id>/": Rule(
        post=school_thing(DIRECTOR), keys=REPORT | {"occurrence_id": "occurrence.pk"}
    ),
    "reports/<int:pk>/activities/<int:occurrence_id>/files/": Rule(
        post=school_thing(DIRECTOR, 302), keys=REPORT | {"occurrence_id": "occurrence.pk"}
    ),
    "reports/<int:pk>/activities/<int:occurrence_id>/take/": Rule(
        post=school_thing(DIRECTOR, 302), keys=REPORT | {"occurrence_id": "marked.pk"}
    ),
    "reports/<int:pk>/indicators/<int:indicator_id>/": Rule(
        post=school_thing(DIRECTOR), keys=REPORT | {"indicator_id": "indicator.pk"}
    ),
    "reports/<int:pk>/texts/": Rule(post=school_thing(DIRECTOR), keys=REPORT),
    "reports/<int:pk>/check/": Rule(school_thing(DIRECTOR), keys=REPORT),
    "reports/<int:pk>/submit/": Rule(post=school_thing(DIRECTOR, 302), keys=REPORT),
    "reports/<int:pk>/return/": Rule(post=thing(OFFICE, 302), keys=pk("submitted")),
    "reports/<int:pk>/accept/": Rule(post=thing(OFFICE, 302), keys=pk("submitted")),
    "reports/<int:pk>/versions/<int:event_id>/": Rule(
        school_thing(TOWN), keys=pk("accepted") | {"event_id": "version.pk"}
    ),
    "evidence/<uuid:key>/": Rule(school_thing(TOWN), keys={"key": "evidence.key"}),
    "evidence/<uuid:key>/remove/": Rule(post=school_thing(DIRECTOR, 302), keys={"key": "evidence.key"}),
    "reminders/": Rule(page(TOWN), page(TOWN, 302)),
    "reminders/rules/": Rule(page(COORDINATOR), page(COORDINATOR, 302)),
    "letters/reminders/": Rule(page(MUNICIPAL | ADMIN)),
    "setup/": Rule(page(MUNICIPAL)),
    "setup/programmes/<int:pk>/indicators/": Rule(thing(MUNICIPAL), keys=pk("programme")),
    "setup/programmes/<int:pk>/indicators/new/": Rule(thing(OFFICE), thing(OFFICE, 302), pk("programme")),
    "setup/indicators/<int:pk>/": Rule(thing(OFFICE), thing(OFFICE, 302), pk("new_indicator")),
    "setup/indicators/<int:pk>/revise/": Rule(thing(OFFICE), thing(OFFICE, 302), pk("indicator")),
    "setup/indicators/<int:pk>/move/": Rule(post=thing(OFFICE, 302), keys=pk("indicator")),
    "setup/indicators/<int:pk>/switch/": Rule(post=thing(OFFICE, 302), keys=pk("indicator")),
    "setup/programmes/<int:pk>/periods/": Rule(thing(MUNICIPAL), keys=pk("programme")),
    "setup/programmes/<int:pk>/periods/add/": Rule(post=thing(OFFICE, 302), keys=pk("programme")),
    "setup/periods/<int:pk>/": Rule(thing(OFFICE), thing(OFFICE, 302), pk("period")),
    # orders
    "orders/": Rule(page(MUNICIPAL)),
    "orders/new/": Rule(post=thing(OFFICE, 302)),
    "orders/new/list/<int:pk>/": Rule(post=thing(OFFICE, 302), keys=pk("school_list")),
    "orders/office/": Rule(page(OFFICE), page(OFFICE, 302)),
    "orders/<int:pk>/": Rule(thing(MUNICIPAL), keys=pk("order")),
    "orders/<int:pk>/edit/": Rule(thing(OFFICE), thing(OFFICE, 302), pk("order")),
    "orders/<int:pk>/register/": Rule(post=thing(OFFICE, 302), keys=pk("order")),
    "orders/<int:pk>/delete/": Rule(post=thing(OFFICE, 302), keys=pk("order")),
    "orders/<int:pk>/order.pdf": Rule(thing(MUNICIPAL), keys=pk("registered")),
    "orders/<int:pk>/order.docx": Rule(thing(MUNICIPAL), keys=pk("registered")),
}
