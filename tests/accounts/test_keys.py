import pytest

from accounts.keys import key_of


@pytest.mark.parametrize(("text", "key"), [("12", 12), ("", 0), ("abc", 0), ("-1", 0), ("²", 0), ("9" * 5000, 0)])
def test_key_of_a_form(text, key):
    assert key_of(text) == key
