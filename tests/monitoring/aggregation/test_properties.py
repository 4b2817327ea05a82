"""What must hold for any period."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.monitoring.aggregation.builders import COUNT, MEAN, SHARE, consolidated, period, result

amounts = st.decimals(0, 10**9, places=2)
fractions = st.builds(lambda a, b: f"{min(a, b)}/{max(a, b)}", amounts, amounts)
numbers = amounts.map(str)
blanks = st.sampled_from(["", "н/п", None])
cells = st.one_of(fractions, blanks)
columns = st.lists(cells, min_size=1, max_size=12)
quick = settings(max_examples=150, deadline=None)


@quick
@given(columns, st.sampled_from([SHARE, MEAN]))
def test_whole_is_the_sum_of_its_parts(column, indicator):
    found = result(indicator, *column)
    parts = [cell for cell in found.schools if cell.denominator is not None]
    assert (found.numerator or 0) == sum(cell.numerator for cell in parts)
    assert (found.denominator or 0) == sum(cell.denominator for cell in parts)
    if found.denominator:
        assert found.exact == indicator.factor * Fraction(found.numerator) / Fraction(found.denominator)


@quick
@given(st.lists(st.one_of(numbers, blanks), min_size=1, max_size=12))
def test_count_equals_the_sum_of_schools(column):
    found = result(COUNT, *column)
    values = [cell.exact for cell in found.schools if cell.exact is not None]
    assert found.exact == (sum(values) if values else None)


@quick
@given(columns, st.randoms(use_true_random=False))
def test_order_of_rows_does_not_matter(column, random):
    data = period(SHARE, *column)
    mixed = replace(
        data,
        reports=tuple(random.sample(data.reports, len(data.reports))),
        values=tuple(random.sample(data.values, len(data.values))),
    )
    assert consolidated(data) == consolidated(mixed)


@quick
@given(columns, st.randoms(use_true_random=False))
def test_order_of_schools_does_not_matter(column, random):
    data = period(SHARE, *column)
    mixed = replace(data, schools=tuple(random.sample(data.schools, len(data.schools))))
    [one], [other] = consolidated(data).indicators, consolidated(mixed).indicators
    assert (one.numerator, one.denominator, one.exact) == (other.numerator, other.denominator, other.exact)
    assert {cell.school.id: cell for cell in one.schools} == {cell.school.id: cell for cell in other.schools}


@quick
@given(columns, st.sampled_from(["", "н/п", None]))
def test_empty_school_changes_no_figure_and_is_not_zero(column, blank):
    one, other = result(SHARE, *column), result(SHARE, *column, blank)
    assert (one.numerator, one.denominator, one.exact, one.reported) == (
        other.numerator,
        other.denominator,
        other.exact,
        other.reported,
    )
    assert other.schools[-1].exact is None


@quick
@given(columns, st.data())
def test_moving_a_school_between_groups_keeps_the_total(column, data):
    rows = period(SHARE, *column)
    border = data.draw(st.integers(0, len(column)))
    groups = [replace(rows, schools=part) for part in (rows.schools[:border], rows.schools[border:])]
    found = [consolidated(group).indicators[0] for group in groups]
    [whole] = consolidated(rows).indicators
    for name in ("numerator", "denominator"):
        assert sum(getattr(one, name) or 0 for one in found) == (getattr(whole, name) or 0)
    assert sum(one.reported for one in found) == whole.reported


@quick
@given(columns)
def test_every_school_is_counted_exactly_once(column):
    found = result(SHARE, *column)
    counted = found.reported + found.zero_base + found.missing + found.not_applicable + found.not_reported
    assert (counted, found.expected) == (len(column), len(column))


@quick
@given(st.lists(fractions, min_size=1, max_size=8))
def test_share_lies_between_the_extremes_of_schools(column):
    found = result(SHARE, *column)
    values = [cell.exact for cell in found.schools if cell.exact is not None]
    assert found.exact is None or min(values) <= found.exact <= max(values)


@quick
@given(columns, st.decimals(0, 100, places=2))
def test_shown_value_agrees_with_the_status(column, target):
    found = result(SHARE, *column, target=target)
    if found.value is not None:
        assert (found.value >= Decimal(target)) == (found.status == "met")


@quick
@given(columns)
def test_rows_of_strangers_change_nothing(column):
    data = period(SHARE, *column, "1/7")
    without = replace(data, schools=data.schools[:-1])
    assert consolidated(without).indicators == consolidated(period(SHARE, *column)).indicators
