"""Hysteresis: leaving the list takes clean runs in a row, and nobody leaves for want of data (domain notes, 8.4)."""

import pytest

from schools.identification import Marker, PreviousStatus, explain
from tests.schools.identification.builders import T, fed30, note_codes, oge, verdict

P = PreviousStatus
LOW = (oge("русский", 20, 40), oge("математика", 20, 40))
CLEAN = (oge("русский", 1, 40),)


def standing(rows, previous, clean_runs=0, **school):
    flags = verdict(*rows, previous_status=previous, clean_runs=clean_runs, **school).flags
    return str(flags.list_status), flags.clean_runs


@pytest.mark.parametrize(
    ("previous", "clean_runs", "rows", "expected"),
    [
        (P.NONE, 0, LOW, ("candidate", 0)),
        (P.NONE, 0, CLEAN, ("", 0)),
        (P.CANDIDATE, 0, (), ("candidate", 0)),
        (P.PROPOSED, 0, CLEAN, ("", 0)),
        (P.APPROVED, 0, LOW, ("in_support", 0)),
        (P.IN_SUPPORT, 0, CLEAN, ("exit_monitoring", 1)),
        (P.EXIT_MONITORING, 1, CLEAN, ("exited", 2)),
        (P.EXIT_MONITORING, 0, CLEAN, ("exited", 2)),
        (P.EXIT_MONITORING, 1, LOW, ("in_support", 0)),
        (P.EXIT_MONITORING, 1, (), ("exit_monitoring", 1)),
        (P.IN_SUPPORT, 0, (), ("in_support", 0)),
        (P.LISTED_MANUALLY, 0, CLEAN, ("exit_monitoring", 1)),
        (P.EXITED, 2, LOW, ("candidate", 0)),
        (P.EXITED, 2, CLEAN, ("exited", 0)),
    ],
)
def test_next_standing(previous, clean_runs, rows, expected):
    assert standing(rows, previous, clean_runs) == expected


def test_marker_breaks_the_row_of_clean_runs():
    found = standing(CLEAN, P.EXIT_MONITORING, 1, markers=(Marker("русский", 4, T),))
    assert found == ("in_support", 0)


def test_exit_after_three_runs_by_parameter():
    found = verdict(*CLEAN, previous_status=P.EXIT_MONITORING, clean_runs=1, methodology=fed30(exit_runs=3))
    assert (str(found.flags.list_status), found.flags.clean_runs) == ("exit_monitoring", 2)


def test_school_that_may_leave_is_told_so():
    found = verdict(*CLEAN, previous_status=P.EXIT_MONITORING, clean_runs=1)
    assert explain(found).notes[-1] == "Признаков нет 2\u00a0раза подряд: школу можно вывести из перечня."


def test_school_that_returns_is_noted():
    assert note_codes(verdict(*LOW, previous_status=P.EXITED))[-1] == "re_entry"
