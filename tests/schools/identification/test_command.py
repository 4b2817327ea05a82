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


def test_identify_reports_a_file_that_cannot_be_opened(tmp_path):
    for path, why in ((tmp_path / "none.json", "такого файла нет"), (tmp_path, "это папка")):
        with pytest.raises(CommandError, match=f"не открывается: {why}."):
            call_command("identify", input=str(path))


@pytest.mark.parametrize("given", [{}, {"input": "a.json", "municipality": "lesnoy"}])
def test_identify_takes_one_source(given):
    with pytest.raises(CommandError, match="Укажите одно из двух"):
        call_command("identify", **given)


def test_identify_prints_nothing_of_a_wrong_file(tmp_path, capsys):
    """The first school is right, the second is not: half an answer would look like a whole one."""
    file = tmp_path / "half.json"
    file.write_text(json.dumps({**DOCUMENT, "schools": [*DOCUMENT["schools"], {"id": 1}]}))
    with pytest.raises(CommandError, match="школа встречается дважды: 1"):
        call_command("identify", input=str(file))
    assert capsys.readouterr().out == ""


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
