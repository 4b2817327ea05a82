from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.aggregation import IndicatorRow, Kind, ValueState
from monitoring.aggregation import ValueRow as AggregatedRow
from monitoring.aggregation.indicators import school_figure
from monitoring.sheet import EntryRow, FileRow, MarkRow, Sheet, ValueRow, figure

text = st.text(max_size=20)
numbers = st.none() | st.decimals(min_value=0, max_value=10**9, places=2)
files = st.builds(FileRow, key=text, name=text, size=st.integers(0, 10**8), is_proof=st.booleans())
marks = st.builds(MarkRow, is_done=st.booleans(), done_on=st.dates(), result=text)
entries = st.builds(
    EntryRow,
    occurrence_id=st.integers(1),
    section=text,
    number=text,
    title=text,
    deadline=text,
    moved_to=st.none() | st.dates(),
    moved_why=text,
    report_form=text,
    status=st.sampled_from(["", "done", "in_progress", "not_done"]),
    done_on=st.none() | st.dates(),
    result=text,
    reason=text,
    files=st.lists(files, max_size=2).map(tuple),
    mark=st.none() | marks,
)


def value(kind: str = "share", state: str = "entered", **said: object) -> ValueRow:
    return ValueRow(indicator_id=1, name="Доля", kind=kind, state=state, **said)  # type: ignore[arg-type]


values = st.builds(value, numerator=numbers, denominator=numbers, previous_numerator=numbers, target=numbers)


@given(
    st.builds(
        Sheet,
        previous_label=text,
        entries=st.lists(entries, max_size=3).map(tuple),
        values=st.lists(values, max_size=3).map(tuple),
        difficulties=text,
        next_steps=text,
    )
)
@settings(max_examples=50)
def test_sheet_comes_back_from_json_unchanged(sheet):
    assert Sheet.from_json(sheet.to_json()) == sheet


def test_version_kept_before_marks_came_into_reports_is_read():
    file = {"key": "1", "name": "Справка.pdf", "size": 12}
    entry = {"occurrence_id": 1, "status": "done", "done_on": "2026-09-01", "files": [file]}
    old = {"previous_label": "", "entries": [entry], "values": [], "difficulties": "", "next_steps": ""}
    row = EntryRow(1, status="done", done_on=date(2026, 9, 1), files=(FileRow("1", "Справка.pdf", 12),))
    assert Sheet.from_json(old).entries == (row,)


DAY, OTHER_DAY = date(2026, 9, 18), date(2026, 9, 20)


@pytest.mark.parametrize(
    ("said", "is_offered"),
    [
        ({"status": "done", "done_on": DAY, "result": "Провели"}, False),
        ({"status": "done", "done_on": DAY, "result": "Своими словами"}, False),
        ({"status": "done", "done_on": DAY}, True),
        ({"status": "done", "done_on": OTHER_DAY, "result": "Провели"}, True),
        ({"status": "in_progress", "result": "Начали"}, True),
        ({"status": "not_done", "reason": "Карантин"}, True),
    ],
)
def test_mark_is_offered_where_the_row_says_something_else(said, is_offered):
    mark = MarkRow(True, DAY, "Провели")
    assert EntryRow(1, mark=mark, **said).offer == (mark if is_offered else None)


def test_mark_of_what_is_not_applicable_is_offered_to_every_row():
    mark = MarkRow(False, DAY, "Нет 11 классов")
    assert EntryRow(1, mark=mark, status="done", done_on=DAY, result="Да").offer == mark


def test_sheet_in_json_holds_only_plain_values():
    row = EntryRow(1, "1. Кадры", "1.1", "Провести", "сентябрь", status="done", done_on=date(2026, 9, 1))
    assert Sheet(entries=(row,)).to_json()["entries"][0]["done_on"] == "2026-09-01"


@pytest.mark.parametrize(
    ("kind", "numerator", "denominator", "expected"),
    [
        ("share", 1, 3, Fraction(100, 3)),
        ("share", 0, 10, Fraction(0)),
        ("mean", 9, 2, Fraction(9, 2)),
        ("count", 7, None, Fraction(7)),
        ("count", 0, None, Fraction(0)),
        ("share", 5, 0, None),
        ("share", 5, None, None),
        ("share", None, 10, None),
    ],
)
def test_figure_is_exact_and_absent_where_it_cannot_be_told(kind, numerator, denominator, expected):
    assert figure(kind, numerator, denominator) == expected


@pytest.mark.parametrize("kind", [Kind.SHARE, Kind.MEAN, Kind.COUNT])
def test_figure_is_the_one_of_the_consolidated_report(kind):
    definition = IndicatorRow(id=1, code="П1", name="Доля", unit="%", kind=kind)
    aggregated = AggregatedRow(1, 1, ValueState.ENTERED, Decimal(7), Decimal(9))
    assert figure(kind, Decimal(7), Decimal(9)) == school_figure(definition, aggregated)


@pytest.mark.parametrize("state", ["missing", "not_applicable"])
def test_figure_needs_an_entered_value(state):
    assert value(state=state, numerator=Decimal(5), denominator=Decimal(10)).figure is None
