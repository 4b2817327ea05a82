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
        "approx": False, "says": "с 1 по 15 сентября 2021 года", "readings": [], "targets": [], "notes": [],
        "occurrences": [{"starts_on": "2021-09-01", "due_on": "2021-09-15", "label": "1–15 сентября 2021"}],
    }  # fmt: skip


def test_parse_deadlines_two_readings(monkeypatch):
    row = {"text": "до 2025 года", "context_year": "2023-2025", "context_type": "calendar"}
    [answer] = run(monkeypatch, json.dumps(row))
    assert [(reading["kind"], reading["end"], reading["why"]) for reading in answer["readings"]] == [
        ("date", "2024-12-31", "до начала"),
        ("date", "2025-12-31", "включительно"),
    ]


def test_parse_deadlines_targets(monkeypatch):
    row = {"text": "май 2023 – 80%, май 2024 – 100%", "context_year": "2023-2025", "context_type": "calendar"}
    [answer] = run(monkeypatch, json.dumps(row))
    assert answer["targets"] == [
        {"amount": 80.0, "unit": "%", "start": "2023-05-01", "end": "2023-05-31"},
        {"amount": 100.0, "unit": "%", "start": "2024-05-01", "end": "2024-05-31"},
    ]


def test_parse_deadlines_external_needs_date(monkeypatch):
    [answer] = run(monkeypatch, '{"text": "по графику", "context_year": "2022", "context_type": "calendar"}')
    assert (answer["kind"], answer["needs_date"], answer["occurrences"]) == ("external", True, [])


def test_parse_deadlines_line_for_line(monkeypatch):
    rows = '{"text": "ежегодно"}\n\n{"text": null, "context_year": null, "context_type": null}\n'
    assert [answer["kind"] for answer in run(monkeypatch, rows)] == ["recurring", "empty"]


@pytest.mark.parametrize("line", ["not json", "[1]", '{"years": "2021"}'])
def test_parse_deadlines_bad_line(monkeypatch, line):
    with pytest.raises(CommandError, match="Строка 1"):
        run(monkeypatch, line)
