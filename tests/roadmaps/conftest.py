"""A draft of the test world's programme: two sections, three activities in the first. Today is 22 November 2026."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import time_machine

from roadmaps.models import Activity, Roadmap, Section
from tests import factories as f
from tests.conftest import World


@dataclass
class Draft:
    """`one`, `two`, `three` stand in `first` in this order; `second` is empty."""

    roadmap: Roadmap
    first: Section
    second: Section
    one: Activity
    two: Activity
    three: Activity


@pytest.fixture
def draft(world: World) -> Draft:
    return make_draft(world)


def make_draft(world: World) -> Draft:
    roadmap = f.RoadmapFactory(programme=world.programme)
    first, second = (
        f.SectionFactory(roadmap=roadmap, position=place, number=f"{place}.", title=f"Раздел {place}")
        for place in (1, 2)
    )
    one, two, three = (f.ActivityFactory(section=first, position=n, number=f"1.{n}.") for n in (1, 2, 3))
    return Draft(roadmap, first, second, one, two, three)


@pytest.fixture
def today() -> Iterator[None]:
    with time_machine.travel("2026-11-22 12:00+03:00"):
        yield


def texts(activity: Activity, **changed: str) -> dict[str, str]:
    """The plain fields of an activity as the services take them, some of them changed."""
    names = (
        "number",
        "title",
        "deadline_text",
        "responsible_text",
        "audience",
        "expected_result",
        "report_form",
        "planned",
    )
    return {name: getattr(activity, name) for name in names} | changed
