from dataclasses import replace

import pytest

from schools.identification import (
    CauseCode,
    Columns,
    MethodologyError,
    Run,
    SchoolInput,
    cause_sentence,
    compare,
    compare_lists,
    comparison_as_dict,
    what_if,
)
from tests.schools.identification.builders import FED30, T, fed30, methodology, oge, schools_with

LOW = [oge("русский", 12, 40), oge("математика", 12, 40)]
CLEAN = [oge("русский", 1, 40), oge("математика", 11, 40)]
NB = "\u00a0"


def run(rule=FED30, year=T, schools=None, **results):
    return Run(rule, Columns.of([*schools_with(**results), *(schools or [])]), year)


def codes(change):
    return [str(cause.code) for cause in change.causes]


def test_same_runs_do_not_differ():
    found = compare(run(a=LOW, b=CLEAN), run(a=LOW, b=CLEAN))
    assert (found.added, found.removed, found.changed, found.unchanged) == ((), (), (), 2)


def test_results_that_changed_are_the_cause():
    found = compare(run(a=CLEAN, b=LOW), run(a=LOW, b=CLEAN))
    assert ([one.school_id for one in found.added], [one.school_id for one in found.removed]) == (["a"], ["b"])
    assert cause_sentence(found.added[0].causes[0]) == (
        f"Изменились результаты: ОГЭ, русский язык — 2026: 1 из{NB}40 → 2026: 12 из{NB}40; "
        f"ОГЭ, математика — 2026: 11 из{NB}40 → 2026: 12 из{NB}40."
    )


def test_data_that_came_or_went_are_the_cause():
    found = compare(run(a=LOW, b=[]), run(a=[], b=LOW))
    assert (codes(found.added[0]), codes(found.removed[0])) == (["data_appeared"], ["data_gone"])
    assert [str(cause.code) for cause in found.removed[0].causes] == [CauseCode.DATA_GONE]


def test_comparability_is_the_cause():
    now, earlier = oge("русский", 12, 40), oge("русский", 12, 40, T - 1)
    [found] = compare(run(a=[now, earlier]), run(a=[now, replace(earlier, comparable=False)])).removed
    assert [cause_sentence(cause) for cause in found.causes] == [
        "Изменилась сопоставимость с другими годами: "
        f"ОГЭ, русский язык — 2025: 12 из{NB}40 → 2025: 12 из{NB}40 (несопоставимо)."
    ]


def test_methodology_is_the_cause_where_old_parameters_would_say_otherwise():
    before = run(a=LOW)
    after = replace(before, methodology=fed30(threshold_pct=31, risk_pct=25))
    [one] = compare(before, after).removed
    assert [cause_sentence(cause) for cause in one.causes] == [
        "Изменилась методика: граница зоны риска, порог низкого результата."
    ]


def test_methodology_and_results_may_both_be_the_cause():
    [one] = compare(
        run(a=CLEAN), run(fed30(threshold_pct=25), a=[oge("русский", 10, 40), oge("математика", 11, 40)])
    ).added
    assert codes(one) == ["methodology", "results"]


def test_new_and_gone_schools_are_told_apart():
    found = compare(run(a=LOW), run(b=LOW))
    assert (codes(found.added[0]), codes(found.removed[0])) == (["new_school"], ["school_gone"])


def test_type_of_school_is_the_cause():
    before = run(schools=[SchoolInput("a", results=tuple(LOW))])
    after = run(schools=[SchoolInput("a", "вечерняя", tuple(LOW))])
    assert codes(compare(before, after).removed[0]) == ["school_type"]


def test_other_schools_are_the_cause_under_a_comparing_rule():
    rule = methodology("WORST_Q", worst_pct=50)
    before = run(rule, a=[oge("русский", 5, 40)], b=[oge("русский", 10, 40)])
    after = run(rule, a=[oge("русский", 5, 40)], b=[oge("русский", 1, 40)])
    assert codes(compare(before, after).added[0]) == ["other_schools"]


def test_years_are_compared_by_their_place_in_the_window():
    before = run(year=2025, a=[oge("русский", 12, 40, 2025), oge("математика", 12, 40, 2025)])
    after = run(year=2026, a=[oge("русский", 12, 40), oge("математика", 1, 40)])
    [one] = compare(before, after).removed
    assert [(str(pair.procedure), pair.before.year, pair.after.year) for pair in one.causes[0].pairs] == [
        ("ОГЭ, математика", 2025, 2026)
    ]


def test_what_if_changes_nothing():
    base = run(a=LOW, b=[oge("русский", 10, 40), oge("математика", 10, 40)])
    found = what_if(base, threshold_pct=25)
    assert ([one.school_id for one in found.added], found.unchanged) == (["b"], 1)
    assert base.methodology == FED30


def test_what_if_refuses_wrong_parameters():
    with pytest.raises(MethodologyError):
        what_if(run(), threshold_pct=0)


def test_lists_are_compared_by_school():
    found = compare_lists([1, 2, "x", 10], ["2", "10", 7])
    assert (found.both, found.only_ours, found.only_theirs, found.union) == ((2, 10), (1, "x"), (7,), 5)


def test_comparison_as_plain_values():
    found = comparison_as_dict(compare(run(a=CLEAN), run(a=LOW)))
    assert (
        found["added"][0]["id"],
        found["added"][0]["before"]["status"],
        found["added"][0]["after"]["low_results"],
    ) == (
        "a",
        "at_risk",
        True,
    )
