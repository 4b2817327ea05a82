"""What must hold for any data."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schools.identification import Columns, MissingReason, Run, SchoolInput, evaluate, inputs_hash, what_if
from schools.identification.evidence import collect
from tests.schools.identification.builders import FED30, T, fed30, methodology, row_of
from tests.schools.identification.towns import town

SEED3 = methodology("SEED3")
PROCEDURES = [procedure for procedure in FED30.procedures if procedure.kind != "ЕГЭ"]
REASONS = [MissingReason.NOT_HELD, MissingReason.NO_GRADE, MissingReason.NO_FILE, None]


@st.composite
def rows(draw):
    procedure, year = draw(st.sampled_from(PROCEDURES)), draw(st.integers(T - 2, T))
    if draw(st.integers(0, 3)) == 0:
        return row_of(procedure, year, missing_reason=draw(st.sampled_from(REASONS)))
    participants = draw(st.integers(0, 40))
    return row_of(procedure, year, participants, draw(st.integers(0, participants)))


sparse = st.builds(SchoolInput, id=st.integers(1, 10**6), results=st.lists(rows(), max_size=12).map(tuple))
towns = st.integers(0, 2**32).map(lambda seed: town(seed, PROCEDURES))
schools = sparse | towns.map(lambda schools: schools[0])
lists = st.lists(sparse, max_size=5, unique_by=lambda school: school.id) | towns
thresholds = st.integers(25, 100).map(Fraction)
rules = st.builds(
    fed30,
    cross_year=st.sampled_from(["same_procedure", "any_procedure", "none"]),
    k_same_year=st.integers(1, 3),
    min_n=st.integers(1, 20),
)
quick = settings(max_examples=60, deadline=None)
RANK = {True: 2, None: 1, False: 0}


def one(school, methodology=FED30):
    return evaluate(methodology, [school], T)[0]


@quick
@given(schools, rules, thresholds, thresholds)
def test_higher_threshold_never_lists_more(school, rule, first, second):
    low, high = (one(school, replace(rule, threshold_pct=value)) for value in sorted((first, second)))
    assert RANK[low.low_results] >= RANK[high.low_results]


@quick
@given(schools, st.randoms(use_true_random=False))
def test_order_of_rows_does_not_matter(school, random):
    shuffled = replace(school, results=tuple(random.sample(school.results, len(school.results))))
    assert (one(school), inputs_hash(FED30, [school], T)) == (one(shuffled), inputs_hash(FED30, [shuffled], T))


@quick
@given(lists, st.randoms(use_true_random=False))
def test_order_of_schools_does_not_matter(schools, random):
    shuffled = random.sample(schools, len(schools))
    before, after = ({found.school_id: found for found in evaluate(FED30, given, T)} for given in (schools, shuffled))
    assert (before, inputs_hash(FED30, schools, T)) == (after, inputs_hash(FED30, shuffled, T))


@quick
@given(lists)
def test_school_without_data_changes_no_one(schools):
    assert evaluate(FED30, [*schools, SchoolInput(0)], T)[:-1] == evaluate(FED30, schools, T)


@quick
@given(schools)
def test_evidence_equals_sums_of_rows(school):
    for found in collect(FED30, school, T):
        own = [row for row in school.results if (row.procedure, row.year) == (found.procedure, found.year)]
        assert (found.failed, found.participants) == (
            sum(r.failed or 0 for r in own),
            sum(r.participants or 0 for r in own),
        )


@quick
@given(schools, rules)
def test_changes_turn_the_verdict(school, rule):
    """Each step is applied by writing its procedure's row anew."""
    found = one(school, rule)
    results = list(school.results)
    for step in found.changes:
        results = [row for row in results if (row.procedure, row.year) != (step.procedure, step.year)]
        results.append(row_of(step.procedure, step.year, step.participants, step.needed))
    turned = one(replace(school, results=tuple(results)), rule)
    assert not found.changes or (turned.low_results is True) != (found.low_results is True)


GRID = list(product((3, 4, 5, 7), repeat=4))  # failed of ten in two procedures and two years; five are low


