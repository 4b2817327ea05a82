"""The rules beside FED30: sums over three years, index, the worst share, failures everywhere, a list from outside."""

from fractions import Fraction

import pytest

from schools.identification import NO_REFERENCE, Norm, Procedure, Reference, Result, SchoolInput, Status, explain
from tests.schools.identification.builders import (
    T,
    methodology,
    note_codes,
    oge,
    outcome,
    row_of,
    schools_with,
    verdict,
    verdicts,
    vpr,
)

NB = "\u00a0"
ONE = [{"kind": "ОГЭ", "subject": "математика"}]
TWO = [*ONE, {"kind": "ОГЭ", "subject": "русский"}]
SEED3 = methodology("SEED3")
THREE_YEARS = [(1, 30, 2024), (8, 30, 2025), (18, 30, 2026)]  # 27 of 90 together: 30 %


def in_three_years(subject):
    return tuple(oge(subject, *row) for row in THREE_YEARS)


def test_seed3_judges_sums_of_counts():
    found = verdict(*in_three_years("математика"), *in_three_years("русский"), methodology=SEED3)
    assert (found.status, outcome(found, "C1")) == (Status.LOW_RESULTS, "met")
    assert [(one.failed, one.participants, one.since, one.year) for one in found.pooled if one.rows] == [
        (27, 90, 2024, 2026)
    ] * 2


def test_seed3_share_is_not_the_mean_of_shares():
    rows = oge("математика", 5, 10, 2025), oge("математика", 50, 500)
    [one] = [one for one in verdict(*rows, methodology=SEED3).pooled if one.rows]
    assert one.share == Fraction(55, 510)


def test_seed3_adds_small_years_up_to_a_sample():
    rows = [oge("математика", 2, 4, year) for year in (2024, 2025, 2026)]
    found = verdict(*rows, methodology=methodology("SEED3", k_same_year=1))
    assert (found.status, [one.low for one in found.pooled if one.rows]) == (Status.LOW_RESULTS, [True])


def test_seed3_counts_a_regional_work_of_any_grade():
    rows = Result("РПР", "русский", 8, "", T, 30, 10), oge("математика", 10, 30)
    assert verdict(*rows, methodology=SEED3).low_results is True


def test_seed3_keeps_niko_as_evidence():
    rows = Result("НИКО", "русский", 6, "", T, 30, 20), oge("математика", 10, 30)
    found = verdict(*rows, methodology=SEED3)
    assert (found.status, "evidence_only" in note_codes(found)) == (Status.AT_RISK, True)


def test_seed3_in_words():
    found = explain(verdict(*in_three_years("математика"), *in_three_years("русский"), methodology=SEED3))
    assert found.criteria == (
        f"Признак 1 выполнен: за 2024–2026 годы вместе доля не преодолевших минимум достигла 30{NB}% в 2{NB}процедурах "
        f"(достаточно 2): ОГЭ, русский язык — 27 из{NB}90 (30,0{NB}%); ОГЭ, математика — 27 из{NB}90 (30,0{NB}%).",
    )
    assert found.change == (
        "Вывод изменился бы, если бы минимум не преодолели за 2024–2026 годы: "
        f"ОГЭ, математика — 26{NB}участников вместо 27 (всего 90)."
    )


def index_rule(**params):
    return methodology("ZIDX", **{"procedures": ONE, "window_years": 1, "quartile_years": 1, **params})


def four(*failed):
    return schools_with(**{name: [oge("математика", one, 100)] for name, one in zip("abcd", failed, strict=True)})


def test_index_is_sign_aligned_z_over_the_whole_set():
    found = verdicts(index_rule(), four(10, 20, 30, 40))
    assert [round(found[name].indexes[0].value, 4) for name in "abcd"] == [1.3416, 0.4472, -0.4472, -1.3416]


def test_index_lists_at_the_cut_and_in_the_lowest_quarter():
    found = verdicts(index_rule(), four(10, 20, 30, 40))
    assert [found[name].low_results for name in "abcd"] == [False, False, False, True]
    assert (outcome(found["d"], "Z1"), outcome(found["d"], "Z2")) == ("met", "met")


