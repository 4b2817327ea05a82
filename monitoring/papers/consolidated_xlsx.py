"""The consolidated report as a workbook the department works on with: numbers are numbers, one tidy table a sheet."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from openpyxl import Workbook

from accounts.russian import NO_DATA, round_half_up
from accounts.spreadsheets import (
    Column,
    Figure,
    Toned,
    Value,
    new_workbook,
    print_header,
    workbook_bytes,
    write_heading,
    write_table,
)
from monitoring.aggregation import ActivityResult, IndicatorResult, SchoolValue, Submission, TargetStatus, decimals_of
from monitoring.papers.consolidated import (
    CELL_WORDS,
    STATE_WORDS,
    ConsolidatedPaper,
    activity_outcome,
    basis_sentence,
    day,
    not_done_words,
    status_words,
    submission_words,
    target_prefix,
)

_COLOURS = {TargetStatus.MET: "1F6F43", TargetStatus.PARTLY: "8A5A00", TargetStatus.NOT_MET: "A3262A"}
_OVERDUE = "A3262A"


def build_consolidated_xlsx(paper: ConsolidatedPaper) -> bytes:
    """Sheets «Сводка», «По школам», «Мероприятия», «Сдача отчётов»; about 2 ms for each school × indicator row."""
    workbook = new_workbook(paper.title)
    _summary(workbook, paper)
    _by_school(workbook, paper)
    _activities(workbook, paper)
    _submissions(workbook, paper)
    for sheet in workbook.worksheets:
        print_header(sheet, f"{paper.organisation}. {paper.title}. {sheet.title}")
    return workbook_bytes(workbook)


def _rounded(value: Fraction | None, decimals: int) -> Figure | None:
    return None if value is None else Figure(round_half_up(value, decimals), decimals)


def _amount(value: Decimal | None) -> Figure | None:
    """A typed number with the decimals it really has."""
    return None if value is None else Figure(value, decimals_of(value))


def _change(one: IndicatorResult) -> Figure | None:
    """«+8,0 п.п.», a number all the same."""
    if one.change is None:
        return None
    decimals, suffix = one.indicator.decimals, f" {one.change_unit}" if one.change_unit else ""
    return Figure(round_half_up(one.change, decimals), decimals, suffix=suffix, signed=True)


def _target(value: Decimal | None, prefix: str) -> Figure | None:
    amount = _amount(value)
    return amount and Figure(amount.value, amount.decimals, prefix)


def _summary(workbook: Workbook, paper: ConsolidatedPaper) -> None:
    sheet = workbook.create_sheet("Сводка")
    basis = f"{basis_sentence(paper.result)} Составлен {day(paper.compiled_on)}."
    header_row = write_heading(sheet, [paper.title, paper.organisation, paper.programme, basis])
    columns = [
        Column("Код", 7),
        Column("Показатель", 40),
        Column("Числитель, сумма", 11),
        Column("Знаменатель, сумма", 13),
        Column("Значение", 10),
        Column("Единица", 9),
        Column(f"Цель на {paper.year} год", 13),
        Column("Итог", 15),
        Column("Прошлый период", 10),
        Column("Изменение", 11),
        Column("Те же школы", 8),
        Column("Школ с данными", 9),
        Column("Школ должно быть", 10),
        Column("Не применимо", 12),
        Column("Не заполнено", 11),
        Column("Знаменатель — ноль", 13),
        Column("Отчёт не учтён", 9),
    ]
    write_table(sheet, columns, [_summary_row(one) for one in paper.result.indicators], header_row=header_row)


def _summary_row(one: IndicatorResult) -> list[Value]:
    indicator = one.indicator
    same = {True: "да", False: "нет"}[one.same_schools] if one.change is not None else None
    colour = _COLOURS.get(one.status)
    return [
        indicator.code,
        indicator.name,
        _amount(one.numerator),
        _amount(one.denominator),
        _rounded(one.exact, one.decimals) or NO_DATA,
        indicator.unit,
        _target(one.target, target_prefix(indicator.direction)),
        Toned(status_words(one), colour) if colour else status_words(one),
        _rounded(one.previous, indicator.decimals),
        _change(one),
        same,
        one.reported,
        one.applicable,
        one.not_applicable,
        one.missing,
        one.zero_base,
        one.not_reported,
    ]


def _by_school(workbook: Workbook, paper: ConsolidatedPaper) -> None:
    columns = [
        Column("Школа", 34),
        Column("Код", 7),
        Column("Показатель", 46),
        Column("Единица", 10),
        Column("Числитель", 12),
        Column("Знаменатель", 13),
        Column("Значение", 11),
        Column("Прошлый период", 11),
        Column("Цель школы", 15),
        Column("Состояние", 20),
        Column("Комментарий", 40),
    ]
    rows = [_school_row(cell) for one in paper.result.indicators for cell in one.schools]
    write_table(workbook.create_sheet("По школам"), columns, rows)


def _school_row(cell: SchoolValue) -> list[Value]:
    indicator = cell.indicator
    return [
        cell.school.name,
        indicator.code,
        indicator.name,
        cell.unit,
        _amount(cell.numerator),
        _amount(cell.denominator),
        _rounded(cell.exact, cell.decimals),
        _rounded(cell.previous, indicator.decimals),
        _target(cell.target, target_prefix(indicator.direction)),
        CELL_WORDS[cell.state],
        cell.comment,
    ]


def _activities(workbook: Workbook, paper: ConsolidatedPaper) -> None:
    columns = [
        Column("№", 7),
        Column("Раздел", 28),
        Column("Мероприятие", 46),
        Column("Срок", 12),
        Column("Срок словами", 20),
        Column("Исполняет", 14),
        Column("Итог", 16),
        Column("Исполнено муниципалитетом", 17),
        Column("Выполнили", 11),
        Column("В работе", 10),
        Column("Не выполнили", 14),
        Column("Не заполнили", 13),
        Column("Не применимо", 13),
        Column("Отчёт не учтён", 11),
        Column("Всего школ", 10),
        Column("Не выполнили и почему", 46),
    ]
    rows = [_activity_row(activity) for activity in paper.result.activities]
    write_table(workbook.create_sheet("Мероприятия"), columns, rows)


def _activity_row(activity: ActivityResult) -> list[Value]:
    occurrence, outcome = activity.occurrence, activity_outcome(activity)
    counts = (
        activity.done,
        activity.in_progress,
        activity.not_done,
        activity.blank,
        activity.not_applicable,
        activity.not_reported,
        len(activity.schools),
    )
    return [
        occurrence.number,
        occurrence.section,
        occurrence.title,
        occurrence.due_on,
        occurrence.term,
        "муниципалитет" if occurrence.municipal else "школы",
        Toned(outcome, _OVERDUE) if activity.is_overdue else outcome,
        occurrence.done_on,
        *(None if occurrence.municipal else count for count in counts),
        not_done_words(activity),
    ]


def _submissions(workbook: Workbook, paper: ConsolidatedPaper) -> None:
    columns = [
        Column("Школа", 40),
        Column("Состояние отчёта", 18),
        Column("Отправлен", 13),
        Column("Принят", 13),
        Column("Срок", 16),
        Column("Учтён в своде", 14),
    ]
    rows = [_submission_row(one) for one in paper.result.submissions.schools]
    write_table(workbook.create_sheet("Сдача отчётов"), columns, rows)


def _submission_row(one: Submission) -> list[Value]:
    return [
        one.school.name,
        STATE_WORDS[one.state],
        one.submitted_on,
        one.accepted_on,
        submission_words(one),
        "да" if one.counted else "нет",
    ]
