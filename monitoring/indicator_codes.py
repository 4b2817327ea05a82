"""Codes that are proposed for new indicators and for new editions of old ones. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import count

MAX_LENGTH = 20
_OWN = re.compile(r"П([0-9]+)(?:\.[0-9]+)?")
_EDITION = re.compile(r"(.+)\.([0-9]+)")


def next_code(taken: Collection[str]) -> str:
    """The code after the highest «П12»; editions («П12.2») count as their base."""
    numbers = [int(match[1]) for code in taken if (match := _OWN.fullmatch(code))]
    return f"П{max(numbers, default=0) + 1}"


def edition_code(code: str, taken: Collection[str]) -> str:
    """A free code for the next edition: «П3» → «П3.2» → «П3.3».

    «1.3» is the third edition of «1» only if there is a «1»; otherwise a number of the office's own, and becomes «1.3.2».
    """
    base, first = code, 2
    match = _EDITION.fullmatch(code)
    if match and match[1] in taken:
        base, first = match[1], int(match[2]) + 1
    candidates = (f"{base[: MAX_LENGTH - len(str(n)) - 1]}.{n}" for n in count(first))
    return next(candidate for candidate in candidates if candidate not in taken)
