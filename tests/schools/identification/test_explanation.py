from fractions import Fraction

import pytest

from schools.identification import Marker, MissingReason, PreviousStatus, Result, explain
from schools.identification.phrases import number_words, threshold_words
from tests.schools.identification.builders import fed30, methodology, note_codes, oge, verdict, vpr

NB = "\u00a0"


def test_low_results_by_c1_in_words():
    found = explain(verdict(vpr(5, "математика", 15, 50), vpr(6, "русский", 12, 40)))
    assert (
        found.headline
        == "Есть признаки низких образовательных результатов (ШНОР): это основание для адресной помощи школе."
    )
    assert found.criteria[0] == (
        f"Признак 1 выполнен: в 2026 году доля не преодолевших минимум достигла 30{NB}% в 2{NB}процедурах (достаточно 2): "
        f"ВПР, 5 класс, математика — 15 из{NB}50 (30,0{NB}%); ВПР, 6 класс, русский язык — 12 из{NB}40 (30,0{NB}%)."
    )


def test_low_results_by_c2_in_words():
    found = explain(verdict(oge("математика", 9, 30, 2025), oge("математика", 10, 30)))
    assert found.criteria[1] == (
        f"Признак 2 выполнен: по одной и той же процедуре доля не преодолевших минимум достигла 30{NB}% и в 2025, и в 2026 году: "
        f"ОГЭ, математика — 9 из{NB}30 (30,0{NB}%) и 10 из{NB}30 (33,3{NB}%)."
    )


def test_results_name_interval_and_judgement():
    assert explain(verdict(oge("русский", 9, 30))).results == (
        f"2026 год, ОГЭ, русский язык: 9 из{NB}30 (30,0{NB}%) — низкий результат; "
        f"95-процентный доверительный интервал 16,7–47,9{NB}%.",
    )


def test_share_just_below_threshold_is_not_rounded_up_to_it():
    found = explain(verdict(oge("русский", 599, 2000)))
    assert found.results[0].startswith(f"2026 год, ОГЭ, русский язык: 599 из{NB}2000 (29,95{NB}%) — близко к порогу; ")


def test_change_counts_pupils():
    found = explain(verdict(vpr(5, "математика", 15, 50), vpr(6, "русский", 14, 40)))
    assert found.change == (
        f"Вывод изменился бы, если бы минимум не преодолели в 2026 году: "
        f"ВПР, 5 класс, математика — 14{NB}участников вместо 15 (всего 50)."
    )


def test_missing_is_grouped_by_reason_and_empty_years_are_short():
    reason = Result("ЕГЭ", "русский", 11, "", 2026, missing_reason=MissingReason.NO_GRADE)
    methodology = fed30(procedures=[{"kind": "ЕГЭ", "subject": "русский"}, {"kind": "ОГЭ", "subject": "русский"}])
    assert explain(verdict(reason, oge("русский", 1, 40), methodology=methodology)).missing == (
        "2026 год, результата нет (в школе нет такого класса): ЕГЭ, русский язык.",
        "2025 год, результатов нет ни по одной процедуре (данные не внесены).",
    )


def test_clean_verdict_on_thin_data_does_not_certify():
    assert explain(verdict(oge("русский", 1, 40))).headline == (
        "По имеющимся данным признаков ШНОР нет, но проверить удалось не всё."
    )


def test_clean_verdict_on_full_data_is_short():
    methodology = fed30(procedures=[{"kind": "ОГЭ", "subject": "русский"}])
    assert explain(verdict(oge("русский", 1, 40), methodology=methodology)).sentences()[:3] == [
        "Признаков ШНОР нет.",
        f"Признак 1 не выполнен: в 2026 году доля не преодолевших минимум не достигла 30{NB}% ни в одной процедуре.",
        f"Признак 2 не выполнен: нет процедуры, в которой доля не преодолевших минимум достигла 30{NB}% и в 2025, и в 2026 году.",
    ]


def test_term_is_the_municipalitys_own():
    assert explain(verdict(), term="ШНРО").headline == (
        "Недостаточно данных: сказать, есть ли у школы признаки ШНРО, нельзя."
    )


