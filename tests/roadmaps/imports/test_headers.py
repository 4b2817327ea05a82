"""Columns in any order and wording."""

import pytest

from roadmaps.imports.document import Column
from roadmaps.imports.reader import ReadError, read_docx
from roadmaps.imports.wording import classify
from tests.roadmaps.docx_files import table_docx

MAY, CENTRE = "май", "Центр"


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("№", Column.NUMBER),
        ("№ п/п", Column.NUMBER),
        ("№\nп\\п", Column.NUMBER),
        ("№№ пп", Column.NUMBER),
        ("N п/п", Column.NUMBER),
        ("п/п", Column.NUMBER),
        ("Номер", Column.NUMBER),
        ("Мероприятие", Column.ACTIVITY),
        ("Наименование программного мероприятия", Column.ACTIVITY),
        ("Содержание деятельности", Column.ACTIVITY),
        ("Виды работ", Column.ACTIVITY),
        ("Что сделать: действия", Column.ACTIVITY),
        ("Тема", Column.ACTIVITY),
        ("Контрольная точка", Column.ACTIVITY),
        ("Срок", Column.DEADLINE),
        ("Сроки реализации мероприятия", Column.DEADLINE),
        ("Планируемые сроки", Column.DEADLINE),
        ("Дата проведения", Column.DEADLINE),
        ("Период", Column.DEADLINE),
        ("Месяц", Column.DEADLINE),
        ("Отв.", Column.RESPONSIBLE),
        ("Ответствен- ный", Column.RESPONSIBLE),
        ("Исполнитель и соисполнители мероприятия", Column.RESPONSIBLE),
        ("Ф.И.О. ответственного", Column.RESPONSIBLE),
        ("Ожидаемый результат", Column.RESULT),
        ("Результат выполнения мероприятия/плановое значение", Column.RESULT),
        ("Показатель реализации", Column.RESULT),
        ("Плановое значение", Column.PLANNED),
        ("Форма отчётности", Column.REPORT_FORM),
        ("Формы отчетных документов", Column.REPORT_FORM),
        ("Вид документа", Column.REPORT_FORM),
        ("Информационное сопровождение мероприятий", Column.REPORT_FORM),
        ("Направление", Column.SECTION),
        ("Задача", Column.SECTION),
        ("Примечание", None),
        ("Отметка о выполнении", None),
        ("Участники", None),
        ("Место проведения", None),
        ("Объём финансирования", None),
        ("", None),
    ],
)
def test_header_is_recognised(header, column):
    assert classify(header) is column


def columns(*header: str) -> dict[str, str]:
    filled = ["1."] + ["x"] * (len(header) - 1)
    (table,) = read_docx(table_docx(len(header), [header, filled])).activities
    return {column.value: text for column, text in table.columns.items()}


def test_columns_may_come_in_any_order():
    assert columns("Ответственный", "Сроки", "Мероприятия", "№") == {
        "number": "№",
        "activity": "Мероприятия",
        "deadline": "Сроки",
        "responsible": "Ответственный",
    }


def test_indicator_beside_a_result_is_the_planned_value():
    found = columns("Мероприятие", "Срок", "Ожидаемый результат", "Показатель")
    assert (found["result"], found["planned"]) == ("Ожидаемый результат", "Показатель")


def test_activity_called_so_wins_over_its_contents():
    assert columns("Содержание", "Мероприятие", "Срок")["activity"] == "Мероприятие"


def test_directions_are_the_activities_where_there_are_no_others():
    found = columns("№", "Направления", "Сроки", "Ответственные")
    assert (found["activity"], "section" in found) == ("Направления", False)


def rows(width: int, *specs):
    (table,) = read_docx(table_docx(width, specs)).activities
    return table.rows


def test_column_of_directions_names_the_section():
    header = ("Направление", "Мероприятие", "Срок", "Исполнители")
    found = rows(
        4, header, ("Учителя", "Семинар", MAY, CENTRE), ("", "Игра", MAY, CENTRE), ("Ученики", "Опрос", MAY, CENTRE)
    )
    assert [(row.section, row.activity) for row in found] == [
        ("Учителя", "Семинар"),
        ("Учителя", "Игра"),
        ("Ученики", "Опрос"),
    ]


def test_responsible_and_his_helpers_are_both_kept():
    found = rows(4, ("Мероприятие", "Срок", "Исполнитель", "Соисполнители"), ("Семинар", MAY, CENTRE, "школы"))
    assert found[0].responsible == "Центр\nшколы"


def test_title_row_above_the_header_is_part_of_the_title():
    data = table_docx(3, [(("на 2023 год", 3),), ("Мероприятие", "Срок", "Ответственный"), ("Семинар", MAY, CENTRE)])
    (table,) = read_docx(data).activities
    assert (table.title, len(table.rows)) == ("План мероприятий на 2023 год", 1)


def test_header_of_two_levels_left_unmerged():
    upper = ("Мероприятие", "Сроки, годы", "", "Ответственный")
    found = rows(4, upper, ("", "2022", "2023", ""), ("Семинар", MAY, "июнь", CENTRE))
    assert [(row.deadline, row.responsible) for row in found] == [("2022 г.: май; 2023 г.: июнь", "Центр")]


def test_quarters_that_are_ticked():
    header = ("Мероприятие", "I кв.", "II кв.", "III кв.", "IV кв.", "Ответственный")
    found = rows(6, header, ("Семинар", "+", "", "+", "-", CENTRE), ("Игра", "х", "х", "", "", CENTRE))
    assert [row.deadline for row in found] == ["I кв.; III кв.", "I кв.; II кв."]


def test_cross_beside_dates_means_not_then():
    header = ("Мероприятие", "2022 год", "2023 год", "Ответственный")
    found = rows(4, header, ("Семинар", "х", "до 1 мая", CENTRE))
    assert (found[0].deadline, found[0].by_year) == ("2023 г.: до 1 мая", ((2023, "до 1 мая"),))


def test_beginning_and_end_become_an_interval():
    header = ("Мероприятие", "Дата начала", "Дата окончания", "Ответственный")
    found = rows(4, header, ("Семинар", "01.09.2023", "15.09.2023", CENTRE), ("Игра", "", "до 1 мая", CENTRE))
    assert [row.deadline for row in found] == ["с 01.09.2023 по 15.09.2023", "до 1 мая"]


def test_table_of_risks_is_no_roadmap():
    with pytest.raises(ReadError):
        read_docx(table_docx(4, [("Этап", "Риск", "Мероприятия", "Срок"), ("Начало", "Усталость", "Отдых", MAY)]))


def test_column_that_has_no_place_is_named():
    header = ("Мероприятие", "Срок", "Ответственный", "Участники", "Примечание")
    document = read_docx(table_docx(5, [header, ("1. Семинар", MAY, CENTRE, "учителя", "")]))
    assert document.warnings == ("Столбец «Участники» не переносится.",)
