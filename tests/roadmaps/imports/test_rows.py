"""Sections, rows that continue the one above, and rows that are no activities."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmaps.imports.reader import read_docx
from tests.roadmaps.docx_files import table_docx
from tests.roadmaps.imports.word import activity, cell, row, rows_of

HEADER = ("№", "Мероприятие", "Срок", "Ответственный")
PLAIN = ("Мероприятие", "Срок", "Ответственный")


def table(*specs, width: int = 4):
    (found,) = read_docx(table_docx(width, specs)).activities
    return found


def found(*specs, header=HEADER):
    return [(item.section, item.number, item.activity) for item in table(header, *specs, width=len(header)).rows]


def test_section_may_be_unmerged_in_the_number_column():
    assert found(("Вводный этап", "", "", ""), ("1.", "Семинар", "май", "ОО")) == [("Вводный этап", "1.", "Семинар")]


def test_section_word_may_stand_in_the_number_column():
    assert found(("Раздел 1.", ("Учителя", 3)), ("1.", "Семинар", "май", "ОО")) == [
        ("Раздел 1. Учителя", "1.", "Семинар")
    ]


def test_section_split_over_two_rows_is_one():
    specs = [("Отбор школ,", "", "", ""), ("", "разбор (анализ) причин", "", ""), ("1.", "Семинар", "май", "ОО")]
    assert found(*specs) == [("Отбор школ, разбор (анализ) причин", "1.", "Семинар")]


def test_unmerged_numbered_section_is_known_by_the_numbers_below():
    specs = [
        ("1.", "Учителя", "", ""),
        ("1.1.", "Семинар", "май", "ОО"),
        ("2", "Ученики", "", ""),
        ("2.1", "Игра", "май", "ОО"),
    ]
    assert found(*specs) == [("1. Учителя", "1.1.", "Семинар"), ("2 Ученики", "2.1", "Игра")]


def test_numbered_row_without_deadline_stays_an_activity():
    assert found(("1.", "Семинар", "", ""), ("2.", "Игра", "май", "ОО")) == [("", "1.", "Семинар"), ("", "2.", "Игра")]


def test_bold_row_alone_is_a_section():
    bold = cell("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Учителя</w:t></w:r></w:p>")
    assert rows_of(row("", bold, "", ""), activity("Семинар"))[0].section == "Учителя"


@pytest.mark.parametrize("title", ["Раздел 2. Учителя", "III. Учителя", "Задача 1. Учителя", "2. Учителя"])
def test_row_that_calls_itself_a_section_is_one(title):
    assert found((title, "", ""), ("Семинар", "май", "ОО"), header=PLAIN) == [(title, "", "Семинар")]


def test_subsections_carry_their_section():
    specs = [
        (("Раздел 1. Люди", 3),),
        (("1.1. Учителя", 3),),
        ("Семинар", "май", "ОО"),
        (("1.2. Директора", 3),),
        ("Игра", "май", "ОО"),
        (("Раздел 2. Здания", 3),),
        ("Ремонт", "май", "ОО"),
    ]
    assert found(*specs, header=PLAIN) == [
        ("Раздел 1. Люди — 1.1. Учителя", "", "Семинар"),
        ("Раздел 1. Люди — 1.2. Директора", "", "Игра"),
        ("Раздел 2. Здания", "", "Ремонт"),
    ]


def test_section_without_activities_is_not_the_next_ones_parent():
    specs = [(("1. Учителя", 3),), (("2. Ученики", 3),), ("Семинар", "май", "ОО")]
    assert found(*specs, header=PLAIN) == [("2. Ученики", "", "Семинар")]


def test_number_in_the_activity_cell_is_split_off():
    specs = [("1.1. Семинар", "май", "ОО"), ("1.2. Игра", "май", "ОО"), ("Опрос 12 школ", "май", "ОО")]
    assert found(*specs, header=PLAIN) == [("", "1.1.", "Семинар"), ("", "1.2.", "Игра"), ("", "", "Опрос 12 школ")]


def test_activity_that_begins_with_a_quantity_keeps_it():
    specs = [("10 уроков", "май", "ОО"), ("Игра", "май", "ОО"), ("Опрос", "май", "ОО")]
    assert found(*specs, header=PLAIN)[0] == ("", "", "10 уроков")


def test_row_with_small_letter_and_its_own_deadline_is_an_activity():
    assert len(found(("1.", "Семинар", "май", "ОО"), ("", "игра для школ", "июнь", "ОО"))) == 2


def test_row_without_activity_adds_to_the_one_above():
    rows = table(
        HEADER, ("1.", "Семинар", "май", "Директора,"), ("", "", "", "Осинкина Р.Т."), ("", "", "", "Завучи")
    ).rows
    assert [(item.responsible, item.lines) for item in rows] == [("Директора, Осинкина Р.Т.\nЗавучи", (2, 3, 4))]


def test_row_below_a_repeated_header_may_go_on_with_a_new_sentence():
    specs = [("1.", "Семинар.", "май", "ОО"), HEADER, ("", "Игра.", "", ""), ("2.", "Опрос", "май", "ОО")]
    assert found(*specs) == [("", "1.", "Семинар.\nИгра."), ("", "2.", "Опрос")]


def test_number_without_activity_is_kept_and_warned_about():
    (first, second) = table(HEADER, ("1.", "Семинар", "май", "ОО"), ("2.", "", "июнь", "ОО")).rows
    assert (second.number, second.warnings) == ("2.", ("не указано мероприятие",))
    assert first.warnings == ()


def test_header_shortened_by_hand_is_dropped():
    assert len(found(("1.", "Семинар", "май", "ОО"), ("№", "Мероприятия", "Срок", "Ответственный"))) == 1


def test_column_numbers_are_dropped():
    assert found(("1", "2", "3", "4"), ("1.", "Семинар", "май", "ОО")) == [("", "1.", "Семинар")]


def test_note_below_the_table_is_reported():
    read = table(HEADER, ("1.", "Семинар", "май", "ОО"), (("* по решению школы", 4),))
    assert (len(read.rows), read.warnings) == (1, ("Строка 3 — примечание, она не переносится: «* по решению школы».",))


WORDS = st.lists(st.sampled_from(["Семинар", "игра", "май", "ОО", "1.", "2.1", "-", "Школа.", "IV.", "*"]), max_size=3)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[WORDS.map(" ".join)] * 4), max_size=6))
def test_no_word_of_a_table_is_lost(specs):
    """Whatever stands below the header comes out in rows, in their sections, or in a warning that quotes it."""
    read = table(HEADER, ("1.", "Начало", "май", "ОО"), *specs, ("9.", "Конец", "май", "ОО"))
    fields = ("number", "activity", "deadline", "responsible")
    kept = " ".join(getattr(item, name) for item in read.rows for name in fields)
    kept += " ".join(item.section for item in read.rows) + " ".join(read.warnings)
    wanted = {word for spec in specs for text in spec for word in text.split()}
    assert {word for word in wanted if word not in kept} <= {"-"}
