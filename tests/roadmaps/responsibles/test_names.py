"""Which of the known people does a name mean?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytrovich.enums import Case, Gender, NamePart
from pytrovich.maker import PetrovichDeclinationMaker

from roadmaps.responsibles import PersonName, match_people

PEOPLE = [
    PersonName("Ветрова", "Татьяна", "Павловна"),
    PersonName("Ветров", "Тимур", "Павлович"),
    PersonName("Полевая-Ветрова", "Ольга", "Петровна"),
    PersonName("Вьюжный", "Пётр", "Андреевич"),
    PersonName("Лесковская", "Полина", "Андреевна"),
    PersonName("Ракитченко", "Игорь", "Викторович"),
    PersonName("Чайка", "Анна", "Андреевна"),
    PersonName("Кравец", "Олег", "Андреевич"),
    PersonName("Снегирёв", "Павел", "Сергеевич"),
    PersonName("Полевых", "Любовь", "Ивановна"),
    PersonName("Ливнёва", "Наталья", "Геннадьевна"),
    PersonName("Мамедов", "Рашид", "Ахмед оглы"),
    PersonName("Гроза", "И.", "И."),
    PersonName("Ливнёва", "Надежда", "Григорьевна"),
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ветровой Т.П.", [0]),
        ("Ветровой Т. П.", [0]),
        ("Т.П. Ветрова", [0]),
        ("Т.П.Ветрова", [0]),
        ("т п ветрова", [0]),
        ("Ветрова ТП", [0]),
        ("ВЕТРОВА Т.П", [0]),
        ("Ветрова Татьяна Павловна", [0]),
        ("Татьяна Павловна Ветрова", [0]),
        ("Татьяной Павловной", [0]),
        ("Татьяна Ветрова", [0]),
        ("Ветрова Татьяна П.", [0]),
        ("Ветрова", [0]),
        ("Ветрову Тимуру Павловичу", [1]),
        ("директору школы Ветрову Т.П.", [0, 1]),
        ("директором школы Ветровым Т.П.", [1]),
        ("Ветров Т.П., директор МБОУ «Заря»", [1]),
        ("Ветровым", [1]),
        ("Ветрову", [0, 1]),
        ("Полевой-Ветровой О.П.", [2]),
        ("Вьюжного П.А.", [3]),
        ("Вьюжным Петром Андреевичем", [3]),
        ("Лесковской П.А.", [4]),
        ("Ракитченко И.В.", [5]),
        ("Чайки А.А.", [6]),
        ("Кравца О.А.", [7]),
        ("Снегирёву П.С.", [8]),
        ("Снегиреву Павлу Сергеевичу", [8]),
        ("Любови Ивановны Полевых", [9]),
        ("Ливнева Н.Г.", [10, 13]),
        ("Ливневой Наталии Геннадиевны", [10]),
        ("Мамедову Рашиду Ахмед оглы", [11]),
        ("Грозы Игоря Ивановича", [12]),
    ],
)
def test_match_people_in_any_case_and_order(text, found):
    assert match_people(text, PEOPLE) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Т.П.",
        "Татьяна",
        "директор",
        "Ветрова С.П.",
        "Ветрова Т.А.",
        "Ветрова Тамара Павловна",
        "Ветрова Татьяна Петровна",
        "Ветрогонов Т.П.",
        "Ливнёв Н.Г.",
        "Управление образования администрации города",
    ],
)
def test_match_people_of_strangers(text):
    assert match_people(text, PEOPLE) == []


def test_match_people_reads_a_genitive_where_nobody_is_called_so():
    assert match_people("Ветрова Т.П.", [PEOPLE[1]]) == [0]


NAMES = (
    (Gender.FEMALE, "Ветрова Лесковская Полевых Чайка Ракитченко Шевчук", "Анна Мария Любовь", "Ильинична Петровна"),
    (Gender.MALE, "Ветров Лесковский Вьюжный Полевых Чайка Ракитченко Шевчук", "Илья Игорь Лев", "Ильич Петрович"),
)


@st.composite
def declined_names(draw):
    gender, *choices = draw(st.sampled_from(NAMES))
    last, first, patronymic = (draw(st.sampled_from(words.split())) for words in choices)
    case, parts = draw(st.sampled_from([*Case])), (NamePart.LASTNAME, NamePart.FIRSTNAME, NamePart.MIDDLENAME)
    maker = PetrovichDeclinationMaker()
    said = [
        maker.make(part, gender, case, word) if case is not Case.NOMINATIVE else word
        for part, word in zip(parts, (last, first, patronymic), strict=True)
    ]
    initials = draw(st.sampled_from(("{0}.{1}.", "{0}. {1}.", "{0}.{1}", "{0} {1}")))
    given = draw(st.sampled_from((f"{said[1]} {said[2]}", initials.format(first[0], patronymic[0]))))
    return PersonName(last, first, patronymic), draw(st.sampled_from((f"{said[0]} {given}", f"{given} {said[0]}")))


@settings(max_examples=200, deadline=None)
@given(declined_names())
def test_match_people_finds_every_form_of_a_name(declined):
    person, text = declined
    strangers = [PersonName("Ясенев", "Яков", "Юрьевич"), PersonName(person.last, "Юстина", "Юрьевна")]
    assert match_people(text, [*strangers, person]) == [2]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_match_people_is_total(text):
    assert set(match_people(text, PEOPLE)) <= set(range(len(PEOPLE)))