def test_index_of_equal_schools_is_zero_for_all():
    found = verdicts(index_rule(), four(33, 33, 33, 33))
    assert [(one.indexes[0].value, one.low_results) for one in found.values()] == [(0.0, False)] * 4


def test_index_is_winsorised():
    many = schools_with(**{f"s{i}": [oge("математика", 0, 100)] for i in range(30)}, worst=[oge("математика", 90, 100)])
    assert verdicts(index_rule(), many)["worst"].indexes[0].value == -3


def test_index_renormalises_weights_and_prints_coverage():
    rule = index_rule(procedures=[{**TWO[0], "weight": 3}, TWO[1]])
    schools = schools_with(
        a=[oge("математика", 10, 100), oge("русский", 40, 100)],
        b=[oge("математика", 30, 100), oge("русский", 20, 100)],
        c=[oge("математика", 30, 100)],
    )
    found = verdicts(rule, schools)["c"].indexes[0]
    assert (found.coverage, round(found.value, 4)) == (Fraction(3, 4), round(found.parts[0].z, 4))


def test_index_below_coverage_is_insufficient_data():
    found = verdict(
        oge("русский", 1, 40), methodology=index_rule(procedures=[*TWO, {"kind": "ЕГЭ", "subject": "русский"}])
    )
    assert (found.status, outcome(found, "Z1"), found.indexes[0].coverage) == (
        Status.INSUFFICIENT,
        "not_evaluable",
        Fraction(1, 3),
    )


def test_index_on_small_samples_goes_to_experts():
    assert verdict(oge("математика", 4, 8), methodology=index_rule()).status == Status.EXPERT_REVIEW


def test_index_uses_norms_of_the_region_where_given():
    region = Reference(results={(Procedure("ОГЭ", "математика", 9), T): Norm(20.0, 10.0)})
    [alone] = verdicts(
        index_rule(), [SchoolInput("a", results=(oge("математика", 35, 100),))], reference=region
    ).values()
    assert (alone.indexes[0].value, alone.low_results) == (-1.5, True)


def test_index_two_of_three_years_in_the_lowest_quarter():
    rule = methodology("ZIDX", procedures=ONE, index_cut=-3)
    schools = schools_with(**{
        name: [oge("математика", failed, 100, year) for year, failed in zip((2024, 2025, 2026), row, strict=True)]
        for name, row in {"a": (9, 9, 1), "b": (1, 1, 9), "c": (2, 2, 2), "d": (3, 3, 3)}.items()
    })  # fmt: skip
    found = verdicts(rule, schools)
    assert ([name for name in "abcd" if found[name].low_results], outcome(found["a"], "Z1")) == (["a"], "not_met")


def test_relative_rules_say_that_they_compare():
    assert "relative_rule" in note_codes(verdict(oge("математика", 1, 40), methodology=index_rule()))


def worst(percent, schools, **params):
    found = verdicts(methodology("WORST_Q", worst_pct=percent, **params), schools)
    return [name for name, one in found.items() if one.low_results]


def test_worst_share_of_schools_is_taken():
    assert worst(25, four(10, 40, 30, 20)) == ["b"]
    assert worst(50, four(10, 40, 30, 20)) == ["b", "c"]


def test_worst_of_287_schools_at_15_percent_are_43():
    schools = schools_with(**{f"s{i}": [oge("математика", i, 300)] for i in range(287)})
    assert len(worst(15, schools)) == 43


def test_worst_equal_schools_stand_together():
    assert worst(35, four(10, 40, 40, 40)) == []
    assert worst(50, four(10, 10, 40, 40)) == ["c", "d"]


def test_worst_does_not_rank_schools_it_does_not_cover():
    schools = [*four(10, 20, 30, 40), SchoolInput("z", "вечерняя", (oge("математика", 90, 100),))]
    assert worst(25, schools) == ["d"]


def test_worst_on_small_samples_goes_to_experts():
    assert verdict(oge("математика", 4, 8), methodology=methodology("WORST_Q")).status == Status.EXPERT_REVIEW


def ege(failed, year, subject="русский", participants=20):
    return Result("ЕГЭ", subject, 11, "", year, participants, failed)


