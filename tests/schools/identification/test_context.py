"""Social context: the index, absolute criteria, quadrants and totals (domain notes 2.1, 2.2, appendix B)."""

from fractions import Fraction

import pytest

from schools.identification import Columns, Marker, Norm, Quadrant, Reference, Run, SchoolInput, explain, totals
from tests.schools.identification.builders import T, methodology, note_codes, oge, outcome, verdicts

NB = "\u00a0"
TWO_VARS = {"cut": 45, "vars": [["неполные", -1, 1], ["оба_с_ВО", 1, 1]]}
FIVE = {"needed": 2, "criteria": [["неполные", ">=", 30], ["учёт", ">=", 3], ["вакансии", ">", 5]]}


def with_context(rule_context, shares, rows=(), **extra):
    """Verdicts on schools named by the keys of `shares`; percents in whole numbers."""
    schools = [
        SchoolInput(name, results=tuple(rows), context={key: Fraction(value) for key, value in own.items()})
        for name, own in shares.items()
    ]
    return verdicts(methodology("FED30", context=rule_context), schools, **extra)


def indexes(found):
    return [one.context.index.value for one in found.values()]


def test_index_of_two_schools_lies_ten_around_fifty():
    found = with_context(TWO_VARS, {"a": {"неполные": 10, "оба_с_ВО": 40}, "b": {"неполные": 30, "оба_с_ВО": 20}})
    assert (indexes(found), [one.flags.adverse_context for one in found.values()]) == ([60.0, 40.0], [False, True])


def test_all_schools_equal_on_a_share_have_z_zero():
    found = with_context(TWO_VARS, {name: {"неполные": 33, "оба_с_ВО": 20} for name in "abc"})
    assert indexes(found) == [50.0, 50.0, 50.0]


def test_missing_share_renormalises_weights_and_prints_coverage():
    rule = {**TWO_VARS, "vars": [["неполные", -1, 3], ["оба_с_ВО", 1, 1]]}
    found = with_context(rule, {"a": {"неполные": 10, "оба_с_ВО": 40}, "b": {"неполные": 30}})["b"]
    assert (found.context.index.value, found.context.index.coverage) == (40.0, Fraction(3, 4))
    assert explain(found).context[1] == (
        f"Индекс социального благополучия 40,0 (50 — среднее); сложными считаются условия: 45 и меньше. "
        f"Учтено 75,0{NB}% весов, нет данных: оба родителя с высшим образованием."
    )


def test_too_little_coverage_is_no_answer():
    found = with_context(TWO_VARS, {"a": {"неполные": 10}})["a"]
    assert (found.flags.adverse_context, found.quadrant, found.context.criteria[0].outcome) == (
        None,
        Quadrant.UNKNOWN,
        "not_evaluable",
    )


def test_unknown_share_is_not_zero():
    shares = {"a": {"неполные": 10, "оба_с_ВО": 40}, "b": {"неполные": 30, "оба_с_ВО": 20}}
    assert indexes(with_context(TWO_VARS, {**shares, "c": {}}))[:2] == indexes(with_context(TWO_VARS, shares))


def test_lowest_quarter_is_adverse():
    found = with_context({**TWO_VARS, "cut": "quartile"}, {
        name: {"неполные": share, "оба_с_ВО": 20} for name, share in zip("abcd", (10, 20, 30, 40), strict=True)
    })  # fmt: skip
    assert [one.flags.adverse_context for one in found.values()] == [False, False, False, True]


def test_norms_of_a_region_stand_in_place_of_the_schools_own():
    region = Reference(context={"неполные": Norm(20.0, 10.0), "оба_с_ВО": Norm(30.0, 10.0)})
    found = with_context({**TWO_VARS, "cut": "quartile"}, {"a": {"неполные": 30, "оба_с_ВО": 20}}, reference=region)[
        "a"
    ]
    assert (found.context.index.value, found.context.cut, found.flags.adverse_context) == (40.0, 43, True)


@pytest.mark.parametrize(
    ("shares", "adverse"),
    [
        ({"неполные": 30, "учёт": 3, "вакансии": 0}, True),
        ({"неполные": 30, "учёт": 2, "вакансии": 5}, False),
        ({"неполные": 30, "учёт": 2}, None),
        ({"неполные": 10, "учёт": 2}, False),
        ({}, None),
    ],
)
def test_absolute_criteria_are_counted(shares, adverse):
    found = with_context({"engine": "ABSOLUTE", "absolute": FIVE}, {"a": shares})["a"]
    assert found.flags.adverse_context is adverse


