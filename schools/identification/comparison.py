"""Two runs, or a run and a list from outside, side by side: who came, who left, whose status changed, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from schools.identification.flags import Flags
from schools.identification.inputs import Procedure, SchoolId
from schools.identification.parameters import Use
from schools.identification.reading import id_key
from schools.identification.run import Run
from schools.identification.verdicts import Evidence


class CauseCode(StrEnum):
    METHODOLOGY = "methodology"  # other parameters, the same data
    RESULTS = "results"
    DATA_APPEARED = "data_appeared"
    DATA_GONE = "data_gone"
    COMPARABILITY = "comparability"
    SCHOOL_TYPE = "school_type"
    CONTEXT = "context"
    MARKERS = "markers"
    OTHER_SCHOOLS = "other_schools"  # a rule that compares schools: the others changed
    NEW_SCHOOL = "new_school"
    SCHOOL_GONE = "school_gone"


class Pair(NamedTuple):
    """One procedure in the same place of the two windows (the last year with the last year, and so on)."""

    procedure: Procedure
    before: Evidence | None
    after: Evidence | None


class Cause(NamedTuple):
    """`pairs`: the evidence that differs; `params`: the parameters that do."""

    code: CauseCode
    pairs: tuple[Pair, ...] = ()
    params: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A school whose flags differ; None where the run does not know the school."""

    school_id: SchoolId
    before: Flags | None
    after: Flags | None
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`added` and `removed`: schools that gained or lost «low results»; `changed`: all others whose status or context differs."""

    added: tuple[StatusChange, ...]
    removed: tuple[StatusChange, ...]
    changed: tuple[StatusChange, ...]
    unchanged: int


def compare(previous: Run, current: Run) -> Comparison:
    """The changes from one run to the other with their causes. Explanations are built only for schools that changed."""
    ids = sorted({*previous.flags, *current.flags}, key=id_key)
    changes = []
    for id_ in ids:
        before, after = previous.flags.get(id_), current.flags.get(id_)
        if _answer(before) != _answer(after):
            changes.append(StatusChange(id_, before, after, ()))
    mixed = replace(current, methodology=previous.methodology)  # judged once for all schools, and only when asked
    explained = [replace(one, causes=tuple(_causes(previous, current, mixed, one))) for one in changes]
    added = tuple(one for one in explained if _is_low(one.after) and not _is_low(one.before))
    removed = tuple(one for one in explained if _is_low(one.before) and not _is_low(one.after))
    others = tuple(one for one in explained if _is_low(one.before) == _is_low(one.after))
    return Comparison(added, removed, others, len(ids) - len(explained))


def _answer(flags: Flags | None) -> tuple[object, ...] | None:
    """What a reader would call another verdict; the place in the list moves with every run and does not count."""
    return flags and (flags.status, flags.adverse_context, flags.quadrant)


def _is_low(flags: Flags | None) -> bool:
    return flags is not None and flags.low_results is True


def _causes(previous: Run, current: Run, mixed: Run, change: StatusChange) -> Iterator[Cause]:
    """`mixed`: the old parameters over the new data."""
    if change.before is None:
        yield Cause(CauseCode.NEW_SCHOOL)
        return
    if change.after is None:
        yield Cause(CauseCode.SCHOOL_GONE)
        return
    params = _changed_params(previous, current)
    if params and _methodology_matters(previous, current, mixed, change):
        yield Cause(CauseCode.METHODOLOGY, params=params)
    own = list(_own_causes(previous, current, change.school_id))
    yield from own
    if not own and not params:
        yield Cause(CauseCode.OTHER_SCHOOLS)


def _changed_params(previous: Run, current: Run) -> tuple[str, ...]:
    before, after = previous.methodology.as_params(), current.methodology.as_params()
    return tuple(sorted(name for name in {*before, *after} if before.get(name) != after.get(name)))


def _methodology_matters(previous: Run, current: Run, mixed: Run, change: StatusChange) -> bool:
    """Whether the old parameters would have said something else of the new data."""
    if previous.columns is current.columns and previous.year == current.year:
        return True
    return _answer(mixed.flags[change.school_id]) != _answer(change.after)


def _own_causes(previous: Run, current: Run, id_: SchoolId) -> Iterator[Cause]:
    """What differs in the data of this very school."""
    before, after = previous.columns.school(id_), current.columns.school(id_)
    pairs = _pairs(previous, current, id_)
    for code, holds in _EVIDENCE.items():
        found = tuple(pair for pair in pairs if holds(pair))
        if found:
            yield Cause(code, found)
    differing = {
        CauseCode.SCHOOL_TYPE: before.school_type != after.school_type,
        CauseCode.CONTEXT: before.context != after.context,
        CauseCode.MARKERS: before.markers != after.markers,
    }
    yield from (Cause(code) for code, differs in differing.items() if differs)


def _pairs(previous: Run, current: Run, id_: SchoolId) -> list[Pair]:
    """Evidence that is not the same in the two runs, by procedure and place in the window."""
    if previous.columns is current.columns and previous.year == current.year:
        return []
    before, after = _by_place(previous, id_), _by_place(current, id_)
    return [
        Pair(key[0], before.get(key), after.get(key))
        for key in dict.fromkeys([*after, *before])
        if _says(before.get(key)) != _says(after.get(key))
    ]


def _by_place(run: Run, id_: SchoolId) -> Mapping[tuple[Procedure, int], Evidence]:
    evidence = run.verdict(id_).evidence
    return {(one.procedure, run.year - one.year): one for one in evidence if one.use != Use.EVIDENCE}


def _says(one: Evidence | None) -> tuple[int, int, bool]:
    return (one.failed, one.participants, one.comparable) if one else (0, 0, True)


def _only_comparability(pair: Pair) -> bool:
    """The same counts, held comparable with other years in one run and not in the other."""
    return _has(pair.before) and _says(pair.before)[:2] == _says(pair.after)[:2]


def _has(one: Evidence | None) -> bool:
    return one is not None and one.participants > 0


_EVIDENCE: dict[CauseCode, Callable[[Pair], bool]] = {
    CauseCode.RESULTS: lambda pair: _has(pair.before) and _has(pair.after) and not _only_comparability(pair),
    CauseCode.DATA_APPEARED: lambda pair: not _has(pair.before) and _has(pair.after),
    CauseCode.DATA_GONE: lambda pair: _has(pair.before) and not _has(pair.after),
    CauseCode.COMPARABILITY: _only_comparability,
}


@dataclass(frozen=True, slots=True)
class ListComparison:
    """Two lists of schools: A by the rule, B from outside. `union` is |A ∪ B|."""

    both: tuple[SchoolId, ...]
    only_ours: tuple[SchoolId, ...]
    only_theirs: tuple[SchoolId, ...]

    @property
    def union(self) -> int:
        return len(self.both) + len(self.only_ours) + len(self.only_theirs)


def compare_lists(ours: Iterable[SchoolId], theirs: Iterable[SchoolId]) -> ListComparison:
    """Our list against a federal or regional one; an id is the same school whether it came as a number or as a text."""
    known = {str(id_): id_ for id_ in ours}
    others = {str(id_): id_ for id_ in theirs}
    return ListComparison(
        both=_sorted([id_ for key, id_ in known.items() if key in others]),
        only_ours=_sorted([id_ for key, id_ in known.items() if key not in others]),
        only_theirs=_sorted([id_ for key, id_ in others.items() if key not in known]),
    )


def _sorted(ids: Sequence[SchoolId]) -> tuple[SchoolId, ...]:
    return tuple(sorted(ids, key=id_key))


class Totals(NamedTuple):
    """Schools with low results (A), in adverse context (B), with both, and in the programme: |A ∪ B| (domain notes, 8.14)."""

    schools: int
    low_results: int
    adverse_context: int
    both: int
    in_programme: int


def totals(flags: Iterable[Flags]) -> Totals:
    listed = list(flags)
    low = sum(one.low_results is True for one in listed)
    adverse = sum(one.adverse_context is True for one in listed)
    both = sum(one.low_results is True and one.adverse_context is True for one in listed)
    return Totals(len(listed), low, adverse, both, low + adverse - both)


def what_if(run: Run, **params: object) -> Comparison:
    """«If the threshold were 25 %»: the same data under other parameters against the run. Nothing is kept of it.

    Raises MethodologyError.
    """
    return compare(run, run.under(**params))