def everywhere(*missing):
    return [ege(1, y, s) for y in (2024, 2025, 2026) for s in ("русский", "математика") if (y, s) not in missing]


MULTI = methodology("MULTI_ABS")


def test_failures_everywhere_every_year_are_listed():
    found = verdict(*everywhere(), methodology=MULTI)
    assert (found.low_results, found.criteria[0].numbers["failures"]) == (True, 6)


def test_one_year_without_failures_clears():
    rows = [*everywhere((2025, "русский")), ege(0, 2025)]
    assert verdict(*rows, methodology=MULTI).low_results is False


def test_one_missing_year_leaves_it_open():
    found = verdict(*everywhere((2025, "русский")), methodology=MULTI)
    assert (found.status, outcome(found, "M1")) == (Status.INSUFFICIENT, "not_evaluable")


def test_small_year_leaves_it_to_experts():
    rows = [*everywhere((2025, "русский")), ege(1, 2025, participants=4)]
    assert verdict(*rows, methodology=MULTI).status == Status.EXPERT_REVIEW


@pytest.mark.parametrize(("listed", "low"), [(["school"], True), ([5, "other"], False)])
def test_external_list_decides_alone(listed, low):
    rule = methodology("EXTERNAL", external={"basis": "письмо от 01.10.2026 № 5", "listed": listed})
    found = verdict(vpr(5, "математика", 30, 40), vpr(6, "математика", 30, 40), methodology=rule)
    assert (found.low_results, outcome(found, "X1")) == (low, "met" if low else "not_met")


def test_external_list_names_its_basis():
    rule = methodology("EXTERNAL", external={"basis": "письмо № 5", "listed": ["school"]})
    assert explain(verdict(methodology=rule)).criteria == ("Школа есть в перечне, полученном извне (письмо № 5).",)


def test_external_list_takes_numbers_as_texts():
    rule = methodology("EXTERNAL", external={"basis": "", "listed": ["12"]})
    assert [one.low_results for one in verdicts(rule, [SchoolInput(12)], reference=NO_REFERENCE).values()] == [True]


def test_optional_procedure_is_no_gap():
    rule = methodology("FED30", procedures=[*ONE, {"kind": "РПР", "subject": "русский", "grade": 8, "use": "optional"}])
    found = verdict(oge("математика", 1, 40), methodology=rule)
    assert (found.coverage.assessed, found.coverage.applicable, len(found.evidence)) == (1, 1, 2)


def test_procedure_without_a_grade_takes_each_grade_by_itself():
    rule = methodology("FED30", procedures=[{"kind": "ВПР", "subject": "русский"}])
    found = verdict(vpr(5, "русский", 15, 50), vpr(8, "русский", 15, 50), methodology=rule)
    assert (found.low_results, [one.procedure.grade for one in found.evidence if one.year == T]) == (True, [5, 8])


def test_results_that_cannot_be_compared_are_noted():
    row = row_of(Procedure("ОГЭ", "русский", 9), T, 40, 1, comparable=False)
    assert "not_comparable" in note_codes(verdict(row))


@pytest.mark.parametrize("apart", [T - 1, T])
def test_years_that_cannot_be_compared_are_no_pair(apart):
    rows = [oge("математика", 12, 40, year, comparable=year != apart) for year in (T - 1, T)]
    found = verdict(*rows)
    assert (found.low_results, found.at_risk, outcome(found, "C2")) == (False, True, "not_evaluable")


def test_years_that_cannot_be_compared_may_both_have_low_results():
    rule = methodology("FED30", cross_year="any_procedure")
    rows = [oge("математика", 12, 40, year, comparable=False) for year in (T - 1, T)]
    assert verdict(*rows, methodology=rule).low_results is True


def test_pair_that_cannot_be_compared_is_explained():
    found = verdict(oge("математика", 12, 40, T - 1), oge("математика", 12, 40, comparable=False))
    assert explain(found).criteria[1].replace("\u00a0", " ") == (
        "Признак 2 проверить нельзя: для процедуры с низким результатом нет второго года, пригодного для сравнения: "
        "ОГЭ, математика — 2025 год: 12 из 40 (30,0 %), 2026 год: 12 из 40 (30,0 %), с другими годами несопоставимо."
    )