def test_excluded_school_gets_one_sentence():
    assert explain(verdict(school_type="вечерняя")).sentences() == [
        "Методика не применяется к школам этого типа: вечерняя."
    ]


def test_switched_off_criterion_is_not_mentioned():
    assert len(explain(verdict(oge("русский", 1, 40), methodology=fed30(cross_year="none"))).criteria) == 1


def test_any_procedure_rule_in_words():
    rows = oge("математика", 9, 30, 2025), vpr(6, "русский", 12, 40)
    assert explain(verdict(*rows, methodology=fed30(cross_year="any_procedure"))).criteria[1] == (
        f"Признак 2 выполнен: доля не преодолевших минимум достигла 30{NB}% хотя бы в одной процедуре и в 2025, и в 2026 году: "
        f"2025 год: ОГЭ, математика — 9 из{NB}30 (30,0{NB}%); 2026 год: ВПР, 6 класс, русский язык — 12 из{NB}40 (30,0{NB}%)."
    )


def test_any_procedure_rule_names_the_blind_year():
    found = explain(verdict(oge("математика", 10, 30), methodology=fed30(cross_year="any_procedure")))
    assert found.criteria[1] == "Признак 2 проверить нельзя: за 2025 год нет результатов, по которым можно судить."


def test_small_pair_says_why_it_does_not_count():
    found = explain(verdict(oge("математика", 1, 9, 2025), oge("математика", 10, 30)))
    assert found.criteria[1] == (
        "Признак 2 проверить нельзя: для процедуры с низким результатом нет второго года, пригодного для сравнения: ОГЭ, математика — "
        f"2025 год: 1 из{NB}9 (11,1{NB}%), участников меньше 10, 2026 год: 10 из{NB}30 (33,3{NB}%)."
    )


def test_notes_in_words():
    rows = (
        vpr(5, "русский", 4, 20, derived=True),
        oge("русский", 1, 5),
        oge("математика", 1, 20),
        oge("математика", 1, 20, roll=90),
        oge("химия", 1, 20),
    )
    found = explain(verdict(*rows, markers=(Marker("русский", 4, 2026),), previous_status=PreviousStatus.LISTED))
    assert found.notes == (
        "Отмечены признаки необъективности: 4 класс, русский язык, 2026 год. По методике результаты учтены полностью.",
        f"2026 год, участников меньше 10, вывод по ним не делается: ОГЭ, русский язык — 1 из{NB}5 (20,0{NB}%).",
        "2026 год, числа восстановлены из округлённых процентов: ВПР, 5 класс, русский язык.",
        "2026 год, сложены несколько строк (филиалы, волны): ОГЭ, математика.",
        f"За 2026 год результаты есть по 2 из 8 процедур методики, это меньше 60{NB}%: вывод предварительный.",
        "Методика не учитывает: ОГЭ, химия.",
        "Школа была в перечне прошлого года; признаков сейчас нет, но есть признаки необъективности, "
        "и этот год для вывода не засчитан.",
    )


def test_low_participation_and_single_level_in_words():
    rows = (Result("ЕГЭ", "математика", 11, "база", 2026, 12, 1, roll=20),)
    assert explain(verdict(*rows)).notes[:2] == (
        "2026 год, ЕГЭ, математика: есть результаты только одного уровня (базовый уровень).",
        f"2026 год, участвовали меньше 70{NB}% обучающихся параллели, результат может не отражать всех: ЕГЭ, математика — 12 из 20.",
    )


@pytest.mark.parametrize(("value", "words"), [(-0.996, "−0,996"), (-1.0, "−1,00"), (-1.004, "−1,004"), (-1.3, "−1,30")])
def test_index_is_shown_on_its_side_of_the_border(value, words):
    assert number_words(value, border=Fraction(-1)) == words


def test_list_from_outside_needs_no_results():
    assert note_codes(verdict(methodology=methodology("EXTERNAL"))) == []


@pytest.mark.parametrize(
    ("threshold", "words"), [(30, "30"), (29.5, "29,5"), (33.33, "33,33"), (12.505, "12,505"), (40.0, "40")]
)
def test_threshold_is_shown_as_it_is(threshold, words):
    assert threshold_words(fed30(threshold_pct=threshold, risk_pct=5)) == f"{words}{NB}%"
