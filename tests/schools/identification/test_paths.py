"""The bulk path and the explained path say the same of every school, under every rule."""

import struct
from array import array
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schools.identification import (
    Block,
    BlockKey,
    Columns,
    InputError,
    Marker,
    Methodology,
    MissingReason,
    PreviousStatus,
    Result,
    Run,
    SchoolInput,
    blocks_from_network,
    evaluate,
    inputs_hash,
    pack,
    preset,
    preset_names,
    unpack,
)
from schools.identification.inputs import Attempt
from tests.schools.identification.builders import T
from tests.schools.identification.towns import town

WORKS = [
    ("ВПР", "русский", 5, ""),
    ("ВПР", "математика", 5, ""),
    ("ВПР", "математика", 7, "углублённый"),
    ("ОГЭ", "математика", 9, ""),
    ("ЕГЭ", "русский", 11, ""),
    ("ЕГЭ", "математика", 11, "база"),
    ("ЕГЭ", "математика", 11, "профиль"),
    ("РПР", "русский", 8, ""),
    ("НИКО", "русский", 6, ""),
]
PROCEDURES = [
    {"kind": "ВПР", "subject": "русский"},
    {"kind": "ВПР", "subject": "математика", "use": "optional", "weight": 0.5},
    {"kind": "ОГЭ", "subject": "математика"},
    {"kind": "ЕГЭ", "subject": "русский", "weight": 2},
    {"kind": "ЕГЭ", "subject": "математика"},
    {"kind": "РПР", "subject": "русский", "use": "optional"},
    {"kind": "НИКО", "subject": "русский", "use": "evidence"},
]


@st.composite
def rows(draw):
    work, year = draw(st.sampled_from(WORKS)), draw(st.integers(T - 3, T))
    if draw(st.integers(0, 5)) == 0:
        reason = draw(st.sampled_from([MissingReason.NOT_HELD, MissingReason.NO_FILE, None]))
        return Result(*work, year, missing_reason=reason)
    participants = draw(st.integers(0, 30))
    return Result(
        *work,
        year,
        participants,
        draw(st.integers(0, participants)),
        derived=draw(st.booleans()),
        attempt=draw(st.sampled_from([Attempt.FIRST, Attempt.FIRST, Attempt.FINAL, Attempt.RESIT])),
        group=draw(st.sampled_from(["", "", "", "ВПЛ"])),
        roll=draw(st.sampled_from([None, 40])),
        comparable=draw(st.integers(0, 4)) > 0,
    )


shares = st.dictionaries(
    st.sampled_from(["оба_с_ВО", "неполные", "учёт", "ОВЗ", "вакансии"]), st.integers(0, 60).map(Fraction), max_size=5
)
school = st.builds(
    SchoolInput,
    id=st.integers(1, 10**6),
    school_type=st.sampled_from(["", "", "", "вечерняя"]),
    results=st.lists(rows(), max_size=14).map(tuple),
    markers=st.sampled_from([(), (), (Marker("русский", 5),), (Marker("математика", 5, T),)]),
    previous_status=st.sampled_from(list(PreviousStatus)),
    clean_runs=st.integers(0, 2),
    context=shares,
    grades=st.sampled_from([None, None, (1, 4), (1, 9), (5, 11)]),
)
towns = st.integers(0, 2**32).map(lambda seed: town(seed, WORKS, range(T - 3, T + 1), odd=0.4))
schools = st.lists(school, max_size=6, unique_by=lambda one: one.id) | towns | towns


