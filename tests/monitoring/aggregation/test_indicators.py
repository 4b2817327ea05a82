from decimal import Decimal
from fractions import Fraction

import pytest

from monitoring.aggregation import (
    ACCEPTED_ONLY,
    SENT,
    AggregationError,
    Direction,
    IndicatorRow,
    Kind,
    Method,
    PeriodData,
    ReportRow,
    ReportState,
    TargetRow,
    ValueRow,
    ValueState,
    consolidate,
)
from tests.monitoring.aggregation.builders import COUNT, MEAN, SHARE, TODAY, consolidated, period, result, value_row


def falling(indicator):
    return IndicatorRow("f", "4", indicator.name, indicator.unit, indicator.kind, direction=Direction.DOWN)


def test_share_sums_numerators_and_denominators():
    found = result(SHARE, "5/10", "50/500")
    assert (found.numerator, found.denominator, found.value) == (55, 510, Decimal("10.8"))


def test_zero_of_zero_gives_no_value_and_does_not_report():
    found = result(SHARE, "0/0", "3/12")
    assert (found.value, found.reported, found.applicable, found.zero_base) == (Decimal("25.0"), 1, 2, 1)
    assert (found.schools[0].value, found.schools[1].value) == (None, Decimal("25.0"))


def test_zero_of_zero_alone_has_totals_but_no_value():
    found = result(SHARE, "0/0", "0/0")
    assert (found.numerator, found.denominator, found.value, found.status) == (0, 0, None, "no_data")


def test_zero_of_five_is_zero_percent():
    assert result(SHARE, "0/5").value == Decimal("0.0")


@pytest.mark.parametrize("cell", ["", "5/", "5/0"])
def test_unusable_cell_is_missing_not_zero(cell):
    found = result(SHARE, cell, "3/12")
    assert (found.value, found.missing, found.schools[0].numerator) == (Decimal("25.0"), 1, None)


def test_entered_without_numerator_is_missing():
    rows = (ValueRow(1, "s", ValueState.ENTERED, None, Decimal(10)), value_row(2, SHARE, "3/12"))
    [found] = consolidated(period(SHARE, "1/1", "3/12", values=rows)).indicators
    assert (found.denominator, found.missing) == (12, 1)


def test_value_row_that_never_came_is_missing():
    [found] = consolidated(period(SHARE, "1/2", values=())).indicators
    assert (found.value, found.missing) == (None, 1)


def test_not_applicable_leaves_the_base():
    found = result(SHARE, "н/п", "3/12", "", None)
    assert (found.reported, found.applicable, found.expected) == (1, 3, 4)
    assert (found.not_applicable, found.missing, found.not_reported) == (1, 1, 1)


def test_mean_is_points_by_number():
    assert result(MEAN, "600/10", "6300/90").value == Decimal("69.0")


def test_weighted_mean_takes_means_with_their_weights():
    indicator = IndicatorRow("w", "5", "Средний балл", "балл", Kind.MEAN, aggregation=Method.WEIGHTED_MEAN)
    found = result(indicator, "60/10", "70/90")
    assert (found.value, found.numerator, found.schools[0].value) == (Decimal("69.0"), 6900, Decimal("60.0"))


def test_count_adds_up_and_nothing_is_not_zero():
    assert [result(COUNT, *cells).value for cells in (("3", "0", "4"), ("0",), ("", "н/п"))] == [7, 0, None]


@pytest.mark.parametrize(("kind", "value"), [(Kind.COUNT, Decimal("2.0")), (Kind.SHARE, Decimal("66.7"))])
def test_count_schools_counts_those_above_zero(kind, value):
    indicator = IndicatorRow("k", "6", "Договоры", "%", kind, aggregation=Method.COUNT_SCHOOLS)
    found = result(indicator, "3", "0", "1", "", "н/п")
    assert (found.value, found.numerator, found.denominator) == (value, 2, 3)


def test_index_is_not_aggregated_but_shown_by_school():
    found = result(IndicatorRow("i", "7", "Индекс", "", Kind.INDEX), "43.5", "51")
    assert (found.value, [cell.value for cell in found.schools]) == (None, [Decimal("43.5"), Decimal("51.0")])


