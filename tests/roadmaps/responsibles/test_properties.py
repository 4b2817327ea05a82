"""What holds for every text: no error, no invented numbers, bounded time."""

import re
import time
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from roadmaps.responsibles import concerns_schools, parse, school_numbers

LINES = (Path(__file__).parent / "cells.txt").read_text(encoding="utf-8").splitlines()
CELLS = [line.partition(" ⇒")[0].replace("\\n", "\n") for line in LINES if not line.startswith("#")]
WORDS = sorted(set(re.findall(r"[\w-]+|[^\w\s]", " ".join(CELLS))))
SALADS = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
TEXTS = st.one_of(st.text(max_size=200), SALADS)
TYPES = {"person", "role", "organisation", "group", "schools"}


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_parse_is_total(text):
    parties = parse(text)
    assert {party.type for party in parties} <= TYPES
    assert all(party.name or party.position or party.school_numbers for party in parties)
    assert all(party.text in text for party in parties)
    assert concerns_schools(parties) or not school_numbers(parties)


@settings(max_examples=100, deadline=None)
@given(SALADS)
def test_every_school_number_stands_in_the_text(text):
    written = {int(number) for number in re.findall(r"\d+", text)}
    for party in parse(text):
        for number in party.school_numbers:
            value = int(re.match(r"\d+", str(number))[0])
            assert value in written or min(written) < value < max(written)  # inside a range «11-14»


def test_bodies_groups_and_schools_read_the_same_from_their_own_text():
    kinds = ("organisation", "group", "schools")
    for text in CELLS:
        for party in parse(text):
            if party.type in kinds and party.name in party.text:
                again = [(one.type, one.school_numbers) for one in parse(party.text)]
                assert again == [(party.type, party.school_numbers)], party.text


def test_parse_of_garbage_takes_bounded_time():
    garbage = (
        "(№ 5, " * 1700,
        "директор " * 1100,
        "«МБОУ " * 1700,
        "Ветрова О.П., " * 720,
        "<p>- и по " * 1000,
        "(" * 10_000,
    )
    started = time.process_time()
    for text in garbage:
        parse(text)
    assert time.process_time() - started < 0.1 * len(garbage)  # a fifth of it is usual; the rest is for a busy machine
