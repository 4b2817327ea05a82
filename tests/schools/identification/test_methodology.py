from decimal import Decimal
from fractions import Fraction

import pytest

from schools.identification import Methodology, MethodologyError, preset, preset_names


def problems(**params):
    with pytest.raises(MethodologyError) as caught:
        Methodology.from_params(params)
    return caught.value.problems


@pytest.mark.parametrize("name", preset_names())
def test_preset_survives_the_round_trip(name):
    methodology = Methodology.from_params(preset(name))
    assert Methodology.from_params(methodology.as_params()) == methodology


def test_presets_differ_only_in_the_cross_year_rule():
    assert {**preset("FED30"), "cross_year": "any_procedure"} == preset("FED30-any")


def test_preset_is_a_fresh_copy():
    preset("FED30")["procedures"].clear()
    assert len(preset("FED30")["procedures"]) == 8


def test_left_out_parameters_are_as_in_the_preset():
    assert Methodology.from_params({}) == Methodology.from_params(preset("FED30"))


def test_fractional_threshold_is_read_as_written():
    assert Methodology.from_params({"threshold_pct": 29.9}).threshold_pct == Fraction(299, 10)
    assert Methodology.from_params({"threshold_pct": Decimal("29.9")}).as_params()["threshold_pct"] == 29.9


def test_context_block_is_filled_up():
    assert Methodology.from_params({"context": {"engine": "ZSUM"}}) == Methodology.from_params({})
    assert Methodology.from_params({"context": None}).as_params()["context"] is None


@pytest.mark.parametrize(
    ("params", "problem"),
    [
        ({"treshold_pct": 30}, "treshold_pct: такого параметра нет"),
        ({"engine": "MAGIC"}, "engine: можно FED30, SEED3, ZIDX, WORST_Q, MULTI_ABS, EXTERNAL, а не «MAGIC»"),
        ({"threshold_pct": 0, "risk_pct": 0}, "threshold_pct: порог должен быть больше нуля"),
        ({"threshold_pct": 101}, "threshold_pct: нужно число от 0 до 100, а не «101»"),
        ({"threshold_pct": "30"}, "threshold_pct: нужно число от 0 до 100, а не «30»"),
        ({"threshold_pct": True}, "threshold_pct: нужно число от 0 до 100, а не «True»"),
        ({"threshold_pct": float("nan")}, "threshold_pct: нужно число от 0 до 100, а не «nan»"),
        ({"risk_pct": 31}, "risk_pct: граница зоны риска не может быть выше порога"),
        ({"k_same_year": 0}, "k_same_year: нужно целое число от 1 до 100, а не «0»"),
        ({"min_n": 9.5}, "min_n: нужно целое число от 1 до 1000, а не «9.5»"),
        ({"window_years": 1}, "window_years: чтобы сравнивать два года, окно должно быть не меньше двух лет"),
        ({"cross_year": None}, "cross_year: можно same_procedure, any_procedure, none, а не пусто"),
        ({"exclude_groups": "ВПЛ"}, "exclude_groups: нужен список строк, а не «ВПЛ»"),
        ({"procedures": []}, "procedures: нужен непустой список процедур"),
        ({"procedures": ["ОГЭ"]}, "procedures[0]: нужен объект с полями kind, subject, grade"),
        ({"procedures": [{"kind": "ОГЭ"}]}, "procedures[0].subject: нужна непустая строка, а не пусто"),
        (
            {"procedures": [{"kind": "ОГЭ", "subject": "химия", "клас": 9}]},
            "procedures[0].клас: такого поля у процедуры нет",
        ),
        (
            {"procedures": [{"kind": "ОГЭ", "subject": "рус"}, {"kind": "огэ", "subject": "Русский язык", "grade": 9}]},
            "procedures: процедура «ОГЭ, русский язык» указана дважды",
        ),
        (
            {"procedures": [{"kind": "ЕГЭ", "subject": "мат"}, {"kind": "ЕГЭ", "subject": "мат", "level": "проф."}]},
            "procedures: «ЕГЭ, математика (профильный уровень)» указана и отдельно, и вместе с другими уровнями",
        ),
        ({"context": []}, "context: нужен объект"),
    ],
)
def test_wrong_parameter_is_named(params, problem):
    assert problems(**params) == [problem]


def test_all_problems_are_reported_at_once():
    assert len(problems(min_n=0, k_same_year=0, engine="", threshold_pct=None)) == 4


def test_parameters_must_be_an_object():
    with pytest.raises(MethodologyError):
        Methodology.from_params([])  # type: ignore[arg-type]