@pytest.mark.parametrize(
    ("kind", "method"), [(Kind.SHARE, Method.SUM), (Kind.COUNT, Method.SUM_RATIO), (Kind.INDEX, Method.SUM)]
)
def test_kind_refuses_a_senseless_method(kind, method):
    with pytest.raises(AggregationError):
        IndicatorRow("x", "9", "Иное", "", kind, aggregation=method)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-1"])
def test_value_refuses_what_is_no_amount(number):
    with pytest.raises(AggregationError):
        ValueRow(1, "s", ValueState.ENTERED, Decimal(number))


@pytest.mark.parametrize(
    ("states", "value", "not_reported"),
    [(ACCEPTED_ONLY, Decimal("50.0"), 3), (SENT, Decimal("40.0"), 2), ((), None, 4)],
)
def test_only_reports_in_given_states_count(states, value, not_reported):
    reports = tuple(ReportRow(id_, state) for id_, state in enumerate(ReportState, 1))
    data = period(SHARE, "8/8", "3/10", "9/9", "5/10", reports=reports)  # draft, submitted, returned, accepted
    [found] = consolidate(data, counted_states=states, today=TODAY).indicators
    assert (found.value, found.not_reported) == (value, not_reported)


def test_cell_of_a_draft_is_withheld():
    reports = (ReportRow(1, ReportState.DRAFT),)
    [found] = consolidated(period(SHARE, "5/10", reports=reports)).indicators
    assert (found.schools[0].state, found.schools[0].numerator, found.schools[0].exact) == ("not_reported", None, None)


@pytest.mark.parametrize(
    ("indicator", "cell", "target", "status"),
    [
        (SHARE, "6/10", 60, "met"),
        (SHARE, "5996/10000", 60, "partly"),
        (SHARE, "48/100", 60, "partly"),
        (SHARE, "47/100", 60, "not_met"),
        (SHARE, "0/10", 0, "met"),
        (SHARE, "", 60, "no_data"),
        (SHARE, "1/2", None, "no_target"),
        (falling(SHARE), "2/10", 20, "met"),
        (falling(SHARE), "24/100", 20, "partly"),
        (falling(SHARE), "26/100", 20, "not_met"),
        (falling(SHARE), "0/10", 0, "met"),
        (falling(SHARE), "1/10", 0, "not_met"),
    ],
)
def test_status_against_target(indicator, cell, target, status):
    assert result(indicator, cell, target=target).status == status


def test_missed_target_is_not_shown_as_reached():
    assert result(SHARE, "5996/10000", target=60).value == Decimal("59.96")


def test_target_of_another_year_or_school_does_not_count():
    targets = (TargetRow("s", 2025, Decimal(10)), TargetRow("s", 2026, Decimal(40), school_id=1))
    [found] = consolidated(period(SHARE, "5/10", "1/10", targets=targets)).indicators
    assert (found.status, [cell.status for cell in found.schools]) == ("no_target", ["met", "no_target"])


def test_change_of_a_share_is_in_points():
    before = consolidated(period(SHARE, "1/3", "0/3"))
    found = result(SHARE, "2/3", "0/3", previous=before)
    assert (found.change, found.change_unit) == (Fraction(100, 6), "п.п.")
    assert (found.same_schools, found.schools[0].previous) == (True, Fraction(100, 3))


def test_change_over_other_schools_is_marked():
    before = consolidated(period(SHARE, "1/3", ""))
    assert result(SHARE, "2/3", "0/3", previous=before).same_schools is False


@pytest.mark.parametrize(("first", "then"), [("", "1/2"), ("1/2", "")])
def test_change_needs_both_periods(first, then):
    found = result(SHARE, then, previous=consolidated(period(SHARE, first)))
    assert found.change is None


def test_unchanged_is_a_change_of_nothing():
    found = result(COUNT, "3", previous=consolidated(period(COUNT, "3")))
    assert (found.change, found.change_unit) == (0, "шт.")


@pytest.mark.parametrize("what", ["schools", "indicators", "targets", "reports", "values"])
def test_row_that_comes_twice_is_refused(what):
    data = period(SHARE, "1/2", target=5)
    twice = PeriodData(**{**{name: getattr(data, name) for name in data.__slots__}, what: getattr(data, what) * 2})
    with pytest.raises(AggregationError):
        consolidated(twice)
