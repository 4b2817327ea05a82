"""Borders of the rule and of the data it reads."""

from decimal import Decimal
from fractions import Fraction

import pytest

from schools.identification import (
    InputError,
    Marker,
    MissingReason,
    PreviousStatus,
    Result,
    SchoolInput,
    Status,
    evaluate,
)
from schools.identification.inputs import Attempt
from tests.schools.identification.builders import FED30, T, ege_math, fed30, note_codes, oge, outcome, verdict, vpr


def of_procedure(found, row):
    [one] = [one for one in found.evidence if (one.procedure, one.year) == (row.procedure, row.year)]
    return one


def low_of(failed, participants, **params):
    row = oge("русский", failed, participants)
    return of_procedure(verdict(row, methodology=fed30(**params)), row).low


@pytest.mark.parametrize(
    ("failed", "participants", "low"),
    [
        (3, 10, True),
        (29, 97, False),
        (30, 100, True),
        (299, 1000, False),
        (300, 1000, True),
        (0, 10, False),
        (2, 9, None),
    ],
)
def test_low_at_thirty_percent_exactly(failed, participants, low):
    assert low_of(failed, participants) is low


def test_low_with_fractional_threshold_is_exact():
    assert [low_of(299, 1000, threshold_pct=Decimal("29.9"), risk_pct=20), low_of(298, 1000, threshold_pct=29.9)] == [
        True,
        False,
    ]


def test_zero_participants_are_no_data():
    row = oge("русский", 0, 0)
    found = of_procedure(verdict(row), row)
    assert (found.low, found.missing, found.participants) == (None, MissingReason.NO_PARTICIPANTS, 0)


def test_wilson_interval_of_nine_of_thirty():
    [one] = [one for one in verdict(oge("русский", 9, 30)).evidence if one.rows]
    assert (one.share, one.wilson_percent) == (Fraction(3, 10), (Decimal("16.7"), Decimal("47.9")))


@pytest.mark.parametrize(("failed", "ends"), [(0, ("0.0", "27.8")), (10, ("72.2", "100.0"))])
def test_wilson_interval_stays_within_bounds(failed, ends):
    [one] = [one for one in verdict(oge("русский", failed, 10)).evidence if one.rows]
    assert one.wilson_percent == tuple(Decimal(end) for end in ends)


@pytest.mark.parametrize(("failed", "risk"), [(9, False), (10, True), (14, True)])
def test_risk_zone_begins_at_its_border(failed, risk):
    assert verdict(oge("русский", failed, 50)).at_risk is risk


@pytest.mark.parametrize(("failed", "participants"), [(5, 4), (-1, 4), (None, 4), (4, None)])
def test_result_refuses_impossible_counts(failed, participants):
    with pytest.raises(InputError):
        oge("русский", failed, participants)


def test_result_refuses_counts_with_a_reason():
    with pytest.raises(InputError):
        oge("русский", 1, 2, missing_reason=MissingReason.NOT_HELD)


def test_rows_of_one_procedure_are_added_up():
    found = verdict(oge("русский", 1, 6), oge("русский", 3, 8))
    [one] = [one for one in found.evidence if one.rows]
    assert (one.failed, one.participants, one.low, note_codes(found)) == (4, 14, False, ["added_up", "low_coverage"])


@pytest.mark.parametrize(("attempts", "failed"), [("main_first", 12), ("with_resits", 2)])
def test_resits_replace_first_attempts_by_policy(attempts, failed):
    rows = oge("русский", 12, 40), oge("русский", 2, 40, attempt=Attempt.FINAL)
    [one] = [one for one in verdict(*rows, methodology=fed30(attempts=attempts)).evidence if one.rows]
    assert (one.failed, one.participants) == (failed, 40)


def test_resits_without_first_attempts_are_no_data():
    row = oge("русский", 2, 40, attempt=Attempt.FINAL)
    assert of_procedure(verdict(row), row).missing == MissingReason.ONLY_RESITS


def test_rows_of_excluded_groups_are_left_out():
    found = verdict(oge("русский", 3, 40), oge("русский", 30, 40, group="ВПЛ"))
    assert [(one.failed, one.participants) for one in found.evidence if one.rows] == [(3, 40)]


def test_pooled_ege_with_one_level_says_so():
    assert note_codes(verdict(ege_math("база", 1, 10))) == ["one_level_only", "low_coverage"]


def test_levels_are_not_compared_with_each_other():
    methodology = fed30(procedures=[{"kind": "ВПР", "subject": "математика", "grade": 7}])
    rows = [Result("ВПР", "математика", 7, level, year, 20, 10) for level, year in (("база", 2025), ("углублённый", T))]
    found = verdict(*rows, methodology=methodology)
    assert (found.low_results, outcome(found, "C2")) == (False, "not_evaluable")


def test_excluded_school_type_is_not_judged():
    found = verdict(vpr(5, "математика", 30, 40), vpr(6, "математика", 30, 40), school_type="вечерняя")
    assert (found.low_results, found.at_risk, found.insufficient_data, found.status) == (
        None,
        False,
        False,
        Status.EXCLUDED,
    )


