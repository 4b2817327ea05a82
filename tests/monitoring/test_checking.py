from datetime import date
from decimal import Decimal

import pytest

from monitoring.checking import Progress, check, entry_problems, value_problems
from monitoring.sheet import EntryRow, FileRow, Sheet
from tests.monitoring.test_sheet import value

TODAY, START = date(2026, 10, 1), date(2025, 1, 1)


def entry(**said: object) -> EntryRow:
    return EntryRow(**{"occurrence_id": 7, "number": "1.1", "title": "Провести", **said})  # type: ignore[arg-type]


DONE = {"status": "done", "done_on": date(2026, 9, 20), "result": "Проведено"}


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({}, ["status"]),
        (DONE, []),
        ({"status": "done"}, ["done_on", "result"]),
        ({**DONE, "done_on": TODAY}, []),
        ({**DONE, "done_on": date(2026, 10, 2)}, ["done_on"]),
        ({**DONE, "done_on": START}, []),
        ({**DONE, "done_on": date(2024, 12, 31)}, ["done_on"]),
        ({"status": "in_progress"}, []),
        ({"status": "not_done"}, ["reason"]),
        ({"status": "not_done", "reason": "Нет учителя"}, []),
    ],
)
def test_entry_lacks(said, fields):
    problems = list(entry_problems(entry(**said), TODAY, START))
    assert [(problem.name, problem.is_soft) for problem in problems] == [(name, False) for name in fields]


def test_entry_done_without_the_named_document_is_a_doubt():
    problems = list(entry_problems(entry(**DONE, report_form="справка"), TODAY, START))
    assert [(problem.field, problem.is_soft) for problem in problems] == [("id_entry-7-files", True)]


def test_entry_done_with_a_document_is_in_order():
    row = entry(**DONE, report_form="справка", files=(FileRow("key", "справка.pdf", 10),))
    assert list(entry_problems(row, TODAY, START)) == []


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"state": "missing"}, ["numerator"]),
        ({"state": "missing", "numerator": Decimal(5)}, ["denominator"]),
        ({"state": "missing", "denominator": Decimal(5)}, ["numerator"]),
        ({"numerator": Decimal(0), "denominator": Decimal(10)}, []),
        ({"numerator": Decimal(0), "denominator": Decimal(0)}, ["denominator"]),
        ({"numerator": Decimal(11), "denominator": Decimal(10)}, ["numerator"]),
        ({"numerator": Decimal(10), "denominator": Decimal(10)}, []),
        ({"kind": "mean", "numerator": Decimal(45), "denominator": Decimal(10)}, []),
        ({"kind": "count", "numerator": Decimal(0)}, []),
        ({"kind": "count", "state": "missing"}, ["numerator"]),
        ({"state": "not_applicable"}, ["comment"]),
        ({"state": "not_applicable", "comment": "Нет старших классов"}, []),
    ],
)
def test_value_lacks(said, fields):
    problems = list(value_problems(value(**said)))
    assert [(problem.name, problem.is_soft) for problem in problems] == [(name, False) for name in fields]


@pytest.mark.parametrize(
    ("numerator", "comment", "doubts"),
    [(60, "", 0), (61, "", 1), (39, "", 1), (40, "", 0), (61, "Курсы прошли в сентябре", 0)],
)
def test_value_that_moved_by_more_than_ten_points_asks_for_a_comment(numerator, comment, doubts):
    before = {"previous_state": "entered", "previous_numerator": Decimal(5), "previous_denominator": Decimal(10)}
    row = value(numerator=Decimal(numerator), denominator=Decimal(100), comment=comment, **before)
    assert [problem.is_soft for problem in value_problems(row)] == [True] * doubts


def test_value_without_a_previous_quarter_has_nothing_to_explain():
    assert list(value_problems(value(numerator=Decimal(9), denominator=Decimal(10)))) == []


def test_check_lists_everything_at_once_and_counts_rows():
    sheet = Sheet(entries=(entry(**DONE), entry(occurrence_id=8)), values=(value(state="missing"),))
    findings = check(sheet, today=TODAY, programme_start=START)
    assert [problem.field for problem in findings.hard] == ["id_entry-8-status", "id_value-1-numerator"]
    assert (findings.entries, findings.values) == (Progress(1, 2), Progress(0, 1))
    assert findings.unfinished == {"entry-8", "value-1"}


def test_check_counts_a_row_with_a_doubt_as_filled():
    findings = check(Sheet(entries=(entry(**DONE, report_form="справка"),)), today=TODAY, programme_start=START)
    assert (findings.progress.gaps, len(findings.soft)) == (0, 1)


def test_value_greater_than_its_whole_is_said_in_the_words_of_the_page():
    row = value(numerator=Decimal(6), denominator=Decimal(5), numerator_label="обучены", denominator_label="педагогов")
    assert [problem.text for problem in value_problems(row)] == ["«обучены» больше, чем «педагогов»: такого не бывает"]
