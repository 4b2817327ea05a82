import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.clauses import ClauseError, TypedClause, fill_references, parse_clauses, references, write_clauses

words = st.text("абвгд ", min_size=1, max_size=20).map(str.strip).filter(bool)
clauses = st.lists(st.builds(TypedClause, words, st.lists(words, max_size=3).map(tuple)), min_size=1, max_size=5).map(
    tuple
)


def test_parse_clauses_with_sub_clauses_and_typed_numbers():
    text = "1. Утвердить:\n- 1.1. план;\n— перечень.\n\n2) Контроль оставляю за собой."
    assert parse_clauses(text) == (
        TypedClause("Утвердить:", ("план;", "перечень.")),
        TypedClause("Контроль оставляю за собой."),
    )


@pytest.mark.parametrize("text", ["", "  \n\n", "-", "- подпункт без пункта"])
def test_parse_clauses_refuses(text):
    with pytest.raises(ClauseError):
        parse_clauses(text)


@given(clauses)
def test_written_clauses_read_back(typed):
    assert parse_clauses(write_clauses(typed)) == typed


def test_references_filled_with_appendix_numbers():
    text = "План ({план}) и {иное}"
    assert references(text) == {"план", "иное"}
    assert fill_references(text, {"план": "приложение № 2"}) == "План (приложение № 2) и {иное}"
