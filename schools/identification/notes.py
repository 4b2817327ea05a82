"""Circumstances that stand beside a verdict: markers, derived figures, thin coverage, what becomes of an earlier listing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from schools.identification.evidence import outside_methodology
from schools.identification.flags import ListStatus
from schools.identification.inputs import MissingReason, PreviousStatus, SchoolInput
from schools.identification.parameters import Engine, Use
from schools.identification.reference import MEDIAN
from schools.identification.verdicts import Evidence, Note, NoteCode, VerdictResult


def notes_on(verdict: VerdictResult, school: SchoolInput) -> tuple[Note, ...]:
    """All notes in a fixed order, whatever the order of the rows."""
    reorganised = (Note(NoteCode.REORGANISED, year=one.year, details=one[:2] + one[3:]) for one in school.inherited)
    return (*_on_markers(verdict, school), *reorganised, *_on_data(verdict, school), *_on_listing(verdict, school))


def _on_markers(verdict: VerdictResult, school: SchoolInput) -> Iterator[Note]:
    years = {one.year for one in verdict.evidence}
    markers = sorted({str(marker) for marker in school.markers if any(marker.in_year(year) for year in years)})
    if markers:
        yield Note(NoteCode.MARKERS, details=tuple(markers))
    place, marked = verdict.result_place, any(one.in_year(verdict.year) for one in school.markers)
    if marked and verdict.low_results is False and place is not None and place.percentile >= MEDIAN:
        yield Note(NoteCode.MARKERS_BAR_LEADERSHIP)
    yield from _marks(
        verdict, NoteCode.MARKED_ROWS_DROPPED, lambda one: one.missing == MissingReason.OBJECTIVITY_MARKER
    )


def _on_data(verdict: VerdictResult, school: SchoolInput) -> Iterator[Note]:
    methodology = verdict.methodology
    if methodology.engine.is_relative:
        yield Note(NoteCode.RELATIVE_RULE)
    yield from _marks(verdict, NoteCode.SMALL_SAMPLE, lambda one: one.small)
    yield from _marks(verdict, NoteCode.NOT_COMPARABLE, lambda one: not one.comparable)
    yield from _marks(verdict, NoteCode.DERIVED, lambda one: one.derived)
    yield from _marks(verdict, NoteCode.ADDED_UP, lambda one: one.rows > len(one.levels or ("",)))
    yield from _marks(verdict, NoteCode.ONE_LEVEL_ONLY, lambda one: not one.procedure.level and len(one.levels) == 1)
    yield from _marks(
        verdict,
        NoteCode.LOW_PARTICIPATION,
        lambda one: one.roll is not None and 100 * one.participants < methodology.min_participation_pct * one.roll,
    )
    by_results = methodology.engine != Engine.EXTERNAL
    if by_results and verdict.low_results is False and verdict.coverage.is_below(methodology.min_coverage):
        yield Note(NoteCode.LOW_COVERAGE, year=verdict.year)
    yield from _marks(verdict, NoteCode.EVIDENCE_ONLY, lambda one: one.use == Use.EVIDENCE and one.rows > 0)
    others = outside_methodology(methodology, school, verdict.year)
    if others:
        yield Note(NoteCode.OUTSIDE_METHODOLOGY, others)


def _marks(verdict: VerdictResult, code: NoteCode, holds: Callable[[Evidence], bool]) -> Iterator[Note]:
    """One note per year that has evidence of this kind, naming the procedures."""
    for year in sorted({one.year for one in verdict.evidence}, reverse=True):
        procedures = tuple(one.procedure for one in verdict.evidence if one.year == year and holds(one))
        if procedures:
            yield Note(code, procedures, year)


def _on_listing(verdict: VerdictResult, school: SchoolInput) -> Iterator[Note]:
    """A listed school neither leaves silently nor stays silently."""
    previous, now, low = school.previous_status, verdict.flags.list_status, verdict.low_results
    if previous == PreviousStatus.EXITED and low:
        yield Note(NoteCode.RE_ENTRY)
    if not previous.is_listed or verdict.excluded:
        return
    if low is None:
        yield Note(NoteCode.NO_EXIT_WITHOUT_DATA)
    elif now == ListStatus.EXIT_MONITORING:
        yield Note(NoteCode.EXIT_MONITORING)
    elif now == ListStatus.EXITED:
        yield Note(NoteCode.MAY_EXIT)
    elif not low:
        yield Note(NoteCode.MARKERS_BAR_EXIT)
    if previous == PreviousStatus.LISTED_MANUALLY and low is not True:
        yield Note(NoteCode.MANUAL_BASIS)
