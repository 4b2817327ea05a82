import pytest

from monitoring.indicator_codes import edition_code, next_code


@pytest.mark.parametrize(
    ("taken", "code"), [((), "П1"), (("П1", "П3"), "П4"), (("П2", "П12.3"), "П13"), (("1.1", "А7"), "П1")]
)
def test_next_code(taken, code):
    assert next_code(taken) == code


@pytest.mark.parametrize(
    ("code", "taken", "edition"),
    [
        ("П3", ("П3",), "П3.2"),
        ("П3", ("П3", "П3.2"), "П3.3"),
        ("П3.2", ("П3", "П3.2"), "П3.3"),
        ("1.3", ("1.2", "1.3"), "1.3.2"),
        ("очень-длинный-код-20", ("очень-длинный-код-20",), "очень-длинный-код-.2"),
    ],
)
def test_edition_code(code, taken, edition):
    assert edition_code(code, taken) == edition
