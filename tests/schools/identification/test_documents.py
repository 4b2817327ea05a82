import json

import pytest

from schools.identification import (
    DocumentError,
    Marker,
    MissingReason,
    PreviousStatus,
    Result,
    inputs_hash,
    read_document,
    run_as_dict,
)
from schools.identification.inputs import Attempt

SCHOOL = {
    "id": "12",
    "name": "Школа № 12",
    "school_type": "общеобразовательная",
    "previous_status": "listed_manually",
    "results": [
        {"kind": "впр", "subject": "Русский язык", "grade": 5, "year": 2026, "n": 50, "n_fail": 15},
        {"kind": "ЕГЭ", "subject": "мат.", "level": "Базовый", "year": 2026, "missing_reason": "nobody_chose"},
        {
            "kind": "ОГЭ",
            "subject": "рус",
            "year": 2025,
            "participants": 9,
            "failed": 0,
            "attempt": "final",
            "derived": True,
        },
    ],
    "markers": ["4 РУ", {"subject": "математика", "grade": 5, "year": 2025}],
}


def read(**document):
    return read_document(json.dumps({"year": 2026, "schools": [SCHOOL], **document}))


def problems(**document):
    with pytest.raises(DocumentError) as caught:
        read(**document)
    return caught.value.problems


def school_with(**result):
    return [{"id": 1, "results": [{"kind": "ОГЭ", "subject": "русский", "year": 2026, **result}]}]


def test_read_brings_names_to_one_spelling():
    assert read().schools[0].results == (
        Result("ВПР", "русский", 5, "", 2026, 50, 15),
        Result("ЕГЭ", "математика", 11, "база", 2026, missing_reason=MissingReason.NOBODY_CHOSE),
        Result("ОГЭ", "русский", 9, "", 2025, 9, 0, derived=True, attempt=Attempt.FINAL),
    )


def test_read_takes_markers_as_text_and_as_objects():
    assert read().schools[0].markers == (Marker("русский", 4), Marker("математика", 5, 2025))


def test_read_takes_previous_status():
    assert read().schools[0].previous_status == PreviousStatus.LISTED_MANUALLY


def test_year_defaults_to_the_latest_of_the_results():
    assert read(year=None).year == 2026


@pytest.mark.parametrize("methodology", ["FED30-any", {"preset": "FED30-any"}, {"cross_year": "any_procedure"}])
def test_methodology_may_be_a_preset_or_parameters(methodology):
    assert read(methodology=methodology).methodology.cross_year == "any_procedure"


def test_what_the_rule_does_not_read_is_said():
    found = read(methodology={"worst_pct": 5}, schools=[{"id": 1, "context": {"учёт": 3, "СВО": 1}}])
    assert found.warnings == (
        "methodology.worst_pct: правило FED30 этот параметр не использует.",
        "context.СВО: показатель методикой не учитывается (школ с ним: 1).",
    )


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        ({"metodology": {}}, "metodology: такого поля нет; есть «methodology»"),
        (
            {"methodology": "SEED9"},
            "methodology.preset: можно FED30, FED30-any, SEED3, ZIDX, WORST_Q, MULTI_ABS, EXTERNAL, а не «SEED9»",
        ),
        ({"methodology": 5}, "methodology: нужен объект или название пресета"),
        ({"methodology": {"min_n": 0}}, "methodology.min_n: нужно целое число от 1 до 1000, а не «0»"),
        ({"year": "2026"}, "year: нужно целое число от 2000 до 2100, а не «2026»"),
        ({"year": None, "schools": []}, "year: нужен год: результатов, по которым его можно узнать, нет"),
        ({"schools": {}}, "schools: нужен список, а не «{}»"),
        ({"schools": [5]}, "schools[0]: нужен объект с полями id и results"),
        ({"schools": [{"results": []}]}, "schools[0].id: нужна непустая строка, а не пусто"),
        ({"schools": [{"id": True}]}, "schools[0].id: нужна непустая строка, а не «True»"),
        ({"schools": [{"id": 1, "resuls": []}]}, "schools[0].resuls: такого поля нет; есть «results»"),
        (
            {"schools": [{"id": 1, "markers": ["РУ"]}]},
            "schools[0].markers[0]: нужен признак вида «4 РУ» или объект с полями subject, grade, year, а не «РУ»",
        ),
        (
            {"schools": [{"id": 1, "results": [1]}]},
            "schools[0].results[0]: нужен объект с полями kind, subject, grade, year, participants, failed",
        ),
        (
            {"schools": school_with(failed=5)},
            "schools[0].results[0]: Число участников и число не преодолевших минимум задаются вместе.",
        ),
        (
            {"schools": school_with(failed=5, n=4)},
            "schools[0].results[0]: Не преодолели минимум 5 из 4: так не бывает.",
        ),
        (
            {"schools": school_with(failed=-1, n=4)},
            "schools[0].results[0].failed: нужно целое число от 0 до 1000000, а не «-1»",
        ),
        (
            {"schools": school_with(failed=0.5, n=4)},
            "schools[0].results[0].failed: нужно целое число от 0 до 1000000, а не «0.5»",
        ),
        (
            {"schools": school_with(missing_reason="ill")},
            "schools[0].results[0].missing_reason: можно " + ", ".join(MissingReason) + ", а не «ill»",
        ),
        ({"schools": school_with(derived="да")}, "schools[0].results[0].derived: нужно true или false, а не «да»"),
        ({"schools": school_with(clas=9)}, "schools[0].results[0].clas: такого поля нет; есть «class»"),
        ({"schools": [{"id": 1}, {"id": 1}]}, "schools: школа встречается дважды: 1"),
    ],
)
def test_wrong_document_names_the_place(document, problem):
    assert problems(**document) == [problem]


HALF = '{"year": 2026, "schools": [{"id": "\\ud83d"}]}'  # of a character of two


@pytest.mark.parametrize("text", ["", "{", "[" * 100000, b"\xff\xfe\x00", "1" * 10000, HALF, HALF.encode()])
def test_unreadable_text_is_refused(text):
    with pytest.raises(DocumentError):
        read_document(text)


def test_run_carries_what_repeats_it():
    run = run_as_dict(read())
    again = read_document(json.dumps({"methodology": run["methodology"], "year": run["year"], "schools": [SCHOOL]}))
    assert run["inputs_hash"] == inputs_hash(again.methodology, again.schools, again.year)


def test_hash_does_not_depend_on_names_but_on_counts():
    renamed, corrected = ({**SCHOOL, "name": "Иная"}, {**SCHOOL, "results": SCHOOL["results"][:1]})
    hashes = [
        inputs_hash(d.methodology, d.schools, d.year)
        for d in (read(), read(schools=[renamed]), read(schools=[corrected]))
    ]
    assert (hashes[0] == hashes[1], hashes[0] == hashes[2]) == (True, False)


def test_verdict_as_json_keeps_the_exact_share():
    [found] = run_as_dict(read())["verdicts"]
    [first] = [
        one for one in found["evidence"] if one["year"] == 2026 and one["subject"] == "русский" and one["grade"] == 5
    ]
    assert (first["share"], first["share_percent"], first["wilson_percent"], first["low"]) == (
        "3/10",
        "30,0\u00a0%",
        [19.1, 43.8],
        True,
    )


def test_character_of_two_halves_is_read():
    assert read_document(HALF.replace("\\ud83d", "\\ud83c\\udfeb")).schools[0].id == "🏫"
