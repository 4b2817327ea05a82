"""Documents by people who know the domain and the issue but not this code: meant the same, written otherwise."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from schools import identification
from schools.identification import DocumentError, Marker, MissingReason, PreviousStatus, read_document, run_as_dict
from schools.identification.inputs import Attempt

ROW = {"kind": "ОГЭ", "subject": "математика", "year": 2026, "participants": 40, "fail": 12}


def read(*rows, school=None, **document):
    schools = [{"id": 1, "results": list(rows), **(school or {})}]
    return read_document(json.dumps({"year": 2026, "schools": schools, **document}))


def problems(*rows, **document):
    with pytest.raises(DocumentError) as caught:
        read(*rows, **document)
    return caught.value.problems


def counts(*rows):
    [school] = read(*rows).schools
    return [(row.failed, row.participants, row.missing_reason) for row in school.results]


@pytest.mark.parametrize("marks", [{"2": 12, "3": 20, "4": 5, "5": 3}, [12, 20, 5, 3]])
def test_counts_may_be_marks(marks):
    assert counts({"kind": "ОГЭ", "subject": "рус", "year": 2026, "marks": marks}) == [(12, 40, None)]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"marks": {"2": 1, "3": 1}}, "нужно число каждой из отметок «2», «3», «4», «5», а не «{'2': 1, '3': 1}»"),
        ({"marks": [12, 20, 5, 4]}, "по отметкам участников 41, а указано 40"),
        ({"marks": [11, 20, 5, 4]}, "по отметкам не преодолели минимум 11, а указано 12"),
    ],
)
def test_marks_must_agree_with_counts(fields, problem):
    assert problems({**ROW, **fields}) == [f"schools[0].results[0].marks: {problem}"]


@pytest.mark.parametrize("fields", [{"fail": None}, {"participants": None}, {"fail": None, "participants": None}])
def test_null_is_unknown_and_not_zero(fields):
    assert counts({**ROW, **fields}) == [(None, None, None)]


@pytest.mark.parametrize("fields", [{"held": False}, {"missing_reason": "not_held"}])
def test_what_was_not_held_has_no_counts(fields):
    assert counts({**ROW, "participants": 0, "fail": 0, **fields}) == [(None, None, MissingReason.NOT_HELD)]


def test_nobody_took_part_without_failures():
    row = {name: value for name, value in ROW.items() if name != "fail"}
    assert counts({**row, "participants": 0}) == [(0, 0, None)]


def test_whole_numbers_of_a_spreadsheet_are_whole():
    assert counts({**ROW, "participants": 40.0}) == [(12, 40, None)]


def test_copy_of_a_row_counts_once():
    document = read(ROW, ROW)
    assert ([row.participants for row in document.schools[0].results], document.warnings) == (
        [40],
        (
            "schools[].results: одинаковые строки учтены один раз; строки филиалов и волн различайте полями "
            "branch и wave (раз: 1).",
        ),
    )


def test_rows_of_branches_are_no_copies():
    assert len(counts({**ROW, "branch": "Заречье"}, {**ROW, "branch": "Дубки"})) == 2


def test_resits_are_not_added_to_the_first_attempts():
    rows = {**ROW, "wave": "основной период"}, {**ROW, "wave": "Дополнительный период"}
    assert [row.attempt for row in read(*rows).schools[0].results] == [Attempt.FIRST, Attempt.RESIT]
    [found] = run_as_dict(read(*rows))["verdicts"]
    assert [one["participants"] for one in found["evidence"] if one["participants"]] == [40]


@pytest.mark.parametrize(
    ("subject", "level"),
    [("математика", "base"), ("Математика базовая", None), ("математика (базовый уровень)", ""), ("мат", "баз.")],
)
def test_level_may_stand_in_the_subject(subject, level):
    [row] = read({**ROW, "kind": "EGE", "subject": subject, "level": level}).schools[0].results
    assert (row.kind, row.subject, row.grade, row.level) == ("ЕГЭ", "математика", 11, "база")


def test_last_year_may_be_called_t():
    assert read(ROW, year=None, T=2027).year == 2027


@pytest.mark.parametrize("methodology", [{"engine": "FED30-any"}, {"code": "fed30-any", "name": "Наша методика"}])
def test_engine_may_be_a_presets_name(methodology):
    assert read(ROW, methodology=methodology).methodology.cross_year == "any_procedure"


def test_parameters_may_be_named_as_in_the_notes():
    rules = [
        read(ROW, methodology=own).methodology
        for own in ({"engine": "WORST_Q", "q": 5}, {"engine": "Z_INDEX", "cut": -2})
    ]
    assert (rules[0].worst_pct, rules[1].index_cut) == (5, -2)


@pytest.mark.parametrize("manual", ["manual", "listed_manually"])
def test_previous_listing_may_be_said_in_a_word(manual):
    said = [read(ROW, school=own).schools[0].previous_status for own in ({"previous": manual}, {"listed": True})]
    assert said == [PreviousStatus.LISTED_MANUALLY, PreviousStatus.LISTED]


def test_markers_may_stand_as_in_the_columns_of_the_file():
    assert read(ROW, school={"markers": {"4 РУ": 1, "4 МА": 0}}).schools[0].markers == (Marker("русский", 4),)


def test_numbers_beside_the_contingent_are_children():
    shares = {"контингент": 400, "неполные": 120, "ОВЗ": None, "учёт": 4, "вакансии": 5.5}
    assert read(ROW, school={"context": shares}).schools[0].context == {
        "неполные": 30,
        "учёт": 1,
        "вакансии": Fraction(11, 2),
    }


def test_more_children_than_the_contingent_are_refused():
    assert problems(ROW, school={"context": {"контингент": 100, "неполные": 120}}) == [
        "schools[0].context.неполные: 120 из 100: так не бывает"
    ]


def test_shares_that_look_like_fractions_are_asked_about():
    assert read(ROW, school={"context": {"неполные": 0.3, "учёт": 0.02}}).warnings == (
        "context: ни одна доля не больше 1 %. Доли указываются в процентах: половина — это 50, а не 0,5.",
    )


def test_unknown_field_is_passed_over_aloud():
    document = read({**ROW, "building": "старое"}, school={"district": "Северный"})
    assert document.warnings == (
        "schools[].district: такого поля нет, оно не учтено (раз: 1).",
        "schools[].results[].building: такого поля нет, оно не учтено (раз: 1).",
    )


def test_field_said_twice_must_say_the_same():
    assert problems({**ROW, "failed": 13}) == [
        "schools[0].results[0].failed: это же поле указано ещё раз, и значение другое: «failed»"
    ]


def test_rows_of_other_years_are_passed_over_aloud():
    assert read(ROW, {**ROW, "year": 2022}).warnings == ("results: 2022 год методика не рассматривает (строк: 1).",)


def test_unknown_kind_is_refused():
    assert problems({**ROW, "kind": "ВРП"}) == [
        "results: вид процедуры «ВРП» неизвестен (строк: 1); если он есть в регионе, назовите его в methodology.procedures, "
        'там же можно и не учитывать его: "use": "evidence"'
    ]


def test_kind_of_a_region_is_named_by_the_methodology():
    procedures = [{"kind": "МКР", "subject": "математика"}]
    assert read({**ROW, "kind": "МКР"}, methodology={"procedures": procedures}).warnings == ()


def test_document_of_the_readme_works():
    text = (Path(identification.__file__).parent / "README.md").read_text(encoding="utf-8")
    [example] = [part.partition("```")[0] for part in text.split("```json\n")[1:]]
    assert [one["status"] for one in run_as_dict(read_document(example))["verdicts"]] == ["low_results"]


def test_grades_of_a_school_are_read():
    assert read(ROW, school={"grades": [1, 9]}).schools[0].grades == (1, 9)


@pytest.mark.parametrize(
    ("grades", "problem"),
    [
        ("1-9", "нужны первый и последний классы школы, например [1, 9], а не «1-9»"),
        ([9, 1], "первый класс не может быть больше последнего"),
        ([1, 13], "нужно целое число от 1 до 12, а не «13»"),
    ],
)
def test_wrong_grades_are_refused(grades, problem):
    assert problems(ROW, school={"grades": grades}) == [f"schools[0].grades: {problem}"]
