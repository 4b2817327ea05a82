"""What an import keeps of its rows comes back as it was."""

import json
import zlib
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from schools.results_files import PASSPORT
from schools.results_loading.packing import pack, unpack

results = st.tuples(
    st.integers(0, 3),
    st.sampled_from(["ВПР", "строка\nдругая"]),
    st.none() | st.integers(0, 2_000_000_000),
    st.booleans(),
)
scores = st.tuples(st.integers(0, 3), st.lists(st.integers(0, 9), max_size=3), st.booleans())


@settings(max_examples=40, deadline=None)
@given(st.lists(results, min_size=1), st.lists(scores, min_size=1))
def test_rows_come_back_in_their_order(results, scores):
    assert unpack(pack({"results": results, "scores": scores})) == {"results": results, "scores": scores}


def test_column_of_more_values_than_codes_comes_back():
    rows = [(number, 2026) for number in range(70_000)]
    assert unpack(pack({"results": rows})) == {"results": rows}


def test_hundredths_of_a_passport_come_back_as_decimals():
    figures = [Decimal("12.50") if item.scale != 1 else 7 for item in PASSPORT]
    row = [0, 2026, *figures, {"pupils": "нет данных"}]
    assert unpack(pack({"passports": [row, row]})) == {"passports": [row, row]}


def test_rows_kept_as_plain_json_are_still_read():
    assert unpack(zlib.compress(json.dumps({"results": [[0, 2026, "ВПР"]]}).encode())) == {
        "results": [[0, 2026, "ВПР"]]
    }


def test_nothing_comes_back_as_nothing():
    assert unpack(pack({})) == {}
