"""Does an activity fan out to the schools, and to which."""

import pytest

from roadmaps.responsibles import concerns_schools, parse, school_numbers


@pytest.mark.parametrize(
    "text",
    [
        "ОО",
        "Руководители ОО",
        "ИМЦ, администрация школ",
        "все ШНОР",
        "школы № 2, 7",
        "Управленческие команды ШНОР",
        "Педагогический коллектив школы",
        "Администрация образовательного учреждения",
        "Директор МКОУ «Липовская СОШ»",
        "учителя школ района",
    ],
)
def test_concerns_schools(text):
    assert concerns_schools(parse(text)) is True


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Управление образования, ИМЦ",
        "Ветрова О.П., директор школы № 5",
        "Кураторы ШНОР",
        "Методисты",
        "Классные руководители",
        "Рабочая группа",
        "Группа сопровождения ШНОР",
        "Руководители ШМО",
    ],
)
def test_concerns_schools_without_schools(text):
    assert concerns_schools(parse(text)) is False


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Руководители школ № 2, 7, лицея № 9", {2, 7, 9}),
        ("школы № 2, ЗУГ", {2}),
        ("СОШ № 2, МБОУ «Липовская СОШ»", {2}),
        ("ОО", set()),
        ("ОО, школы № 2", set()),
        ("Руководители ОО, школы № 2", set()),
        ("ИМЦ", set()),
    ],
)
def test_school_numbers_of_parties(text, numbers):
    assert school_numbers(parse(text)) == numbers
