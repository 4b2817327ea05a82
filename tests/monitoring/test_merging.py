"""Which fields of a page may be written when the row was changed meanwhile."""

import pytest

from monitoring.merging import Edit, merge, merge_value

EMPTY = {"not_applicable": False, "numerator": None, "denominator": None, "comment": ""}
HALF = {**EMPTY, "numerator": 5, "denominator": 10}
OFF = {**EMPTY, "not_applicable": True}


@pytest.mark.parametrize(
    ("base", "mine", "stored", "written", "refused"),
    [
        ("а", "а", "б", {}, {}),  # not touched here
        ("а", "б", "а", {"text": "б"}, {}),  # nobody else touched it
        ("а", "б", "б", {"text": "б"}, {}),  # both say the same
        ("а", "б", "в", {}, {"text": {"text": "в"}}),
        ("а", "", "в", {}, {"text": {"text": "в"}}),
        ("а\r\nб", "а\nб", "в", {}, {}),  # only the line ends differ
        ("а\nб", "в", "а\r\nб", {"text": "в"}, {}),
    ],
)
def test_field_is_refused_only_when_both_changed_it(base, mine, stored, written, refused):
    merged = merge(Edit({"text": base}, {"text": mine}), {"text": stored})
    assert (merged.written, merged.refused) == (written, refused)


def value(base, stored, **mine):
    merged = merge_value(Edit(base, {**base, **mine}), stored)
    return merged.written, merged.refused


def test_different_fields_of_one_row_do_not_meet():
    stored = {**EMPTY, "denominator": 10}
    assert value(EMPTY, stored, numerator=5) == ({"numerator": 5}, {})


def test_number_typed_while_it_became_not_applicable_is_refused_with_both():
    together = {"not_applicable": True, "numerator": None, "denominator": None}
    assert value(EMPTY, OFF, numerator=5, comment="да") == ({"comment": "да"}, {"not_applicable": together})


def test_not_applicable_ticked_while_numbers_came_is_refused_with_them():
    together = {"not_applicable": False, "numerator": 5, "denominator": 10}
    assert value(EMPTY, HALF, not_applicable=True) == ({}, {"not_applicable": together})


def test_not_applicable_takes_the_numbers_it_has_seen():
    assert value(HALF, HALF, not_applicable=True) == ({"not_applicable": True}, {})


def test_number_beside_an_own_tick_does_not_count():
    assert value(OFF, OFF, numerator=5) == ({}, {})


def test_tick_taken_away_brings_the_numbers_back():
    said = {"not_applicable": False, "numerator": 5, "denominator": 10}
    assert value(OFF, OFF, **said) == (said, {})


def test_tick_chosen_away_against_another_ones_tick_is_written():
    seen = {**EMPTY, "not_applicable": True}
    said = {"not_applicable": False, "numerator": 5}
    assert value(seen, OFF, **said) == (said, {})
