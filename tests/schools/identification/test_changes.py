from schools.identification import explain
from tests.schools.identification.builders import T, fed30, methodology, oge, schools_with, verdict, verdicts, vpr

NB = "\u00a0"
WORST = methodology("WORST_Q", worst_pct=40)
EVERY_YEAR = methodology("MULTI_ABS", window_years=2, procedures=[{"kind": "ОГЭ", "subject": "русский"}])
INDEX = methodology("ZIDX", procedures=[{"kind": "ОГЭ", "subject": "русский"}])


def steps(found):
    return [(str(step.procedure), step.failed, step.needed) for step in found.changes]


def years(found):
    return [(step.year, step.failed, step.needed) for step in found.changes]


def change(found):
    return explain(found).change.replace(NB, " ")


def four_schools(failed):
    return schools_with(**{f"s{n}": [oge("русский", n, 20)] for n in failed})


def test_change_out_of_c1_takes_the_cheapest_procedure():
    found = verdict(vpr(5, "математика", 20, 50), vpr(6, "русский", 12, 40))
    assert steps(found) == [("ВПР, 6 класс, русский язык", 12, 11)]


def test_change_out_of_both_criteria_breaks_both():
    found = verdict(
        oge("русский", 20, 50, 2025), oge("русский", 20, 50), vpr(6, "русский", 12, 40), vpr(5, "русский", 14, 40)
    )
    assert steps(found) == [("ОГЭ, русский язык", 20, 14), ("ВПР, 6 класс, русский язык", 12, 11)]


def test_change_into_the_list_takes_the_nearest_way():
    found = verdict(
        oge("русский", 9, 30, 2025), oge("русский", 8, 30), vpr(5, "русский", 14, 50), vpr(6, "русский", 13, 50)
    )
    assert steps(found) == [("ОГЭ, русский язык", 8, 9)]


def test_change_into_the_list_may_need_several_procedures():
    found = verdict(vpr(5, "русский", 14, 50), vpr(6, "русский", 13, 50), oge("русский", 1, 50))
    assert steps(found) == [("ВПР, 5 класс, русский язык", 14, 15), ("ВПР, 6 класс, русский язык", 13, 15)]


def test_change_of_any_procedure_rule_needs_one_low():
    rows = oge("русский", 20, 50, 2025), vpr(6, "русский", 13, 50)
    assert steps(verdict(*rows, methodology=fed30(cross_year="any_procedure"))) == [
        ("ВПР, 6 класс, русский язык", 13, 15)
    ]


def test_change_is_empty_where_only_new_data_can_help():
    assert steps(verdict(oge("русский", 1, 50))) == []


def test_change_may_be_nearest_in_the_year_before():
    found = verdict(oge("русский", 9, 30, T - 1), oge("русский", 20, 30))
    assert years(found) == [(T - 1, 9, 8)]


def test_change_into_the_list_may_lie_in_the_year_before():
    found = verdict(oge("русский", 8, 30, T - 1), oge("русский", 20, 30))
    assert years(found) == [(T - 1, 8, 9)]
    assert change(found) == (
        "Вывод изменился бы, если бы минимум не преодолели в 2025 году: ОГЭ, русский язык — 9 участников вместо 8 (всего 30)."
    )


def test_change_into_the_list_may_take_both_years():
    found = verdict(oge("русский", 8, 30, T - 1), oge("русский", 8, 30))
    assert years(found) == [(T, 8, 9), (T - 1, 8, 9)]
    assert change(found) == (
        "Вывод изменился бы, если бы минимум не преодолели в 2026 году: ОГЭ, русский язык — 9 участников вместо 8 (всего 30); "
        "а в 2025 году: ОГЭ, русский язык — 9 участников вместо 8 (всего 30)."
    )


def test_pair_is_broken_where_that_serves_both_criteria():
    """By itself the pair is cheaper to break in the year before; but then one low more would have to go."""
    found = verdict(oge("русский", 10, 30, T - 1), oge("русский", 11, 30), vpr(5, "русский", 20, 30))
    assert years(found) == [(T, 11, 8)]


def test_year_that_cannot_be_compared_is_no_way_into_the_list():
    found = verdict(oge("русский", 8, 30, T - 1, comparable=False), oge("русский", 20, 30))
    assert (found.changes, change(found)) == ((), "Изменить этот вывод могут только новые данные.")


def test_change_out_of_any_procedure_may_lie_in_the_year_before():
    rows = oge("русский", 9, 30, T - 1), vpr(5, "русский", 20, 30)
    assert years(verdict(*rows, methodology=fed30(cross_year="any_procedure"))) == [(T - 1, 9, 8)]


def test_change_among_the_worst_counts_all_procedures_together():
    found = verdicts(WORST, four_schools([1, 2, 8, 9]))
    assert [years(one) for one in found.values()] == [[(T, 1, 9)], [(T, 2, 9)], [(T, 8, 2)], [(T, 9, 2)]]
    assert change(found["s8"]) == (
        "Вывод изменился бы, если бы минимум не преодолели в 2026 году: 2 раза вместо 8 (всего участий 20)."
    )


def test_change_of_failures_everywhere_takes_the_least_of_them():
    found = verdict(oge("русский", 9, 30, T - 1), oge("русский", 4, 30), methodology=EVERY_YEAR)
    assert years(found) == [(T, 4, 0)]


def test_change_into_failures_everywhere_fills_every_gap():
    found = verdict(oge("русский", 0, 30, T - 1), oge("русский", 0, 30), methodology=EVERY_YEAR)
    assert years(found) == [(T, 0, 1), (T - 1, 0, 1)]


def test_change_of_an_index_names_its_borders():
    found = verdicts(
        INDEX, schools_with(a=[oge("русский", 18, 20)], **{f"b{n}": [oge("русский", 2, 20)] for n in "1234"})
    )
    assert (change(found["a"]), change(found["b1"])) == (
        "Вывод изменился бы, если бы индекс 2026 года был больше −1,00.",
        "Вывод изменился бы, если бы индекс 2026 года опустился до −1,00 или ниже.",
    )


def test_change_of_two_years_in_the_lowest_quarter_names_them():
    def rows(n):
        return [oge("русский", n, 20, year) for year in (T - 1, T)]

    found = verdicts(INDEX, schools_with(a=rows(18), **{f"b{n}": rows(2) for n in "1234"}))
    assert change(found["a"]) == (
        "Вывод изменился бы, если бы индекс 2026 года был больше −1,00 и школа была в нижней четверти не больше чем в 1 году окна."
    )


def test_list_from_outside_is_changed_by_a_list():
    assert change(verdict(methodology=methodology("EXTERNAL"))) == "Изменить этот вывод может только другой перечень."
