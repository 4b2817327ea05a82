import json

import pytest
from django.core.management import CommandError, call_command

DOCUMENT = {
    "year": 2026,
    "schools": [
        {"id": 1, "name": "Школа № 1", "results": [
            {"kind": "ОГЭ", "subject": "математика", "year": year, "n": 30, "fail": 10} for year in (2025, 2026)
        ]},
        {"id": 2, "results": []},
    ],
}  # fmt: skip


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "vectors.json"
    file.write_text(json.dumps(DOCUMENT), encoding="utf-8")
    return str(file)


def test_identify_prints_json(path, capsys):
    call_command("identify", input=path)
    found = json.loads(capsys.readouterr().out)["verdicts"]
    assert [(one["id"], one["name"], one["status"]) for one in found] == [
        (1, "Школа № 1", "low_results"),
        (2, "", "insufficient"),
    ]


def test_identify_prints_sentences(path, capsys):
    call_command("identify", "--text", input=path)
    assert capsys.readouterr().out.splitlines()[:2] == [
        "Школа № 1",
        "  Есть признаки низких образовательных результатов (ШНОР): это основание для адресной помощи школе.",
    ]


def test_identify_reports_a_missing_file(tmp_path):
    with pytest.raises(CommandError, match="не открывается"):
        call_command("identify", input=str(tmp_path / "none.json"))


def test_identify_reports_every_problem(tmp_path):
    file = tmp_path / "wrong.json"
    file.write_text('{"schools": 1, "methodology": {"min_n": 0}}')
    with pytest.raises(CommandError) as caught:
        call_command("identify", input=str(file))
    assert len(str(caught.value).splitlines()) == 4
