"""Results × social context as a picture: points, axes and lines in SVG units. The page and the PDF draw the same."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.russian import NO_DATA
from schools.listing.heat import index_value, pooled_share
from schools.models import Verdict

WIDTH, HEIGHT = 760, 440
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 36, 52
Q = Verdict.Quadrant
# shape and colour: neither alone tells the quadrants apart
LOOKS = {
    Q.LOW_AND_ADVERSE: ("M0-7L7 6H-7Z", "#a3262a"),
    Q.LOW: ("M-5-5H5V5H-5Z", "#8a5a00"),
    Q.RESILIENT: ("M0-7L7 0 0 7-7 0Z", "#1f6f43"),
    Q.ADVERSE: ("M-6-2H-2V-6H2V-2H6V2H2V6H-2V2H-6Z", "#2b5797"),
    Q.ORDINARY: ("M-5 0A5 5 0 1 0 5 0A5 5 0 1 0-5 0Z", "#55606d"),
    Q.UNKNOWN: ("M-4 0A4 4 0 1 0 4 0A4 4 0 1 0-4 0Z", "#8b938f"),
}


@dataclass(frozen=True)
class Point:
    """`x`, `y`: figures in words; `cx`, `cy`: where the point stands, None where one of the two is not known."""

    school_id: int
    name: str
    quadrant: str
    x: str
    y: str
    cx: float | None
    cy: float | None
    shape: str
    colour: str


@dataclass(frozen=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True)
class Legend:
    label: str
    count: int
    shape: str
    colour: str


@dataclass(frozen=True)
class Picture:
    points: list[Point]
    x_ticks: list[Tick]
    y_ticks: list[Tick]
    legend: list[Legend]
    threshold: float | None
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM

    @property
    def plot_width(self) -> int:
        return self.right - self.left

    @property
    def plot_height(self) -> int:
        return self.bottom - self.top

    @property
    def drawn(self) -> list[Point]:
        """The last drawn lies on top: the schools that need help most are hidden by nobody."""
        order = [q.label for q in LOOKS]
        known = [one for one in self.points if one.cx is not None]
        return sorted(known, key=lambda one: order.index(one.quadrant), reverse=True)

    @property
    def mark_scale(self) -> float:
        """The more schools, the smaller their marks: of six hundred one must still tell one from another."""
        crowding = max(1.0, len(self.points) / 120)
        return round(max(0.55, 1 / math.pow(crowding, 0.35)), 2)


def picture(verdicts: Iterable[Verdict], year: int, threshold: float | None) -> Picture:
    """`verdicts` with their schools; `threshold`: the share that makes a procedure low, drawn as a line."""
    listed = list(verdicts)
    places = [(index_value(one.explanation), pooled_share(one.explanation, year)) for one in listed]
    known = [(x, y) for x, y in places if x is not None and y is not None]
    x_low, x_high = _span([x for x, _ in known], 30, 70)
    y_high = 1.08 * max([y for _, y in known] + [float(threshold or 0), 10.0])  # room above the highest point

    def across(x: float) -> float:
        return round(LEFT + (x - x_low) / (x_high - x_low) * (WIDTH - LEFT - RIGHT), 1)

    def down(y: float) -> float:
        return round(HEIGHT - BOTTOM - y / y_high * (HEIGHT - TOP - BOTTOM), 1)

    points = [
        _point(one, x, y, None if x is None or y is None else (across(x), down(y)))
        for one, (x, y) in zip(listed, places, strict=True)
    ]
    return Picture(
        points,
        [Tick(across(x), str(x)) for x in range(x_low, x_high + 1, 5)],
        [Tick(down(y), str(y)) for y in range(0, int(y_high) + 1, 10)],
        _legend(points),
        None if threshold is None else down(threshold),
    )


def _span(values: list[float], low: int, high: int) -> tuple[int, int]:
    """Whole fives around the values."""
    if not values:
        return low, high
    start, end = int(min(values) // 5) * 5, -int(-max(values) // 5) * 5
    return start - 5 * (start == end), end + 5 * (start == end)


def _point(verdict: Verdict, x: float | None, y: float | None, at: tuple[float, float] | None) -> Point:
    shape, colour = LOOKS[Q(verdict.quadrant)]
    cx, cy = at or (None, None)
    return Point(
        verdict.school_id,
        verdict.school.short_name,
        verdict.get_quadrant_display(),
        _figure(x),
        _figure(y),
        cx,
        cy,
        shape,
        colour,
    )


def _figure(value: float | None) -> str:
    return NO_DATA if value is None else f"{value:.1f}".replace(".", ",")


def _legend(points: list[Point]) -> list[Legend]:
    found = [Legend(q.label, sum(one.quadrant == q.label for one in points), *LOOKS[q]) for q in Q]
    return [one for one in found if one.count]
