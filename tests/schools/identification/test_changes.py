from tests.schools.identification.builders import fed30, oge, verdict, vpr


def steps(found):
    return [(str(step.procedure), step.failed, step.needed) for step in found.changes]


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
