"""What a party carries besides its name: posts of people, numbers of schools, the verbatim text."""

import pytest

from roadmaps.responsibles import Party, parse


def people(text: str) -> list[tuple[str, str]]:
    return [(party.name, party.position) for party in parse(text) if party.type == "person"]


def test_party_text_is_verbatim():
    cell = "Ветрова О.П. , методист\nИМЦ; Руководители  школ №№ 2,7"
    assert [party.text for party in parse(cell)] == ["Ветрова О.П. , методист\nИМЦ", "Руководители  школ №№ 2,7"]


def test_governed_school_keeps_the_post():
    assert parse("Руководители школ № 2, 7, лицея № 9, ЗУГ") == [
        Party("schools", "школы", "Руководители", (2, 7), "Руководители школ № 2, 7"),
        Party("schools", "лицей", "Руководители", (9,), "лицея № 9"),
        Party("schools", "ЗУГ", "Руководители", (), "ЗУГ"),
    ]


def test_local_abbreviation_outside_a_school_list_is_a_body():
    assert [party.type for party in parse("Руководители ОО, ЗУГ")] == ["role", "organisation"]


def test_common_post_goes_to_every_name_in_the_singular():
    cell = "Ветрова О.П., Лугова С.Т., ведущие специалисты отдела оценки качества Управления образования"
    post = "ведущий специалист отдела оценки качества Управления образования"
    assert people(cell) == [("Ветрова О.П.", post), ("Лугова С.Т.", post)]


def test_post_between_two_names_belongs_to_the_first_when_posts_follow_names():
    cell = "Ветрова О.П., директор ЦДО Лугова С.Т., старший методист ИМЦ"
    assert people(cell) == [("Ветрова О.П.", "директор ЦДО"), ("Лугова С.Т.", "старший методист ИМЦ")]


def test_posts_before_names_bind_forward():
    cell = "Методист Ветрова О.П., директор Лугова С.Т., завуч Рощин П.А."
    assert people(cell) == [("Ветрова О.П.", "Методист"), ("Лугова С.Т.", "директор"), ("Рощин П.А.", "завуч")]


def test_second_post_in_the_singular_joins_the_first():
    cell = 'Ветрова О.П., доцент ГАОУ ДПО "ИРО", независимый эксперт. Руководители ОО'
    assert people(cell) == [("Ветрова О.П.", 'доцент ГАОУ ДПО "ИРО", независимый эксперт')]


def test_plural_post_after_a_person_with_a_post_is_a_party_of_its_own():
    assert [party.type for party in parse("Ветрова О.П., методист ИМЦ, тьюторы")] == ["person", "role"]


def test_office_in_brackets_is_the_place_of_the_person():
    assert people("Ветрова О.П. (МКУ «ИМЦ»)") == [("Ветрова О.П.", "МКУ «ИМЦ»")]


def test_comma_inside_a_post_is_no_border():
    cell = "Ветрова О.П., заместитель директора по УВР, Основной школы № 27"
    assert people(cell) == [("Ветрова О.П.", "заместитель директора по УВР, Основной школы № 27")]


@pytest.mark.parametrize(
    ("written", "restored"),
    [("Ветрова О.П", "Ветрова О.П."), ("Ветрова О.П,", "Ветрова О.П."), ("О.П. Ветрова", "О.П. Ветрова")],
)
def test_last_dot_of_initials_is_restored(written, restored):
    assert people(written) == [(restored, "")]


def test_name_a_school_bears_is_no_person():
    assert [party.type for party in parse("МБОУ СОШ № 7 им. Героя Труда К.Н. Дроздова, Ветрова О.П.")] == [
        "schools",
        "person",
    ]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("школы №№ 2, 7, 11-14", (2, 7, 11, 12, 13, 14)),
        ("СОШ № 17. 20, 30", (17, 20, 30)),
        ("Основные школы №№ 27,39.", (27, 39)),
        ("школы № 5, № 8 и № 11", (5, 8, 11)),
        ("школы №1/3", (1, 3)),
        ("СОШ № 15а, 16", ("15а", 16)),
        ("ОО № 40-2", (40, 2)),
        ("школы № 3, 3, 5", (3, 5)),
        ("СОШ № 4, 9-е классы", (4,)),
        ("школы № 5, 2023 год", (5,)),
    ],
)
def test_school_numbers(text, numbers):
    assert parse(text)[0].school_numbers == numbers


def test_numbers_in_a_post_of_a_person_stay_there():
    assert parse("Ветрова О.П., директор школы № 51")[0].school_numbers == ()


def test_note_of_agreement_is_dropped_from_the_name():
    assert parse("ИРО (по согласованию), ОО")[0] == Party("organisation", "ИРО", text="ИРО")


def test_members_of_a_group_are_no_parties():
    parties = parse("Экспертная группа из числа методистов ИМЦ, тьюторов. Руководители ОО")
    assert [(party.type, party.name) for party in parties] == [("group", "Экспертная группа"), ("role", "ОО")]


def test_misspelt_words_are_understood():
    assert [party.type for party in parse("рукводители ОО, Управленеи образования, библиотечарь")] == [
        "role",
        "organisation",
        "role",
    ]


def test_latin_look_alikes_are_understood():
    assert [party.type for party in parse("Bетрова O.П., мeтодист, COШ № 5")] == ["person", "schools"]
