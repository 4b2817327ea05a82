"""Which of the known organisations does a name mean?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmaps.responsibles import match_organisation

ALIASES = {
    "Управление образования администрации города Липовска": "office",
    "МКУ «Информационно-методический центр» г. Липовска": "centre",
    "ГАОУ ДПО ЛО «ЛОИРО»": "institute",
    "муниципальное бюджетное учреждение дополнительного образования «Дворец творчества»": "palace",
    "Отдел общего образования": "department",
    "МБОУ «Липовская СОШ № 5»": "school",
    "Администрация города Липовска": "town",
    "Комитет по делам молодёжи": "youth",
}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Управление образования администрации города Липовска", "office"),
        ("управления образования", "office"),
        ("Управлением образования Липовского района", None),
        ("УО", "office"),
        ("ИМЦ", "centre"),
        ("МБУ ИМЦ", "centre"),
        ("МКУ «ИМЦ»", "centre"),
        ('МКУ "Информационно - методический центр"', "centre"),
        ("Информационно-методического центра", "centre"),
        ("ЛОИРО", "institute"),
        ("ГАОУ ДПО «ЛОИРО»", "institute"),
        ("Дворец творчества", "palace"),
        ("МБУ ДО «Дворец творчества»", "palace"),
        ("Дворца творчества", "palace"),
        ("отделом общего образования", "department"),
        ("Липовская СОШ № 5", "school"),
        ("Липовская СОШ № 6", None),
        ("администрации города Липовска", "town"),
        ("комитет по делам молодежи", "youth"),
        ("Министерство образования", None),
        ("", None),
        ("МБУ", None),
    ],
)
def test_match_organisation(name, key):
    assert match_organisation(name, ALIASES) == key


def test_match_organisation_asks_where_two_fit():
    aliases = {"Отдел образования города Липовска": 1, "Отдел образования Заречного района": 2}
    assert match_organisation("Отдел образования", aliases) is None


def test_match_organisation_without_words():
    assert match_organisation("«—»", {"ИМЦ": 1, "«»": 2}) is None


def test_match_organisation_of_two_names_of_one():
    assert match_organisation("имц", {"ИМЦ": 7, "Информационно-методический центр": 7}) == 7


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_match_organisation_is_total(name):
    assert match_organisation(name, ALIASES) in (None, *ALIASES.values())


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(sorted(ALIASES)), st.sampled_from(("«»", '""', "“”", "  ")), st.booleans())
def test_match_organisation_finds_every_alias_in_other_marks(alias, marks, loud):
    written = alias.replace("«", marks[0]).replace("»", marks[1])
    assert match_organisation(written.upper() if loud and "«" not in alias else written, ALIASES) == ALIASES[alias]
