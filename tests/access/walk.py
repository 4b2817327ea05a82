"""The walk: every route, method and actor; and what may be wrong with the answers. Each check returns its violations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from accounts.models import AuditEvent
from tests.access.actors import ACTORS, STRANGERS, Scene, rolled_back, told
from tests.access.payloads import payload
from tests.access.routes import address, keys_of
from tests.access.rules import RULES
from tests.access.tenants import changed, fingerprints, written_rows

METHODS = ("GET", "POST")
AUDIT = AuditEvent._meta.db_table
# routes that write rows of the portal and leave no audit event, and why
WITHOUT_AUDIT = {
    "login/": "the time of the last sign-in; attempts are in the tables of axes",
    "notifications/read/": "what one has read is nobody else's business",
    "notifications/<int:pk>/": "the same",
}
# routes that take POST and change no row of the portal, and why
WITHOUT_CHANGE = {
    "logout/": "only the session goes",
    "results/sources/": "shows the headers of the file, to be explained on the next page",
}


@dataclass(frozen=True)
class Exchange:
    """A request of an actor and its answer; `written`: tables that it changed."""

    pattern: str
    method: str
    actor: str
    status: int
    said: str
    headers: dict[str, str]
    written: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.method} {self.pattern} as {self.actor}: {self.said}"

    @property
    def is_allowed(self) -> bool:
        """Whether the table lets this actor through."""
        answers = RULES[self.pattern].post if self.method == "POST" else RULES[self.pattern].get
        return answers is not None and answers[self.actor] == self.status and self.status < 400 and not self.is_login

    @property
    def is_login(self) -> bool:
        return self.headers.get("Location", "").startswith("/login/?next=")


def walk(
    scene: Scene, patterns: Iterable[str], actors: Iterable[str] = ACTORS, methods: Iterable[str] = METHODS
) -> Iterator[Exchange]:
    """Every request stands alone: its writes are undone."""
    before = fingerprints()
    for pattern in patterns:
        for actor in actors:
            for method in methods:
                with rolled_back():
                    rows, response = written_rows(), ask(scene, pattern, method, actor)
                    written = tuple(changed(before, fingerprints())) if written_rows() > rows else ()
                headers = dict(response.headers)
                yield Exchange(pattern, method, actor, response.status_code, told(response), headers, written)


def ask(scene: Scene, pattern: str, method: str, actor: str, *, checks_csrf: bool = False) -> Any:
    """One request for the own town's object."""
    client, url = scene.client(actor, checks_csrf=checks_csrf), address(pattern, keys_of(pattern, scene.own))
    if method == "GET":
        response = client.get(url)
    else:
        if RULES[pattern].follows:
            url = client.get(url).headers["Location"]
        response = client.post(url, payload(pattern, scene.own))
    if response.streaming:
        response.getvalue()  # the client closes the file behind it
    return response


def wrong_statuses(exchanges: Iterable[Exchange]) -> list[str]:
    wrong = []
    for one in exchanges:
        expected = RULES[one.pattern].expected(one.method, one.actor)
        if one.status not in expected:
            wrong.append(f"{one}, expected {' or '.join(map(str, sorted(expected)))}")
    return wrong


def weak_headers(exchanges: Iterable[Exchange]) -> list[str]:
    """Answers, refusals too, without the headers that keep foreign scripts and frames out."""
    return [f"{one}: {name}" for one in exchanges for name in _missing(one.headers)]


def _missing(headers: dict[str, str]) -> list[str]:
    policy = headers.get("Content-Security-Policy", "")
    directives = {part.split()[0]: part.split()[1:] for part in policy.split(";") if part.split()}
    held = {
        "default-src 'none'": directives.get("default-src") == ["'none'"],
        "frame-ancestors 'none'": directives.get("frame-ancestors") == ["'none'"],
        "no unsafe sources": bool(directives) and "unsafe" not in policy,
        "nosniff": headers.get("X-Content-Type-Options") == "nosniff",
        "X-Frame-Options": headers.get("X-Frame-Options") == "DENY",
    }
    return [name for name, is_held in held.items() if not is_held]


def needless_writes(exchanges: Iterable[Exchange]) -> list[str]:
    """GET that changes a row, and any refused request that does."""
    quiet = (one for one in exchanges if one.method == "GET" or not one.is_allowed)
    return [f"{one} wrote {', '.join(one.written)}" for one in quiet if one.written]


def unaudited(exchanges: Iterable[Exchange]) -> list[str]:
    """Writes that leave no audit event; and an allowed POST that changes nothing, which would prove nothing."""
    found = []
    for one in exchanges:
        if one.method != "POST" or not one.is_allowed or one.actor in STRANGERS:
            continue
        if one.pattern in WITHOUT_CHANGE:
            found += [f"{one} wrote {one.written}"] if one.written else []
        elif one.pattern in WITHOUT_AUDIT:
            found += [f"{one} is audited"] if AUDIT in one.written else []
        elif AUDIT not in one.written or len(one.written) == 1:
            found.append(f"{one} wrote {one.written}")
    return found


def unprotected(scene: Scene, patterns: Iterable[str], actors: Iterable[str] = ACTORS) -> list[str]:
    """POST without the token that is not refused."""
    wrong = []
    for pattern in patterns:
        for actor in actors:
            with rolled_back():
                response = ask(scene, pattern, "POST", actor, checks_csrf=True)
            if response.status_code != 403:
                wrong.append(f"POST {pattern} as {actor} without a token: {told(response)}")
    return wrong