@pytest.mark.parametrize("k_same_year", [1, 2])
@pytest.mark.parametrize("cross_year", ["same_procedure", "any_procedure", "none"])
def test_changes_are_the_cheapest_of_all(cross_year, k_same_year):
    rule = fed30(cross_year=cross_year, k_same_year=k_same_year, threshold_pct=50)
    found = {counts: one(of_ten(counts), rule) for counts in GRID}
    for counts, verdict in found.items():
        costs = (distance(counts, other) for other in GRID if found[other].low_results != verdict.low_results)
        assert (counts, sum(step.difference for step in verdict.changes)) == (counts, min(costs, default=0))


def of_ten(counts):
    places = product(PROCEDURES[:2], (T, T - 1))
    return SchoolInput(
        0, results=tuple(row_of(*place, 10, failed) for place, failed in zip(places, counts, strict=True))
    )


def distance(counts, others):
    return sum(abs(was - now) for was, now in zip(counts, others, strict=True))


@quick
@given(lists, st.sampled_from(["WORST_Q", "MULTI_ABS"]), st.integers(0, 60), st.integers(1, 3))
def test_changes_turn_the_verdict_among_the_other_schools(schools, name, worst, window):
    rule = methodology(name, procedures=OGE, window_years=window, **({"worst_pct": worst} if name == "WORST_Q" else {}))
    for found in evaluate(rule, schools, T):
        others = [school for school in schools if school.id != found.school_id]
        [school] = [school for school in schools if school.id == found.school_id]
        turned = one_among(applied(school, found.changes, rule), others, rule)
        assert not found.changes or turned.low_results is not found.low_results


OGE = [{"kind": "ОГЭ", "subject": subject} for subject in ("русский", "математика")]


def one_among(school, others, rule):
    return evaluate(rule, [school, *others], T)[0]


def applied(school, steps, rule):
    """A step without a procedure is a sum of them all: it may as well have been reached in one."""
    results = school.results
    for step in steps:
        gone = [step.procedure] if step.procedure else rule.procedures
        years = range(step.since or step.year, step.year + 1)
        results = [row for row in results if row.procedure not in gone or row.year not in years]
        results.append(row_of(gone[0], step.year, step.participants, step.needed))
    return replace(school, results=tuple(results))


@quick
@given(schools, rules)
def test_flags_agree_with_each_other(school, rule):
    found = one(school, rule)
    assert (found.low_results is None) == (found.expert_review or found.insufficient_data or found.excluded)
    assert not (found.at_risk and found.low_results)
    assert found.low_results is not False or any(item.assessed for item in found.evidence if item.year == T)


@quick
@given(schools)
def test_pooled_shares_equal_sums_of_rows(school):
    for found in one(school, SEED3).pooled:
        own = [row for row in school.results if row.procedure == found.procedure]
        assert (found.failed, found.participants) == (
            sum(r.failed or 0 for r in own),
            sum(r.participants or 0 for r in own),
        )


@quick
@given(schools)
def test_changes_turn_the_verdict_by_sums(school):
    """A step of SEED3 is a number for all years together: the rest of them may as well have failed in the last one."""
    found = one(school, SEED3)
    results = list(school.results)
    for step in found.changes:
        results = [row for row in results if row.procedure != step.procedure]
        results.append(row_of(step.procedure, T, step.participants, step.needed))
    turned = one(replace(school, results=tuple(results)), SEED3)
    assert not found.changes or (turned.low_results is True) != (found.low_results is True)


@quick
@given(lists, st.integers(1, 29))
def test_what_if_of_a_lower_threshold_removes_no_one(schools, threshold):
    found = what_if(Run(FED30, Columns.of(schools), T), threshold_pct=threshold, risk_pct=0)
    assert found.removed == ()


@quick
@given(lists, st.sampled_from(["WORST_Q", "ZIDX"]), st.integers(1, 50), st.integers(1, 50))
def test_more_is_taken_by_a_wider_comparing_rule(schools, name, first, second):
    narrow, wide = sorted((first, second))
    params = [{"worst_pct": x} if name == "WORST_Q" else {"index_cut": x / 25 - 3} for x in (narrow, wide)]
    lows = [
        {id_ for id_, flags in Run(methodology(name, **own), Columns.of(schools), T).flags.items() if flags.low_results}
        for own in params
    ]
    assert lows[0] <= lows[1]
