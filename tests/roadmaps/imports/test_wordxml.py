"""Text of cells as a reader of the page sees it."""

import pytest

from roadmaps.imports.reader import read_docx
from tests.roadmaps.imports.word import HEADER, activity, cell, file, listed, paragraph, row, rows_of, run, table

SPAN_2 = '<w:gridSpan w:val="2"/>'
START, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (run("Семи\u00adнар"), "Семинар"),
        (run("и\u0306"), "й"),
        (run("Школа\u00a0№\u00a0 7 "), "Школа № 7"),
        ("<w:r><w:t>Семинар</w:t><w:tab/><w:t>для школ</w:t></w:r>", "Семинар для школ"),
        ("<w:r><w:t>Семинар</w:t><w:br/><w:t>для школ</w:t></w:r>", "Семинар\nдля школ"),
        ("<w:r><w:t>мастер</w:t><w:noBreakHyphen/><w:t>класс</w:t></w:r>", "мастер-класс"),
        (f"<w:hyperlink>{run('Сайт')}</w:hyperlink>{run(' школы')}", "Сайт школы"),
        (f"<w:sdt><w:sdtContent>{run('Выбор')}</w:sdtContent></w:sdt>", "Выбор"),
        ("<w:r><w:instrText>PAGE</w:instrText><w:t>Семинар</w:t></w:r>", "Семинар"),
        (
            run("&lt;ul style='a: b'&gt;&lt;li&gt;Семинар&lt;/li&gt;&lt;li&gt;Игра&lt;/li&gt;&lt;/ul&gt;"),
            "Семинар\nИгра",
        ),
        (run("**Семинар** &lt;b&gt;для&lt;/b&gt; школ, где 1 &lt; 2"), "Семинар для школ, где 1 < 2"),
    ],
)
def test_text_is_cleaned(content, text):
    assert rows_of(activity(content))[0].activity == text


def test_tracked_changes_are_read_as_accepted():
    content = f"{run('Семинар ')}<w:del><w:r><w:delText>в мае</w:delText></w:r></w:del><w:ins>{run('в июне')}</w:ins>"
    moved = f"<w:moveFrom>{run(' здесь')}</w:moveFrom><w:moveTo>{run(' там')}</w:moveTo>"
    assert rows_of(activity(content + moved))[0].activity == "Семинар в июне там"


def test_deleted_row_is_left_out():
    rows = rows_of(activity("Семинар"), row("2.", "Игра", "май", "Центр", properties="<w:del/>"))
    assert [found.activity for found in rows] == ["Семинар"]


def test_row_in_content_control_is_read():
    rows = rows_of(f"<w:sdt><w:sdtContent>{activity('Семинар')}</w:sdtContent></w:sdt>")
    assert [found.activity for found in rows] == ["Семинар"]


def test_paragraphs_of_a_cell_are_lines():
    assert rows_of(activity(paragraph("Семинар") + paragraph("") + paragraph("Игра")))[0].activity == "Семинар\nИгра"


def test_cell_merged_downwards_counts_for_each_row():
    rows = rows_of(
        row("1.", "Семинар", "май", cell("Центр", START)),
        row("2.", "Игра", "июнь", cell("", GOES_ON)),
    )
    assert [(found.activity, found.responsible) for found in rows] == [("Семинар", "Центр"), ("Игра", "Центр")]


def test_activity_merged_downwards_is_one_activity():
    rows = rows_of(
        row(cell("1.", START), cell("Семинар", START), "май", "Центр"),
        row(cell("", GOES_ON), cell("", GOES_ON), "октябрь", "Центр"),
    )
    assert [(found.deadline, found.responsible, found.lines) for found in rows] == [("май\nоктябрь", "Центр", (2, 3))]


def test_rows_with_other_spans_are_read_by_place():
    """Word divides a table finer than people see it: here the header's second column is two columns of the grid."""
    header = row("№", cell("Мероприятие", SPAN_2), "Срок", "Ответственный")
    data = file(
        table(
            header, row("1.", cell("Семинар", SPAN_2), "май", "Центр"), row(cell("2.", SPAN_2), "Игра", "июнь", "Школы")
        )
    )
    (found,) = read_docx(data).activities
    assert [(item.number, item.activity, item.deadline) for item in found.rows] == [
        ("1.", "Семинар", "май"),
        ("2.", "Игра", "июнь"),
    ]


def test_row_that_starts_further_right_keeps_its_columns():
    shifted = row("Игра", "июнь", "Школы", properties='<w:gridBefore w:val="1"/>')
    assert [(found.number, found.activity) for found in rows_of(activity("Семинар."), shifted)] == [
        ("1.", "Семинар."),
        ("", "Игра"),
    ]


def test_old_horizontal_merge_is_a_section():
    section = row(cell("Раздел 1", '<w:hMerge w:val="restart"/>'), *[cell("", '<w:hMerge w:val="continue"/>')] * 3)
    assert rows_of(section, activity("Семинар"))[0].section == "Раздел 1"


def test_table_inside_a_cell_is_part_of_its_text():
    inner = table(row("Классы", "9 и 11"), row("Уроки", "русский язык"))
    assert rows_of(activity(paragraph("Семинар") + inner))[0].activity == "Семинар\nКлассы 9 и 11\nУроки русский язык"


def test_table_inside_a_layout_table_is_found():
    inner = table(HEADER, activity("Семинар"))
    data = file(table(row(cell(paragraph("План мероприятий") + inner), "Подпись")))
    (found,) = read_docx(data).tables
    assert (found.title, [item.activity for item in found.rows]) == ("План мероприятий", ["Семинар"])


def test_table_in_a_text_box_is_found_once():
    box = f"<w:txbxContent>{table(HEADER, activity('Семинар'))}</w:txbxContent>"
    drawn = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    (found,) = read_docx(file(paragraph(f"<w:r>{drawn}</w:r>"))).tables
    assert [item.activity for item in found.rows] == ["Семинар"]


BULLETS = """
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="*"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
"""


def test_bullets_are_kept_where_there_are_several():
    rows = rows_of(activity(listed("Семинар") + listed("Игра")), activity(listed("Опрос"), "2."), numbering=BULLETS)
    assert [found.activity for found in rows] == ["– Семинар\n– Игра", "Опрос"]
