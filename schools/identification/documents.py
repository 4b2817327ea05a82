"""The JSON form of the engine's inputs; the schema is written out in README.md beside this file."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from schools.identification.columns import Columns
from schools.identification.inputs import SchoolInput
from schools.identification.methodology import Methodology, MethodologyError, unused_params
from schools.identification.names import KNOWN_KINDS
from schools.identification.presets import preset, preset_names
from schools.identification.reading import Problems, pass_over_unknown, read_choice, read_list, read_whole, renamed
from schools.identification.reference import NO_REFERENCE, Reference
from schools.identification.reference_reading import read_reference
from schools.identification.run import Run
from schools.identification.school_reading import read_school

_FIELDS = {"methodology", "schools", "year", "reference"}
_ALIASES = {"T": "year"}
_PARAM_ALIASES = {"code": "engine", "q": "worst_pct", "cut": "index_cut"}  # as the domain notes have them (1.3)
_HALF_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]")  # «\\ud83d» alone: JSON allows it, no encoding does
_LABELS = {"name", "title", "comment", "note", "version"}  # of a methodology, for people
_PRESETS_BY_NAME = {name.lower(): name for name in preset_names()}


class DocumentError(ValueError):
    """The document cannot be used; `problems` lists all reasons in Russian with their places."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Document:
    """A read document: everything a run needs."""

    methodology: Methodology
    schools: tuple[SchoolInput, ...]
    year: int
    reference: Reference = NO_REFERENCE
    warnings: tuple[str, ...] = ()

    @cached_property
    def run(self) -> Run:
        return Run(self.methodology, Columns.of(self.schools), self.year, self.reference)


def read_document(text: str | bytes, year: int | None = None) -> Document:
    """JSON text -> Document; `year` stands in place of the document's own. Raises DocumentError."""
    data = _parsed(text)
    if not isinstance(data, Mapping):
        raise DocumentError(["Нужен объект с полями methodology, schools, year."])
    problems = Problems()
    data = renamed(data, _ALIASES, "", problems)
    pass_over_unknown(data, _FIELDS | set(_ALIASES), "", problems)
    methodology, params = _read_methodology(data.get("methodology", "FED30"), problems)
    schools = tuple(read_list(data.get("schools"), "schools", read_school, problems))
    _refuse_repeated(schools, problems)
    _refuse_unknown_kinds(methodology, schools, problems)
    last = _read_year(data.get("year") if year is None else year, schools, problems)
    reference = read_reference(data.get("reference"), problems)
    if problems.found or methodology is None:
        raise DocumentError(problems.found)
    warnings = (*problems.remarks, *_warnings(methodology, params, schools), *_odd(methodology, schools, last))
    return Document(methodology, schools, last, reference, warnings)


def _parsed(text: str | bytes) -> Any:
    try:
        data = json.loads(text, parse_float=Decimal)
        if _HALF_CHARACTER.search(text if isinstance(text, str) else text.decode(json.detect_encoding(text))):
            json.dumps(data, ensure_ascii=False, default=str).encode()  # half a character by itself cannot be written
    except (ValueError, RecursionError) as error:
        raise DocumentError(["Файл не читается как JSON в кодировке UTF-8."]) from error
    return data


def _odd(methodology: Methodology, schools: Sequence[SchoolInput], last: int) -> Iterator[str]:
    """What may have been meant otherwise."""
    years = methodology.years(last)
    outside = Counter(row.year for school in schools for row in school.results if row.year not in years)
    for year, times in sorted(outside.items()):
        yield f"results: {year} год методика не рассматривает (строк: {times})."
    shares = [share for school in schools for share in school.context.values() if share]
    if len(shares) > 1 and max(shares) <= 1:
        yield "context: ни одна доля не больше 1 %. Доли указываются в процентах: половина — это 50, а не 0,5."


def _refuse_unknown_kinds(methodology: Methodology | None, schools: Sequence[SchoolInput], problems: Problems) -> None:
    """A region's own kind is one the methodology names; anything else is a slip that would pass for missing data."""
    if methodology is None:
        return
    known = KNOWN_KINDS | {procedure.kind for procedure in methodology.procedures}
    rows = Counter(row.kind for school in schools for row in school.results if row.kind and row.kind not in known)
    for kind, times in sorted(rows.items()):
        problems.add(
            "results",
            f"вид процедуры «{kind}» неизвестен (строк: {times}); если он есть в регионе, назовите его в methodology.procedures, "
            'там же можно и не учитывать его: "use": "evidence"',
        )


def _warnings(methodology: Methodology, params: Mapping[str, Any], schools: Sequence[SchoolInput]) -> list[str]:
    """What was read but takes no part in the rule must not look as if it did."""
    unused = [
        f"methodology.{name}: правило {methodology.engine} этот параметр не использует."
        for name in unused_params(params)
    ]
    known = methodology.context.names if methodology.context else ()
    shares = Counter(name for school in schools for name in school.context if name not in known)
    return unused + [
        f"context.{name}: показатель методикой не учитывается (школ с ним: {times})."
        for name, times in sorted(shares.items())
    ]


def _read_methodology(value: Any, problems: Problems) -> tuple[Methodology | None, dict[str, Any]]:
    """Parameters, or the name of a preset, or parameters over `"preset": name`."""
    params = {"preset": value} if isinstance(value, str) else dict(value) if isinstance(value, Mapping) else {}
    if not params and not isinstance(value, Mapping):
        problems.add("methodology", "нужен объект или название пресета")
    given = renamed(params, _PARAM_ALIASES, "methodology", problems)
    params = {name: item for name, item in given.items() if name not in _LABELS}
    if str(params.get("engine")).strip().lower() in _PRESETS_BY_NAME:
        params["preset"] = _PRESETS_BY_NAME[str(params.pop("engine")).strip().lower()]
    base = {}
    if "preset" in params:
        base = preset(read_choice(params.pop("preset"), "methodology.preset", preset_names(), problems))
    try:
        return Methodology.from_params({**base, **params}), params
    except MethodologyError as error:
        problems.found.extend(f"methodology.{problem}" for problem in error.problems)
    return None, params


def _read_year(value: Any, schools: Sequence[SchoolInput], problems: Problems) -> int:
    """The last exam year; when the document does not say, the latest year of its results."""
    if value is None:
        years = [row.year for school in schools for row in school.results]
        if not years:
            problems.add("year", "нужен год: результатов, по которым его можно узнать, нет")
        return max(years, default=0)
    return read_whole(value, "year", 2000, 2100, problems)


def _refuse_repeated(schools: Sequence[SchoolInput], problems: Problems) -> None:
    for id_, times in Counter(school.id for school in schools).items():
        if times > 1:
            problems.add("schools", f"школа встречается дважды: {id_}")
