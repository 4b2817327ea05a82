"""Several hundred cells, judged by hand, against their parties."""

from pathlib import Path

import pytest

from roadmaps.responsibles import Party, parse

BLOCKS = (Path(__file__).parent / "cells.txt").read_text(encoding="utf-8").strip().split("\n\n")[1:]


def as_line(party: Party) -> str:
    fields = [party.name, party.position, " ".join(map(str, party.school_numbers))]
    return f"{party.type}: {' | '.join(fields)}".rstrip(" |")


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.partition("\n")[0])
def test_parse_cell(block):
    text, *expected = block.split("\n")
    assert [as_line(party) for party in parse(text.replace("\\n", "\n"))] == [line.strip() for line in expected]


@pytest.mark.parametrize("text", ["", " ", "-", "—", "х", "Х", "н/д", "нет", "...", "____", "не требуется", "\u00a0\n"])
def test_parse_empty_cell(text):
    assert parse(text) == []