def test_small_sample_that_would_tip_the_scale_goes_to_experts():
    found = verdict(vpr(5, "математика", 20, 40), oge("русский", 4, 8))
    assert (found.low_results, found.at_risk, found.status) == (None, True, Status.EXPERT_REVIEW)


def test_clean_small_samples_alone_do_not_clear_a_school():
    assert verdict(vpr(5, "математика", 0, 6), oge("русский", 0, 8)).status == Status.EXPERT_REVIEW


def test_small_sample_that_changes_nothing_is_only_noted():
    found = verdict(vpr(5, "математика", 1, 40), oge("русский", 4, 8))
    assert (found.low_results, found.small_sample, note_codes(found)) == (False, True, ["small_sample", "low_coverage"])


def test_small_sample_of_last_year_leaves_c2_to_experts():
    found = verdict(oge("русский", 4, 8, 2025), oge("русский", 20, 40))
    assert (found.expert_review, outcome(found, "C2")) == (True, "not_evaluable")


def test_years_outside_the_window_do_not_count():
    assert verdict(oge("русский", 20, 40, 2024), oge("математика", 20, 40, 2027)).status == Status.INSUFFICIENT


def test_not_low_this_year_settles_c2_without_last_year():
    assert outcome(verdict(oge("русский", 1, 40)), "C2") == "not_met"


def test_c2_of_any_procedure_needs_data_of_both_years():
    found = verdict(oge("русский", 20, 40), methodology=fed30(cross_year="any_procedure"))
    assert outcome(found, "C2") == "not_evaluable"


def test_c2_may_be_switched_off():
    rows = oge("русский", 20, 40, 2025), oge("русский", 20, 40)
    assert verdict(*rows, methodology=fed30(cross_year="none")).low_results is False


def test_adjust_drops_only_the_marked_vpr():
    rows = vpr(5, "математика", 15, 50), vpr(5, "русский", 15, 50)
    found = verdict(*rows, markers=(Marker("русский", 5, T),), methodology=fed30(bias_policy="adjust"))
    assert (found.low_results, note_codes(found)) == (False, ["markers", "marked_rows_dropped", "low_coverage"])


def test_marker_of_another_year_touches_nothing():
    found = verdict(
        vpr(5, "математика", 1, 50), markers=(Marker("русский", 5, 2020),), methodology=fed30(bias_policy="exclude")
    )
    assert (found.status, note_codes(found)) == (Status.NOT_LOW, ["low_coverage"])


def test_procedures_the_school_could_not_have_are_no_gaps():
    reasons = [
        Result("ЕГЭ", subject, 11, "", T, missing_reason=MissingReason.NO_GRADE)
        for subject in ("русский", "математика")
    ]
    found = verdict(*reasons, oge("русский", 1, 50))
    assert (found.coverage.assessed, found.coverage.applicable) == (1, 6)


def test_low_participation_is_noted():
    found = verdict(oge("русский", 1, 34, roll=50), oge("математика", 1, 35, roll=50))
    assert [str(one) for one in found.notes[0].procedures] == ["ОГЭ, русский язык"]
    assert note_codes(found) == ["low_participation", "low_coverage"]


def test_procedures_outside_the_methodology_are_named():
    found = verdict(oge("физика", 20, 40))
    assert (found.status, note_codes(found)) == (Status.INSUFFICIENT, ["outside_methodology"])


@pytest.mark.parametrize(
    ("rows", "exit_monitoring", "codes"),
    [
        ((), False, ["no_exit_without_data"]),
        ((oge("русский", 1, 40),), True, ["low_coverage", "exit_monitoring"]),
        ((oge("русский", 20, 40), oge("математика", 20, 40)), False, []),
    ],
)
def test_listed_school_leaves_only_on_data(rows, exit_monitoring, codes):
    found = verdict(*rows, previous_status=PreviousStatus.LISTED)
    assert (found.exit_monitoring, note_codes(found)) == (exit_monitoring, codes)


def test_evaluate_refuses_a_school_given_twice():
    with pytest.raises(InputError):
        evaluate(FED30, [SchoolInput("1"), SchoolInput("1")], T)


def test_grades_the_school_has_not_are_no_gap():
    found = verdict(oge("русский", 1, 40), oge("математика", 1, 40), grades=(1, 9))
    exams = [one for one in found.evidence if one.procedure.kind == "ЕГЭ" and one.year == T]
    assert ({one.missing for one in exams}, found.coverage.applicable) == ({MissingReason.NO_GRADE}, 6)


def test_results_of_a_grade_the_school_has_no_more_still_count():
    found = verdict(oge("русский", 20, 40), oge("математика", 20, 40), grades=(1, 4))
    assert found.low_results is True


@pytest.mark.parametrize(
    ("school_type", "excluded"),
    [
        ("вечерняя", True),
        ("Вечерняя (сменная) школа", True),
        ("СУВУ", True),
        ("общеобразовательная", False),
        ("повечерняя", False),
        ("", False),
    ],
)
def test_type_is_known_by_its_word(school_type, excluded):
    assert verdict(oge("русский", 1, 40), school_type=school_type).excluded is excluded
