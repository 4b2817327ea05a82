"""Other ways to write the same document: what strangers' files may look like."""

import json
from fractions import Fraction

import pytest

from schools.identification import DocumentError, Norm, Procedure, Result, read_document, run_as_dict


def read(school=None, **document):
    schools = [{"id": 1, "results": [], **(school or {})}]
    return read_document(json.dumps({"year": 2026, "schools": schools, **document}))


def problems(school=None, **document):
    with pytest.raises(DocumentError) as caught:
        read(school, **document)
    return caught.value.problems


def result(**fields):
    return {"results": [{"kind": "ОГЭ", "subject": "русский", "year": 2026, **fields}]}


@pytest.mark.parametrize("value", ["15/50", " 15 / 50 ", "15 из 50"])
def test_counts_may_be_one_text(value):
    assert read(result(value=value)).schools[0].results == (Result("ОГЭ", "русский", 9, "", 2026, 50, 15),)


@pytest.mark.parametrize("number", ["1e-999999999", "1e999999999", "0.1e-400"])
def test_absurd_number_is_refused_at_once(number):
    with pytest.raises(DocumentError) as caught:
        read_document(f'{{"year": 2026, "schools": [], "methodology": {{"threshold_pct": {number}}}}}')
    assert caught.value.problems[0].partition(":")[0] == "methodology.threshold_pct"


def test_wrong_value_names_the_form():
    assert problems(result(value="15 %")) == [
        "schools[0].results[0].value: нужно «не преодолели/участников», например «15/50», а не «15 %»"
    ]


@pytest.mark.parametrize("share", [25, 25.0, "10/40", [10, 40], {"count": 10, "of": 40}, {"num": 10, "den": 40}])
def test_context_shares_may_be_percents_or_counts(share):
    assert read({"context": {"Неполные семьи": share}}).schools[0].context == {"неполные": Fraction(25)}


@pytest.mark.parametrize("share", [None, [0, 0], {"count": None, "of": None}])
def test_unknown_share_is_absent(share):
    assert read({"context": {"ОВЗ": share}}).schools[0].context == {}


@pytest.mark.parametrize(
    ("context", "problem"),
    [
        (5, "schools[0].context: нужен объект «показатель: доля в процентах», а не «5»"),
        ({"учёт": 101}, "schools[0].context.учёт: нужно число от 0 до 100, а не «101»"),
        ({"учёт": [5, 4]}, "schools[0].context.учёт: 5 из 4: так не бывает"),
        ({"учёт": {"part": 5}}, "schools[0].context.учёт: нужно число от 0 до 100, а не «{'part': 5}»"),
        ({"учёт": 1, "на учете": 2}, "schools[0].context.на учете: показатель «учёт» указан дважды"),
    ],
)
def test_wrong_context_names_the_place(context, problem):
    assert problems({"context": context}) == [problem]


def test_remarks_may_stand_anywhere():
    document = read({"expected": "ШНОР", **result(n=50, fail=15, comment="из письма")}, _made_by="вручную", case=1)
    assert len(document.schools[0].results) == 1


def test_engine_may_be_named_in_small_letters():
    assert read(methodology={"engine": "z_index"}).methodology.engine == "ZIDX"


def test_payload_of_the_notes_is_accepted_as_written():
    payload = {
        "engine": "FED30", "threshold_pct": 30, "risk_pct": 20, "k_same_year": 2, "cross_year": "same_procedure",
        "window_years": 2, "min_n": 10, "small_sample": "expert_review", "ege_math": "pooled", "attempts": "main_first",
        "bias_policy": "include", "missing_policy": "not_evaluable", "min_coverage": 0.6, "min_participation_pct": 70,
        "exclude_school_types": ["коррекционная"], "exclude_groups": ["ВПЛ"],
        "procedures": [{"kind": "ВПР", "subject": "русский", "grade": 5}],
        "context": {"engine": "ZSUM", "cut": "quartile", "reference": "region_if_present_else_municipality",
                    "vars": [["оба_с_ВО", 1, 1.0], ["ОВЗ", -1, 0.5]]},
    }  # fmt: skip
    found = read(methodology=payload)
    assert (found.methodology.as_params(), found.warnings) == ({**payload, "exit_runs": 2}, ())


