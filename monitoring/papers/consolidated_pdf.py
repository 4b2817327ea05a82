"""The consolidated report as a paper: A4 landscape, the sentences first, then the tables they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.template.loader import render_to_string

from accounts.papers import html_to_pdf
from accounts.russian import NO_DATA
from monitoring.aggregation import ActivityResult, Consolidated, IndicatorResult, Kind, SchoolValue
from monitoring.papers.consolidated import (
    STATE_WORDS,
    ConsolidatedPaper,
    activities_sentence,
    activity_outcome,
    basis_sentence,
    cell_words,
    change_words,
    day,
    figure_words,
    not_done_words,
    status_words,
    submission_sentence,
    submission_words,
    target_words,
    targets_sentence,
)
from monitoring.wording import number, quantity

COLUMNS_A_TABLE = 9  # indicators side by side that a landscape sheet can take


@dataclass(frozen=True, slots=True)
class Grid:
    """Schools × some of the indicators; a row is the school's name and its cells."""

    codes: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    totals: tuple[str, ...]


def build_consolidated_pdf(paper: ConsolidatedPaper) -> bytes:
    """PDF/A of the report; the same data give the same bytes. About 25 ms for each table row, so render it in a task."""
    context = {"paper": paper, "day": day(paper.compiled_on), **_context(paper.result)}
    return html_to_pdf(render_to_string("monitoring/pdf/consolidated.html", context), title=paper.title)


def _context(result: Consolidated) -> dict[str, object]:
    sentences = [
        basis_sentence(result),
        submission_sentence(result),
        targets_sentence(result),
        activities_sentence(result),
    ]
    return {
        "sentences": [sentence for sentence in sentences if sentence],
        "indicators": [_indicator(one) for one in result.indicators],
        "has_other_schools": any(one.change is not None and not one.same_schools for one in result.indicators),
        "has_points": any(one.change is not None and one.indicator.kind == Kind.SHARE for one in result.indicators),
        "grids": list(_grids(result)),
        "activities": [_activity(activity) for activity in result.activities],
        "failures": [
            (activity.occurrence.number, activity.occurrence.title, words)
            for activity in result.activities
            if (words := not_done_words(activity))
        ],
        "submissions": [
            (
                one.school.name,
                STATE_WORDS[one.state],
                day(one.submitted_on),
                submission_words(one),
                day(one.accepted_on),
            )
            for one in result.submissions.schools
        ],
    }


def _indicator(one: IndicatorResult) -> dict[str, str]:
    indicator = one.indicator
    return {
        "code": indicator.code,
        "name": indicator.name,
        "labels": " / ".join(label for label in (indicator.numerator_label, indicator.denominator_label) if label),
        "numerator": NO_DATA if one.numerator is None else number(one.numerator),
        "denominator": NO_DATA if one.denominator is None else number(one.denominator),
        "value": figure_words(one),
        "target": target_words(one),
        "status": status_words(one),
        "previous": quantity(one.previous, indicator.unit, indicator.decimals),
        "change": change_words(one),
        "schools": f"{one.reported} из {one.applicable}",
    }


def _grids(result: Consolidated) -> Iterator[Grid]:
    """The schools' figures, so many indicators a table."""
    for start in range(0, len(result.indicators), COLUMNS_A_TABLE):
        part = result.indicators[start : start + COLUMNS_A_TABLE]
        by_school: list[tuple[SchoolValue, ...]] = list(zip(*(one.schools for one in part), strict=True))
        yield Grid(
            codes=tuple(_column_title(one) for one in part),
            rows=tuple((cells[0].school.name, tuple(cell_words(cell) for cell in cells)) for cells in by_school),
            totals=tuple(
                quantity(one.exact, "" if _shares_unit(one) else one.indicator.unit, one.decimals) for one in part
            ),
        )


def _column_title(one: IndicatorResult) -> str:
    """«П1, %»; the total of counted schools has another unit than their cells, so it carries its own."""
    return f"{one.indicator.code}, {one.indicator.unit}" if _shares_unit(one) else one.indicator.code


def _shares_unit(one: IndicatorResult) -> bool:
    return bool(one.indicator.unit) and all(cell.unit == one.indicator.unit for cell in one.schools)


def _activity(activity: ActivityResult) -> dict[str, str]:
    occurrence = activity.occurrence
    done = day(occurrence.done_on) if occurrence.municipal else f"{activity.done} из {activity.applicable}"
    return {
        "number": occurrence.number,
        "title": occurrence.title,
        "section": occurrence.section,
        "term": occurrence.term or day(occurrence.due_on),
        "who": "муниципалитет" if occurrence.municipal else "школы",
        "done": done,
        "outcome": activity_outcome(activity),
    }
