"""Seconds on the clock and seconds of the processor, of this process and of the database behind it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from django.db import connection


class Spent(NamedTuple):
    """Seconds. `processor` is what the machine has worked, however many others were waiting for it."""

    clock: float
    own: float
    database: float

    @property
    def processor(self) -> float:
        return self.own + self.database


class Clock:
    """Measures acts over the connection. `sees_database`: its process runs on this machine, so that its seconds are known."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            process = Path(f"/proc/{cursor.fetchone()[0]}")
        name = process / "comm"
        self.sees_database = name.exists() and name.read_text().strip() == "postgres"
        self._ran = process / "schedstat"

    def spent(self, act: Callable[[], object]) -> Spent:
        before = self._now()
        act()
        return Spent(*(end - start for start, end in zip(before, self._now(), strict=True)))

    def _now(self) -> tuple[float, float, float]:
        nanoseconds = int(self._ran.read_text().split()[0]) if self.sees_database else 0
        return time.perf_counter(), time.process_time(), nanoseconds / 1e9


def middle(rounds: Sequence[Spent]) -> Spent:
    """The median of each kind of seconds."""
    return Spent(*map(median, zip(*rounds, strict=True)))


def ratios(ours: Sequence[Spent], yardstick: Sequence[Spent]) -> tuple[float, float]:
    """Medians of the rounds' ratios, by the clock and by the processor: the two sides of a round meet the same busy machine."""
    pairs = list(zip(ours, yardstick, strict=True))
    return (
        median(one.clock / other.clock for one, other in pairs),
        median(one.processor / other.processor for one, other in pairs),
    )


def verdict(ratio: float, target: float, yardstick: str) -> int:
    """Print whether the target was held; 1 when it was not."""
    word = "held" if ratio <= target else "MISSED"
    print(f"target: at most {target:g} x {yardstick}: {ratio:.2f}, {word}", flush=True)  # noqa: T201
    return int(ratio > target)