@st.composite
def rules(draw):
    name = draw(st.sampled_from(preset_names()))
    context = draw(
        st.sampled_from([
            None,
            {"cut": 48, "vars": [["неполные", -1, 1], ["учёт", -1, 0.5]]},
            {"vars": [["оба_с_ВО", 1, 1], ["ОВЗ", -1, 1]], "absolute": {"needed": 2}},
            {"engine": "ABSOLUTE", "absolute": {"needed": 1}},
        ])
    )  # fmt: skip
    params = {
        **preset(name),
        "procedures": draw(st.sampled_from([PROCEDURES, PROCEDURES[2:4]])),
        "context": context,
        "min_n": draw(st.integers(1, 12)),
        "ege_math": draw(st.sampled_from(["pooled", "separate", "profile_only", "base_only"])),
        "attempts": draw(st.sampled_from(["main_first", "with_resits"])),
        "bias_policy": draw(st.sampled_from(["include", "adjust", "exclude"])),
        "min_coverage": draw(st.sampled_from([0, 0.4])),
    }
    own = {
        "k_same_year": draw(st.integers(1, 3)),
        "cross_year": draw(st.sampled_from(["same_procedure", "any_procedure", "none"])),
        "worst_pct": draw(st.sampled_from([15, 40])),
        "index_cut": draw(st.sampled_from([-1, -0.2])),
        "external": {"basis": "письмо", "listed": [1, 2, 3]},
        **({"window_years": draw(st.integers(1, 3))} if name == "MULTI_ABS" else {}),
    }
    return Methodology.from_params({**params, **{key: value for key, value in own.items() if key in params}})


@settings(max_examples=60, deadline=None)
@given(schools, rules())
def test_bulk_and_explained_flags_are_the_same(listed, methodology):
    run = Run(methodology, Columns.of(listed), T)
    assert {found.school_id: found.flags for found in evaluate(methodology, listed, T)} == dict(run.flags)


@settings(max_examples=25, deadline=None)
@given(schools, rules())
def test_columns_survive_packing(listed, methodology):
    columns = Columns.of(listed)
    again = unpack(pack(columns))
    assert (pack(again), inputs_hash(methodology, again, T)) == (pack(columns), inputs_hash(methodology, listed, T))
    assert list(again) == list(columns)


@settings(max_examples=25, deadline=None)
@given(schools)
def test_columns_lose_no_row(listed):
    columns = Columns.of(listed)
    for one in listed:
        assert sorted(columns.school(one.id).results, key=repr) == sorted(one.results, key=repr)


@settings(max_examples=25, deadline=None)
@given(schools, rules(), st.randoms(use_true_random=False))
def test_order_does_not_matter_under_any_rule(listed, methodology, random):
    shuffled = [replace(one, results=tuple(random.sample(one.results, len(one.results)))) for one in listed]
    random.shuffle(shuffled)
    first, second = (
        {found.school_id: found for found in evaluate(methodology, given, T)} for given in (listed, shuffled)
    )
    assert first == second


@settings(max_examples=25, deadline=None)
@given(schools, rules(), st.randoms(use_true_random=False))
def test_order_of_rows_in_a_block_does_not_matter(listed, methodology, random):
    columns = Columns.of(listed)

    def shuffled(block):
        order = random.sample(range(len(block.schools)), len(block.schools))
        return Block(block.key, *(array("i", (one[row] for row in order if one)) for one in block.numbers))

    again = replace(columns, blocks=[shuffled(block) for block in columns.blocks])
    assert Run(methodology, again, T).flags == Run(methodology, columns, T).flags


@settings(max_examples=25, deadline=None)
@given(schools, rules())
def test_school_without_data_changes_no_one_under_any_rule(listed, methodology):
    assert evaluate(methodology, [*listed, SchoolInput(0)], T)[:-1] == evaluate(methodology, listed, T)


@pytest.mark.parametrize("name", preset_names())
def test_run_without_schools_is_empty(name):
    assert dict(Run(Methodology.from_params(preset(name)), Columns.of([]), T).flags) == {}


def test_blocks_are_read_as_the_database_sends_them():
    key = BlockKey("ОГЭ", "русский", 9, "", T)
    ids, counts = struct.pack(">3i", 30, 10, 20), struct.pack(">3q", 40 << 32 | 12, 50 << 32 | 1, 60 << 32)
    columns = Columns([10, 20, 30], blocks_from_network([(key, ids, counts)], {10: 0, 20: 1, 30: 2}))
    rows = {10: (50, 1), 20: (60, 0), 30: (40, 12)}
    schools = [SchoolInput(id_, results=(Result(*key[:5], *counts),)) for id_, counts in rows.items()]
    assert pack(columns) == pack(Columns.of(schools))


@pytest.mark.parametrize("ids", [(1, 1), (2, 1)])
def test_columns_refuse_schools_out_of_order(ids):
    with pytest.raises(InputError):
        Columns(ids, [])
