"""Ways in which words of one town or school could reach the next, and the reader who has to come upon them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import AuditEvent, Municipality, OutgoingMail, User
from monitoring.models import ReportingPeriod
from monitoring.queries import reports_for
from monitoring.reminders import items, remind
from monitoring.views import review
from orders.models import OfficeProfile, Order
from schools import queries
from schools.models import School
from schools.models.school import SchoolQuerySet
from tests.access.actors import Scene
from tests.access.canaries import leaking_letters
from tests.access.crawl import crawl, reader
from tests.access.routes import address, keys_of
from tests.access.sabotage import Off, replaced, unguarded
from tests.access.tokens import Marks

Check = Callable[[Scene, tuple[Marks, Marks]], list[str]]


def reads(actor: str, *patterns: str, clicks: int = 0) -> Check:
    """What the actor should not have read at the routes, asked with keys of the other town as well."""

    def check(scene: Scene, both: tuple[Marks, Marks]) -> list[str]:
        who = reader(scene, actor, both)
        urls = [address(pattern, keys_of(pattern, town)) for pattern in patterns for town in (scene.own, scene.foreign)]
        return [wrong for page in crawl(who, urls, clicks=clicks) for wrong in page.wrong]

    return check


def _next_weeks_letters(scene: Scene, both: tuple[Marks, Marks]) -> list[str]:
    """Of a morning on which everybody's debts go up."""
    OutgoingMail.objects.all().delete()
    remind(timezone.now() + timedelta(days=7))
    return leaking_letters(scene, both)


def _next_report(scene: Scene, both: tuple[Marks, Marks]) -> list[str]:
    who = reader(scene, "director", both)
    url = address("reports/<int:pk>/", {"pk": scene.own.other_report.pk})
    return [wrong for page in crawl(who, [url], clicks=0) for wrong in page.wrong]


def _colleague(user: User) -> User:
    """Somebody of the office, who sees the reports of all schools of the town."""
    return User.objects.filter(municipality=user.municipality, role="methodist").earliest("pk")


def _whole_town(self: SchoolQuerySet, user: User) -> SchoolQuerySet:
    return self.filter(municipality_id=user.tenant_id)


def _all_towns(town: Municipality, schools: object, today: date) -> list[items._Term]:
    towns = Municipality.objects.all()
    return [term for one in towns for term in _open_terms(one, School.objects.filter(municipality=one), today)]


_open_terms = items._open_terms


def _all_people(user: User, words: str) -> Iterable[User]:
    return User.objects.select_related("municipality").prefetch_related("duties__school")


LEAKS: dict[str, tuple[Off, Check]] = {
    "list": (replaced((queries, "people_list", _all_people)), reads("coordinator", "people/")),
    "journal": (unguarded(AuditEvent), reads("coordinator", "audit/")),
    "blank": (unguarded(OfficeProfile), reads("stranger_coordinator", "orders/office/")),
    "spreadsheet": (
        unguarded(ReportingPeriod),
        reads("head", r"^consolidated/(?P<pk>\d+)/report\.(?P<extension>pdf|xlsx)$"),
    ),
    "pdf": (unguarded(Order), reads("head", "orders/<int:pk>/order.pdf")),
    "docx": (unguarded(Order), reads("head", "orders/<int:pk>/order.docx")),
    "evidence": (unguarded(School), reads("director", "evidence/<uuid:key>/")),
    "next school": (replaced((SchoolQuerySet, "visible_to", _whole_town)), _next_report),
    "link to the next school": (
        replaced((review, "reports_for", lambda user: reports_for(_colleague(user)))),
        reads("director", "reports/", clicks=1),
    ),
    "letters": (replaced((items, "_open_terms", _all_towns)), _next_weeks_letters),
}
