import json

import pytest
from django.core.management import CommandError, call_command

from schools.identification import preset
from tests import factories as f
from tests.factories.listing import MethodologyFactory

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


def test_identify_takes_another_year_of_the_file(path, capsys):
    call_command("identify", input=path, year=2025)
    found = json.loads(capsys.readouterr().out)
    assert (found["year"], found["verdicts"][0]["status"]) == (2025, "at_risk")


def test_identify_on_the_stored_results(db, capsys):
    school = f.SchoolFactory()
    for year in (2025, 2026):
        f.AssessmentResultFactory(school=school, year=year, participants=30, failed=10)
    for version, threshold in ((1, 90), (2, 30)):
        params = {**preset("FED30"), "threshold_pct": threshold}
        MethodologyFactory(municipality=school.municipality, version=version, params=params)
    call_command("identify", municipality=school.municipality.slug)
    [found] = json.loads(capsys.readouterr().out)["verdicts"]
    assert (found["id"], found["year"], found["status"]) == (school.pk, 2026, "low_results")


def test_identify_says_what_the_portal_lacks(db):
    municipality = f.MunicipalityFactory(slug="lesnoy")
    with pytest.raises(CommandError, match="Муниципалитета «polevoy» нет"):
        call_command("identify", municipality="polevoy")
    with pytest.raises(CommandError, match="нет утверждённой методики"):
        call_command("identify", municipality="lesnoy")
    MethodologyFactory(municipality=municipality)
    with pytest.raises(CommandError, match="нет результатов"):
        call_command("identify", municipality="lesnoy")