def test_absolute_criteria_stand_beside_the_index():
    rule = {**TWO_VARS, "cut": 0, "absolute": FIVE}
    found = with_context(rule, {"a": {"неполные": 40, "оба_с_ВО": 20, "учёт": 9, "вакансии": 1}})["a"]
    assert ([str(one.outcome) for one in found.context.criteria], found.flags.adverse_context) == (
        ["not_met", "met"],
        True,
    )


def quadrants(low_rows, shares, **school):
    """Two schools with a good and a bad context, the second with the given rows."""
    rule = methodology("FED30", k_same_year=1, context={"cut": 45, "vars": [["неполные", -1, 1]]})
    other = SchoolInput("other", results=(oge("русский", 3, 40),), context={"неполные": Fraction(10)})
    one = SchoolInput("one", results=tuple(low_rows), context={"неполные": Fraction(shares)}, **school)
    return verdicts(rule, [other, one])["one"]


@pytest.mark.parametrize(
    ("failed", "share", "quadrant"),
    [
        (20, 30, Quadrant.LOW_AND_ADVERSE),
        (20, 0, Quadrant.LOW),
        (1, 30, Quadrant.RESILIENT),
        (4, 30, Quadrant.ADVERSE),
        (1, 0, Quadrant.ORDINARY),
    ],
)
def test_quadrants(failed, share, quadrant):
    assert quadrants([oge("русский", failed, 40)], share).quadrant == quadrant


def test_quadrant_without_results_is_unknown():
    assert quadrants([], 30).quadrant == Quadrant.UNKNOWN


def test_marked_school_is_no_example_to_others():
    found = quadrants([oge("русский", 1, 40)], 30, markers=(Marker("русский", 4, T),))
    assert (found.quadrant, "markers_bar_leadership" in note_codes(found)) == (Quadrant.ADVERSE, True)


def test_context_may_be_switched_off():
    found = with_context(None, {"a": {"неполные": 30}})["a"]
    assert (found.context, found.flags.adverse_context, explain(found).context) == (None, None, ())


def test_school_with_both_flags_is_one_school_of_the_programme():
    rule = methodology("FED30", k_same_year=1, context={"engine": "ABSOLUTE", "absolute": {
        "needed": 1, "criteria": [["неполные", ">=", 30]]}})  # fmt: skip
    flags = [(40, 10), (40, 10), (40, 30), (40, 30), (0, 30), (0, 0)]
    schools = [
        SchoolInput(at, results=(oge("русский", failed, 50),), context={"неполные": Fraction(share)})
        for at, (failed, share) in enumerate(flags)
    ]
    found = verdicts(rule, schools)
    assert totals(one.flags for one in found.values()) == (6, 4, 3, 2, 5)


def test_criterion_codes_of_context():
    found = with_context({**TWO_VARS, "absolute": FIVE}, {"a": {"неполные": 1, "оба_с_ВО": 1}})["a"]
    assert ([one.code for one in found.context.criteria], outcome(found, "C1")) == (["K1", "K2"], "not_evaluable")


def test_result_without_participants_has_no_place_among_the_others():
    school = SchoolInput(1, results=(oge("русский", 0, 0),), context={"неполные": Fraction(40)})
    run = Run(methodology("FED30", min_n=1), Columns.of([school]), T)
    assert run.flags[1].quadrant == run.verdict(1).quadrant == Quadrant.UNKNOWN


def test_absolute_criteria_in_words():
    found = with_context(
        {"engine": "ABSOLUTE", "absolute": FIVE}, {"a": {"неполные": 35, "учёт": 3}, "b": {"неполные": 29, "учёт": 2}}
    )
    assert [explain(one).context[1].replace(NB, " ") for one in found.values()] == [
        "Абсолютные критерии выполнены: достигнуто 2 из 3, нужно 2. Достигнуты: дети из неполных семей — 35,0 % (признак: не меньше "
        "30 %); дети, состоящие на учёте — 3,0 % (признак: не меньше 3 %). Нет данных: незанятые ставки педагогов.",
        "Абсолютные критерии не выполнены: достигнуто 0 из 3, нужно 2. Нет данных: незанятые ставки педагогов.",
    ]
