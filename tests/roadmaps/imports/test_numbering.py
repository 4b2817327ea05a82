"""Numbers that Word draws itself."""

import pytest

from roadmaps.imports.reader import read_docx
from tests.roadmaps.imports.word import HEADER, activity, cell, file, listed, row, rows_of, table

SPAN_3 = '<w:gridSpan w:val="3"/>'


def level(place: int, shape: str, text: str, extra: str = "") -> str:
    return f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/><w:lvlText w:val="{text}"/>{extra}</w:lvl>'


def abstract(*levels: str, number: int = 0) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def instance(number: int, abstract_number: int = 0, override: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract_number}"/>{override}</w:num>'


TWO_LEVELS = abstract(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2.")) + instance(1)


def numbers(*labels: str, numbering: str) -> list[str]:
    """Numbers read from a table whose number cells hold these paragraphs."""
    return [row.number for row in rows_of(*[activity("Семинар", cell(label)) for label in labels], numbering=numbering)]


def test_sections_and_activities_are_numbered_as_word_draws_them():
    rows = rows_of(
        row(cell(listed("")), cell("Учителя", SPAN_3)),
        activity("Семинар", cell(listed("", level=1))),
        activity("Игра", cell(listed("", level=1))),
        row(cell(listed("")), cell("Ученики", SPAN_3)),
        activity("Опрос", cell(listed("", level=1))),
        numbering=TWO_LEVELS,
    )
    assert [(found.section, found.number) for found in rows] == [
        ("1. Учителя", "1.1."),
        ("1. Учителя", "1.2."),
        ("2. Ученики", "2.1."),
    ]


@pytest.mark.parametrize(
    ("shape", "labels"),
    [
        ("decimal", ["1)", "2)", "3)"]),
        ("decimalZero", ["01)", "02)", "03)"]),
        ("upperRoman", ["I)", "II)", "III)"]),
        ("lowerRoman", ["i)", "ii)", "iii)"]),
        ("lowerLetter", ["a)", "b)", "c)"]),
        ("russianLower", ["а)", "б)", "в)"]),
        ("russianUpper", ["А)", "Б)", "В)"]),
        ("none", ["", "", ""]),
    ],
)
def test_number_shapes(shape, labels):
    numbering = abstract(level(0, shape, "%1)")) + instance(1)
    assert numbers(listed(""), listed(""), listed(""), numbering=numbering) == labels


def test_roman_nine_and_forty():
    numbering = abstract(level(0, "upperRoman", "%1.").replace('start w:val="1"', 'start w:val="39"')) + instance(1)
    assert numbers(listed(""), listed(""), numbering=numbering) == ["XXXIX.", "XL."]


def test_legal_numbering_writes_upper_levels_in_figures():
    numbering = abstract(level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2.", "<w:isLgl/>")) + instance(1)
    assert numbers(listed(""), listed("", level=1), numbering=numbering) == ["I.", "1.1."]


def test_instance_may_restart_the_list():
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = abstract(level(0, "decimal", "%1.")) + instance(1) + instance(2, override=restart)
    assert numbers(listed(""), listed("", 2), listed("", 2), numbering=numbering) == ["1.", "5.", "6."]


def test_number_of_a_deleted_paragraph_is_not_counted():
    deleted = listed("").replace("<w:numPr>", "<w:rPr><w:del/></w:rPr><w:numPr>")
    assert numbers(deleted, listed(""), numbering=TWO_LEVELS) == ["", "1."]


def test_paragraphs_outside_the_table_are_counted_too():
    body = listed("Введение") + table(HEADER, activity("Семинар", cell(listed(""))))
    (found,) = read_docx(file(body, TWO_LEVELS)).activities
    assert [item.number for item in found.rows] == ["2."]


def test_number_drawn_before_the_activity_is_taken_from_it():
    rows = rows_of(*[activity(listed(text, level=1), "") for text in ("Семинар", "Игра")], numbering=TWO_LEVELS)
    assert [(found.number, found.activity) for found in rows] == [("1.1.", "Семинар"), ("1.2.", "Игра")]


def test_unknown_list_gives_no_number():
    assert numbers(listed("", 77), numbering=TWO_LEVELS) == [""]
