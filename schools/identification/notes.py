"""Circumstances that stand beside a verdict: markers, derived figures, thin coverage, what becomes of an earlier listing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from schools.identification.evidence import outside_methodology
from schools.identification.inputs import MissingReason, PreviousStatus, SchoolInput
from schools.identification.verdicts import Evidence, Note, NoteCode, VerdictResult


def notes_on(verdict: VerdictResult, school: SchoolInput) -> tuple[Note, ...]:
    """All notes in a fixed order, whatever the order of the rows."""
    return (*_on_markers(verdict, school), *_on_data(verdict, school), *_on_listing(verdict, school))


def _on_markers(verdict: VerdictResult, school: SchoolInput) -> Iterator[Note]:
    years = {one.year for one in verdict.evidence}
    markers = sorted({str(marker) for marker in school.markers if any(marker.in_year(year) for year in years)})
    if markers:
        yield Note(NoteCode.MARKERS, details=tuple(markers))
    yield from _marks(
        verdict, NoteCode.MARKED_ROWS_DROPPED, lambda one: one.missing == MissingReason.OBJECTIVITY_MARKER
    )


def _on_data(verdict: VerdictResult, school: SchoolInput) -> Iterator[Note]:
    methodology = verdict.methodology
    yield from _marks(verdict, NoteCode.SMALL_SAMPLE, lambda one: one.small)
    yield from _marks(verdict, NoteCode.DERIVED, lambda one: one.derived)
    yield from _marks(verdict, NoteCode.ADDED_UP, lambda one: one.rows > len(one.levels or ("",)))
    yield from _marks(verdict, NoteCode.ONE_LEVEL_ONLY, lambda one: not one.procedure.level and len(one.levels) == 1)
    yield from _marks(
        verdict,
        NoteCode.LOW_PARTICIPATION,
        lambda one: one.roll is not None and 100 * one.participants < methodology.min_participation_pct * one.roll,
    )
    if verdict.low_results is False and verdict.coverage.is_below(methodology.min_coverage):
        yield Note(NoteCode.LOW_COVERAGE, year=verdict.year)
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
    previous = school.previous_status
    if previous == PreviousStatus.NONE or verdict.excluded:
        return
    if verdict.exit_monitoring:
        yield Note(NoteCode.EXIT_MONITORING)
    if verdict.low_results is None:
        yield Note(NoteCode.NO_EXIT_WITHOUT_DATA)
    if previous == PreviousStatus.LISTED_MANUALLY and verdict.low_results is not True:
        yield Note(NoteCode.MANUAL_BASIS)
