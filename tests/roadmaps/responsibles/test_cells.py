"""Some two thousand cells, judged by hand, against their parties."""

from pathlib import Path

import pytest

from roadmaps.responsibles import Party, parse

LINES = (Path(__file__).parent / "cells.txt").read_text(encoding="utf-8").splitlines()
CELLS = [line.partition(" ⇒") for line in LINES if not line.startswith("#")]


def as_line(party: Party) -> str:
    fields = [party.name, party.position, " ".join(map(str, party.school_numbers))]
    return f"{party.type}: {' | '.join(fields)}".rstrip(" |")


@pytest.mark.parametrize(("text", "expected"), [(text, parties.strip()) for text, _, parties in CELLS])
def test_parse_cell(text, expected):
    assert " ; ".join(as_line(party) for party in parse(text.replace("\\n", "\n"))) == expected


@pytest.mark.parametrize("text", ["", " ", "-", "—", "х", "Х", "н/д", "нет", "...", "____", "не требуется", "\u00a0\n"])
def test_parse_empty_cell(text):
    assert parse(text) == []
