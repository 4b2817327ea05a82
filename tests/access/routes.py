"""All routes of the portal, keyed by their patterns: a name may repeat or be missing, a pattern may not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access.rules import RULES
from tests.access.town import Town


@dataclass(frozen=True)
class Route:
    pattern: str
    name: str  # with its namespace


def _walk(resolver: URLResolver, pattern: str = "", namespace: str = "") -> Iterator[Route]:
    for part in resolver.url_patterns:
        whole = pattern + str(part.pattern)
        if isinstance(part, URLPattern):
            yield Route(whole, f"{namespace}{part.name}")
        else:
            yield from _walk(part, whole, f"{namespace}{part.namespace}:" if part.namespace else namespace)


@cache
def routes() -> dict[str, Route]:
    found = list(_walk(get_resolver()))
    assert len({route.pattern for route in found}) == len(found)
    return {route.pattern: route for route in found}


def part_of(patterns: Iterable[str], part: str) -> list[str]:
    """Those of one app; «portal» are the routes that belong to none."""
    names = ((pattern, routes()[pattern].name.rpartition(":")[0] or "portal") for pattern in patterns)
    return [pattern for pattern, app in names if app == part]


def keys_of(pattern: str, town: Town) -> dict[str, object]:
    """Arguments of the route that name objects of the town: «report.pk» is the key of its report."""
    return {name: _value(town, path) for name, path in RULES[pattern].keys.items()}


def _value(town: Town, path: str) -> object:
    value: object = town
    for name in path.split("."):
        value = getattr(value, name)
    return value


def address(pattern: str, keys: dict[str, object]) -> str:
    return reverse(routes()[pattern].name, kwargs=keys) + RULES[pattern].query
