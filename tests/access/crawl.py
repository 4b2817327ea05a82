"""A reader who follows every link there is, as one actor; and what of it the actor should not have read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.urls import reverse

from accounts.mail import unsubscribe_url
from accounts.models import Municipality, OutgoingMail, User
from roadmaps.models import CalendarFeed
from schools.models import School
from tests.access.actors import OUTSIDERS, STRANGERS, Scene, told
from tests.access.readers import kind_of, links_of, text_of
from tests.access.routes import address, keys_of
from tests.access.rules import RULES
from tests.access.tenants import Model, changed, fingerprints, written_rows
from tests.access.tokens import Marks, Place
from tests.access.town import Town

SCHOOL_PEOPLE = ("director", "curator", "other_director", "stranger_director")
ADMINS = {User, Municipality, School, OutgoingMail}  # whose rows the administrator of the portal may read
FOREIGN_SEARCH = "&q=жъ&state=submitted&with=submitted"  # with keys of the other town before it
FEED = "roadmaps:calendar_file"
SECRETS = (
    "unsubscribe/<str:token>/",
    "calendar/<str:token>.ics",
)  # the address is the right to read: nobody has another's
LIMIT = 700  # pages; more of them means that some page makes up addresses


@dataclass(frozen=True)
class Page:
    """An answer that was read; `own`: whose words of the own town stood in it."""

    url: str
    kind: str
    status: int
    own: frozenset[Place]
    wrong: tuple[str, ...]


@dataclass(frozen=True)
class Reader:
    """Who reads, and whose words are whose."""

    scene: Scene
    actor: str
    own: Marks
    foreign: Marks

    @property
    def town(self) -> Town:
        return self.scene.foreign if self.actor in STRANGERS else self.scene.own

    @property
    def other_town(self) -> Town:
        return self.scene.own if self.actor in STRANGERS else self.scene.foreign

    @property
    def schools(self) -> set[int]:
        return set(self.scene.people[self.actor].duties.values_list("school_id", flat=True))


def reader(scene: Scene, actor: str, marks: tuple[Marks, Marks]) -> Reader:
    return Reader(scene, actor, *(reversed(marks) if actor in STRANGERS else marks))


def starts(who: Reader) -> list[str]:
    """The first page, every route with keys of the own town, and both with keys of the other town."""
    read = [pattern for pattern, rule in RULES.items() if rule.get is not None and not rule.follows]
    patterns = [pattern for pattern in read if pattern not in SECRETS]
    own = [address(pattern, keys_of(pattern, who.town)) for pattern in patterns]
    foreign = [address(pattern, keys_of(pattern, who.other_town)) for pattern in patterns]
    asked = [f"{url}{'&' if '?' in url else '?'}{_asking(who.other_town)}" for url in own]
    return ["/", *own, *foreign, *asked, *_secrets(who)]


def _secrets(who: Reader) -> list[str]:
    """The reader's own addresses of the kind that opens to whoever has it."""
    if who.actor in OUTSIDERS:
        return []
    person = who.scene.people[who.actor]
    feeds = CalendarFeed.objects.filter(user=person)
    return [urlsplit(unsubscribe_url(person)).path, *(reverse(FEED, args=[feed.token]) for feed in feeds)]


def _asking(town: Town) -> str:
    """Whatever a page may take from its address, naming the other town's objects."""
    keys = {
        "person": town.director,
        "actor": town.director,
        "period": town.period,
        "section": town.section,
        "after": town.activity,
        "deleted": town.deleted_activity,
    }
    return "&".join(f"{name}={row.pk}" for name, row in keys.items()) + FOREIGN_SEARCH


def crawl(who: Reader, urls: Iterable[str], *, clicks: int = 99) -> Iterator[Page]:
    """Read the addresses and what they lead to in so many clicks; pages by htmx too, which may get another answer.

    A link that the actor is then refused is wrong as well: it tells of something, and leads nowhere. (400 is none: htmx adds
    the words of an input to such an address.)
    """
    sources = dict.fromkeys(urls, "")  # address -> the page that it was found on
    waiting, before = [(url, clicks) for url in sources], fingerprints()
    while waiting:
        url, left = waiting.pop(0)
        for headers in ({}, {"HX-Request": "true"}):
            rows, response = written_rows(), who.scene.client(who.actor).get(url, headers=headers)
            text = text_of(response)
            after = fingerprints() if written_rows() > rows else before
            wrong = [*_leaks(who, url, text), *(f"wrote {table}" for table in changed(before, after))]
            if response.status_code >= 500 or (response.status_code > 400 and sources[url]):
                wrong.append(f"{told(response)}, found on {sources[url]}")
            yield _page(who, url, response, text, wrong)
            before = after
            new = {urljoin(url, link) for link in links_of(response)} - set(sources) if left else set()
            sources |= dict.fromkeys(new, url)
            waiting += [(link, left - 1) for link in sorted(new)]
            assert len(sources) < LIMIT, f"no end of addresses: {url}"
            if response.status_code != 200 or kind_of(response) != "text/html" or FOREIGN_SEARCH in url:
                break


def _page(who: Reader, url: str, response: Any, text: str, wrong: list[str]) -> Page:
    said = tuple(f"{url} as {who.actor}: {one}" for one in wrong)
    return Page(url, kind_of(response), response.status_code, frozenset(who.own.found(text)), said)


def _leaks(who: Reader, url: str, text: str) -> list[str]:
    foreign = [place for place in who.foreign.found(text) if not _may_read(who, place, url, is_foreign=True)]
    own = [place for place in who.own.found(text) if not _may_read(who, place, url, is_foreign=False)]
    return [f"the other town's {place}" for place in foreign] + [str(place) for place in own]


def _may_read(who: Reader, place: Place, url: str, *, is_foreign: bool) -> bool:
    if who.actor in OUTSIDERS:
        return False
    if who.actor == "admin":
        return place.model in ADMINS or url.startswith("/letters/")  # a letter quotes what it is about
    if is_foreign:
        return False
    return who.actor not in SCHOOL_PEOPLE or place.school is None or place.school in who.schools


def seen(pages: Iterable[Page], *, kind: str = "") -> set[tuple[Model, str]]:
    """Fields of the own town that could be read in the pages, or in those of one kind."""
    return {(place.model, place.name) for page in pages if kind in page.kind for place in page.own}
