"""The engine's door: schools and a methodology in, verdicts out. No database, no clock, no chance."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from schools.identification import fed30
from schools.identification.inputs import InputError, Marker, Result, SchoolInput
from schools.identification.methodology import Methodology
from schools.identification.verdicts import VerdictResult

ENGINE_VERSION = "1.0"  # raised whenever the same inputs may get another verdict or explanation

_ENGINES: dict[str, Callable[[Methodology, SchoolInput, int], VerdictResult]] = {"FED30": fed30.verdict_of}


def evaluate(methodology: Methodology, schools: Iterable[SchoolInput], year: int) -> list[VerdictResult]:
    """One verdict per school, in the order given; `year` is the last exam year (T).

    A school's verdict depends on nothing but its own results. Raises InputError if an id comes twice.
    """
    listed = list(schools)
    _refuse_repeated(listed)
    verdict_of = _ENGINES[methodology.engine]
    return [verdict_of(methodology, school, year) for school in listed]


def inputs_hash(methodology: Methodology, schools: Iterable[SchoolInput], year: int) -> str:
    """sha256 of everything a run depends on; the order of schools and rows, and schools' names, do not matter."""
    listed = list(schools)
    _refuse_repeated(listed)
    inputs = {
        "methodology": methodology.as_params(),
        "year": year,
        "schools": sorted((_school_facts(school) for school in listed), key=_canonical),
    }
    return hashlib.sha256(_canonical(inputs).encode()).hexdigest()


def _refuse_repeated(schools: Sequence[SchoolInput]) -> None:
    repeated = [str(id_) for id_, times in Counter(school.id for school in schools).items() if times > 1]
    if repeated:
        raise InputError(f"Школа встречается дважды: {', '.join(repeated)}.")


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _school_facts(school: SchoolInput) -> dict[str, Any]:
    return {
        "id": school.id,
        "school_type": school.school_type,
        "previous_status": school.previous_status,
        "results": sorted((_facts(row) for row in school.results), key=_canonical),
        "markers": sorted((_facts(marker) for marker in school.markers), key=_canonical),
    }


def _facts(row: Result | Marker) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}