@pytest.mark.parametrize(
    ("context", "problem"),
    [
        ({"engine": "MAGIC"}, "context.engine: можно ZSUM, ABSOLUTE, а не «MAGIC»"),
        ({"cut": "median"}, "context.cut: нужно число от 0 до 100, а не «median»"),
        ({"vars": []}, "context.vars: нужен непустой список"),
        ({"vars": [["учёт", 2, 1]]}, "context.vars[0].sign: можно 1 (чем больше, тем лучше) или -1, а не «2»"),
        ({"vars": [["учёт"]]}, "context.vars[0]: нужны name, sign, weight: списком в этом порядке или объектом"),
        ({"vars": [["учёт", 1, 0]]}, "context.vars: хотя бы один вес должен быть больше нуля"),
        ({"vars": [["учёт", 1, 1], ["учет", 1, 1]]}, "context.vars: «учёт» указано дважды"),
        ({"weights": []}, "context.weights: такого параметра нет"),
        ({"absolute": {"needed": 9}}, "context.absolute.needed: нужно целое число от 1 до 8, а не «9»"),
        (
            {"absolute": {"needed": 1, "criteria": [["учёт", "=", 3]]}},
            "context.absolute.criteria[0].comparison: можно >=, >, <=, <, а не «=»",
        ),
        ({"absolute": 3}, "context.absolute: нужен объект с полями needed и criteria"),
    ],
)
def test_wrong_context_rule_is_named(context, problem):
    assert problems(methodology={"context": context}) == [f"methodology.{problem}"]


@pytest.mark.parametrize(
    ("params", "problem"),
    [
        ({"engine": "ZIDX", "index_cut": -4}, "index_cut: нужно число от -3 до 3, а не «-4»"),
        ({"engine": "ZIDX", "quartile_years": 4}, "quartile_years: лет не может быть больше, чем в окне"),
        ({"engine": "EXTERNAL", "external": []}, "external: нужен объект с полями basis и listed, а не «[]»"),
        ({"engine": "EXTERNAL", "external": {"ids": []}}, "external.ids: такого поля нет"),
        ({"engine": "EXTERNAL", "external": {"listed": "1"}}, "external.listed: нужен список школ, а не «1»"),
        (
            {"procedures": [{"kind": "ОГЭ", "subject": "рус", "use": "maybe"}]},
            "procedures[0].use: можно required, optional, evidence, а не «maybe»",
        ),
        (
            {"procedures": [{"kind": "ОГЭ", "subject": "рус", "use": "evidence"}]},
            "procedures: ни одна процедура не учитывается: у всех use — evidence",
        ),
        (
            {"procedures": [{"kind": "ОГЭ", "subject": "рус", "weight": 0}]},
            "procedures[0].weight: вес должен быть больше нуля",
        ),
        (
            {"procedures": [{"kind": "РПР", "subject": "рус"}, {"kind": "РПР", "subject": "рус", "grade": 8}]},
            "procedures: «РПР, 8 класс, русский язык» указана и отдельно, и вместе с другими классами",
        ),
    ],
)
def test_wrong_rule_is_named(params, problem):
    assert problems(methodology=params) == [f"methodology.{problem}"]


def test_reference_is_read():
    row = {"kind": "ОГЭ", "subject": "рус", "year": 2026, "mean": 12.5, "sd": 8}
    found = read(reference={"context": {"Учет": {"mean": 3, "sd": 1}}, "results": [row]}).reference
    assert (found.context, found.results) == (
        {"учёт": Norm(3.0, 1.0)},
        {(Procedure("ОГЭ", "русский", 9), 2026): Norm(12.5, 8.0)},
    )


@pytest.mark.parametrize(
    ("reference", "problem"),
    [
        ([], "reference: нужен объект с полями context и results, а не «[]»"),
        ({"region": {}}, "reference.region: такого поля нет"),
        ({"context": {"учёт": 3}}, "reference.context.учёт: нужен объект с полями mean и sd, а не «3»"),
        ({"context": [1]}, "reference.context: нужен объект «показатель: mean и sd», а не «[1]»"),
        ({"results": [1]}, "reference.results[0]: нужен объект с полями kind, subject, grade, year, mean, sd"),
    ],
)
def test_wrong_reference_names_the_place(reference, problem):
    assert problems(reference=reference) == [problem]


def test_run_is_summed_up():
    low = [{"kind": "ОГЭ", "subject": "русский", "year": year, "n": 30, "fail": 10} for year in (2025, 2026)]
    document = read_document(json.dumps({"schools": [{"id": 2, "results": low}, {"id": 1, "results": []}]}))
    found = run_as_dict(document)
    assert ([one["id"] for one in found["verdicts"]], found["summary"]) == (
        [2, 1],
        {
            "schools": 2,
            "low_results": 1,
            "adverse_context": 0,
            "both": 0,
            "in_programme": 1,
            "statuses": {"insufficient": 1, "low_results": 1},
        },
    )


def test_run_is_plain_json_under_every_rule():
    shares = {"неполные": 30, "оба_с_ВО": 20, "безработные": 1, "малообеспеченные": 2, "учёт": 1, "ОВЗ": 3}
    school = {"id": 1, "context": shares, **result(n=40, fail=3)}
    for name in ("FED30", "SEED3", "ZIDX", "WORST_Q", "MULTI_ABS", "EXTERNAL"):
        found = run_as_dict(
            read(school, methodology={"preset": name, "min_coverage": 0.1, "context": {"absolute": {}}})
        )
        assert json.loads(json.dumps(found)) == found
