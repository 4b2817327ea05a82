from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from roadmaps.month import Cell, Span, month_bounds, weeks_of
from roadmaps.year_strip import Year, mark_of

NOVEMBER = date(2026, 11, 1)  # a Sunday
DAYS = st.dates(date(2026, 9, 1), date(2027, 1, 31))


def span(first, last, item="x"):
    return Span(date(2026, 11, first), date(2026, 11, last), item)


def test_month_begins_with_the_monday_before_it():
    weeks = weeks_of(NOVEMBER, [])
    assert (weeks[0].days[0], weeks[-1].days[-1], len(weeks)) == (date(2026, 10, 26), date(2026, 12, 6), 6)


def test_range_goes_on_in_the_next_week():
    one = span(12, 17)
    lanes = [week.lanes for week in weeks_of(NOVEMBER, [one])]
    assert lanes[2] == [[Cell(3), Cell(4, one, goes_on=True)]]
    assert lanes[3] == [[Cell(2, one, came_in=True), Cell(5)]]


def test_ranges_that_meet_stand_one_under_another():
    weeks = weeks_of(NOVEMBER, [span(9, 11, "a"), span(11, 12, "b"), span(12, 13, "c")])
    assert [[cell.span.item for cell in lane if cell.span] for lane in weeks[2].lanes] == [["a", "c"], ["b"]]


def test_long_range_stands_on_its_last_day():
    year = Span(date(2026, 1, 1), date(2026, 11, 17), "year")
    assert [[cell.width for cell in lane] for week in weeks_of(NOVEMBER, [year]) for lane in week.lanes] == [[1, 1, 5]]


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.lists(st.tuples(DAYS, st.integers(0, 15)), max_size=12))
def test_every_span_is_drawn_on_all_its_days_of_the_month(given_spans):
    spans = [Span(first, first + timedelta(days=length), place) for place, (first, length) in enumerate(given_spans)]
    drawn = dict.fromkeys(range(len(spans)), 0)
    weeks = weeks_of(NOVEMBER, spans)
    for lane in (lane for week in weeks for lane in week.lanes):
        assert sum(cell.width for cell in lane) == 7
        for cell in lane:
            if cell.span:
                drawn[cell.span.item] += cell.width
    start, end = weeks[0].days[0], weeks[-1].days[-1]
    expected = [max((min(one.last, end) - max(one.first, start)).days + 1, 0) for one in spans]
    assert list(drawn.values()) == expected


def test_month_of_a_leap_year_has_its_last_day():
    assert month_bounds(date(2028, 2, 10)) == (date(2028, 2, 1), date(2028, 2, 29))


def test_school_year_runs_from_september_to_august():
    year = Year.of(date(2027, 8, 31))
    assert (year.label, year.starts_on, year.ends_on) == ("2026/2027", date(2026, 9, 1), date(2027, 8, 31))
    assert [month.month for month in year.months] == [9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8]


def test_edges_of_the_year_are_edges_of_the_strip():
    year = Year(2026)
    whole = mark_of(year, date(2026, 1, 1), date(2027, 12, 31))
    assert (whole.x, whole.width, whole.has_bar, whole.has_sign) == ("0.000%", "100.000%", True, False)


def test_single_day_is_a_sign_without_a_bar():
    mark = mark_of(Year(2026), date(2026, 9, 1), date(2026, 9, 1))
    assert (mark.has_bar, mark.has_sign, mark.sign_x) == (False, True, "0.137%")


@settings(max_examples=50, deadline=None, derandomize=True)
@given(DAYS, st.integers(0, 400))
def test_marks_stay_on_the_strip(first, length):
    mark = mark_of(Year(2026), first, first + timedelta(days=length))
    begin, width, sign = (float(text[:-1]) for text in (mark.x, mark.width, mark.sign_x))
    assert 0 <= begin <= sign <= begin + width <= 100.001
