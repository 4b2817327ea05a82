"""`manage.py parse_deadlines`: JSON lines in, JSON lines out."""

import io
import json

import pytest
from django.core.management import CommandError, call_command


def run(monkeypatch, lines):
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    out = io.StringIO()
    call_command("parse_deadlines", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_parse_deadlines_one_line(monkeypatch):
    row = {"text": "1-15 сентября", "context_year": "2021-2022", "context_type": "school"}
    [answer] = run(monkeypatch, json.dumps(row))
    assert answer == {
        "text": "1-15 сентября", "kind": "range", "start": "2021-09-01", "end": "2021-09-15", "freq": None, "n": None,
        "months": [9], "days": [1, 15], "items": None, "rrule": None, "needs_date": False, "understood": True,
        "approx": False, "says": "с 1 по 15 сентября 2021 года", "readings": [], "values": [], "notes": [],
        "occurrences": [{"starts_on": "2021-09-01", "due_on": "2021-09-15", "label": "1–15 сентября 2021"}],
    }  # fmt: skip


def test_parse_deadlines_line_for_line(monkeypatch):
    rows = '{"text": "ежегодно"}\n\n{"text": null, "context_year": null, "context_type": null}\n'
    assert [answer["kind"] for answer in run(monkeypatch, rows)] == ["recurring", "empty"]


@pytest.mark.parametrize("line", ["not json", "[1]", '{"years": "2021"}'])
def test_parse_deadlines_bad_line(monkeypatch, line):
    with pytest.raises(CommandError, match="Строка 1"):
        run(monkeypatch, line)
