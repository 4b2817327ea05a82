"""`manage.py parse_responsibles`: JSON lines in, JSON lines out, no database."""

import io
import json

import pytest
from django.core.management import CommandError, call_command


def run(monkeypatch, lines: str) -> list[object]:
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    out = io.StringIO()
    call_command("parse_responsibles", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_command_prints_one_line_for_each_cell(monkeypatch):
    lines = json.dumps({"text": "Директора школ № 2, 7"}) + "\n" + json.dumps({"text": ""}) + "\n"
    party = {"type": "schools", "name": "школы", "position": "Директора", "school_numbers": [2, 7]}
    assert run(monkeypatch, lines) == [{"parties": [party]}, {"parties": []}]


@pytest.mark.parametrize("line", ["ОО", "[]", "{}"])
def test_command_names_the_broken_line(monkeypatch, line):
    with pytest.raises(CommandError, match="Строка 2"):
        run(monkeypatch, '{"text": "ОО"}\n' + line)
