"""Vectors 1-10 of the domain notes, appendix B: T = 2026, min_n = 10."""

import pytest

from schools.identification import Marker, MissingReason, PreviousStatus, Result, explain
from tests.schools.identification.builders import ege_math, fed30, note_codes, oge, outcome, verdict, vpr

TWO_LOWS = (vpr(5, "математика", 15, 50), vpr(6, "русский", 12, 40))


def test_vector_1_two_lows_in_one_year_are_low_results():
    found = verdict(*TWO_LOWS)
    assert (found.low_results, found.status, outcome(found, "C1")) == (True, "low_results", "met")


def test_vector_2_same_procedure_twice_is_low_results():
    found = verdict(oge("математика", 9, 30, 2025), oge("математика", 10, 30))
    assert (found.low_results, outcome(found, "C1"), outcome(found, "C2")) == (True, "not_met", "met")


@pytest.mark.parametrize(
    ("cross_year", "low", "status"), [("same_procedure", False, "at_risk"), ("any_procedure", True, "low_results")]
)
def test_vector_3_different_procedures_count_only_by_parameter(cross_year, low, status):
    rows = oge("математика", 9, 30, 2025), vpr(6, "русский", 12, 40)
    found = verdict(*rows, methodology=fed30(cross_year=cross_year))
    assert (found.low_results, found.status) == (low, status)


def test_vector_4_one_low_and_one_just_below_is_risk():
    found = verdict(vpr(5, "математика", 29, 97), oge("русский", 30, 100))
    assert (found.low_results, found.at_risk, found.status) == (False, True, "at_risk")


def test_vector_5_small_samples_go_to_experts():
    found = verdict(vpr(5, "математика", 3, 6), oge("математика", 4, 8))
    assert (found.low_results, found.small_sample, found.expert_review, found.status) == (
        None,
        True,
        True,
        "expert_review",
    )


def test_vector_6_year_not_held_leaves_c2_open():
    not_held = Result("ВПР", "математика", 5, "", 2026, missing_reason=MissingReason.NOT_HELD)
    found = verdict(vpr(5, "математика", 20, 40, 2025), not_held, oge("русский", 1, 50))
    assert (found.low_results, outcome(found, "C1"), outcome(found, "C2")) == (False, "not_met", "not_evaluable")
    assert explain(found).criteria[1] == (
        "Признак 2 проверить нельзя: для процедуры с низким результатом нет второго года, пригодного для сравнения: "
        "ВПР, 5 класс, математика — 2025 год: 20 из\u00a040 (50,0\u00a0%), 2026 год: результата нет (процедура не проводилась)."
    )


def test_vector_6_without_the_rest_is_insufficient_data():
    not_held = Result("ВПР", "математика", 5, "", 2026, missing_reason=MissingReason.NOT_HELD)
    found = verdict(vpr(5, "математика", 20, 40, 2025), not_held)
    assert (found.low_results, outcome(found, "C1"), found.status) == (None, "not_evaluable", "insufficient")


@pytest.mark.parametrize(
    ("policy", "low", "codes"),
    [
        ("include", True, ["markers"]),
        ("adjust", True, ["markers"]),  # the marked ВПР-4 is not among the two lows
        ("exclude", None, ["markers", "marked_rows_dropped"]),
    ],
)
def test_vector_7_marker_acts_by_policy(policy, low, codes):
    found = verdict(*TWO_LOWS, markers=(Marker("русский", 4),), methodology=fed30(bias_policy=policy))
    assert (found.low_results, note_codes(found)) == (low, codes)


def test_vector_7_exclude_judges_again_by_other_procedures():
    rows = (*TWO_LOWS, oge("русский", 1, 50))
    found = verdict(*rows, markers=(Marker("русский", 4),), methodology=fed30(bias_policy="exclude"))
    assert (found.low_results, found.status) == (False, "not_low")


@pytest.mark.parametrize(
    ("policy", "lows"),
    [
        ("pooled", [("ЕГЭ, математика", 6, 20)]),
        ("separate", [("ЕГЭ, математика (профильный уровень)", 5, 10)]),
        ("profile_only", [("ЕГЭ, математика (профильный уровень)", 5, 10)]),
        ("base_only", []),
    ],
)
def test_vector_8_ege_mathematics_by_policy(policy, lows):
    found = verdict(ege_math("база", 1, 10), ege_math("профиль", 5, 10), methodology=fed30(ege_math=policy))
    assert [(str(one.procedure), one.failed, one.participants) for one in found.evidence if one.low] == lows


def test_vector_9_no_data_is_neither_low_nor_fine():
    found = verdict()
    assert (found.low_results, found.insufficient_data, found.at_risk, found.status) == (
        None,
        True,
        False,
        "insufficient",
    )


def test_vector_10_manual_listing_is_not_carried_on_silently():
    found = verdict(vpr(5, "математика", 5, 50), previous_status=PreviousStatus.LISTED_MANUALLY)
    assert (found.low_results, found.exit_monitoring) == (False, True)
    assert note_codes(found) == ["low_coverage", "exit_monitoring", "manual_basis"]
